//! Of a draft only what may go is kept; a duty travels alone; preview = sent.

use rulebook::{Edition, decide, hold_corrections, keep_cleared, preview_digest, require_cleared};
use wire::{Category, Draft, DraftField, FactCode, Purpose, Subject, Urgency, Value};

use crate::{
    chance::drawn,
    offers::offer_with,
    town::{Case, NOW, case_code, child, edition, moment, person_using_violence, victim},
    values::{name, value},
};
use proptest::prelude::*;

/// A draft of a case: the fields are added to both.
pub fn draft_of(case: Case, fields: Vec<(Value, Option<Subject>)>) -> (Draft, Case) {
    let case = fields.iter().fold(case, |case, (value, person)| case.field(value.category(), *person));
    let outline = case.outline.clone();
    let draft = Draft {
        case_code: case_code(),
        from: outline.from,
        from_kind: outline.from_kind,
        to: outline.to,
        to_kind: outline.to_kind,
        purpose: outline.purpose,
        phase: outline.phase,
        urgency: Urgency::Immediate,
        subjects: outline.subjects,
        fields: fields.into_iter().map(|(value, person)| DraftField { subject: person.map(|person| person.id), value }).collect(),
        facts: outline.facts,
        consents: outline.consents,
        answers: outline.answers,
    };
    (draft, case)
}

/// Her yes, the concern, and things that stay.
fn night() -> (Draft, Case) {
    let case = Case::call_out()
        .concern()
        .facts(&[FactCode::HarmTestPassed])
        .consent(victim(), &[Category::Identity, Category::SafeContact, Category::Incident]);
    let fields = vec![
        (name("Vera Exempelsson"), Some(victim())),
        (value(Category::ChildConcern), Some(child())),
        (value(Category::Weapons), Some(person_using_violence())),
        (value(Category::Incident), None),
        (value(Category::CustodyStatus), Some(person_using_violence())),
    ];
    draft_of(case, fields)
}

fn categories(draft: &Draft) -> Vec<Category> {
    draft.fields.iter().map(|field| field.value.category()).collect()
}

#[test]
fn the_duty_goes_first_and_alone() {
    let (draft, case) = night();
    let drafts = keep_cleared(draft, &case.decide()).expect("its own decision");
    let duty = drafts.duty.as_ref().expect("a duty");
    assert_eq!(categories(duty), [Category::ChildConcern]);
    assert_eq!(duty.purpose, Purpose::ChildProtection);
    assert_eq!(duty.subjects, [child()], "nobody else is in it");
    assert!(duty.consents.is_empty());
    assert_eq!(duty.facts.iter().map(|fact| fact.code).collect::<Vec<_>>(), [FactCode::ChildUnder18, FactCode::ConcernForChild]);
    let other = drafts.other.as_ref().expect("what she agreed to");
    assert_eq!(categories(other), [Category::Identity, Category::Incident]);
    assert_eq!(other.purpose, Purpose::AcuteSupport);
    assert_eq!(other.subjects, [victim(), person_using_violence()], "the incident touches both");
    assert_eq!(other.facts.iter().map(|fact| fact.code).collect::<Vec<_>>(), [FactCode::HarmTestPassed]);
    assert_eq!(other.decision().consents_used(), other.consents);
    assert!(other.decision().needs_consent() && !duty.decision().needs_consent());
    let order: Vec<Purpose> = drafts.into_iter().map(|draft| draft.purpose).collect();
    assert_eq!(order, [Purpose::ChildProtection, Purpose::AcuteSupport]);
}

#[test]
fn both_parts_are_judged_alike_by_the_broker() {
    let (draft, case) = night();
    for cleared in keep_cleared(draft, &case.decide()).expect("its own decision") {
        let again = decide(cleared.outline(), &case.grants, edition(), moment(NOW));
        assert_eq!(again.fields(), cleared.decision().fields());
        assert_eq!(again.tasks(), cleared.decision().tasks());
    }
}

