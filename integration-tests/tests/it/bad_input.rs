//! What is broken, forged or too much is refused with a stable code, and nothing is lost by it.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use integration_tests::{Handover, Kind, Night, Outside, Town, fresh_id, payload};
use serde_json::{Value, json};
use wire::MessageKind;

const OFFERS: &str = "/api/v1/offers";

/// A town where one handover has gone through, and the bytes that were posted for it.
fn with_an_offer() -> (Town, (String, Handover), Vec<u8>) {
    let town = Town::start();
    let (code, mut sent) = town.officer.hand_over(&Night::consent("Embla Påhittad", "070-174 06 30"));
    let handover = sent.remove(0);
    town.desk.rings(&handover.id);
    town.officer.sees(&code, &handover.id, "received");
    let bytes = town.police_gate.requests("POST /api/v1/offers")[0].body.clone();
    (town, (code, handover), bytes)
}

/// The offer with a new id and a change, signed anew by the police's own key.
fn changed(outside: &Outside, offer: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut message = payload(offer);
    message["header"]["id"] = json!(fresh_id());
    change(&mut message);
    outside.signed(MessageKind::Offer, &message)
}

/// Nothing of what was refused is anywhere, and a correct handover still goes the whole way.
#[track_caller]
fn all_is_well(town: &Town, before: Vec<(String, Handover)>) {
    let (code, sent) = town.officer.hand_over(&Night::with_children("Saga Påhittad", "070-174 06 31"));
    let all: Vec<_> = before.into_iter().chain(sent.into_iter().map(|handover| (code.clone(), handover))).collect();
    crate::whole::nothing_lost_nothing_doubled(town, &all);
    assert_eq!(town.desk.items().len(), all.len(), "nothing else came to the desk");
}

#[test]
fn forged_and_broken_offers_are_refused_each_by_its_code() {
    let (town, handover, offer) = with_an_offer();
    let police = town.outside(Kind::Police);

    let mut forged: Value = serde_json::from_slice(&offer).unwrap();
    let signature = forged["signature"].as_str().unwrap().to_owned();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    forged["signature"] = json!(format!("{other}{}", &signature[1..]));
    police.post(OFFERS, &wire::canonical::to_bytes(&forged).unwrap()).problem(403, "bad-signature");

    // As another kind of message: the same bytes under another prefix are another signature.
    let consent = police.signed(MessageKind::ConsentGrant, &payload(&offer));
    police.post(OFFERS, &consent).problem(403, "bad-signature");

    let mut stranger: Value = serde_json::from_slice(&offer).unwrap();
    stranger["key_id"] = json!("0123456789abcdef");
    police.post(OFFERS, &wire::canonical::to_bytes(&stranger).unwrap()).problem(403, "unknown-key");

    let unknown = changed(&police, &offer, |message| message["fields"][0]["category"] = json!("free_text"));
    police.post(OFFERS, &unknown).problem(422, "unknown-category");
    let extra = changed(&police, &offer, |message| message["header"]["note"] = json!("x"));
    police.post(OFFERS, &extra).problem(400, "not-canonical");
    let edition = changed(&police, &offer, |message| message["header"]["edition"]["id"] = json!("2020-01-01.1"));
    police.post(OFFERS, &edition).problem(409, "rulebook-changed");
    let key = changed(&police, &offer, |message| message["header"]["unit_key"] = json!("0123456789abcdef"));
    police.post(OFFERS, &key).problem(422, "wrong-sealing-key");
    let early = changed(&police, &offer, |message| message["header"]["made_at"] = json!("2020-01-01T00:00:00Z"));
    police.post(OFFERS, &early).problem(422, "wrong-time");
    let unit = changed(&police, &offer, |message| message["header"]["to"]["unit"] = json!("socialtjansten-exempelstad/nowhere"));
    police.post(OFFERS, &unit).problem(422, "wrong-address");

    // Another agency can't post it as its own, nor sign for it.
    let social = town.outside(Kind::Social);
    social.post(OFFERS, &offer).problem(403, "unknown-key");
    let stolen = changed(&social, &offer, |_| {});
    social.post(OFFERS, &stolen).problem(422, "wrong-address");

    all_is_well(&town, vec![handover]);
}

