//! Fail closed: the whole table.

use protocol::{
    Basis,
    opening::{Missing, Opening, Proof, judge},
};
use wire::RejectCode;

use crate::samples::{after, limits};

const PROOFS: [Proof; 6] = [
    Proof::Absent,
    Proof::Broken,
    Proof::Cosigned { own: false, other: false },
    Proof::Cosigned { own: true, other: false },
    Proof::Cosigned { own: false, other: true },
    Proof::Cosigned { own: true, other: true },
];

fn opening(basis: Basis, proof: Proof, withdrawn_here: bool) -> Opening {
    judge(basis, proof, withdrawn_here, after(0), after(0), &limits())
}

#[test]
fn only_these_open() {
    for basis in Basis::ALL {
        for proof in PROOFS {
            for withdrawn_here in [false, true] {
                let opens = matches!(opening(*basis, proof, withdrawn_here), Opening::MayOpen { .. });
                let expected = match basis {
                    Basis::Consent => proof == Proof::Cosigned { own: true, other: true } && !withdrawn_here,
                    _ => matches!(proof, Proof::Cosigned { own: true, .. }),
                };
                assert_eq!(opens, expected, "{basis} {proof:?} {withdrawn_here}");
            }
        }
    }
}

#[test]
fn it_says_what_is_missing() {
    let waits = [
        (Basis::Consent, PROOFS[0], Missing::Proof),
        (Basis::Consent, PROOFS[2], Missing::Both),
        (Basis::Consent, PROOFS[3], Missing::Other),
        (Basis::Consent, PROOFS[4], Missing::Own),
        (Basis::Duty, PROOFS[0], Missing::Proof),
        (Basis::Duty, PROOFS[2], Missing::Own),
        (Basis::Duty, PROOFS[4], Missing::Own),
    ];
    for (basis, proof, missing) in waits {
        assert_eq!(opening(basis, proof, false), Opening::WaitFor(missing), "{basis} {proof:?}");
        let later = |seconds: i64| judge(basis, proof, false, after(0), after(0) + jiff::SignedDuration::from_secs(seconds), &limits());
        assert_eq!(later(59), Opening::WaitFor(missing));
        assert_eq!(later(60), Opening::SayRing(missing));
    }
}

#[test]
fn the_own_knowledge_of_a_withdrawal_beats_every_proof() {
    for proof in PROOFS.into_iter().filter(|proof| *proof != Proof::Broken) {
        assert_eq!(opening(Basis::Consent, proof, true), Opening::Refuse(RejectCode::ConsentWithdrawn), "{proof:?}");
    }
}

#[test]
fn a_broken_proof_opens_nothing() {
    for basis in Basis::ALL {
        for withdrawn_here in [false, true] {
            assert_eq!(opening(*basis, Proof::Broken, withdrawn_here), Opening::Refuse(RejectCode::BadProof));
        }
    }
}

#[test]
fn what_opens_under_one_cosignature_has_a_date_for_the_other() {
    assert_eq!(opening(Basis::Duty, PROOFS[3], false), Opening::MayOpen { other_due: Some(after(4 * 60)) });
    assert_eq!(opening(Basis::Duty, PROOFS[5], false), Opening::MayOpen { other_due: None });
    assert_eq!(opening(Basis::Consent, PROOFS[5], false), Opening::MayOpen { other_due: None });
}
