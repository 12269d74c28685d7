//! Odd strings in every field of every form that anybody finds: never a fault of ours (500), always a page in the
//! visitor's language, never run as markup, and what was typed is still there when it was not taken.

use std::collections::{BTreeMap, BTreeSet};

use integration_tests::{
    Beginning, Composer, HtmlForm, Night, Seen, Town, Visitor,
    composer::{DESK, PATROLS},
    crawl,
    naughty::{NAUGHTY, encoded, endless},
};

/// Forms that are not tried: they end the visit or change what the test reads by.
const LEFT_OUT: [&str; 3] = ["/logout", "/language", "/theme"];

/// Everybody who has something to fill in, and where they begin.
struct Person {
    visitor: Visitor,
    from: Vec<String>,
}

/// A town where most forms have something to be about.
fn people(town: &Town) -> Vec<Person> {
    let robin = Visitor::log_in(&town.police.url(), "Robin Ek");
    let sam = Visitor::log_in(&town.social.url(), "Sam Lind");
    let (code, sent) = town.officer.hand_over(&Night::with_children("Udda Påhittad", "070-174 06 50"));
    for handover in &sent {
        town.desk.rings(&handover.id);
    }
    town.desk.acknowledge(&sent[0].id).ok();
    robin.join(&code, "same_patrol");
    // A call-out of Robin's own, not sent yet: its steps can be filled in.
    let list = robin.visit("/call-outs");
    let situation = robin.send(&list, "/call-outs", &[]);
    let own = situation.path.split('/').nth(2).unwrap().to_owned();
    // Questions both ways, so that there is something to answer or to leave unanswered.
    for (who, to, system) in [(&robin, DESK, &town.officer.0), (&sam, PATROLS, &town.desk.0)] {
        Composer::ask(who, &code, Beginning { to, purpose: "coordination" }, &["case_state"]).sent(system);
    }
    let police = Composer::begin(&robin, &code, Beginning { to: DESK, purpose: "acute_support" });
    let social = Composer::begin(&sam, &code, Beginning { to: PATROLS, purpose: "prevention_of_serious_crime" });
    social.put("new_violence", "victim", &[("day", "2026-11-20"), ("kind", "violence")]);
    police.put("injury_level", "victim", &[("level", "minor")]);
    let review = police.review();
    let ask_lead = format!("{}/clearance", police.path());
    if review.actions().contains(&ask_lead.as_str()) {
        robin.send(&review, &ask_lead, &[]);
    }
    let correct = format!("/cases/{code}/handovers/{}/correct?n=0", sent[0].id);
    let at = |visitor: Visitor, from: &[&str]| Person { visitor, from: from.iter().map(|path| (*path).to_owned()).collect() };
    let case = format!("/cases/{code}/handovers");
    let field = |draft: &str, category: &str| format!("{draft}/fields/{category}");
    vec![
        Person {
            from: [
                "/call-outs",
                &format!("/call-outs/{code}"),
                &format!("/call-outs/{own}/situation"),
                &format!("/call-outs/{own}/consent"),
                &format!("/call-outs/{own}/review"),
                &format!("/call-outs/{own}/told"),
                &format!("/call-outs/{own}/card"),
                &case,
                &correct,
                police.path(),
                &field(police.path(), "identity"),
                &field(police.path(), "safe_contact"),
                &field(police.path(), "incident_address"),
                &field(police.path(), "referral"),
                &field(police.path(), "risk_level"),
            ]
            .map(str::to_owned)
            .to_vec(),
            visitor: robin,
        },
        Person {
            from: [
                "/duty",
                "/shifts",
                "/morning",
                "/duty/keys",
                &format!("/cases/{code}"),
                &case,
                social.path(),
                &format!("{}/permissions/OSL-10-18c-B", social.path()),
                &format!("/cases/{code}/inquiry"),
                &field(social.path(), "identity"),
                &field(social.path(), "in_treatment"),
                &format!("{case}/new?kind=ask"),
            ]
            .map(str::to_owned)
            .to_vec(),
            visitor: sam,
        },
        at(Visitor::log_in(&town.police.url(), "Noor Alm"), &["/call-outs", "/clearances"]),
        at(Visitor::log_in(&town.social.url(), "Alva Rönn"), &["/duty", "/morning"]),
        at(Visitor::log_in(&town.social.url(), "Tove Mark"), &["/morning/norr", "/duty"]),
    ]
}

/// A form is known by where it posts, without ids, and by its names.
fn kind_of(form: &HtmlForm) -> String {
    let path: Vec<&str> = form.action.split('/').map(|part| if part.len() > 20 || part.contains("-26") { "…" } else { part }).collect();
    let names: BTreeSet<&str> = form.controls.iter().map(|control| control.name.as_str()).collect();
    format!("{} {}", path.join("/"), names.into_iter().collect::<Vec<_>>().join(" "))
}

