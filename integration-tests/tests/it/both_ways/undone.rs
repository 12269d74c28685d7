//! Taken back, and sent on to another board.

use integration_tests::{
    Composer, Moment, Night, Outcome, Town,
    composer::{OTHER_BOARD, handovers},
    eventually, payload,
};
use serde_json::Value;

use super::{People, no_holes};

/// Taken back before anybody fetched it: the recipient opens nothing and is told so in neutral words.
pub fn taken_back(town: &Town) {
    let people = People::of(town);
    let held = town.social_gate.catch_if(Moment::BeforeBroker, |request, _| request.line.contains("/fetch"));
    let (code, sent) = town.officer.hand_over(&Night::consent("Rut Påhittad", "070-174 06 46"));
    let id = sent[0].id.clone();
    held.wait();
    town.officer.sees(&code, &id, "released");
    let place = format!("/cases/{code}/handovers/{id}/recall");
    people.robin.join(&code, "same_patrol");
    let case = people.robin.visit(&format!("/cases/{code}/handovers"));
    people.robin.send(&case, &place, &[]);
    town.officer.sees(&code, &id, "recalled");
    held.release(Outcome::Pass);
    let gone = eventually("the desk to know that it is gone", || {
        let items = town.desk.items();
        let row = items.iter().find(|item| item["handover"] == id.as_str()).cloned();
        row.filter(|row| row.to_string().contains("recalled") || row["state"] == "gone").ok_or_else(|| format!("{items:?}"))
    });
    assert!(!gone.to_string().contains("Rut"), "{gone}");
    let list = people.sam.visit("/duty");
    for word in ["vägra", "nekat", "sa nej", "avstod", "ångrat"] {
        assert!(!list.page.text.to_lowercase().contains(word), "neutral words: {}", list.page.text);
    }
    // What was fetched can't be taken back.
    let (code, sent) = town.officer.hand_over(&Night::consent("Rita Påhittad", "070-174 06 47"));
    town.desk.rings(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "received");
    let handover = sent[0].id.clone();
    people.robin.join(&code, "took_over");
    let late = people.robin.visit(&format!("/cases/{code}/handovers"));
    assert!(late.actions().iter().all(|action| !action.ends_with("/recall")), "no button for it");
    let pairs = [("csrf".to_owned(), late.page.forms[0].with(&[]).iter().find(|(name, _)| name == "csrf").expect("a token").1.clone())];
    let refused = people.robin.post_pairs(&format!("/cases/{code}/handovers/{handover}/recall"), &pairs);
    assert_eq!(refused.status, 409, "{}", refused.page.text);
    no_holes(town);
}

/// To another board it is sent anew: her yes named the first one, so a new preview lets nothing of hers go.
pub fn sent_on(town: &Town) {
    let people = People::of(town);
    let (code, sent) = town.officer.hand_over(&Night::consent("Siv Påhittad", "070-174 06 48"));
    let id = sent[0].id.clone();
    town.desk.rings(&id);
    town.desk.decline(&id, "not_responsible").ok();
    town.officer.sees(&code, &id, "declined");
    people.robin.join(&code, "same_patrol");
    let draft = Composer::send_on(&people.robin, &code, &id, OTHER_BOARD);
    assert!(draft.show().says("Siv Påhittad"), "the same fields are in the new draft");
    let shown = draft.review();
    assert!(shown.page.forms.iter().all(|form| !form.action.ends_with("/send")), "her yes was to another board: {}", shown.page.text);
    assert!(handovers(&town.officer.0, &code, "sent").iter().all(|handover| handover["to"]["unit"] != OTHER_BOARD));
    // What tells no person's secret goes there.
    draft.put("case_state", "", &[("state", "contact_tried")]);
    let ids = draft.sent(&town.officer.0);
    town.officer.sees_case(&code, &ids[0], "received");
    let offers: Vec<Value> = town.police_gate.requests("POST /api/v1/offers").iter().map(|offer| payload(&offer.body)).collect();
    let last = offers.iter().find(|offer| offer["header"]["id"] == ids[0].as_str()).expect("it was posted");
    assert_eq!(last["header"]["to"]["unit"], OTHER_BOARD);
    let categories: Vec<_> = last["header"]["fields"]
        .as_array()
        .or(last["fields"].as_array())
        .expect("fields")
        .iter()
        .map(|field| field["category"].clone())
        .collect();
    assert_eq!(categories, ["case_state"], "nothing of hers crossed");
    no_holes(town);
}
