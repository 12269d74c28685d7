//! A consent opens the giver's own part, to that board, for that purpose, in its time, out of earshot. Nothing else.

use rulebook::Reason;
use wire::{AskedWhere, CaseCode, Category, FactCode, PairingCode, Purpose, SubjectRole};

use crate::town::{Case, child, goes_by, moment, other_board, person_using_violence, subject, victim};

const HERS: &[Category] = &[Category::Identity, Category::SafeContact, Category::Incident];

fn identity_of_victim() -> Case {
    Case::call_out().field(Category::Identity, Some(victim()))
}

#[test]
fn her_consent_opens_her_identity() {
    assert_eq!(identity_of_victim().only(), Err(Reason::ConsentMissing));
    assert_eq!(identity_of_victim().consent(victim(), HERS).only(), goes_by(&["CONSENT-VICTIM"]));
}

#[test]
fn a_consent_that_is_not_referred_to_opens_nothing() {
    let mut case = identity_of_victim().consent(victim(), HERS);
    case.outline.consents.clear();
    assert_eq!(case.only(), Err(Reason::ConsentMissing));
}

#[test]
fn within_earshot_opens_nothing() {
    let case = identity_of_victim().consent_but(victim(), HERS, |grant| grant.asked = AskedWhere::WithinEarshot);
    assert_eq!(case.only(), Err(Reason::ConsentPreliminary));
}

#[test]
fn both_ends_of_its_time() {
    let case = identity_of_victim().consent(victim(), HERS);
    assert_eq!(case.only_at(moment("2026-11-22T22:09:59Z")), Err(Reason::ConsentNotYet));
    assert_eq!(case.only_at(moment("2026-11-22T22:10:00Z")), goes_by(&["CONSENT-VICTIM"]));
    assert_eq!(case.only_at(moment("2026-12-06T22:09:59Z")), goes_by(&["CONSENT-VICTIM"]));
    assert_eq!(case.only_at(moment("2026-12-06T22:10:00Z")), Err(Reason::ConsentExpired));
}

#[test]
fn the_text_that_was_read_ends_it_whatever_the_grant_says() {
    let far = "2027-11-22T22:10:00Z".parse().expect("a written moment");
    let case = identity_of_victim().consent_but(victim(), HERS, |grant| grant.valid_until = far);
    assert_eq!(case.only_at(moment("2026-12-06T22:09:59Z")), goes_by(&["CONSENT-VICTIM"]));
    assert_eq!(case.only_at(moment("2026-12-06T22:10:00Z")), Err(Reason::ConsentExpired));
    let unknown = identity_of_victim().consent_but(victim(), HERS, |grant| grant.text.id = "made-up".to_owned());
    assert_eq!(unknown.only(), Err(Reason::ConsentExpired));
}

#[test]
fn another_board_another_purpose_another_category() {
    let board = identity_of_victim().consent_but(victim(), HERS, |grant| grant.to = other_board().board);
    assert_eq!(board.only(), Err(Reason::ConsentOtherRecipient));
    let agency = identity_of_victim().consent_but(victim(), HERS, |grant| grant.from = other_board().agency);
    assert_eq!(agency.only(), Err(Reason::ConsentOtherRecipient));
    let purpose = identity_of_victim().consent_but(victim(), HERS, |grant| grant.purpose = Purpose::Referral);
    assert_eq!(purpose.only(), Err(Reason::ConsentOtherPurpose));
    assert_eq!(identity_of_victim().consent(victim(), &[Category::SafeContact]).only(), Err(Reason::ConsentNotForThis));
}

#[test]
fn a_consent_of_another_case_opens_nothing_for_the_same_subject() {
    let other = CaseCode::new(PairingCode::from_draw(4712), 26, 11).expect("a month");
    let case = identity_of_victim().consent_but(victim(), HERS, |grant| grant.case_code = other);
    assert_eq!(case.only(), Err(Reason::ConsentMissing));
    // The same pairing code in another month is another case too.
    let month = CaseCode::new(PairingCode::from_draw(4711), 26, 12).expect("a month");
    let mut case = identity_of_victim().consent(victim(), HERS);
    assert_eq!(case.only(), goes_by(&["CONSENT-VICTIM"]));
    case.outline.case_code = month;
    assert_eq!(case.only(), Err(Reason::ConsentMissing));
}

#[test]
fn nobody_consents_for_another() {
    assert_eq!(identity_of_victim().consent(person_using_violence(), HERS).only(), Err(Reason::ConsentMissing));
    let other_victim = subject(SubjectRole::Victim, 2);
    assert_eq!(identity_of_victim().consent(other_victim, HERS).only(), Err(Reason::ConsentMissing));
    let suspect = Case::call_out().field(Category::Identity, Some(person_using_violence()));
    assert_eq!(suspect.clone().consent(victim(), HERS).only(), Err(Reason::ConsentMissing));
    assert_eq!(suspect.consent(person_using_violence(), HERS).only(), goes_by(&["CONSENT-PERP"]));
    // The same person under the other role: a consent is given in a role.
    let mut as_suspect = person_using_violence();
    as_suspect.id = victim().id;
    assert_eq!(identity_of_victim().consent(as_suspect, HERS).only(), Err(Reason::ConsentMissing));
}

