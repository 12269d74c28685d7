//! The broker lets the whole offer go, or refuses the whole.

use rulebook::{Decision, Edition, Reason, decide, require_cleared};
use wire::{Bytes32, Category, EditionRef, FactCode, Octets, Offer, OfferField, OfferHeader, Outline, Purpose, StaffRole, Urgency};

use crate::town::{Case, NOW, STAFF, case_code, child, edition, moment, now, victim};

/// An offer with this outline. The seals are not the rule book's business.
fn offer_of(case: &Case, edition: &EditionRef) -> Offer {
    offer_with(case.outline.clone(), edition)
}

pub fn offer_with(outline: Outline, edition: &EditionRef) -> Offer {
    let fields = outline.fields.iter().map(|field| OfferField {
        n: field.n,
        category: field.category,
        subject: field.subject,
        commitment: Bytes32([0; 32]),
        sealed: Octets(Vec::new()),
    });
    let written = "a written id";
    let header = OfferHeader {
        id: "00000000-0000-7000-8000-000000000001".parse().expect(written),
        case_code: case_code(),
        from: outline.from,
        from_kind: outline.from_kind,
        to: outline.to,
        to_kind: outline.to_kind,
        unit_key: "0123456789abcdef".parse().expect(written),
        manifest_version: 1,
        purpose: outline.purpose,
        phase: outline.phase,
        urgency: Urgency::Immediate,
        subjects: outline.subjects,
        facts: outline.facts,
        consents: outline.consents,
        edition: edition.clone(),
        made_at: now(),
        expires_at: None,
        sender_role: StaffRole::PatrolOfficer,
        sender: STAFF.parse().expect(written),
        answers: None,
    };
    Offer { header, encapsulated: Bytes32([0; 32]), fields: fields.collect() }
}

fn refusals(case: &Case) -> Vec<(u32, String)> {
    let decision = case.decide();
    let refused = require_cleared(offer_of(case, decision.edition()), &decision).expect_err("refused");
    refused.refusals.into_iter().map(|refusal| (refusal.n, refusal.reason)).collect()
}

fn clear(case: &Case) -> Decision {
    let decision = case.decide();
    require_cleared(offer_of(case, decision.edition()), &decision).expect("released").decision().clone()
}

fn duty() -> Case {
    let mut case = Case::call_out().concern();
    case.outline.purpose = Purpose::ChildProtection;
    case
}

#[test]
fn a_duty_alone_is_released_and_names_its_rules() {
    let decision = clear(&duty().field(Category::ChildConcern, Some(child())).field(Category::ChildrenPresent, None));
    assert_eq!(decision.rule_ids(edition()), ["SOL-19-1-B"]);
    assert!(decision.consents_used().is_empty());
}

#[test]
fn a_consent_alone_is_released() {
    let case = Case::call_out()
        .facts(&[FactCode::HarmTestPassed])
        .consent(victim(), &[Category::Identity, Category::Incident])
        .field(Category::Identity, Some(victim()))
        .field(Category::Incident, None);
    let decision = clear(&case);
    assert_eq!(decision.rule_ids(edition()), ["CONSENT-VICTIM", "OSL-35-1-H"]);
    assert_eq!(decision.consents_used(), case.outline.consents);
}

#[test]
fn one_field_that_stays_refuses_the_whole() {
    let case = Case::call_out()
        .consent(victim(), &[Category::Identity, Category::Incident])
        .field(Category::Identity, Some(victim()))
        .field(Category::Incident, None);
    assert_eq!(refusals(&case), [(1, Reason::HarmTestMissing.code().to_owned())]);
}

#[test]
fn a_mixed_offer_is_refused() {
    let mut case = Case::call_out().concern();
    case.outline.purpose = Purpose::AcuteSupport;
    let case = case
        .consent(victim(), &[Category::Identity])
        .field(Category::ChildConcern, Some(child()))
        .field(Category::Identity, Some(victim()));
    let expected = [(0, Reason::DutyHasItsPurpose.code().to_owned()), (1, Reason::DutyTravelsAlone.code().to_owned())];
    assert_eq!(refusals(&case), expected);
    let with_state = duty().field(Category::ChildConcern, Some(child())).field(Category::CaseState, None);
    assert_eq!(refusals(&with_state), [(1, Reason::DutyTravelsAlone.code().to_owned())]);
}

#[test]
fn a_duty_goes_under_its_own_purpose() {
    let case = Case::call_out().concern().field(Category::ChildConcern, Some(child()));
    assert_eq!(refusals(&case), [(0, Reason::DutyHasItsPurpose.code().to_owned())]);
}

#[test]
fn an_empty_offer_is_refused() {
    assert_eq!(refusals(&Case::call_out()), [(0, Reason::NothingInIt.code().to_owned())]);
}

#[test]
fn the_decision_is_over_this_offer_by_this_edition() {
    let case = duty().field(Category::ChildConcern, Some(child()));
    let decision = case.decide();
    let longer = offer_of(&case.clone().field(Category::ChildrenPresent, None), decision.edition());
    let refused = require_cleared(longer, &decision).expect_err("another offer").refusals;
    assert!(refused.iter().all(|refusal| refusal.reason == Reason::NotTheJudgedOffer.code()) && refused.len() == 2);
    let mut later = Edition::FIRST.to_vec();
    later.extend_from_slice(b"\n# one line more\n");
    let later = Edition::parse(&later).expect("an edition");
    let by_later = decide(&case.outline, &case.grants, &later, moment(NOW));
    let refused = require_cleared(offer_of(&case, decision.edition()), &by_later).expect_err("another edition").refusals;
    assert_eq!(refused[0].reason, Reason::OtherEdition.code());
    assert!(by_later.rule_ids(edition()).is_empty(), "rules of another edition are not named");
}
