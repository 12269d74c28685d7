//! What happens on his side becomes a task for her contact person; what goes back waits for its Monday; and his consents at the end.

use casework::testing::Approval;
use reqwest::StatusCode;

use crate::{
    browser::goes_to,
    held_talk::count,
    night::{Night, nights},
    two_sides::{Sides, open_tasks, task_of},
};

nights!(
    an_event_is_a_task_with_a_clock_by_the_part_it_rests_on,
    the_end_of_his_treatment_asks_what_becomes_of_her_contact,
    what_goes_back_has_her_yes_no_source_and_its_monday,
    the_consents_are_kept_unless_the_law_is_answered_with_yes,
    where_it_is_answered_with_yes_a_proof_is_left_and_nothing_else,
);

async fn an_event_is_a_task_with_a_clock_by_the_part_it_rests_on(night: &Night) {
    let sides = Sides::agreed(night).await;
    sides.finish("Erbjud kontakt", "done").await;
    sides.happens("danger_raised", "weapons").await;
    assert_eq!(open_tasks(&sides.her_page().await), 0, "the second part does not stand");
    sides.he_answers("safety", "given").await;
    sides.happens("danger_raised", "weapons").await;
    sides.happens("missed", "").await;
    let page = sides.her_page().await;
    let (danger, missed) = (page.find("Faran har ökat: det kan finnas vapen").unwrap(), page.find("Berätta om uteblivet besök").unwrap());
    assert!(danger < missed && page.contains("senast 22 nov. 2026 04:"), "two hours, and first: {page}");
    assert!(!page.contains("Försenat"), "{page}");
    night.after(2 * 60);
    let list = sides.pia().await.get("/partner-contacts").await.text;
    assert!(list.contains("<strong>Försenat:</strong> Faran har ökat") && list.matches("Försenat").count() == 1, "{list}");
    sides.finish("Faran har ökat", "done").await;
    assert!(sides.her_page().await.contains("Faran har ökat: klart · "));
    let task = task_of(&sides.her_page().await, "Berätta om uteblivet besök").unwrap();
    for how in ["ends", "declined", "stopped", "later"] {
        assert_eq!(sides.at_hers("tasks", &[("task", &task), ("how", how)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{how}");
    }
    goes_to(sides.at_hers("tasks", &[("task", &task), ("how", "done")]).await);
    assert_eq!(sides.at_hers("tasks", &[("task", &task), ("how", "done")]).await.status, StatusCode::CONFLICT, "once");
}

async fn the_end_of_his_treatment_asks_what_becomes_of_her_contact(night: &Night) {
    for (kind, words, how) in [("ended_early", "Behandlingen avbröts", "own_contact"), ("completed", "Behandlingen är klar", "ends")] {
        let sides = Sides::agreed(night).await;
        sides.she_answers("given").await;
        sides.happens("missed", "").await;
        sides.happens(kind, "").await;
        let after = [("kind", "missed"), ("wording", ""), ("happened_on", "2026-11-22")];
        assert_eq!(sides.at_his("events", &after).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing comes after the end");
        let task = task_of(&sides.her_page().await, words).unwrap();
        let unsaid = sides.at_hers("tasks", &[("task", &task), ("how", "done")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "it is said what becomes of her contact");
        goes_to(sides.at_hers("tasks", &[("task", &task), ("how", how)]).await);
        let page = sides.her_page().await;
        assert!(page.contains(if kind == "completed" { "Blev klar, 22 nov. 2026" } else { "Avbröt i förtid, 22 nov. 2026" }), "{page}");
        if how == "own_contact" {
            let letter = |kind| vec![("kind", kind), ("letter_wording", "sv"), ("phone", "070-174 06 61")];
            assert!(page.contains("value=\"partner-letter-neutral\"") && !page.contains("value=\"partner-letter\""), "{page}");
            let told = sides.at_hers("letters/preview", &letter("partner-letter")).await;
            assert!(told.status.is_client_error(), "he is in treatment no more: {}", told.status);
        }
        let ended = page.contains("Kontakten är avslutad tillsammans med behandlingen.");
        assert_eq!((ended, page.contains("name=\"outcome\"")), (how == "ends", how != "ends"), "{page}");
        assert_eq!(open_tasks(&page) == 0, how == "ends", "what is left falls with it: {page}");
    }
}

async fn what_goes_back_has_her_yes_no_source_and_its_monday(night: &Night) {
    let sides = Sides::agreed(night).await;
    let said = |her_yes: &'static str, blind: &'static str| {
        [
            ("source", "exposed_person"),
            ("wording", "substances"),
            ("blind", blind),
            ("her_yes", her_yes),
            ("yes_on", "2026-11-22"),
            ("yes_form", "spoken"),
        ]
    };
    for (yes, blind, field) in [("", "yes", "her_yes"), ("yes", "", "blind")] {
        let refused = sides.at_hers("wordings", &said(yes, blind)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(&format!("id=\"{field}-error\"")) && refused.text.contains("value=\"substances\" checked"));
    }
    assert_eq!(count(night, "risk_wordings").await, 0);
    sides.pass_on("exposed_person", "substances").await;
    sides.pass_on("police", "weapons").await;
    sides.pass_on("own_assessment", "control").await;
    let page = sides.her_page().await;
    assert!(
        page.contains("Alkohol eller droger kan spela större roll · Från partnern") && page.contains("visas från 30 nov. 2026 06:00"),
        "{page}"
    );
    let control = page.split("name=\"passed_on\" value=\"").nth(1).unwrap().split_once('"').unwrap().0.to_owned();
    goes_to(sides.at_hers("wordings/withdraw", &[("passed_on", &control)]).await);
    assert_eq!(sides.at_hers("wordings/withdraw", &[("passed_on", &control)]).await.status, StatusCode::CONFLICT, "once");
    // To Monday 30 November, one minute before six.
    let monday: jiff::Timestamp = "2026-11-30T04:59:00Z".parse().unwrap();
    night.after(monday.duration_since(store::clock::Clock::now(&*night.clock)).as_mins());
    let before = sides.his_page().await;
    assert!(before.contains("Från 23 nov. 2026:</strong> Inget nytt att tänka på"), "{before}");
    assert!(!before.contains("<li>Alkohol") && !before.contains("Från 30 nov."), "{before}");
    night.after(2);
    let page = sides.his_page().await;
    let bundle = page.split_once("Från 30 nov. 2026:").unwrap().1.split_once("Från 23 nov.").unwrap().0;
    assert!(bundle.contains("<li>Alkohol eller droger") && bundle.contains("<li>Det kan finnas vapen"), "{bundle}");
    assert!(!bundle.contains("Kontroll eller"), "what was taken back in time is never shown: {bundle}");
    for source in ["partnern", "Polisen", "polisen", "bedömning"] {
        assert!(!bundle.contains(source), "{source}: {bundle}");
    }
    let page = sides.her_page().await;
    let shown = page.split("name=\"passed_on\" value=\"").nth(2).unwrap().split_once('"').unwrap().0.to_owned();
    assert_eq!(sides.at_hers("wordings/withdraw", &[("passed_on", &shown)]).await.status, StatusCode::CONFLICT, "what was shown stays");
}

async fn ended<'a>(night: &'a Night) -> Sides<'a> {
    let sides = Sides::agreed(night).await;
    sides.he_answers("safety", "refused").await;
    sides.happens("completed", "").await;
    sides
}

async fn the_consents_are_kept_unless_the_law_is_answered_with_yes(night: &Night) {
    let sides = ended(night).await;
    assert!(!night.casework.switch_is_on("L-12") && !sides.his_page().await.contains("Förstör samtycket"));
    let kept = sides.at_his("destruction", &[("decision_number", "SN 2026/114")]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((count(night, "treatment_consents").await, count(night, "treatment_consent_proofs").await), (2, 0));
}

async fn where_it_is_answered_with_yes_a_proof_is_left_and_nothing_else(night: &Night) {
    night.casework.ask_for_rulebook().await;
    let replaces = night.casework.edition().reference().clone();
    let file = casework::testing::edition_with("2027-01-01.1", "L-12", "on = false", "on = true");
    let approval = Approval { file: file.clone(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    night.broker.activate_silently(&file, casework::testing::approve(&approval, &[41, 42]));
    night.casework.ask_for_rulebook().await;
    assert!(night.casework.switch_is_on("L-12"));
    let open = Sides::agreed(night).await;
    let early = open.at_his("destruction", &[("decision_number", "SN 2026/114")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "not before the end");
    let sides = ended(night).await;
    assert!(sides.his_page().await.contains("Förstör samtycket"));
    let unnamed = sides.at_his("destruction", &[("decision_number", "efter samtal med Kanarie")]).await;
    assert!(unnamed.text.contains("id=\"decision_number-error\"") && unnamed.text.contains("value=\"efter samtal med Kanarie\""));
    assert_eq!(count(night, "treatment_consents").await, 3);
    goes_to(sides.at_his("destruction", &[("decision_number", "SN 2026/114")]).await);
    assert_eq!(
        (count(night, "treatment_consents").await, count(night, "treatment_consent_proofs").await),
        (1, 1),
        "of this treatment alone"
    );
    let page = sides.his_page().await;
    let proof =
        page.split_once("Svaren är förstörda: 2 svar, 22 nov. 2026, Behandlare, enligt beslut SN 2026/114. Kontrollsumma ").unwrap().1;
    let digest: String = proof.chars().take_while(|character| character.is_ascii_hexdigit()).collect();
    assert_eq!(digest.len(), 64);
    assert!(!page.contains("Svaret togs emot av") && !page.contains("name=\"part\""), "nothing else is left: {page}");
    assert!(sides.her_page().await.contains("Ingen kontakt: den som går i behandling"));
    let again = sides.at_his("destruction", &[("decision_number", "SN 2026/115")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(open.his_page().await.matches("Svaret togs emot av").count(), 1, "the other treatment keeps its own");
}
