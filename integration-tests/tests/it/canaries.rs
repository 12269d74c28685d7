//! What never appears: a word of its own in everything that people can type, and every place that is not its own is
//! searched for it, in every way it may be written.

use integration_tests::{
    Beginning, Collector, Composer, Hit, Kind, Needles, Night, Plan, Seen, Town, Visitor,
    composer::{DESK, PATROLS, has_come},
    crawl,
};
use serde_json::json;

use crate::byte_scan::{between, contents, is_there, metrics, search};

/// Typed at the police and staying there.
const POLICE: [(&str, &str); 9] = [
    ("number of the event", "K5588-NARR-88"),
    ("name of a man nobody lets go", "Kanariestannar Påhittad"),
    ("address nobody lets go", "Kanariestannsgatan 88 öster"),
    ("which interest", "kanarieintresse-polis"),
    ("why it outweighs", "kanarieskäl-övervikt"),
    ("why it is needed", "kanarieskäl-behov"),
    ("why no more than needed", "kanarieskäl-proportion"),
    ("why the lead clears", "kanarieskäl-ledare"),
    ("why no answer, police", "kanarieskäl-obesvarad-polis"),
];
/// Typed at the social services and staying there.
const SOCIAL: [(&str, &str); 5] = [
    ("what is concrete", "kanarieskäl-konkret"),
    ("why not unsuitable", "kanarieskäl-lämpligt"),
    ("why no answer, social services", "kanarieskäl-obesvarad-social"),
    ("note on a case", "kanarieanteckning-ärende"),
    ("note on a code", "kanarieanteckning-kod"),
];
/// Typed at one and opened at the other.
const BOTH: [(&str, &str); 8] = [
    ("name on the scene", "Kanariefrida Åvik"),
    ("number as said", "070-174 06 88"),
    ("number as kept", "701740688"),
    ("address of the child", "Kanariebarnstigen 88"),
    ("name in a draft", "Kanarienanna Påhittad"),
    ("code word", "Kanariekodord Å"),
    ("second number as kept", "701740689"),
    ("name of him, by a decision", "Kanariesten Påhittad"),
];
/// Who works at the police.
const POLICE_STAFF: [(&str, &str); 4] =
    [("officer's system", "Päronella Kanariepatrull"), ("officer", "Robin Ek"), ("custody officer", "Ali Berg"), ("lead", "Noor Alm")];
/// Who works at the social services.
const SOCIAL_STAFF: [(&str, &str); 2] = [("desk's system", "Äpplina Kanariejour"), ("duty worker", "Sam Lind")];

fn value(of: &[(&'static str, &'static str)], name: &str) -> &'static str {
    of.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("{name} is on no list")).1
}

struct People {
    robin: Visitor,
    ali: Visitor,
    noor: Visitor,
    sam: Visitor,
}

/// Where the things of the night are found.
struct Places {
    code: String,
    own: String,
    drafts: [String; 3],
    clearance: String,
    shell: String,
}

fn night() -> Night {
    let mut night = Night::with_children(value(&BOTH, "name on the scene"), value(&BOTH, "number as said"));
    night.situation["event_number"] = json!(value(&POLICE, "number of the event"));
    let concern = night.concern.as_mut().unwrap();
    concern["details"]["address"] = json!(value(&BOTH, "address of the child"));
    concern["details"]["all_belongs"] = json!("yes");
    night
}

