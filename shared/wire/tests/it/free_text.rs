//! Where free words can stand in a message: a closed list, so that a new place has to be argued for.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;
use wire::{Category, Value, canonical::from_bytes};

use crate::samples;

/// JSON pointers of all nodes that fit.
pub fn paths(json: &Json, fits: fn(&Json) -> bool) -> Vec<String> {
    let mut found = if fits(json) { vec![String::new()] } else { Vec::new() };
    let children: Vec<(String, &Json)> = match json {
        Json::Object(members) => members.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Json::Array(items) => items.iter().enumerate().map(|(n, child)| (n.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        found.extend(paths(child, fits).into_iter().map(|rest| format!("/{name}{rest}")));
    }
    found
}

/// The places where a word that is no code is taken.
/// Members in canonical order, whether or not another crate of the workspace has the order of a struct kept.
fn in_order<T: Serialize>(message: &T) -> Json {
    let mut json = serde_json::to_value(message).expect("json");
    json.sort_all_objects();
    json
}

fn open_places<T: Serialize + DeserializeOwned>(message: &T) -> Vec<String> {
    let json = in_order(message);
    paths(&json, Json::is_string)
        .into_iter()
        .filter(|path| {
            let mut changed = json.clone();
            *changed.pointer_mut(path).expect("a place") = Json::from("Hon sade att");
            from_bytes::<T>(changed.to_string().as_bytes()).is_ok()
        })
        .collect()
}

#[test]
fn an_offer_and_its_answers_have_no_place_for_words() {
    assert_eq!(open_places(&samples::envelope()), [""; 0]);
    assert_eq!(open_places(&samples::offer()), [""; 0]);
    assert_eq!(open_places(&samples::withdrawal()), [""; 0]);
    assert_eq!(open_places(&samples::notice()), [""; 0]);
    assert_eq!(open_places(&samples::key_set()), [""; 0]);
    for state in samples::receipt_states() {
        assert_eq!(open_places(&samples::receipt(state)), [""; 0]);
    }
}

#[test]
fn other_words_are_of_agencies_and_of_the_log() {
    assert_eq!(open_places(&samples::offer_answer()), ["/refusals/0/reason"]);
    assert_eq!(open_places(&samples::consent_grant()), ["/text/id", "/text/version"]);
    assert_eq!(open_places(&samples::parcel()), ["/fetched/checkpoint", "/released/checkpoint"]);
    let places = ["/boards/0/name", "/name", "/units/0/areas/0", "/units/0/hours", "/units/0/name", "/units/0/phone", "/witness_key"];
    assert_eq!(open_places(&samples::manifest()), places);
}

/// The texts that `PersonText` holds, and nothing else: everything but these is a code, a number or a time.
#[test]
fn values_have_three_places_for_words() {
    let open = |category: &Category| {
        let json: Json = serde_json::from_slice(&samples::value(*category).to_canonical().expect("written")).expect("json");
        let taken = |path: &String| {
            let mut changed = json.clone();
            *changed.pointer_mut(path).expect("a place") = Json::from("Hon sade att");
            Value::from_canonical(*category, changed.to_string().as_bytes()).is_ok()
        };
        paths(&json, Json::is_string).into_iter().filter(taken).map(|path| format!("{category}{path}")).collect::<Vec<_>>()
    };
    let places: Vec<String> = Category::ALL.iter().flat_map(open).collect();
    assert_eq!(places, ["identity/name", "safe_contact/code_word", "incident_address/street"]);
}

#[test]
fn a_wrong_type_is_refused_everywhere() {
    let json = in_order(&samples::offer());
    for path in paths(&json, |node| !node.is_object()) {
        for other in [Json::Null, Json::from(1.5), Json::from(-1), serde_json::json!({}), serde_json::json!([[]])] {
            let mut changed = json.clone();
            *changed.pointer_mut(&path).expect("a place") = other;
            assert!(from_bytes::<wire::Offer>(changed.to_string().as_bytes()).is_err(), "{path}");
        }
    }
}
