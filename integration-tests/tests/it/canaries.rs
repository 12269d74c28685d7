//! What never appears: a word of its own in everything that people can type, and every place that is not its own is
//! searched for it, in every way it may be written.

mod focus;
mod night;

use integration_tests::{Collector, Hit, Kind, Needles, Plan, Seen, Town, Visitor, crawl};

use crate::byte_scan::{between, contents, is_there, metrics, search};
use focus::{Briefed, FOCUS, type_focus};
use night::{BOTH, POLICE, POLICE_STAFF, People, Places, SOCIAL, SOCIAL_STAFF, type_everything, value};

/// What others than the reader may see of an answer: address, headers, title.
fn about(seen: &Seen) -> (String, Vec<u8>) {
    (format!("about {}", seen.path), format!("{} {:?} {}", seen.path, seen.headers, seen.page.title).into_bytes())
}

fn page(seen: &Seen) -> (String, Vec<u8>) {
    (seen.path.clone(), seen.body.clone())
}

/// Lists, where only codes stand; whoever reads them.
fn is_list(path: &str) -> bool {
    [
        "/call-outs",
        "/clearances",
        "/morning",
        "/shifts",
        "/operations",
        "/login",
        "/duty/keys",
        "/emergency-disclosures",
        "/told-hints",
        "/safety-plans",
        "/risk-reviews",
        "/unanswered",
        "/ways-back",
        "/services",
    ]
    .contains(&path.split('?').next().unwrap_or_default())
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
    let briefed = type_focus(&town);
    on_pages(&town, &people, &places);
    of_focus(&town, &people, &places, &briefed);
    everywhere_else(&mut town, &collector, &places.code);
}

/// Every page of everybody.
fn on_pages(town: &Town, people: &People, places: &Places) {
    let Places { code, own, drafts, clearance, shell } = places;
    let case = format!("/cases/{code}/handovers");
    let at_police = [
        "/call-outs",
        &format!("/call-outs/{code}"),
        &format!("/call-outs/{code}/consent"),
        &format!("/call-outs/{code}/situation"),
        &format!("/call-outs/{code}/review"),
        &format!("/call-outs/{own}/situation"),
        &case,
        drafts[0].as_str(),
        drafts[1].as_str(),
        "/clearances",
        "/told-hints",
        clearance,
    ]
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
    for (name, service, from) in [
        ("Vide Lund", &town.social, &at_social[..]),
        ("Tove Mark", &town.social, &at_social[..]),
        ("Lo Sjö", &town.police, &at_police[..]),
        ("Kai Rö", &town.police, &at_police[..]),
    ] {
        let seen = walk(&Visitor::log_in(&service.url(), name), from);
        nothing_in(&all, seen.iter().flat_map(|seen| [about(seen), page(seen)]).collect(), name);
    }
    for (service, from) in [(&town.police, &at_police[..]), (&town.social, &at_social[..]), (&town.broker, &["/".to_owned()][..])] {
        let nobody = Visitor::stranger(&service.url(), "sv-SE");
        let seen = walk(&nobody, from);
        nothing_in(&all, seen.iter().flat_map(|seen| [about(seen), page(seen)]).collect(), "nobody");
    }
    let colleague = Visitor::log_in(&town.social.url(), "Mio Hassel");
    let list = colleague.visit("/duty");
    nothing_in(&all, vec![about(&list), page(&list)], "the desk's list, of another worker");
}

/// What is known of a focus person: with who writes and the shift, and nowhere else.
fn of_focus(town: &Town, people: &People, places: &Places, briefed: &Briefed) {
    let shown = briefed.pages();
    for (name, word) in FOCUS {
        assert!(shown.iter().any(|seen| is_there(word, &[page(seen)])), "control: {name} is on a page of its own");
    }
    nothing_in(&[&FOCUS], shown.iter().map(about).collect(), "addresses, headers and titles hold numbers");
    nothing_in(&[&FOCUS], briefed.lists().iter().flat_map(|seen| [about(seen), page(seen)]).collect(), "lists hold numbers");
    let code = &places.code;
    let case = [format!("/cases/{code}/handovers"), format!("/cases/{code}/contacts"), format!("/call-outs/{code}")];
    nothing_in(&[&FOCUS], case.iter().map(|path| page(&people.robin.visit(path))).collect(), "no case knows of it");
    let desk = ["/duty".to_owned(), format!("/cases/{code}"), format!("/cases/{code}/handovers")];
    nothing_in(&[&FOCUS], desk.iter().map(|path| page(&people.sam.visit(path))).collect(), "the social services know nothing of it");
    let investigator = Visitor::log_in(&town.police.url(), "Noor Alm");
    let seen = [&briefed.person, &briefed.briefing, &briefed.copy].map(|path| investigator.get(path));
    nothing_in(&[&FOCUS], seen.iter().flat_map(|seen| [about(seen), page(seen)]).collect(), "who does not go out");
    let all = [&POLICE[..], &SOCIAL[..], &BOTH[..]];
    nothing_in(&all, shown.iter().map(page).collect(), "nothing of a case is in a briefing");
}

/// Files, logs, traces, metrics, and all that crossed.
fn everywhere_else(town: &mut Town, collector: &Collector, code: &str) {
    let all = [&POLICE[..], &SOCIAL[..], &BOTH[..], &POLICE_STAFF[..], &SOCIAL_STAFF[..], &FOCUS[..]];
    nothing_in(&all, metrics(town), "metrics");
    assert!(is_there(code, &contents(town.files("broker.sqlite"))), "control: the case code is in the broker's files");
    nothing_in(&all, contents(town.files("broker.sqlite")), "the broker's files while it runs");
    for kind in Kind::ALL {
        town.service(kind).kill();
    }
    nothing_in(&all, contents(town.files("broker.sqlite")), "the broker's files after a power cut");
    let typed = [&POLICE[..], &SOCIAL[..], &BOTH[..], &FOCUS[..]];
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
