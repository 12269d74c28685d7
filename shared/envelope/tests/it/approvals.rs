//! Two persons, one of them a lawyer, the same act: nothing less.

use envelope::{ApprovalError, ApproverKey, PinnedApprover, approved, check_approval, sign, sign_approval};
use wire::{Bytes32, Bytes64, EditionApproval, EditionRef, Envelope, MessageKind, SignerRole};

use crate::town;

struct Person {
    name: &'static str,
    role: SignerRole,
    key: ApproverKey,
}

fn person(name: &'static str, role: SignerRole, seed: u8) -> Person {
    Person { name, role, key: ApproverKey::from_seed(&[seed; 32]) }
}

fn lawyer() -> Person {
    person("Linn", SignerRole::Lawyer, 41)
}

fn editor() -> Person {
    person("Ro", SignerRole::RuleEditor, 42)
}

fn pinned(persons: &[Person]) -> Vec<PinnedApprover> {
    let pin =
        |person: &Person| PinnedApprover { person: person.name.to_owned(), role: person.role, key: person.key.verifying_key().clone() };
    persons.iter().map(pin).collect()
}

fn edition(byte: u8) -> EditionRef {
    EditionRef { id: "2027-01-01.1".parse().unwrap(), hash: Bytes32([byte; 32]) }
}

fn act() -> EditionApproval {
    EditionApproval {
        edition: edition(1),
        replaces: EditionRef { id: "2026-11-28.1".parse().unwrap(), hash: Bytes32([2; 32]) },
        cases: Bytes32([3; 32]),
        takes_effect: "2027-01-01".parse().unwrap(),
        signed_at: town::now(),
    }
}

fn signed(person: &Person, act: &EditionApproval) -> Envelope {
    sign_approval(act, &person.key).unwrap()
}

fn judged(envelopes: &[Envelope], persons: &[Person]) -> Result<Vec<String>, ApprovalError> {
    let approved = approved(envelopes, &pinned(persons), &edition(1))?;
    assert!(approved.act().is_same_act(&act()));
    Ok(approved.persons().iter().map(|(person, _)| person.clone()).collect())
}

#[test]
fn a_lawyer_and_an_editor_are_enough_in_any_order() {
    let (one, other) = (signed(&lawyer(), &act()), signed(&editor(), &EditionApproval { signed_at: town::now() + town::days(3), ..act() }));
    assert_eq!(judged(&[one.clone(), other.clone()], &[lawyer(), editor()]).unwrap(), ["Linn", "Ro"]);
    assert_eq!(judged(&[other, one], &[lawyer(), editor()]).unwrap(), ["Ro", "Linn"]);
}

#[test]
fn one_person_is_not_two() {
    let second_key = person("Linn", SignerRole::Lawyer, 43);
    let twice = [signed(&lawyer(), &act()), signed(&lawyer(), &act()), signed(&second_key, &act())];
    assert_eq!(judged(&twice, &[lawyer(), second_key]), Err(ApprovalError::TooFew));
    assert_eq!(judged(&[], &[lawyer(), editor()]), Err(ApprovalError::TooFew));
}

#[test]
fn two_editors_are_no_lawyer() {
    let other = person("Kim", SignerRole::RuleEditor, 44);
    let both = [signed(&editor(), &act()), signed(&other, &act())];
    assert_eq!(judged(&both, &[editor(), other]), Err(ApprovalError::NoLawyer));
}

#[test]
fn a_stranger_counts_for_nothing_and_hinders_nothing() {
    let stranger = person("Mallory", SignerRole::Lawyer, 45);
    let envelopes = [signed(&stranger, &act()), signed(&lawyer(), &act())];
    assert_eq!(judged(&envelopes, &[lawyer(), editor()]), Err(ApprovalError::TooFew));
    let three = [envelopes.as_slice(), &[signed(&editor(), &act())]].concat();
    assert_eq!(judged(&three, &[lawyer(), editor()]).unwrap().len(), 2);
    assert!(matches!(check_approval(&envelopes[0], &pinned(&[lawyer()])), Err(ApprovalError::UnknownKey(_))));
}

#[test]
fn both_must_have_signed_the_same_act() {
    let changes: [fn(&mut EditionApproval); 3] = [
        |act| act.cases = Bytes32([9; 32]),
        |act| act.takes_effect = "2027-01-02".parse().unwrap(),
        |act| act.replaces.hash = Bytes32([9; 32]),
    ];
    for change in changes {
        let mut other = act();
        change(&mut other);
        let envelopes = [signed(&lawyer(), &act()), signed(&editor(), &other)];
        assert_eq!(judged(&envelopes, &[lawyer(), editor()]), Err(ApprovalError::OtherAct));
    }
    let elsewhere = EditionApproval { edition: edition(7), ..act() };
    let envelopes = [signed(&lawyer(), &act()), signed(&editor(), &elsewhere)];
    assert_eq!(judged(&envelopes, &[lawyer(), editor()]), Err(ApprovalError::OtherEdition));
}

#[test]
fn a_changed_payload_a_false_signature_and_another_kind_are_refused() {
    let good = signed(&lawyer(), &act());
    let mut changed = good.clone();
    changed.payload = signed(&lawyer(), &EditionApproval { cases: Bytes32([9; 32]), ..act() }).payload;
    let mut forged = good.clone();
    forged.signature = Bytes64([7; 64]);
    // The same bytes signed as another kind of message, by a service with the same seed.
    let other_kind = sign(MessageKind::Receipt, &act(), &envelope::ServiceSigner::from_seed(&[41; 32])).unwrap();
    for bad in [changed, forged, other_kind] {
        let judged = judged(&[bad, signed(&editor(), &act())], &[lawyer(), editor()]);
        assert!(matches!(judged, Err(ApprovalError::Envelope(_))), "{judged:?}");
    }
}
