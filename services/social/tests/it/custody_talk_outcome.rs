//! What a talk with a person in custody came to, what is kept of it, and who learns nothing of it.

use casework::{ContactTopic, InteractionOutcome, access_entries};
use reqwest::StatusCode;
use wire::Category;

use crate::{
    browser::{Browser, between, goes_to},
    held_talk::{Held, OPEN, but, count, main},
    night::{NAME, NUMBER, Night, nights},
};

nights!(
    the_outcome_takes_few_taps_and_is_a_contact,
    a_talk_broken_off_has_its_reason_and_an_attempt_is_no_contact,
    she_is_called_first,
    nobody_plans_at_home_whom_a_decision_keeps_from_there,
    what_it_came_to_goes_into_a_draft_without_a_place,
    another_units_talk_is_as_good_as_none,
    nothing_of_hers_is_on_what_is_read_or_printed,
    what_is_kept_is_sealed_or_a_code,
    each_view_is_in_the_access_log_and_reads_in_english_too,
);

/// How many controls somebody has to touch: one for each group with nothing chosen, and the button.
fn taps_of(outcome: &str) -> usize {
    let groups = outcome.split("<fieldset").skip(1).filter(|group| group.contains("type=\"radio\""));
    groups.filter(|group| !group.contains(" checked")).count() + 1
}

async fn the_outcome_takes_few_taps_and_is_a_contact(night: &Night) {
    let held = Held::begun(night, &[]).await;
    night.after(6);
    held.to_the_end().await;
    let page = held.page().await;
    let form = between(&page, "id=\"conclude\"", "</form>");
    for chosen in ["other_place", "tomorrow", "arranged", "later"] {
        assert!(form.contains(&format!("value=\"{chosen}\" checked")), "{chosen}: {form}");
    }
    assert_eq!(taps_of(form), 2, "the own concern is not stated for anybody, and save");
    assert!(form.matches("<fieldset").count() <= 6, "a choice for each group, the needs among them");
    assert_eq!(taps_of(&form.replace(" checked", "")), 6, "six taps at most, when nothing was said");
    let path = format!("{}/outcome", held.path);
    let said = [("outcome", "typed"), ("plan", "other_place"), ("place", "friend"), ("until", "tomorrow"), ("transport", "arranged")];
    let unsaid = held.lo.post(&path, &[&said[..], &[("contact", "later")]].concat()).await;
    assert!(unsaid.text.contains("id=\"concern-error\"") && unsaid.text.contains("value=\"tomorrow\" checked"), "{}", unsaid.text);
    assert!(held.interactions().await.is_empty());
    let whole = [&said[..], &[("contact", "later"), ("concern", "no"), ("needs", "housing")]].concat();
    assert_eq!(goes_to(held.lo.post(&path, &whole).await), held.path);
    assert_eq!(held.lo.post(&path, &whole).await.status, StatusCode::CONFLICT, "written once");
    let contacts = held.interactions().await;
    assert_eq!(contacts.len(), 1);
    assert_eq!((contacts[0].outcome, contacts[0].channel), (InteractionOutcome::Reached, Some(casework::ContactChannel::Phone)));
    let topics = [ContactTopic::Information, ContactTopic::SafetyPlanning, ContactTopic::SupportForViolence];
    assert_eq!(contacts[0].topics, topics.into());
    let page = held.page().await;
    for line in
        ["Plan: annan plats", "Plats: hos en vän", "Till: till i morgon", "Resa: vi ordnar resan", "Vill ha hjälp med: bostad", "Tid: 6:00"]
    {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.contains("id=\"begin\""), "one more talk may follow");
    goes_to(held.lo.post(&held.path, &OPEN).await);
}

async fn a_talk_broken_off_has_its_reason_and_an_attempt_is_no_contact(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let early = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no")];
    assert_eq!(held.lo.post(&format!("{}/outcome", held.path), &early).await.status, StatusCode::CONFLICT, "before its end");
    held.taps(&["break_off.line_dropped"]).await;
    assert_eq!(held.tap_as(&held.lo, 1, "resume").await.status, StatusCode::CONFLICT, "over is over");
    let page = held.page().await;
    assert!(page.contains("Avbrutet: linjen bröts"), "{page}");
    assert!(!between(&page, "id=\"conclude\"", "</form>").contains(" checked"), "nobody said anything: nothing is chosen");
    // The gate was shut meanwhile: what has happened is written all the same.
    let shut = [("question", casework::GateQuestion::ALL[0].code()), ("answer", "no")];
    goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &shut).await);
    let said = [("outcome", "typed"), ("plan", "none"), ("until", "longer"), ("contact", "not_stated"), ("concern", "yes")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    let contacts = held.interactions().await;
    assert_eq!((contacts.len(), contacts[0].outcome), (1, InteractionOutcome::Failed), "nobody answered");
    assert!(contacts[0].topics.is_empty());
    let page = held.page().await;
    assert!(page.contains("Den som höll samtalet är orolig för ny fara.") && !page.contains("Till: längre"), "{page}");
}