/// Everything is typed once.
fn type_everything(town: &Town, people: &People) -> Places {
    let People { robin, ali, noor, sam } = people;
    let (code, sent) = town.officer.hand_over(&night());
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id).ok();
        town.officer.sees(&code, &handover.id, "acknowledged");
    }
    let (first, clearance) = at_the_police(town, robin, noor, &code);
    let second = Composer::begin(ali, &code, Beginning { to: DESK, purpose: "prevention_of_serious_crime" });
    second.put("risk_level", "person_using_violence", &[("instrument", "sara"), ("day", "2026-11-20"), ("level", "high"), ("assessor", "investigator")]);
    let of = |name| value(&POLICE, name);
    let decided = second.decide(
        "OSL-10-27",
        &[
            ("interest_obviously_outweighs_interest", of("which interest")), ("interest_obviously_outweighs", "yes"),
            ("interest_obviously_outweighs_reason", of("why it outweighs")), ("necessity_weighed", "yes"),
            ("necessity_weighed_reason", of("why it is needed")), ("necessity_weighed_proportion", of("why no more than needed")),
        ],
    );
    assert_eq!(decided.status, 200, "{:?} {}", decided.page.errors, decided.page.text);
    let (third, shell) = at_the_desk(town, sam, &code);
    for (who, to, system, other, by, why) in [
        (robin, DESK, &town.officer.0, &town.desk.0, sam, value(&SOCIAL, "why no answer, social services")),
        (sam, PATROLS, &town.desk.0, &town.officer.0, robin, value(&POLICE, "why no answer, police")),
    ] {
        let question = Composer::ask(who, &code, Beginning { to, purpose: "coordination" }, &["case_state"]).sent(system).remove(0);
        has_come(other, &code, &question);
        let place = format!("/cases/{code}/handovers/{question}/no-answer");
        by.send(&by.visit(&place), &place, &[("reason", why)]);
    }
    // A call-out that was never sent.
    let own = robin.send(&robin.visit("/call-outs"), "/call-outs", &[("event_number", value(&POLICE, "number of the event"))]);
    let own = own.path.split('/').nth(2).unwrap().to_owned();
    Places { code, own, drafts: [first, second.path().to_owned(), third], clearance, shell }
}

/// A draft of which something goes by her consent and the rest stays; the lead clears what the lead clears.
fn at_the_police(town: &Town, robin: &Visitor, noor: &Visitor, code: &str) -> (String, String) {
    let draft = Composer::begin(robin, code, Beginning { to: DESK, purpose: "acute_support" });
    draft.put("identity", "victim", &[("name", value(&BOTH, "name in a draft")), ("birth_year", "1990"), ("protection", "none")]);
    draft.put("safe_contact", "victim", &[("phone", "070-174 06 89"), ("may_call", "now"), ("code_word", value(&BOTH, "code word"))]);
    draft.put("identity", "person_using_violence", &[("name", value(&POLICE, "name of a man nobody lets go")), ("protection", "none")]);
    draft.put("incident_address", "", &[("street", value(&POLICE, "address nobody lets go"))]);
    draft.put("injury_level", "victim", &[("level", "minor")]);
    let review = draft.review();
    let place = format!("{}/clearance", draft.path());
    robin.send(&review, &place, &[]);
    let waiting = noor.visit("/clearances");
    let clearance = waiting.link("/clearances/");
    noor.send(&noor.visit(&clearance), &clearance, &[("answer", "yes"), ("reason", value(&POLICE, "why the lead clears"))]);
    for handover in draft.sent(&town.officer.0) {
        has_come(&town.desk.0, code, &handover);
    }
    (draft.path().to_owned(), clearance)
}

/// A decision under OSL 10:18 c, notes, and a code that was heard on the telephone.
fn at_the_desk(town: &Town, sam: &Visitor, code: &str) -> (String, String) {
    let draft = Composer::begin(sam, code, Beginning { to: PATROLS, purpose: "prevention_of_serious_crime" });
    draft.put("identity", "person_using_violence", &[("name", value(&BOTH, "name of him, by a decision")), ("protection", "none")]);
    let decided = draft.decide(
        "OSL-10-18c-B",
        &[
            ("circumstances", "escalating"), ("concrete_circumstances_reason", value(&SOCIAL, "what is concrete")), ("close_person", "yes"),
            ("crime", "aggravated_assault"), ("against", "victim"), ("how_soon", "days"), ("not_unsuitable", "yes"),
            ("not_unsuitable_reason", value(&SOCIAL, "why not unsuitable")), ("not_committed_crime", "yes"),
        ],
    );
    assert_eq!(decided.status, 200, "{:?} {}", decided.page.errors, decided.page.text);
    for handover in draft.sent(&town.desk.0) {
        has_come(&town.officer.0, code, &handover);
    }
    let note_of = |seen: &Seen| seen.actions().into_iter().find(|action| action.starts_with("/notes/")).expect("a note").to_owned();
    let case = sam.visit(&format!("/cases/{code}"));
    sam.send(&case, &note_of(&case), &[("text", value(&SOCIAL, "note on a case"))]);
    let heard = wire::PairingCode::from_draw(424_242).spoken();
    let offered = sam.send(&sam.visit("/duty"), "/duty/find", &[("code", &heard)]);
    let agency = offered.form("/shells").controls.iter().find(|control| control.name == "agency").expect("an agency to choose").value.clone();
    let shell = sam.send(&offered, "/shells", &[("agency", &agency)]);
    sam.send(&shell, &note_of(&shell), &[("text", value(&SOCIAL, "note on a code"))]);
    (draft.path().to_owned(), shell.path.split('?').next().unwrap().to_owned())
}

