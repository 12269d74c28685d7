//! A judged offer and what became of it.

use jiff::{SignedDuration, Timestamp};
use protocol::{
    Basis, ClockLimits,
    handover::{HandoverState, Paging, Party, StateCode},
};
use serde::{Deserialize, Serialize};
use store::Hash32;
use wire::{AgencyId, CaseCode, ConsentId, GoneCause, HandoverId, LogEvidence, Notice, NoticeKind, Purpose, UnitId, Urgency};

/// What the log entry and every notice of a handover say of it. Codes only; outlives the sealed bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Case at the agency that opened it.
    pub case_code: CaseCode,
    /// The receiving unit.
    pub unit: UnitId,
    /// What for.
    pub purpose: Purpose,
    /// How soon somebody must look.
    pub urgency: Urgency,
}

/// Both proofs of a parcel, fixed when the cosignatures were complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// That the release is in the log.
    pub released: LogEvidence,
    /// That the fetch is in the log.
    pub fetched: LogEvidence,
}

/// A registered consent that an offer refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reliance {
    /// Which consent.
    pub consent: ConsentId,
    /// Whether the release rests on it.
    pub relied_on: bool,
}

/// One judged offer.
#[derive(Clone)]
pub struct Disclosure {
    /// Id, made by the sender.
    pub handover: HandoverId,
    /// Sender.
    pub from: AgencyId,
    /// Recipient.
    pub to: AgencyId,
    /// SHA-256 of the offer's payload.
    pub payload_hash: Hash32,
    /// Whether the sealed bytes are still here.
    pub sealed: bool,
    /// The signed answer's envelope in canonical JSON.
    pub answer: Vec<u8>,
    /// Where it stands.
    pub state: HandoverState,
    /// What notices say.
    pub headline: Headline,
    /// The sending unit; unknown of what was released before channels were numbered.
    pub from_unit: Option<UnitId>,
    /// Its number on the channel from the sending to the receiving unit; what was refused at once has none.
    pub sequence: Option<u64>,
    /// Whether the recipient was ever told that it waits.
    pub announced: bool,
    /// Whether both agencies must cosign before it is handed over: it rests on a consent.
    pub needs_both: bool,
    /// The registered consents it refers to.
    pub consents: Vec<Reliance>,
    /// Index of the decision.
    pub decided_index: u64,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// Index of the fetch.
    pub fetched_index: Option<u64>,
    /// The next moment a clock has something to say.
    pub due_at: Option<Timestamp>,
}

impl Disclosure {
    /// Agencies whose cosignatures the parcel waits for.
    pub fn cosigners(&self) -> Vec<AgencyId> {
        if self.needs_both { vec![self.from.clone(), self.to.clone()] } else { vec![self.to.clone()] }
    }

    /// The consents the release rests on.
    pub fn relied_on(&self) -> impl Iterator<Item = ConsentId> {
        self.consents.iter().filter(|reliance| reliance.relied_on).map(|reliance| reliance.consent)
    }

    /// A notice about it to one of its ends; the number is given when it is kept.
    pub fn notice(&self, who: Party, kind: NoticeKind, at: Timestamp) -> Notice {
        let Headline { case_code, unit, purpose, urgency } = &self.headline;
        let gone = kind == NoticeKind::ParcelGone;
        let numbered = gone || kind == NoticeKind::ParcelWaiting;
        Notice {
            number: 0,
            kind,
            handover: Some(self.handover),
            case_code: Some(*case_code),
            from: self.from_unit.clone(),
            unit: Some(unit.clone()),
            purpose: Some(*purpose),
            urgency: Some(*urgency),
            sequence: self.sequence.filter(|_| numbered),
            gone: if gone { self.gone_cause(who) } else { None },
            withdrawn: None,
            repaired_from: None,
            trace: None,
            receipt: None,
            at,
        }
    }

    /// Why it is no longer to be had. Of what the recipient holds nothing can be gone but what it rests on. A rule that
    /// changed before the fetch is the sender's to know: no cause is told. Who never fetched it is told no cause at all:
    /// one cause left out would be told by the others.
    fn gone_cause(&self, who: Party) -> Option<GoneCause> {
        match self.state.code() {
            code if who == Party::Recipient && code.is_gone() => None,
            StateCode::Refused => None,
            StateCode::Recalled => Some(GoneCause::Recalled),
            StateCode::Expired => Some(GoneCause::Expired),
            _ => Some(GoneCause::Withdrawn),
        }
    }

    /// Whether these two are its ends, whichever way round.
    pub fn is_between(&self, one: &AgencyId, other: &AgencyId) -> bool {
        (self.from == *one && self.to == *other) || (self.from == *other && self.to == *one)
    }

    /// Whether the parcel can still be handed over, or be waited for.
    pub fn is_to_be_had(&self) -> bool {
        self.sealed && matches!(self.state.code(), StateCode::Released | StateCode::Fetched)
    }
}

/// When a clock next changes this state: its end, or a page. `None` when time does nothing to it.
pub fn next_due(state: &HandoverState, limits: &ClockLimits) -> Option<Timestamp> {
    match state {
        HandoverState::Released(parcel) if parcel.terms.basis() == Basis::Duty => page_due(parcel.since, parcel.paging, limits),
        HandoverState::Released(parcel) => parcel.terms.expires_at(),
        HandoverState::Fetched(parcel) if parcel.basis == Basis::Duty => page_due(parcel.since, parcel.paging, limits),
        HandoverState::Fetched(parcel) if parcel.paging == Paging::Nobody => after(parcel.since, limits.unanswered),
        _ => None,
    }
}

fn page_due(since: Timestamp, paging: Paging, limits: &ClockLimits) -> Option<Timestamp> {
    match paging {
        Paging::Nobody => after(since, limits.unfetched_page_recipient),
        Paging::Recipient => after(since, limits.unfetched_page_both),
        Paging::Both => None,
    }
}

fn after(since: Timestamp, wait: SignedDuration) -> Option<Timestamp> {
    since.checked_add(wait).ok()
}