async fn she_is_called_first(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let case = format!("/cases/{}", held.code);
    assert!(!held.lo.get(&case).await.text.contains("Ring henne först"), "while it goes on there is nothing to tell");
    held.to_the_end().await;
    assert!(held.lo.get(&case).await.text.contains("<strong>Ring henne först.</strong>"), "also before anybody has written it up");
    let said = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    let page = held.page().await;
    assert!(page.contains("Ring henne först") && page.contains("08-465 004 40"), "both adults get the number: {page}");
    assert!(page.contains("Ingen plan: gör om skyddsbedömningen."));
    assert!(held.lo.get(&case).await.text.contains("<strong>Ring henne först.</strong>"), "the page of the case says it too");
    let talk = between(&page, "name=\"talk\" value=\"", "\"").to_owned();
    night.after(2);
    for _ in 0..2 {
        goes_to(held.lo.post(&format!("{}/called", held.path), &[("talk", &talk)]).await);
        night.after(5);
    }
    let page = held.page().await;
    assert!(page.contains("Ringd 22 nov. 2026 02:16, socialjour") && !page.contains("Ring henne först"), "the first time stands: {page}");
    assert!(!held.lo.get(&case).await.text.contains("Ring henne först"));
    let other = Held::gated(night).await;
    assert_eq!(other.lo.post(&format!("{}/called", other.path), &[("talk", &talk)]).await.status, StatusCode::NOT_FOUND);
}

async fn nobody_plans_at_home_whom_a_decision_keeps_from_there(night: &Night) {
    let held = Held::gated(night).await;
    let paper = format!("{}/paper?children=yes", held.path);
    let words = async || main(&held.lo.get(&paper).await.text).to_owned();
    let unknown = words().await;
    assert!(unknown.contains("Inte hem") && !unknown.contains("Om du åker hem"), "nobody has said yet: {unknown}");
    goes_to(held.lo.post(&held.path, &but(&[])).await);
    let open = words().await;
    assert!(open.contains("Om du åker hem") && !open.contains("Inte hem"), "control: the gate says that there is none: {open}");
    held.taps(&["chip.yes", "go_on", "go_on", "chip.ok", "chip.no", "chip.skip", "chip.banned"]).await;
    let banned = words().await;
    assert!(banned.contains("Inte hem") && !banned.contains("Om du åker hem"), "what was told in the talk holds on paper: {banned}");
    held.taps(&["break_off.line_dropped"]).await;
    let page = held.page().await;
    assert!(page.contains("value=\"other_place\"") && !page.contains("value=\"home_with_plan\""), "{page}");
    let home = [("outcome", "typed"), ("plan", "home_with_plan"), ("contact", "later"), ("concern", "no")];
    let refused = held.lo.post(&format!("{}/outcome", held.path), &home).await;
    assert!(refused.status.is_client_error() && held.interactions().await.is_empty(), "{}", refused.status);
}