/// What others than the reader may see of an answer: address, headers, title.
fn about(seen: &Seen) -> (String, Vec<u8>) {
    (format!("about {}", seen.path), format!("{} {:?} {}", seen.path, seen.headers, seen.page.title).into_bytes())
}

fn page(seen: &Seen) -> (String, Vec<u8>) {
    (seen.path.clone(), seen.body.clone())
}

/// Lists, where only codes stand; whoever reads them.
fn is_list(path: &str) -> bool {
    ["/call-outs", "/clearances", "/morning", "/shifts", "/operations", "/login", "/duty/keys", "/emergency-disclosures"].contains(&path.split('?').next().unwrap_or_default())
}

#[track_caller]
fn nothing_in(needles: &[&[(&'static str, &'static str)]], places: Vec<(String, Vec<u8>)>, what: &str) {
    let needles = Needles::of(needles.iter().flat_map(|list| list.iter().copied()));
    let hits: Vec<(String, Hit)> = search(&needles, places);
    assert_eq!(hits, [], "{what}");
}

#[test]
fn no_word_is_where_it_does_not_belong() {
    let collector = Collector::start();
    let mut town = Town::with(Plan {
        variables: vec![
            ("STAFETT_{SERVICE}__TELEMETRY__OTLP".to_owned(), collector.url()),
            ("STAFETT_{SERVICE}__TELEMETRY__FILTER".to_owned(), "debug".to_owned()),
        ],
        officer_name: Some(value(&POLICE_STAFF, "officer's system").to_owned()),
        duty_name: Some(value(&SOCIAL_STAFF, "desk's system").to_owned()),
        ..Plan::default()
    });
    let (police, social) = (town.police.url(), town.social.url());
    let people = People {
        robin: Visitor::log_in(&police, "Robin Ek"),
        ali: Visitor::log_in(&police, "Ali Berg"),
        noor: Visitor::log_in(&police, "Noor Alm"),
        sam: Visitor::log_in(&social, "Sam Lind"),
    };
    let places = type_everything(&town, &people);
    on_pages(&town, &people, &places);
    everywhere_else(&mut town, &collector, &places.code);
}