#[test]
fn every_person_in_a_role_must_consent_to_what_is_about_all_of_them() {
    let mut case = Case::call_out().field(Category::Incident, None).facts(&[FactCode::HarmTestPassed]).consent(victim(), HERS);
    assert_eq!(case.only(), goes_by(&["CONSENT-VICTIM", "OSL-35-1-H"]));
    case.outline.subjects.push(subject(SubjectRole::Victim, 2));
    assert_eq!(case.only(), Err(Reason::ConsentMissing));
    assert_eq!(case.consent(subject(SubjectRole::Victim, 2), HERS).only(), goes_by(&["CONSENT-VICTIM", "OSL-35-1-H"]));
}

#[test]
fn the_incident_is_about_both_of_them() {
    let incident = Case::call_out().field(Category::Incident, None);
    assert_eq!(incident.clone().consent(victim(), HERS).only(), Err(Reason::HarmTestMissing));
    assert_eq!(incident.clone().facts(&[FactCode::HarmTestPassed]).only(), Err(Reason::ConsentMissing));
    let both = incident.consent(victim(), HERS).consent(person_using_violence(), HERS);
    assert_eq!(both.only(), goes_by(&["CONSENT-VICTIM", "CONSENT-PERP"]));
}

#[test]
fn consent_lifts_no_investigation_secrecy() {
    let custody = Case::call_out()
        .field(Category::CustodyStatus, Some(person_using_violence()))
        .consent(person_using_violence(), &[Category::CustodyStatus]);
    assert_eq!(custody.only(), Err(Reason::LeadHasNotCleared));
    assert_eq!(custody.facts(&[FactCode::LeadHasCleared]).only(), goes_by(&["CONSENT-PERP"]));
}

#[test]
fn a_custodian_opens_for_the_child_only_when_none_is_suspected() {
    let case = Case::new(wire::Direction::SocialToPolice, Purpose::ProtectionPlanning)
        .field(Category::ChildrenPresent, Some(child()))
        .consent(crate::town::custodian(), &[Category::ChildrenPresent]);
    assert_eq!(case.only(), Err(Reason::QuestionNotAnswered));
    let both = case.clone().facts(&[FactCode::CustodianNotSuspected]);
    assert_eq!(both.only(), goes_by(&["CONSENT-GUARDIAN"]));
    let mut second = both;
    second.outline.subjects.push(subject(SubjectRole::Custodian, 2));
    assert_eq!(second.only(), Err(Reason::ConsentMissing), "every custodian of the case consents");
}

#[test]
fn what_she_saw_of_weapons_needs_her_yes_and_the_harm_test() {
    let seen =
        || Case::new(wire::Direction::SocialToPolice, Purpose::ProtectionPlanning).field(Category::Weapons, Some(person_using_violence()));
    assert_eq!(seen().consent(victim(), &[Category::Weapons]).only(), Err(Reason::QuestionNotAnswered));
    assert_eq!(seen().facts(&[FactCode::HarmTestPassed]).only(), Err(Reason::ConsentMissing));
    let both = seen().facts(&[FactCode::HarmTestPassed]).consent(victim(), &[Category::Weapons]);
    assert_eq!(both.only(), goes_by(&["CONSENT-VICTIM-SEEN"]));
    let his = seen().facts(&[FactCode::HarmTestPassed]).consent(person_using_violence(), &[Category::Weapons]);
    assert_eq!(his.only(), Err(Reason::ConsentMissing));
}

#[test]
fn danger_signs_never_go_on_her_consent_alone() {
    for &direction in wire::Direction::ALL {
        let hers = Case::new(direction, Purpose::ProtectionPlanning)
            .consent(victim(), &[Category::DangerSigns])
            .field(Category::DangerSigns, Some(victim()));
        assert_eq!(hers.only(), Err(Reason::HarmTestMissing), "{direction}");
        assert!(hers.facts(&[FactCode::HarmTestPassed]).only().is_ok(), "{direction}");
    }
}

#[test]
fn what_his_form_says_decides_whether_the_police_are_told() {
    let event = |direction| {
        let case = Case::new(direction, Purpose::PartnerContact).consent(person_using_violence(), &[Category::TreatmentEvent]);
        case.field(Category::TreatmentEvent, Some(person_using_violence()))
    };
    assert_eq!(event(wire::Direction::SocialToSocial).only(), goes_by(&["CONSENT-PERP"]));
    assert_eq!(event(wire::Direction::SocialToPolice).only(), Err(Reason::QuestionNotAnswered));
    assert_eq!(event(wire::Direction::SocialToPolice).facts(&[FactCode::FormNamesPolice]).only(), goes_by(&["CONSENT-PERP"]));
}

#[test]
fn a_talk_in_custody_needs_his_yes_a_judgement_and_the_lead() {
    let offer = |facts: &[FactCode]| {
        let case = Case::new(wire::Direction::PoliceToSocial, Purpose::CustodyTalk).facts(facts);
        case.consent(person_using_violence(), &[Category::CustodyTalkOffer])
            .field(Category::CustodyTalkOffer, Some(person_using_violence()))
            .only()
    };
    assert_eq!(offer(&[FactCode::JudgedSuitable]), Err(Reason::LeadHasNotCleared));
    assert_eq!(offer(&[FactCode::LeadHasCleared]), Err(Reason::QuestionNotAnswered));
    assert_eq!(offer(&[FactCode::JudgedSuitable, FactCode::LeadHasCleared]), goes_by(&["CONSENT-PERP"]));
}
