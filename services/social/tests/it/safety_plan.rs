//! The safety plan at the service: kept in versions, in the person's own words.

use casework::access_entries;
use reqwest::StatusCode;

use crate::{
    browser::{Browser, between, goes_to},
    held_talk::count,
    night::{Night, nights},
    planned::{Planned, escaped, main},
};

nights!(
    sections_are_kept_in_her_words_and_earlier_versions_stay,
    who_saves_second_is_told_and_keeps_what_was_typed,
    what_is_wrong_is_said_at_its_field_and_nothing_is_lost,
    naughty_words_are_kept_as_they_are_and_escaped,
    the_children_have_a_section_and_the_consultation_a_line_of_its_own,
    a_coordinator_of_the_unit_is_named_and_the_earlier_stays,
    another_units_plan_is_as_good_as_none,
    a_plan_is_kept_sealed_and_each_view_is_in_the_access_log,
);

const WORDS: &str = "Kanarieord: han blir tyst först";

async fn sections_are_kept_in_her_words_and_earlier_versions_stay(night: &Night) {
    let planned = Planned::begin(night).await;
    let case = planned.lo.get(&format!("/cases/{}", planned.code)).await.text;
    assert!(case.contains(&format!("href=\"{}\"", planned.hers)) && case.contains(&format!("href=\"{}\"", planned.his)), "{case}");
    let empty = planned.main(&planned.hers).await;
    assert!(!empty.contains(" checked") && !empty.contains("id=\"versions\""), "nothing is chosen, and there is no plan: {empty}");
    assert!(empty.contains("Skriv aldrig adress eller namn på ett skyddat boende"), "{empty}");
    let first = [
        ("words-warning_signs", WORDS),
        ("items-papers_and_keys", "keys"),
        ("items-papers_and_keys", "medicines"),
        ("words-papers_and_keys", "Hos Kim\r\nReservnyckeln under stenen"),
        ("words-code_word", "blåbärspaj"),
        ("goal-1", "Sova en hel natt"),
        ("goal-1-day", "2026-12-20"),
        ("review_on", "2026-12-01"),
    ];
    assert_eq!(goes_to(planned.save(&planned.hers, &first).await), planned.hers);
    night.after(5);
    let page = planned.main(&planned.hers).await;
    assert!(page.contains(WORDS) && page.contains("Hos Kim\nReservnyckeln under stenen</textarea>"), "{page}");
    assert_eq!(page.matches(" checked").count(), 4, "two things, how the goal stands, and no paper: {page}");
    assert!(page.contains("value=\"blåbärspaj\"") && page.contains("value=\"2026-12-01\"") && page.contains("value=\"2026-12-20\""));
    assert!(page.contains("Nästa genomgång: <strong>1 dec. 2026</strong>"), "{page}");
    // A section that is taken out is gone from the newest version, and stays in the first.
    let second = [("words-code_word", "blåbärspaj"), ("goal-1", "Sova en hel natt"), ("goal-1-state", "reached")];
    goes_to(planned.save(&planned.hers, &second).await);
    let page = planned.main(&planned.hers).await;
    assert!(!page.contains(WORDS) && page.contains("value=\"reached\" checked"), "{page}");
    assert!(page.contains("Version 2</a> <span class=\"muted\">22 nov. 2026 02:20, socialjouren, lo</span>"), "{page}");
    let earlier = planned.main(&format!("{}/versions/1", planned.hers)).await;
    assert!(earlier.contains(WORDS) && earlier.contains("<li class=\"typed\">Nycklar</li>"), "{earlier}");
    assert!(earlier.contains("Sova en hel natt (följs upp 20 dec. 2026)") && earlier.contains("22 nov. 2026 02:15, socialjouren, lo"));
    let later = planned.main(&format!("{}/versions/2", planned.hers)).await;
    assert!(!later.contains(WORDS) && later.contains("Sova en hel natt: uppnått"), "{later}");
    for none in ["0", "3", "-1", "x"] {
        assert_eq!(planned.lo.get(&format!("{}/versions/{none}", planned.hers)).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    assert_eq!((count(night, "safety_plans").await, count(night, "safety_plan_versions").await), (1, 2));
    let english = planned.lo.get_in(&planned.hers, "en").await.text;
    assert!(english.contains("Ways out of the home") && english.contains("Give no paper"), "{english}");
}

async fn who_saves_second_is_told_and_keeps_what_was_typed(night: &Night) {
    let planned = Planned::begin(night).await;
    let blank = planned.lo.get(&planned.hers).await.text;
    goes_to(planned.save_from(&blank, &planned.hers, &[("words-people", "Kim")]).await);
    // Both had the page without a plan before them.
    let second = planned.save_from(&blank, &planned.hers, &[("words-people", "Alex & Bo"), ("goal-1", "Ett nytt jobb")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second.text.contains("Någon annan hann spara") && second.text.contains("22 nov. 2026 02:15, socialjouren, lo"),
        "{}",
        second.text
    );
    assert!(second.text.contains("Alex &#38; Bo") && second.text.contains("Ett nytt jobb"), "what was typed is kept");
    assert!(second.text.contains(&format!("href=\"{}/versions/1\"", planned.hers)), "the other one is there to compare with");
    assert_eq!(count(night, "safety_plan_versions").await, 1, "nothing was saved");
    // Who has seen it may save on top of it.
    let again = [("words-people", "Kim, Alex & Bo")];
    goes_to(planned.save_from(&second.text, &planned.hers, &again).await);
    let opened = planned.lo.get(&planned.hers).await.text;
    // Two at the same moment: one of them is kept.
    let (one, two) = tokio::join!(
        planned.save_from(&opened, &planned.hers, &[("words-people", "ett")]),
        planned.save_from(&opened, &planned.hers, &[("words-people", "två")]),
    );
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(count(night, "safety_plan_versions").await, 3);
}

async fn what_is_wrong_is_said_at_its_field_and_nothing_is_lost(night: &Night) {
    let planned = Planned::begin(night).await;
    let long = "å".repeat(801);
    for (field, text, word) in [
        ("words-people", "Ring 070-174 06 05", "inga telefonnummer"),
        ("words-safe_places", "<b>hos mormor</b>", "Ta bort tecknen"),
        ("words-work", long.as_str(), "korta den"),
        ("words-code_word", "ett kodord som är alldeles för långt", "korta den"),
        ("words-ways_out", "dolt\u{202e}tecken", "utan osynliga tecken"),
        ("goal-2", "\u{200b}mål", "utan osynliga tecken"),
        ("goal-1-day", "2026-12-20", ""),
        ("goal-1-day", "2027-11-23", "högst ett år fram"),
        ("review_on", "2026-11-22", "högst ett år fram"),
        ("review_on", "2027-11-23", "högst ett år fram"),
        ("review_on", "i morgon", "högst ett år fram"),
    ] {
        let typed = [("words-warning_signs", WORDS), ("items-call_police", "threats"), (field, text)];
        let wrong = planned.save(&planned.hers, &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}");
        let at = if field == "goal-1-day" && word.is_empty() { "goal-1" } else { field };
        assert!(wrong.text.contains(&format!("id=\"{at}-error\"")) && wrong.text.contains(word), "{field}: {}", wrong.text);
        assert!(wrong.text.contains(&escaped(text)) && wrong.text.contains(WORDS), "what was typed is kept: {}", wrong.text);
        assert!(wrong.text.contains("value=\"threats\" checked"));
    }
    assert_eq!(count(night, "safety_plans").await, 0);
    // What is no section and no item of the plan has no place in it.
    let strange = [("words-staying_calm", "x"), ("items-people", "keys"), ("words-shelter_address", "Exempelgatan 1"), ("score", "7")];
    goes_to(planned.save(&planned.hers, &strange).await);
    let page = planned.main(&format!("{}/versions/1", planned.hers)).await;
    assert!(page.contains("Inget är ifyllt"), "{page}");
}

async fn naughty_words_are_kept_as_they_are_and_escaped(night: &Night) {
    let planned = Planned::begin(night).await;
    let words = [
        "'; DROP TABLE safety_plans; --",
        "\"'`\\\"''--!",
        "x\" onfocus=\"alert(1)\" autofocus=\"",
        "{{7*7}} ${7*7} {% raw %} { $code } %s%n",
        "../../../../etc/passwd",
        "Zalgo\u{300}\u{301}\u{302} Jo\u{308}rgen",
        "مريم שלום",
        "=HYPERLINK(1)",
        "NaN",
    ];
    for text in words {
        goes_to(planned.save(&planned.hers, &[("words-people", text), ("goal-1", text)]).await);
        let page = planned.main(&planned.hers).await;
        assert!(page.contains(&format!(">{}</textarea>", escaped(text))), "{text}: {page}");
        assert!(page.contains(&format!("value=\"{}\"", escaped(text))), "{text}: {page}");
        let n = between(&page, "name=\"version\" value=\"", "\"").to_owned();
        let read = planned.main(&format!("{}/versions/{n}", planned.hers)).await;
        assert_eq!(read.matches(&escaped(text)).count(), 2, "{text}: {read}");
    }
}

async fn the_children_have_a_section_and_the_consultation_a_line_of_its_own(night: &Night) {
    let planned = Planned::begin(night).await;
    let said = [("custodian", "yes"), ("told_by", "together"), ("barnahus", "held"), ("words-school", "Bara mormor hämtar")];
    for held_on in ["", "2026-11-23"] {
        let wrong = planned.save(&planned.hers, &[&said[..], &[("barnahus_on", held_on)]].concat()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "held, on {held_on:?}");
        assert!(wrong.text.contains("id=\"barnahus_on-error\"") && wrong.text.contains("value=\"held\" checked"), "{}", wrong.text);
    }
    goes_to(planned.save(&planned.hers, &[&said[..], &[("barnahus_on", "2026-11-21")]].concat()).await);
    let page = planned.main(&planned.hers).await;
    for chosen in ["value=\"yes\" checked", "value=\"together\" checked", "value=\"held\" checked", "value=\"2026-11-21\""] {
        assert!(page.contains(chosen), "{chosen}: {page}");
    }
    let read = planned.main(&format!("{}/versions/1", planned.hers)).await;
    assert!(read.contains("Är en vårdnadshavare misstänkt? ja") && read.contains("Barnahus-samråd: hållet 21 nov. 2026"), "{read}");
    assert!(read.contains("Bara mormor hämtar"));
    // What the agencies plan among themselves is not read aloud, and a child has no plan of its own.
    let aloud = planned.main(&format!("{}/read-aloud", planned.hers)).await;
    assert!(aloud.contains("Bara mormor hämtar") && !aloud.contains("misstänkt") && !aloud.contains("Barnahus"), "{aloud}");
    assert_eq!(planned.lo.get(&format!("/cases/{}/child/safety-plan", planned.code)).await.status, StatusCode::NOT_FOUND);
}

async fn a_coordinator_of_the_unit_is_named_and_the_earlier_stays(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.hers, &[("words-people", "Kim")]).await);
    let page = planned.main(&planned.hers).await;
    assert!(
        page.contains("Ingen samordnare är utsedd") && page.contains(">anna, ") && !page.contains(">elin, "),
        "of the own unit: {page}"
    );
    let door = format!("{}/coordinator", planned.hers);
    assert_eq!(planned.lo.post(&door, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (name, status) in [("elin", StatusCode::NOT_FOUND), ("sam", StatusCode::NOT_FOUND), ("anna", StatusCode::SEE_OTHER)] {
        let reference = night.casework.staff_named(name).await.reference.to_string();
        assert_eq!(planned.lo.post(&door, &[("coordinator", &reference)]).await.status, status, "{name}");
    }
    assert!(planned.main(&planned.hers).await.contains("Samordnare: <strong>anna, sedan 22 nov. 2026</strong>"));
    night.after(1);
    let lo = night.casework.staff_named("lo").await.reference.to_string();
    goes_to(planned.lo.post(&door, &[("coordinator", &lo)]).await);
    let page = planned.main(&planned.hers).await;
    assert!(
        page.contains("Samordnare: <strong>lo, sedan 22 nov. 2026</strong>") && page.contains("<li>anna, sedan 22 nov. 2026</li>"),
        "{page}"
    );
    assert_eq!(count(night, "safety_plan_coordinators").await, 2);
}

async fn another_units_plan_is_as_good_as_none(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.hers, &[("words-people", "Kim")]).await);
    goes_to(planned.save(&planned.his, &[("words-staying_calm", "Går ut")]).await);
    let elin = Browser::of(night, "elin").await;
    let nowhere = wire::CaseCode::new(wire::PairingCode::from_draw(3), 26, 11).unwrap();
    for base in [&planned.hers, &planned.his] {
        let none = base.replace(&planned.code.to_string(), &nowhere.to_string());
        for door in ["", "/versions/1", "/read-aloud", "/print"] {
            let (there, unknown) = (elin.get(&format!("{base}{door}")).await, elin.get(&format!("{none}{door}")).await);
            assert_eq!((there.status, unknown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{base}{door}");
            let text = there.text.replace(&planned.code.to_string(), &nowhere.to_string());
            assert_eq!(text, unknown.text, "the answers tell nothing apart");
        }
        let fields = [("words-people", "x"), ("outcome", "held"), ("day", "2026-12-01"), ("paper", "keeps_safe"), ("items", "help")];
        for door in ["", "/reviewed", "/coordinator", "/close", "/follow-ups", "/take-up", "/paper", "/print", "/share"] {
            assert_eq!(elin.post(&format!("{base}{door}"), &fields).await.status, StatusCode::NOT_FOUND, "{base}{door}");
        }
    }
    assert_eq!(count(night, "safety_plan_versions").await, 2);
}

async fn a_plan_is_kept_sealed_and_each_view_is_in_the_access_log(night: &Night) {
    let planned = Planned::begin(night).await;
    let saved = planned.save(&planned.hers, &[("words-warning_signs", WORDS), ("items-call_police", "threats")]).await;
    assert!(!goes_to(saved).contains("Kanarieord"), "no word is in an address");
    #[derive(diesel::QueryableByName)]
    struct Sealed {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        sealed_content: Vec<u8>,
    }
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Sealed>> {
        let query = diesel::sql_query("SELECT sealed_content FROM safety_plan_versions");
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(query, c))?)
    };
    let kept = night.db.read(read).await.unwrap();
    for word in ["Kanarieord", "threats", "warning_signs"] {
        assert!(!kept[0].sealed_content.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
    for wrong in [
        "UPDATE safety_plans SET whose = 'child'",
        "UPDATE safety_plan_versions SET n = 0",
        "UPDATE safety_plan_versions SET at = seen_at - 1",
        "UPDATE safety_plan_versions SET staff = 'x'",
        "INSERT INTO safety_plans SELECT * FROM safety_plans",
    ] {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
    let code = planned.code;
    for path in [planned.hers.clone(), planned.his.clone(), format!("{}/versions/1", planned.hers), format!("{}/read-aloud", planned.hers)]
    {
        let views = || async {
            let read = move |conn: &mut store::Conn| {
                let case = casework::cases::with_code(conn, &code)?.remove(0);
                access_entries::of_case(conn, case.id)
            };
            night.db.read(read).await.unwrap().len()
        };
        let before = views().await;
        let page = planned.lo.get(&path).await;
        assert_eq!(views().await, before + 1, "{path}");
        assert!(!page.title().contains("Kanarie") && !page.title().contains("plan"), "the title is the code: {}", page.title());
        assert!(!main(&page).contains("method=\"get\""), "nothing typed ends up in an address");
    }
}