/// Every page of everybody.
fn on_pages(town: &Town, people: &People, places: &Places) {
    let Places { code, own, drafts, clearance, shell } = places;
    let case = format!("/cases/{code}/handovers");
    let at_police = ["/call-outs", &format!("/call-outs/{code}"), &format!("/call-outs/{code}/consent"), &format!("/call-outs/{code}/situation"),
        &format!("/call-outs/{code}/review"), &format!("/call-outs/{own}/situation"), &case, drafts[0].as_str(), drafts[1].as_str(), "/clearances", clearance]
        .map(str::to_owned);
    let at_social = ["/duty", "/shifts", "/morning", &format!("/cases/{code}"), &case, drafts[2].as_str(), shell].map(str::to_owned);
    let walk = |who: &Visitor, from: &[String]| crawl(who, from.iter().map(String::as_str));
    let of_police: Vec<Vec<Seen>> = [&people.robin, &people.ali, &people.noor].map(|who| walk(who, &at_police)).into();
    let of_sam = walk(&people.sam, &at_social);

    // Right person, right page: the words are there.
    for (name, word) in POLICE.iter().chain(&BOTH).filter(|(name, _)| !name.starts_with("why") && *name != "which interest") {
        if !word.starts_with("7017") {
            assert!(of_police.iter().flatten().any(|seen| is_there(word, &[page(seen)])), "control: {name} is on a page of the police");
        }
    }
    for (name, word) in SOCIAL.iter().chain(&BOTH).filter(|(name, _)| !name.starts_with("why") && *name != "what is concrete") {
        if !word.starts_with("7017") {
            assert!(of_sam.iter().any(|seen| is_there(word, &[page(seen)])), "control: {name} is on a page of the social services");
        }
    }
    let all = [&POLICE[..], &SOCIAL[..], &BOTH[..]];
    for seen in of_police.iter().flatten().chain(&of_sam) {
        nothing_in(&all, vec![about(seen)], "addresses, headers and titles hold codes");
        if is_list(&seen.path) {
            nothing_in(&all, vec![page(seen)], "lists hold codes");
        }
    }
    nothing_in(&[&SOCIAL], of_police.iter().flatten().map(page).collect(), "the police see nothing that the social services kept");
    nothing_in(&[&POLICE, &POLICE_STAFF], of_sam.iter().map(page).collect(), "the social services see nothing that the police kept");
    nothing_in(&[&SOCIAL_STAFF], of_police.iter().flatten().map(page).collect(), "nobody's name crosses");

    // Those who have no part in the case, and those who are nobody.
    for name in ["Vide Lund", "Tove Mark"] {
        let seen = walk(&Visitor::log_in(&town.social.url(), name), &at_social);
        nothing_in(&all, seen.iter().flat_map(|seen| [about(seen), page(seen)]).collect(), name);
    }
    // Another unit of the police, which are one board: what came to the board it may open, on the page of the case alone.
    let colleague = walk(&Visitor::log_in(&town.police.url(), "Lo Sjö"), &at_police);
    let elsewhere = colleague.iter().filter(|seen| !seen.path.starts_with(&case) && !drafts.iter().any(|draft| seen.path.starts_with(draft.as_str())));
    nothing_in(&all, elsewhere.flat_map(|seen| [about(seen), page(seen)]).collect(), "another unit of the police");
    for (service, from) in [(&town.police, &at_police[..]), (&town.social, &at_social[..]), (&town.broker, &["/".to_owned()][..])] {
        let nobody = Visitor::stranger(&service.url(), "sv-SE");
        let seen = walk(&nobody, from);
        nothing_in(&all, seen.iter().flat_map(|seen| [about(seen), page(seen)]).collect(), "nobody");
    }
    let colleague = Visitor::log_in(&town.social.url(), "Mio Hassel");
    let list = colleague.visit("/duty");
    nothing_in(&all, vec![about(&list), page(&list)], "the desk's list, of another worker");
}

/// Files, logs, traces, metrics, and all that crossed.
fn everywhere_else(town: &mut Town, collector: &Collector, code: &str) {
    let all = [&POLICE[..], &SOCIAL[..], &BOTH[..], &POLICE_STAFF[..], &SOCIAL_STAFF[..]];
    nothing_in(&all, metrics(town), "metrics");
    assert!(is_there(code, &contents(town.files("broker.sqlite"))), "control: the case code is in the broker's files");
    nothing_in(&all, contents(town.files("broker.sqlite")), "the broker's files while it runs");
    for kind in Kind::ALL {
        town.service(kind).kill();
    }
    nothing_in(&all, contents(town.files("broker.sqlite")), "the broker's files after a power cut");
    let typed = [&POLICE[..], &SOCIAL[..], &BOTH[..]];
    nothing_in(&typed, contents(town.files("police.sqlite")), "the police's files at rest");
    nothing_in(&typed, contents(town.files("social.sqlite")), "the social services' files at rest");
    let crossing = between(town);
    assert!(is_there(code, &crossing), "control: the case code crosses");
    nothing_in(&all, crossing, "between agencies and broker, URLs included");
    nothing_in(&all, contents(town.files("said/")), "what the services say");
    let traces: Vec<_> = collector.calls().into_iter().map(|call| (call.line.clone(), call.last_of_connection())).collect();
    assert!(!traces.is_empty(), "control: traces came");
    nothing_in(&all, traces, "traces");
}