#[test]
fn bytes_that_are_not_the_one_spelling_are_refused() {
    let (town, handover, offer) = with_an_offer();
    let police = town.outside(Kind::Police);
    let envelope: Value = serde_json::from_slice(&offer).unwrap();

    police.post(OFFERS, serde_json::to_string_pretty(&envelope).unwrap().as_bytes()).problem(400, "not-canonical");
    police.post(OFFERS, &[offer.as_slice(), b"\n"].concat()).problem(400, "not-canonical");
    police.post(OFFERS, b"{").problem(400, "not-canonical");
    police.post(OFFERS, b"\xff\xfe").problem(400, "not-canonical");
    police.post(OFFERS, b"[]").problem(400, "not-canonical");

    // Rightly signed, but inside it is spelled another way.
    let mut message = payload(&offer);
    message["header"]["id"] = json!(fresh_id());
    let spaced = serde_json::to_string_pretty(&message).unwrap();
    police.post(OFFERS, &police.signed_as_is(MessageKind::Offer, spaced.as_bytes())).problem(400, "not-canonical");
    police.post(OFFERS, &police.signed_as_is(MessageKind::Offer, b"")).problem(400, "not-canonical");

    all_is_well(&town, vec![handover]);
}

#[test]
fn a_replay_changes_nothing_and_the_same_id_with_other_bytes_is_refused() {
    let (town, handover, offer) = with_an_offer();
    let police = town.outside(Kind::Police);
    let size = |town: &Town| town.broker_caller(Kind::Police).get("/log/checkpoint").text().lines().nth(1).map(str::to_owned);
    let first = police.post(OFFERS, &offer);
    first.ok();
    let before = size(&town);
    for _ in 0..3 {
        assert_eq!(police.post(OFFERS, &offer).body, first.body, "the stored answer");
    }
    assert_eq!(size(&town), before, "the log has not grown");

    let mut message = payload(&offer);
    message["header"]["urgency"] = json!("ordinary");
    police.post(OFFERS, &police.signed(MessageKind::Offer, &message)).problem(409, "other-bytes");

    // The receipt of the desk, sent again by whoever caught it.
    let receipt = town.social_gate.requests("POST /api/v1/receipts")[0].body.clone();
    let social = town.outside(Kind::Social);
    assert_eq!(social.post("/api/v1/receipts", &receipt).body, social.post("/api/v1/receipts", &receipt).body);
    police.post("/api/v1/receipts", &receipt).problem(403, "unknown-key");

    all_is_well(&town, vec![handover]);
}

#[test]
fn the_broker_judges_for_itself() {
    let (town, handover, offer) = with_an_offer();
    let police = town.outside(Kind::Police);
    // A sender that does not ask: the same fields without any consent.
    let unasked = changed(&police, &offer, |message| message["header"]["consents"] = json!([]));
    let answer = payload(&police.post(OFFERS, &unasked).body);
    assert_eq!(answer["outcome"], "refused", "{answer}");
    assert!(!answer["refusals"].as_array().unwrap().is_empty(), "with reasons: {answer}");
    // Or one that invents a consent nobody registered.
    let invented = changed(&police, &offer, |message| message["header"]["consents"] = json!([fresh_id()]));
    assert_eq!(payload(&police.post(OFFERS, &invented).body)["outcome"], "refused");
    // What was refused is known to the sender alone.
    let told = town.outside(Kind::Social).notices();
    let waiting = told.iter().filter(|notice| notice["kind"] == "parcel_waiting");
    assert_eq!(waiting.count(), 1, "{told:?}");
    let refused = answer["log_index"].as_u64().unwrap();
    town.broker_caller(Kind::Social).get(&format!("/log/entries/{refused}")).problem(404, "not-found");
    town.broker_caller(Kind::Police).get(&format!("/log/entries/{refused}")).ok();
    all_is_well(&town, vec![handover]);
}