#[test]
fn a_no_stops_no_duty() {
    let fields = vec![(name("Vera Exempelsson"), Some(victim())), (value(Category::ChildConcern), Some(child()))];
    let (draft, case) = draft_of(Case::call_out().concern(), fields);
    let drafts = keep_cleared(draft, &case.decide()).expect("its own decision");
    assert_eq!(categories(drafts.duty.as_ref().expect("the duty")), [Category::ChildConcern]);
    assert!(drafts.other.is_none());
}

#[test]
fn nothing_kept_is_nothing_sent() {
    let (draft, case) = draft_of(Case::call_out(), vec![(name("Vera Exempelsson"), Some(victim()))]);
    assert!(keep_cleared(draft, &case.decide()).expect("its own decision").is_empty());
}

#[test]
fn the_task_to_tell_the_lead_follows_its_field() {
    let fields = vec![(name("Vera Exempelsson"), Some(victim())), (value(Category::CustodyStatus), Some(person_using_violence()))];
    let (draft, case) = draft_of(Case::call_out().concern().facts(&[FactCode::RelevantToChild]), fields);
    let drafts = keep_cleared(draft, &case.decide()).expect("its own decision");
    let duty = drafts.duty.expect("custody goes by the duty");
    assert_eq!(duty.decision().tasks().iter().map(|task| task.n).collect::<Vec<_>>(), [0]);
}

#[test]
fn the_decision_of_another_draft_keeps_nothing() {
    let (draft, case) = night();
    let mut other = draft.clone();
    other.subjects.pop();
    assert!(keep_cleared(other, &case.decide()).is_err());
    let mut other = draft;
    other.purpose = Purpose::Referral;
    assert!(keep_cleared(other, &case.decide()).is_err());
}

#[test]
fn the_digest_changes_with_everything_a_person_saw() {
    let (draft, case) = night();
    let digest = preview_digest(&draft, &case.decide());
    assert_eq!(digest, preview_digest(&draft, &case.decide_at(moment("2026-11-22T23:30:00Z"))), "time alone changes nothing");
    let mut value = draft.clone();
    value.fields[0].value = name("Vera Exempelson");
    assert_ne!(digest, preview_digest(&value, &case.decide()), "a value");
    let mut recipient = draft.clone();
    recipient.to = crate::town::other_board();
    assert_ne!(digest, preview_digest(&recipient, &case.decide()), "the recipient");
    assert_ne!(digest, preview_digest(&draft, &case.decide_at(moment("2026-12-08T12:00:00Z"))), "a consent that ended");
    let withdrawn = Case { grants: Vec::new(), ..case };
    assert_ne!(digest, preview_digest(&draft, &withdrawn.decide()), "a consent withdrawn");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever the sender keeps, the broker judges alike and releases; nothing else is kept, and nothing is lost.
    #[test]
    fn what_is_kept_is_released(drawn in drawn()) {
        static FIRST: std::sync::LazyLock<Edition> = std::sync::LazyLock::new(Edition::first);
        let outline = &drawn.case.outline;
        let whole = decide(outline, &drawn.case.grants, &FIRST, drawn.at);
        let fields = outline.fields.iter().map(|field| (value(field.category), field.subject.map(|id| Subject { id, role: wire::SubjectRole::Child })));
        let mut empty = drawn.case.clone();
        empty.outline.fields.clear();
        let (draft, _) = draft_of(empty, fields.collect());
        let mut kept = 0;
        for cleared in keep_cleared(draft, &whole).expect("its own decision") {
            kept += cleared.fields.len();
            let again = decide(cleared.outline(), &drawn.case.grants, &FIRST, drawn.at);
            prop_assert_eq!(again.fields(), cleared.decision().fields());
            prop_assert_eq!(again.consents_used(), cleared.decision().consents_used());
            prop_assert!(require_cleared(offer_with(cleared.outline(), again.edition()), &again).is_ok());
        }
        prop_assert_eq!(kept, whole.fields().iter().filter(|field| field.disclosure().is_some()).count());
    }
}

