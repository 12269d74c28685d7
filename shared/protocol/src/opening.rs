//! Fail closed: may the recipient open a parcel now?
//!
//! A broker restored from a backup could otherwise undo a withdrawal: what goes by consent opens only under a
//! checkpoint that both agencies have cosigned.

use jiff::Timestamp;
use wire::RejectCode;

use crate::{Basis, ClockLimits};

/// What is known about the log's proof that the fetch is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// The broker has not given one yet.
    Absent,
    /// One came and does not hold.
    Broken,
    /// It holds, under a checkpoint with these cosignatures.
    Cosigned {
        /// By this agency's own witness.
        own: bool,
        /// By the other agency's witness.
        other: bool,
    },
}

wire::codes!(
    /// What an opening still waits for.
    Missing, "missing part of a proof" {
        /// The proof itself.
        Proof = "proof",
        /// The own cosignature.
        Own = "own",
        /// The other agency's cosignature.
        Other = "other",
        /// Both cosignatures.
        Both = "both",
    }
);

/// What the recipient does with a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Opening {
    /// Open it.
    MayOpen {
        /// When it opened under the own cosignature alone: the other one is due by then.
        other_due: Option<Timestamp>,
    },
    /// Ask again soon.
    WaitFor(Missing),
    /// Still waiting, and so long that the desk says so and shows the number to ring.
    SayRing(Missing),
    /// Answer with a rejecting receipt; never open.
    Refuse(RejectCode),
}

/// Decides on a parcel of this basis. `withdrawn_here` is the local tombstone: this agency has itself heard the
/// withdrawal, whatever the broker says. `waiting_since` is when the parcel was first asked for.
pub fn judge(basis: Basis, proof: Proof, withdrawn_here: bool, waiting_since: Timestamp, now: Timestamp, limits: &ClockLimits) -> Opening {
    if proof == Proof::Broken {
        return Opening::Refuse(RejectCode::BadProof);
    }
    if withdrawn_here && basis == Basis::Consent {
        return Opening::Refuse(RejectCode::ConsentWithdrawn);
    }
    match missing(basis, proof) {
        None => Opening::MayOpen { other_due: other_due(proof, now, limits) },
        Some(part) if now.duration_since(waiting_since) >= limits.proof_wait => Opening::SayRing(part),
        Some(part) => Opening::WaitFor(part),
    }
}

/// What the basis demands and the proof lacks.
fn missing(basis: Basis, proof: Proof) -> Option<Missing> {
    let Proof::Cosigned { own, other } = proof else { return Some(Missing::Proof) };
    let other_needed = basis == Basis::Consent;
    match (own, other || !other_needed) {
        (true, true) => None,
        (false, true) => Some(Missing::Own),
        (true, false) => Some(Missing::Other),
        (false, false) => Some(Missing::Both),
    }
}

fn other_due(proof: Proof, now: Timestamp, limits: &ClockLimits) -> Option<Timestamp> {
    match proof {
        Proof::Cosigned { other: false, .. } => Some(now.checked_add(limits.second_cosignature).unwrap_or(Timestamp::MAX)),
        _ => None,
    }
}