async fn what_it_came_to_goes_into_a_draft_without_a_place(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.to_the_end().await;
    let draft = format!("{}/draft", held.path);
    let said = [("outcome", "typed"), ("plan", "other_place"), ("place", "family"), ("until", "tomorrow"), ("transport", "own")];
    let said = [&said[..], &[("contact", "yes"), ("concern", "no"), ("needs", "money")]].concat();
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    let talk = between(&held.page().await, "name=\"talk\" value=\"", "\"").to_owned();
    let begun = goes_to(held.lo.post(&draft, &[("talk", &talk)]).await);
    let shown = held.lo.get(&begun).await.text;
    let words = main(&shown);
    assert!(words.contains("Utfall av arrestsamtal") && words.contains("Annan plats"), "{words}");
    for inside in ["släkting", "ekonomi", "i morgon", "Till i morgon"] {
        assert!(!words.to_lowercase().contains(&inside.to_lowercase()), "{inside}: {words}");
    }
    let sent = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    assert_eq!(sent.count(), 0, "a draft goes nowhere by itself");
    // Of another case, and before there is an outcome, there is nothing to tell.
    let other = Held::begun(night, &[]).await;
    assert_eq!(other.lo.post(&format!("{}/draft", other.path), &[("talk", &talk)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.lo.post(&format!("{}/draft", other.path), &[("talk", "x")]).await.status, StatusCode::NOT_FOUND);
}

async fn another_units_talk_is_as_good_as_none(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let elin = Browser::of(night, "elin").await;
    for path in [held.path.clone(), format!("{}/paper", held.path)] {
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [&OPEN[..], &[("after", "0"), ("tap", "chip.yes"), ("talk", "x")]].concat();
    for rest in ["", "/taps", "/outcome", "/called", "/draft"] {
        assert_eq!(elin.post(&format!("{}{rest}", held.path), &fields).await.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let sam = Browser::of(night, "sam").await;
    assert_eq!(sam.get(&held.path).await.status, StatusCode::FORBIDDEN, "who administers opens no talk");
    assert_eq!((count(night, "custody_talks").await, count(night, "custody_talk_events").await), (1, 0));
}

async fn nothing_of_hers_is_on_what_is_read_or_printed(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let told = ["berättat", "hon har", "henne", "kontaktperson", "samtycke", "samtyckt", NAME, NUMBER];
    let paper = format!("{}/paper", held.path);
    for tap in ["chip.yes", "go_on", "go_on", "chip.ok", "chip.no", "chip.worried", "go_on", "chip.no", "chip.sober", "go_on", "chip.no"] {
        let page = held.page().await;
        let aloud = between(&page, "<section id=\"player\"", "</section>").to_lowercase();
        assert!(!told.iter().any(|word| aloud.contains(&word.to_lowercase())), "{tap}: {aloud}");
        held.taps(&[tap]).await;
    }
    assert!(held.page().await.contains("Alla vuxna får alltid samma nummer, till relationsvåldsteamet: 08-465 004 40"));
    let printed = held.lo.get(&paper).await;
    let words = main(&printed.text).to_lowercase();
    assert!(words.contains("jag heter …………") && words.contains("☐") && words.contains("08-465 004 40"), "{words}");
    let is_printed = |word: &&str| words.contains(&word.to_lowercase());
    assert!(!told.iter().any(is_printed), "{words}");
    assert!(!words.contains("orolig för ny fara") && !words.contains("gripen"), "neither answers nor what the police told");
    assert_eq!(printed.title().split(" · ").next(), Some(held.code.pairing().spoken().as_str()), "the code and nothing else");
}

async fn what_is_kept_is_sealed_or_a_code(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.to_the_end().await;
    let said = [("outcome", "typed"), ("plan", "none"), ("contact", "no"), ("concern", "no"), ("needs", "dependency")];
    goes_to(held.lo.post(&format!("{}/outcome", held.path), &said).await);
    #[derive(diesel::QueryableByName)]
    struct Sealed {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        sealed: Vec<u8>,
    }
    let sql = "SELECT sealed_gate AS sealed FROM custody_talks UNION ALL SELECT sealed_needs FROM custody_talks
               UNION ALL SELECT sealed_code FROM custody_talk_events";
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Sealed>> {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(diesel::sql_query(sql), c))?)
    };
    let kept = night.db.read(read).await.unwrap();
    assert_eq!(kept.len(), 14);
    for (row, word) in kept.iter().flat_map(|row| ["with_police", "dependency", "chip"].map(|word| (row, word))) {
        assert!(!row.sealed.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
    for wrong in [
        "UPDATE custody_talks SET plan = 'his mother'",
        "UPDATE custody_talks SET plan = 'other_place'",
        "UPDATE custody_talks SET transport = 'own'",
        "UPDATE custody_talks SET place = 'friend'",
        "UPDATE custody_talks SET outcome_at = NULL",
        "UPDATE custody_talks SET ending = NULL",
        "UPDATE custody_talks SET ending = 'tired'",
        "UPDATE custody_talks SET called_at = 1",
        "UPDATE custody_talk_events SET n = 0",
        "UPDATE custody_talk_events SET n = 1",
    ] {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
    let sent = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    assert_eq!(sent.count(), 0, "nothing of it crosses by itself");
}

async fn each_view_is_in_the_access_log_and_reads_in_english_too(night: &Night) {
    let held = Held::begun(night, &[]).await;
    let code = held.code;
    let seen = async || {
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            access_entries::of_case(conn, case.id)
        };
        let entries = night.db.read(read).await.unwrap();
        entries.into_iter().filter(|entry| entry.categories.contains(&Category::CustodyTalkOutcome)).count()
    };
    let before = seen().await;
    let page = held.lo.get_in(&held.path, "en").await.text;
    assert!(page.contains("The talk is no part of her safety plan") && page.contains("Hello, my name is lo"), "{page}");
    held.lo.get(&format!("{}/paper", held.path)).await;
    held.tap_as(&held.lo, 7, "go_on").await;
    assert_eq!(seen().await, before + 3, "the page, the paper, and the page after a tap that changed nothing");
}