fn correction_of(category: Category) -> Value {
    corrected(category, "replaced")
}

fn corrected(category: Category, how: &str) -> Value {
    let json = format!(r#"{{"category":"{category}","handover":"0193a000-0000-7000-8000-000000000001","how":"{how}","n":0}}"#);
    Value::from_canonical(Category::Correction, json.as_bytes()).expect("a spelled value")
}

#[test]
fn a_correction_goes_with_the_new_value() {
    let case = Case::call_out().concern().consent(victim(), &[Category::Identity]);
    let fields = vec![
        (correction_of(Category::ChildConcern), None),
        (value(Category::ChildConcern), Some(child())),
        (correction_of(Category::Identity), None),
        (name("Vera Exempelsson"), Some(victim())),
        (value(Category::CaseState), None),
    ];
    let (draft, case) = draft_of(case, fields);
    let drafts = keep_cleared(draft, &case.decide()).expect("its own decision");
    let duty = drafts.duty.expect("a duty");
    assert_eq!(categories(&duty), [Category::Correction, Category::ChildConcern]);
    let other = drafts.other.expect("what she agreed to");
    assert_eq!(categories(&other), [Category::Correction, Category::Identity, Category::CaseState]);
    let again = decide(duty.outline(), &case.grants, edition(), moment(NOW));
    assert!(require_cleared(offer_with(duty.outline(), again.edition()), &again).is_ok(), "the broker lets both go");
}

#[test]
fn a_correction_whose_value_is_not_in_a_duty_goes_apart() {
    let fields = vec![(corrected(Category::Weapons, "withdrawn"), None), (value(Category::ChildConcern), Some(child()))];
    let (draft, case) = draft_of(Case::call_out().concern(), fields);
    let drafts = keep_cleared(draft, &case.decide()).expect("its own decision");
    assert_eq!(categories(&drafts.duty.expect("a duty")), [Category::ChildConcern]);
    assert_eq!(categories(&drafts.other.expect("a state")), [Category::Correction]);
}

#[test]
fn a_correction_whose_new_value_stays_stays_too() {
    let fields = vec![
        (correction_of(Category::Identity), None),
        (name("Vera Exempelsson"), Some(victim())),
        (correction_of(Category::Weapons), None),
        (value(Category::CaseState), None),
    ];
    let (draft, case) = draft_of(Case::call_out(), fields);
    let decision = case.decide();
    assert!(decision.fields()[0].disclosure().is_some(), "a rule sees no values");
    let held = hold_corrections(&draft, decision.clone());
    assert_eq!(held.fields()[0].verdict, held.fields()[1].verdict, "for the reason of its value");
    assert!(held.fields()[2].disclosure().is_none(), "nothing to replace with");
    assert_eq!(hold_corrections(&draft, held.clone()), held);
    let drafts = keep_cleared(draft, &decision).expect("its own decision");
    assert_eq!(categories(&drafts.other.expect("a state")), [Category::CaseState], "nobody learns that something was withheld");
}

#[test]
fn another_state_never_rides_with_a_duty() {
    for category in [Category::CaseState, Category::PhaseState, Category::Consultation, Category::Request] {
        let mut case = Case::call_out().concern().field(Category::ChildConcern, Some(child())).field(category, None);
        case.outline.purpose = Purpose::ChildProtection;
        let decision = case.decide();
        assert!(require_cleared(offer_with(case.outline.clone(), decision.edition()), &decision).is_err(), "{category}");
    }
}

#[test]
fn the_preview_says_what_it_answers() {
    let (mut draft, case) = night();
    let decision = case.decide();
    let before = preview_digest(&draft, &decision);
    draft.answers = Some("0193a000-0000-7000-8000-000000000001".parse().expect("an id"));
    assert_ne!(preview_digest(&draft, &decision), before);
}