#[test]
fn without_the_right_token_there_is_no_door() {
    let (town, handover, offer) = with_an_offer();
    let (police, social) = (town.outside(Kind::Police).caller, town.outside(Kind::Social).caller);
    let json = ("content-type", "application/json");
    for path in ["/api/v1/notices?after=0&wait_seconds=0", "/api/v1/rulebook", "/api/v1/directory", "/log/entries/0"] {
        police.plain("GET", path, &[], b"").unwrap().problem(401, "token-missing");
        police.plain("GET", path, &[("authorization", "Bearer x.y.z")], b"").unwrap().problem(401, "token-refused");
    }
    police.plain("POST", OFFERS, &[json], &offer).unwrap().problem(401, "token-missing");
    let of_other_body = police.authorization("POST", OFFERS, b"other");
    police.plain("POST", OFFERS, &[json, ("authorization", &of_other_body)], &offer).unwrap().problem(401, "token-refused");
    let of_other_path = police.authorization("POST", "/api/v1/consents", &offer);
    police.plain("POST", OFFERS, &[json, ("authorization", &of_other_path)], &offer).unwrap().problem(401, "token-refused");
    let of_other_method = police.authorization("GET", OFFERS, &offer);
    police.plain("POST", OFFERS, &[json, ("authorization", &of_other_method)], &offer).unwrap().problem(401, "token-refused");

    // Not a party: the same as not there.
    let fetch = |id: &str| format!("/api/v1/parcels/{id}/fetch?wait_seconds=0");
    police.call("POST", &fetch(&handover.1.id), b"").problem(404, "not-found");
    social.call("POST", &fetch(&fresh_id()), b"").problem(404, "not-found");
    social.call("POST", &fetch("no-id"), b"").problem(404, "not-found");
    // The agencies' own doors know no keys of machines elsewhere.
    let path = "/api/v1/duty-items";
    let foreign = police.authorization("GET", path, b"");
    town.desk.0.plain("GET", path, &[("authorization", &foreign)], b"").unwrap().problem(401, "token-refused");
    let path = "/api/v1/call-outs";
    town.officer.0.plain("POST", path, &[json], b"{}").unwrap().problem(401, "token-missing");

    all_is_well(&town, vec![handover]);
}

#[test]
fn too_much_and_too_little_are_said_so() {
    let (town, handover, _) = with_an_offer();
    let police = town.outside(Kind::Police);
    let huge = vec![b' '; 300 * 1024];
    police.post(OFFERS, &huge).problem(413, "too-large");
    let token = police.caller.authorization("POST", OFFERS, &huge);

    // Without saying how much will come.
    let chunked = format!(
        "POST {OFFERS} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        town.broker.address()
    );
    let chunks: Vec<u8> = (0..300).flat_map(|_| [b"400\r\n".as_slice(), &[b' '; 1024], b"\r\n"].concat()).collect();
    let answer = raw(town.broker.address(), &[chunked.as_bytes(), &chunks].concat());
    assert!(answer.contains("413") && answer.contains("too-large"), "{answer}");

    // Half of what was said would come, then nothing more.
    let half = format!(
        "POST {OFFERS} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{{\"key",
        town.broker.address()
    );
    let answer = raw(town.broker.address(), half.as_bytes());
    assert!(answer.contains("half-sent"), "a clear word, never success: {answer}");
    all_is_well(&town, vec![handover]);
}