/// The pairs of a form as bytes, with one field replaced; a button is pressed when there is one.
fn body(form: &HtmlForm, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut pairs: Vec<String> = Vec::new();
    for (own, value) in form.pairs() {
        if own != name {
            pairs.push(format!("{}={}", encoded(own.as_bytes()), encoded(value.as_bytes())));
        }
    }
    pairs.push(format!("{}={}", encoded(name.as_bytes()), encoded(bytes)));
    if let Some(button) = form.controls.iter().rev().find(|control| control.kind == "button" && control.name != name) {
        pairs.push(format!("{}={}", encoded(button.name.as_bytes()), encoded(button.value.as_bytes())));
    }
    pairs.join("&").into_bytes()
}

/// What must hold of any answer to any string.
#[track_caller]
fn sound(what: &str, seen: &Seen, bytes: &[u8], is_typed: bool) -> Result<(), String> {
    let fail =
        |why: &str| Err(format!("{what}: {why} ({} {}) {}", seen.status, seen.path, seen.page.text.chars().take(200).collect::<String>()));
    if seen.status >= 500 {
        return fail("a fault of ours");
    }
    if seen.headers.iter().any(|header| header.to_ascii_lowercase().starts_with("set-cookie: stolen")) {
        return fail("a header was injected");
    }
    if seen.status == 303 {
        let to = seen.header("location").unwrap_or_default();
        return if to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') {
            Ok(())
        } else {
            fail(&format!("it leads away: {to}"))
        };
    }
    if seen.page.language != "sv" || seen.page.title.is_empty() {
        return fail("no page in the visitor's language");
    }
    let html = String::from_utf8_lossy(&seen.body);
    for live in ["<script>alert", "<img src=x", "onfocus=\"alert", "?>49<"] {
        if html.contains(live) {
            return fail("markup came through");
        }
    }
    // Typed text that a page refuses is still in its field, unless it could not be text at all.
    let text = std::str::from_utf8(bytes).ok().filter(|text| is_typed && !text.trim().is_empty() && text.len() < 3000);
    if let (422, Some(text)) = (seen.status, text) {
        if seen.page.errors.is_empty() {
            return fail("nothing says what is wrong");
        }
        let plain = |text: &str| text.replace("\r\n", "\n").replace(['\0', '\u{fffd}'], "").trim().to_owned();
        let kept = seen.page.forms.iter().flat_map(|form| &form.controls).any(|control| plain(&control.value) == plain(text));
        if !kept {
            return fail("what was typed is lost");
        }
    }
    Ok(())
}

#[test]
fn odd_strings_in_every_field_of_every_form() {
    let town = Town::start();
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for Person { visitor, from } in people(&town) {
        let pages = crawl(&visitor, from.iter().map(String::as_str));
        for page in &pages {
            if page.status >= 500 {
                faults.push(format!("{} {}: {}", visitor.name(), page.path, page.status));
            }
        }
        for (page, form) in pages.iter().flat_map(|page| page.page.forms.iter().map(move |form| (page, form))) {
            let kind = format!("{}: {}", visitor.name(), kind_of(form));
            if LEFT_OUT.contains(&form.action.as_str()) || form.method != "post" || tried.contains_key(&kind) {
                continue;
            }
            let mut names: Vec<(&str, bool)> = form.controls.iter().map(|control| (control.name.as_str(), control.is_typed())).collect();
            names.sort_unstable();
            names.dedup();
            let mut count = 0;
            for (name, is_typed) in names.into_iter().filter(|(name, _)| *name != "csrf") {
                let endless = endless();
                let all = NAUGHTY.iter().map(|naughty| (naughty.what, naughty.bytes)).chain([("endless", endless.as_slice())]);
                // Codes and hidden fields are parsed by one type each: a few strings tell as much as all.
                for (odd, bytes) in
                    all.filter(|(odd, _)| is_typed || matches!(*odd, "nothing" | "NUL" | "markup" | "bytes that are no text" | "endless"))
                {
                    let seen = visitor.post_bytes(&form.action, body(form, name, bytes));
                    count += 1;
                    let what = format!("{} on {}: {} = {odd}", visitor.name(), page.path, name);
                    faults.extend(sound(&what, &seen, bytes, is_typed).err());
                }
            }
            tried.insert(kind, count);
        }
    }
    let strings: usize = tried.values().sum();
    assert!(tried.len() > 60 && strings > 2_000, "control: forms were found and tried: {} {strings} {:#?}", tried.len(), tried.keys());
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    for service in [&town.police, &town.social, &town.broker] {
        assert!(!service.last_words().contains("panicked"), "{}", service.last_words());
    }
    // Nothing is broken by it: the next night goes through.
    let (code, sent) = town.officer.hand_over(&Night::consent("Vanlig Påhittad", "070-174 06 51"));
    town.desk.rings(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "received");
}
