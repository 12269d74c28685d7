//! The talk with a person in custody: who may hold one, what is on the page and what is not, and taps that are kept once.

use reqwest::StatusCode;

use crate::{
    browser::{Browser, between, goes_to},
    held_talk::{Held, OPEN, but, count, main},
    night::{Night, nights},
};

nights!(
    without_the_gate_there_is_no_page_to_talk_by,
    each_answer_against_a_talk_says_why,
    what_the_police_told_stands_beside_the_question_and_ticks_nothing,
    the_childs_feeling_is_not_in_the_page_without_police_at_the_child_talk,
    the_event_is_counted_and_nothing_of_it_kept,
    thoughts_of_suicide_demand_their_tick,
    the_same_tap_twice_is_one_and_an_old_page_changes_nothing,
    a_colleague_takes_over_an_open_talk,
    the_time_counts_without_pauses_and_an_interpreter_doubles_it,
);

async fn without_the_gate_there_is_no_page_to_talk_by(night: &Night) {
    let held = Held::shut(night).await;
    assert!(held.lo.get(&format!("/cases/{}", held.code)).await.text.contains(&format!("href=\"{}\"", held.path)), "the case leads there");
    let page = held.page().await;
    assert!(page.contains("Inget samtal än: den våldsutsatta ska först vara nådd"), "{page}");
    assert!(page.contains(&format!("/cases/{}/contacts#gate", held.code)));
    assert!(!page.contains("id=\"begin\"") && !page.contains("name=\"agreed\""), "nothing to fill in");
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT);
    assert_eq!(held.lo.get(&format!("{}/paper", held.path)).await.status, StatusCode::NOT_FOUND, "nothing to read either");
    assert_eq!(count(night, "custody_talks").await, 0);
    let held = Held::gated(night).await;
    let page = held.page().await;
    assert!(page.contains("id=\"begin\"") && !main(&page).contains(" checked"), "nothing is chosen beforehand: {page}");
    assert!(page.contains("Samtalet är ingen del av hennes säkerhetsplan"));
    night.after(1);
    let refused = [("question", casework::GateQuestion::ALL[1].code()), ("answer", "no")];
    goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &refused).await);
    assert!(held.page().await.contains("Inget samtal: någon har svarat nej"));
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT);
}

