//! What is held about one person: the pages of both agencies, mounted here.

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{Answer, Visitor, at},
};

async fn start(visitor: &Visitor, code: &str) -> Answer {
    let fields = [("code", code), ("about", "victim"), ("asked_by", "person"), ("identity", "eid_loa3"), ("language", "en")];
    visitor.post(&at(Door::Extracts, ""), &fields).await
}

/// The door of an extract; the part in braces for the others.
fn of(door: Door, extract: &str) -> String {
    at(door, "").replace("{extract}", extract).replace("{handover}", "0197a9b0-0000-7000-8000-000000000000")
}

async fn one_composes_and_a_colleague_who_says_why_reviews(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let extract = start(&officer, &code).await.goes_to();
    let id = extract.rsplit('/').next().unwrap().to_owned();
    assert!(officer.get(&extract).await.page().contains("Kan någon tvinga dig att visa detta?"));
    let handed = [("act", "submit"), ("pressure", "no"), ("form", "full"), ("delivery", "visit")];
    assert_eq!(officer.post(&of(Door::Extract, &id), &handed).await.goes_to(), extract);
    let lead = Visitor::logged_in(&house, "anna").await;
    // As with everything of a colleague's call-out.
    assert!(lead.get(&extract).await.goes_to().starts_with("/call-outs/"));
    assert_eq!(lead.post(&of(Door::ReviewExtract, &id), &[("submission", "1"), ("answer", "approve")]).await.status, 403);
    lead.post(&at(Door::Join, &code), &[("relation", "took_over")]).await.goes_to();
    assert_eq!(officer.get(&of(Door::ExtractPaper, &id)).await.status, 409, "no paper before the review");
    assert_eq!(
        officer.post(&of(Door::ReviewExtract, &id), &[("submission", "1"), ("answer", "approve")]).await.status,
        403,
        "not by who composed it"
    );
    assert_eq!(lead.post(&of(Door::ReviewExtract, &id), &[("submission", "1"), ("answer", "approve")]).await.goes_to(), extract);
    let paper = officer.get(&of(Door::ExtractPaper, &id)).await;
    assert!(paper.status == 200 && paper.text.starts_with("%PDF-"));
    assert_eq!(officer.get(&of(Door::ExtractReceipt, &id)).await.status, 404, "nothing went");
}

async fn another_units_extract_is_as_unknown_as_none(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let extract = start(&officer, &code).await.goes_to();
    let id = extract.rsplit('/').next().unwrap().to_owned();
    let neighbour = Visitor::logged_in(&house, "kim").await;
    for unknown in [id.as_str(), "0197a9b0-0000-7000-8000-000000000000", "x"] {
        for door in [Door::Extract, Door::ExtractPaper, Door::ExtractReceipt] {
            assert_eq!(neighbour.get(&of(door, unknown)).await.status, 404, "{} {unknown}", door.name());
        }
        for door in [Door::Extract, Door::ReviewExtract] {
            assert_eq!(neighbour.post(&of(door, unknown), &[("act", "save"), ("answer", "approve")]).await.status, 404, "{}", door.name());
        }
    }
    for unknown in [code.as_str(), "KV742-2611", "x"] {
        let answer = start(&neighbour, unknown).await;
        assert!(answer.status == 422 && answer.text.contains("id=\"code-error\""), "{unknown}");
    }
    assert!(!neighbour.get(&at(Door::Extracts, "")).await.page().contains(&id));
    assert_eq!(officer.get(&at(Door::ExtractsAlias, "")).await.goes_to(), at(Door::Extracts, ""));
}

in_a_house!(one_composes_and_a_colleague_who_says_why_reviews, another_units_extract_is_as_unknown_as_none);