/// Sends bytes, says that no more will come, and reads what is answered.
fn raw(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    // The other side may have heard enough before everything is sent.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// A member that is misspelled must not silently become “not stated”.
#[test]
fn members_nobody_knows_are_refused() {
    let town = Town::start();
    let code = town.officer.open();
    let refused = [
        ("situation", town.officer.situation(&code, &json!({ "kidn": "violence" }))),
        ("consent", town.officer.consent(&code, &json!({ "answer": "yes", "protecton": "no" }))),
        ("concern", town.officer.concern(&code, &json!({ "suspected": true, "detials": {} }))),
        ("details", town.officer.concern(&code, &json!({ "suspected": true, "details": { "ground": [] } }))),
        ("send", town.officer.0.post(&format!("/api/v1/call-outs/{code}/send"), &json!({ "digest": "0".repeat(64), "x": 1 }))),
    ];
    for (door, answer) in refused {
        assert_eq!(answer.status, 422, "{door}: {}", answer.text());
    }
}

#[test]
fn an_agency_s_own_doors_name_what_is_wrong() {
    let town = Town::start();
    let code = town.officer.open();
    let situation = |body: Value| town.officer.situation(&code, &body);
    let consent = |body: Value| town.officer.consent(&code, &body);
    let concern = |body: Value| town.officer.concern(&code, &body);
    let names = |answer: integration_tests::Answer, field: &str| {
        let problem = answer.problem(422, "invalid-fields");
        assert!(problem["errors"].to_string().contains(field), "{field} is named: {problem}");
        let text = problem.to_string();
        assert!(!text.contains("Elak"), "what was typed is not said back: {text}");
    };
    names(situation(json!({ "children": "Elak" })), "children");
    names(situation(json!({ "acute": ["weapon", "Elak"] })), "acute");
    names(situation(json!({ "event_number": "Elak <b>" })), "event_number");
    names(consent(json!({ "answer": "Elak" })), "answer");
    names(consent(json!({ "answer": "yes", "phone": "Elak" })), "phone");
    names(consent(json!({ "answer": "yes", "name": "Elak\u{0}\nrad" })), "name");
    names(consent(json!({ "answer": "yes", "name": "Elak ".repeat(100) })), "name");
    names(consent(json!({ "answer": "yes", "name": "Elak 19900101-2384" })), "name");
    names(consent(json!({ "answer": "yes", "language": "Elak" })), "language");
    names(concern(json!({ "suspected": true, "details": { "grounds": [] } })), "grounds");
    // Another shape than agreed: the place in the text is named.
    let problem = situation(json!({ "children": 7 })).problem(422, "invalid-json-shape");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains('1')), "the place: {problem}");
    let raw = |body: &[u8]| town.officer.0.call("PUT", &format!("/api/v1/call-outs/{code}/situation"), body);
    raw(b"{").problem(400, "invalid-json");
    raw(b"\xff").problem(400, "invalid-json");
    raw(&vec![b' '; 300 * 1024]).problem(413, "too-large");
    town.officer.situation("KV742-2611", &json!({})).problem(404, "not-found");
    town.officer.situation("..%2f..", &json!({})).problem(404, "not-found");

    let (_, sent) = town.officer.hand_over(&Night::consent("Idun Påhittad", "070-174 06 32"));
    let id = &sent[0].id;
    town.desk.rings(id);
    for body in [json!({}), json!({ "reason": "Elak" }), json!({ "reason": "no_capacity", "why": "x" })] {
        let answer = town.desk.0.post(&format!("/api/v1/duty-items/{id}/decline"), &body);
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(!answer.text().contains("Elak"), "{}", answer.text());
    }
    let unknown = town.desk.0.post(&format!("/api/v1/duty-items/{id}/state"), &json!({ "state": "Elak" }));
    assert_eq!(unknown.status, 422, "{}", unknown.text());
    town.desk.acknowledge(&fresh_id()).problem(404, "not-found");
    town.desk.acknowledge("no-id").problem(404, "not-found");
    town.desk.state(id, "contact_made").problem(409, "wrong-state");

    // After all this everything still works.
    let (code, sent) = town.officer.hand_over(&Night::consent("Idun Påhittad", "070-174 06 33"));
    town.desk.rings(&sent[0].id);
    town.desk.acknowledge(&sent[0].id).ok();
    town.officer.sees(&code, &sent[0].id, "acknowledged");
}
