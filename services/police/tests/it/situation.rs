//! Step 1.

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, escaped},
};

async fn nothing_is_chosen_for_anybody(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    for path in [at(Door::Situation, &code), at(Door::Consent, &code)] {
        let page = officer.get(&path).await.page();
        assert!(!page.contains(" checked"), "{path}");
        assert!(!page.contains("type=\"text\" inputmode=\"text\" value=\"x"), "{path}");
        assert!(page.contains(&format!("<title>{code} ·")), "the title is the code");
    }
}

async fn what_was_ticked_is_there_the_next_time(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Situation, &code);
    let ticked = [
        ("children", "two"),
        ("children_state", "awake"),
        ("suspect", "apprehended"),
        ("acute", "strangulation"),
        ("acute", "medical_care"),
        ("kind", "violence"),
        ("interpreter", "arabic"),
        ("event_number", "5000-K1-26"),
    ];
    assert_eq!(officer.post(&path, &ticked).await.goes_to(), at(Door::Consent, &code));
    let page = officer.get(&path).await.page();
    assert_eq!(page.matches(" checked").count(), 7);
    assert!(page.contains("value=\"5000-K1-26\""));
    let later = officer.post(&path, &[("then", "later")]).await.goes_to();
    assert_eq!(later, at(Door::ListCallOuts, ""));
    assert!(!officer.get(&path).await.page().contains(" checked"), "what is not ticked any more is not stated");
}

async fn whatever_comes_is_answered_and_kept(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Situation, &code);
    let long = "å".repeat(10_000);
    for text in NAUGHTY.iter().copied().chain([long.as_str()]) {
        for field in ["children", "children_state", "suspect", "acute", "kind", "interpreter", "event_number", "then"] {
            let answer = officer.post(&path, &[(field, text)]).await;
            assert!(matches!(answer.status, 303 | 422), "{field}={text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert"), "{field}");
            if answer.status == 422 && field == "event_number" {
                assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
                assert!(answer.text.contains("ds-error-summary"));
            }
        }
    }
}

async fn the_first_ring_is_kept(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    assert!(officer.get(&at(Door::Situation, &code)).await.page().contains("Redan ringt"));
    officer.post(&at(Door::NoteRing, &code), &[]).await.goes_to();
    house.clock.advance(jiff::SignedDuration::from_mins(5));
    officer.post(&at(Door::NoteRing, &code), &[]).await.goes_to();
    let page = officer.get(&at(Door::Situation, &code)).await.page();
    assert!(page.contains("Ringt <time datetime=\"2026-11-22T01:14:00Z\">02:14</time>"), "{page}");
}

in_a_house!(
    nothing_is_chosen_for_anybody,
    what_was_ticked_is_there_the_next_time,
    whatever_comes_is_answered_and_kept,
    the_first_ring_is_kept
);