async fn each_answer_against_a_talk_says_why(night: &Night) {
    let held = Held::gated(night).await;
    let empty = held.lo.post(&held.path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for name in ["agreed", "officer", "decisions", "police_first", "danger", "children", "interpreter", "colleague"] {
        assert!(empty.text.contains(&format!("id=\"{name}-error\"")), "{name}");
    }
    assert!(
        held.lo.post(&held.path, &but(&[("inquiry", "")])).await.text.contains("id=\"inquiry-error\""),
        "asked where there are children"
    );
    assert!(held.lo.post(&held.path, &but(&[("agreed_time", "sen")])).await.text.contains("id=\"agreed_time-error\""));
    for (name, answer, why) in [
        ("agreed", "no", "ska ha godkänt samtalet"),
        ("officer", "not_read", "Läs först upp syftet"),
        ("officer", "absent", "Med barn ska en polis sitta med"),
        ("police_first", "no", "Polisen ska ha tagit den första kontakten"),
        ("danger", "raised", "Samtalet kan öka faran"),
        ("interpreter", "missing", "Vänta tills tolken är med"),
        ("colleague", "no", "Säg först till en kollega"),
    ] {
        let shut = held.lo.post(&held.path, &but(&[(name, answer)])).await;
        assert_eq!(shut.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {answer}");
        assert!(shut.text.contains(why), "{name} {answer}: {}", shut.text);
        assert!(shut.text.contains(&format!("value=\"{answer}\" checked")), "what was answered is kept");
        assert!(!shut.text.contains("id=\"player\""), "no talk");
    }
    assert_eq!(count(night, "custody_talks").await, 0);
    let alone = but(&[("officer", "absent"), ("children", "none"), ("inquiry", "")]);
    goes_to(held.lo.post(&held.path, &alone).await);
    held.taps(&["chip.yes"]).await;
    assert!(held.page().await.contains("Jag berättar inte för polisen vad vi pratar om."), "without an officer, and without children");
    assert_eq!(held.lo.post(&held.path, &OPEN).await.status, StatusCode::CONFLICT, "one talk at a time");
    assert_eq!(count(night, "custody_talks").await, 1);
}

async fn what_the_police_told_stands_beside_the_question_and_ticks_nothing(night: &Night) {
    let held = Held::gated(night).await;
    let page = held.page().await;
    assert!(page.contains("Det här har polisen lämnat") && page.contains("Gripen"), "{page}");
    assert!(!main(&page).contains(" checked"), "what was told is no answer");
    goes_to(held.lo.post(&held.path, &OPEN).await);
    assert!(!held.page().await.contains("Det här har polisen lämnat"), "nothing of it is on the page that is read aloud");
}

async fn the_childs_feeling_is_not_in_the_page_without_police_at_the_child_talk(night: &Night) {
    const FEELINGS: [&str; 4] = ["ledsna", "skamsna", "tyngda av skuld", "Barnens känsla"];
    let to_feelings = ["chip.yes", "go_on", "go_on", "chip.ok", "chip.no"];
    let held = Held::begun(night, &[("children", "without_police")]).await;
    for tap in to_feelings {
        let page = held.page().await;
        assert!(!FEELINGS.iter().any(|word| page.contains(word)), "{tap}: {page}");
        held.taps(&[tap]).await;
    }
    let page = held.page().await;
    assert!(page.contains("Vi kan boka ett hotellrum") && !FEELINGS.iter().any(|word| page.contains(word)), "{page}");
    let paper = held.lo.get(&format!("{}/paper", held.path)).await.text;
    assert!(!FEELINGS.iter().any(|word| paper.contains(word)), "nor on paper");
    let held = Held::begun(night, &[]).await;
    held.taps(&to_feelings).await;
    let page = held.page().await;
    let answers = between(&page, "class=\"answers\"", "</div>");
    assert!(answers.find("Hoppa över").unwrap() < answers.find("ledsna").unwrap(), "to skip is first: {answers}");
    assert!(page.contains("Bara för dig, läs inte upp:") && !main(&page).contains("<textarea"), "{page}");
    held.taps(&["chip.worried"]).await;
    assert!(held.page().await.contains("är ofta oroliga, och så är det här också"));
}

async fn the_event_is_counted_and_nothing_of_it_kept(night: &Night) {
    let held = Held::begun(night, &[]).await;
    for time in 1..=3 {
        held.taps(&["guard.event"]).await;
        assert!(held.page().await.contains("Jag avbryter dig här."));
        held.taps(&["back"]).await;
        let page = held.page().await;
        assert!(page.contains(&format!("Gånger om händelsen: {time}")), "{page}");
        assert_eq!(page.contains("Tredje gången om händelsen: avsluta samtalet."), time == 3);
    }
    // There is nowhere to write what was said: a field that nobody asked for is not kept.
    let after = [("after", "6"), ("tap", "guard.event"), ("content", "he hit"), ("text", "he hit")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &after).await);
    let page = held.page().await;
    assert!(!main(&page).contains("<textarea") && !main(&page).contains("type=\"text\""), "no free text anywhere: {page}");
    assert_eq!(count(night, "custody_talk_events").await, 7);
}

async fn thoughts_of_suicide_demand_their_tick(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.taps(&["guard.suicide"]).await;
    assert!(held.page().await.contains("Säg till krimjouren nu"));
    for other in ["back", "go_on", "guard.event", "break_off.officer"] {
        let refused = held.tap_as(&held.lo, 1, other).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        assert!(refused.text.contains("Gör först det som står här") && refused.text.contains("Krimjouren vet nu"));
    }
    assert_eq!(held.lo.post(&format!("{}/outcome", held.path), &[("outcome", "typed")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    held.taps(&["chip.told"]).await;
    assert!(held.page().await.contains("Avbrutet: personen mådde för dåligt"));
}

async fn the_same_tap_twice_is_one_and_an_old_page_changes_nothing(night: &Night) {
    let held = Held::begun(night, &[]).await;
    for _ in 0..3 {
        assert_eq!(goes_to(held.tap_as(&held.lo, 0, "chip.yes").await), held.path, "sent again after the line was down");
    }
    assert_eq!(count(night, "custody_talk_events").await, 1);
    let stale = held.tap_as(&held.lo, 0, "chip.no").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Samtalet hade redan gått vidare") && stale.text.contains("Jag ringer för att planera"), "{}", stale.text);
    for (after, tap) in [(2, "go_on"), (1, "chip.friend"), (1, "chip.he said"), (1, "guard.none"), (1, "resume")] {
        assert_eq!(held.tap_as(&held.lo, after, tap).await.status, StatusCode::CONFLICT, "{after} {tap}");
    }
    let none = held.lo.post(&format!("{}/taps", held.path), &[("tap", "go_on")]).await;
    assert_eq!(none.status, StatusCode::CONFLICT, "a tap after nothing");
    assert_eq!(count(night, "custody_talk_events").await, 1);
    // Two at the same time: one of them is kept.
    let (one, two) = tokio::join!(held.tap_as(&held.lo, 1, "go_on"), held.tap_as(&held.lo, 1, "guard.event"));
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(count(night, "custody_talk_events").await, 2);
}

async fn a_colleague_takes_over_an_open_talk(night: &Night) {
    let held = Held::begun(night, &[]).await;
    held.taps(&["chip.yes"]).await;
    let anna = Browser::of(night, "anna").await;
    let page = anna.get(&held.path).await.text;
    assert!(page.contains("Började klockan 02:14, lo.") && page.contains("Trycker du tar du över."), "{page}");
    assert!(page.contains("Jag ringer för att planera"), "where it is");
    goes_to(held.tap_as(&anna, 1, "go_on").await);
    assert!(!anna.get(&held.path).await.text.contains("Trycker du tar du över."));
    let page = held.page().await;
    assert!(page.contains("Trycker du tar du över.") && page.contains("data-after=\"2\""), "{page}");
}

async fn the_time_counts_without_pauses_and_an_interpreter_doubles_it(night: &Night) {
    let held = Held::begun(night, &[("interpreter", "there")]).await;
    night.after(3);
    let page = held.page().await;
    assert!(page.contains("Planerat 10 till 20 min") && page.contains("data-warn=\"10\"") && page.contains("data-late=\"20\""), "{page}");
    assert!(page.contains(">3 min</time>"), "{page}");
    held.taps(&["pause"]).await;
    night.after(30);
    let page = held.page().await;
    assert!(page.contains("3 min · Pausat") && !page.contains("data-clock"), "the clock stands: {page}");
    assert_eq!(held.tap_as(&held.lo, 1, "chip.yes").await.status, StatusCode::CONFLICT, "taken up again first");
    held.taps(&["resume"]).await;
    night.after(4);
    // A tap that waited three minutes for the line was made then.
    let waited = [("after", "2"), ("tap", "chip.yes"), ("waited", "180")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &waited).await);
    let waited = [("after", "3"), ("tap", "break_off.called_away"), ("waited", "60")];
    goes_to(held.lo.post(&format!("{}/taps", held.path), &waited).await);
    assert!(held.page().await.contains("Tid: 6:00"), "3 + 4 minutes, and it ended a minute ago: {}", held.page().await);
}
