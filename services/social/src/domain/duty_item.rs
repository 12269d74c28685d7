//! One row of the duty desk.

use jiff::Timestamp;
use protocol::{Basis, acknowledgement::Wait};
use store::Id;
use wire::{CaseCode, HandoverId, Purpose, StaffRef, UnitId, Urgency, codes, value::CaseStateWord};

codes!(
    /// How far the desk has come with a handover.
    DutyState, "state of a duty item" {
        /// The broker says that it waits; the proof is not here yet.
        Announced = "announced",
        /// Opened by the machine. Nobody owns it.
        Received = "received",
        /// Somebody owns it. Owning is not having handled it.
        Acknowledged = "acknowledged",
        /// Contact was made.
        ContactMade = "contact_made",
        /// Contact was tried.
        ContactTried = "contact_tried",
        /// The person declined contact.
        ContactDeclined = "contact_declined",
        /// Closed at this agency.
        ClosedHere = "closed_here",
        /// Not for this desk.
        Declined = "declined",
        /// It could not be opened: ring the sender.
        Rejected = "rejected",
        /// Taken back, withdrawn or expired before it was opened.
        Gone = "gone",
        /// A word of state from the other agency: nothing to answer.
        Noted = "noted",
        /// Nothing more to do tonight; somebody takes over in the morning.
        DoneTonight = "done_tonight",
        /// On the list of a district.
        HandedToDistrict = "handed_to_district",
        /// The day staff has said that it is theirs.
        DistrictAcknowledged = "district_acknowledged",
    }
);

codes!(
    /// What the person answered at the first contact to “did you agree to this?”. Stays in this agency.
    Agreed, "answer at the first contact" {
        /// Yes.
        Yes = "yes",
        /// No: use nothing of it and ring the sender.
        No = "no",
        /// The question was not asked.
        NotAsked = "not_asked",
    }
);

codes!(
    /// Why a handover could not be had any more.
    Gone, "why a handover is gone" {
        /// A consent was withdrawn.
        Withdrawn = "withdrawn",
        /// The sender took it back.
        Recalled = "recalled",
        /// Nobody fetched it in time.
        Expired = "expired",
    }
);

/// The three parts of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Nobody owns it.
    Waiting,
    /// Somebody does.
    Ongoing,
    /// Nothing more to do tonight.
    Done,
}

/// A handover on the duty desk: codes, times and references. What was told about custody is sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct DutyItem {
    /// The handover.
    pub handover: HandoverId,
    /// Code of the case at the agency that opened it.
    pub case_code: CaseCode,
    /// The receiving unit.
    pub unit: UnitId,
    /// The sending unit; known when it is opened.
    pub from_unit: Option<UnitId>,
    /// What for.
    pub purpose: Purpose,
    /// How soon.
    pub urgency: Urgency,
    /// How far the desk has come.
    pub state: DutyState,
    /// When the broker announced it: the desk's clock starts here.
    pub announced_at: Timestamp,
    /// When it was opened.
    pub received_at: Option<Timestamp>,
    /// When somebody said “I own it”.
    pub acknowledged_at: Option<Timestamp>,
    /// When the state was reached.
    pub state_at: Timestamp,
    /// Who set the state.
    pub state_by: Option<StaffRef>,
    /// Who owns it.
    pub owner: Option<StaffRef>,
    /// How far the waiting has been told.
    pub escalation: Wait,
    /// No proof came in time.
    pub unproven: bool,
    /// This agency's id of the case.
    pub case: Option<Id>,
    /// What it rests on, as judged here.
    pub basis: Option<Basis>,
    /// Whether something about children came with it. `false` says nothing about whether there are any.
    pub children: bool,
    /// When the first of its consents ends.
    pub consent_until: Option<Timestamp>,
    /// [`super::CustodyTold`], sealed with the key of the case.
    pub custody_sealed: Option<Vec<u8>>,
    /// When a consent it rests on was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// When somebody here confirmed that they know.
    pub withdrawal_confirmed_at: Option<Timestamp>,
    /// The answer at the first contact.
    pub agreed: Option<Agreed>,
    /// Why it is gone, when it is.
    pub gone: Option<Gone>,
    /// Code of the district that takes over.
    pub district: Option<String>,
    /// The unit it belongs to, when it was declined for that.
    pub belongs_to: Option<UnitId>,
}

impl DutyItem {
    /// A row as a notice makes it: headers only.
    pub fn announced(handover: HandoverId, case_code: CaseCode, unit: UnitId, purpose: Purpose, urgency: Urgency, now: Timestamp) -> Self {
        Self {
            handover,
            case_code,
            unit,
            from_unit: None,
            purpose,
            urgency,
            state: DutyState::Announced,
            announced_at: now,
            received_at: None,
            acknowledged_at: None,
            state_at: now,
            state_by: None,
            owner: None,
            escalation: Wait::OnTime,
            unproven: false,
            case: None,
            basis: None,
            children: false,
            consent_until: None,
            custody_sealed: None,
            withdrawn_at: None,
            withdrawal_confirmed_at: None,
            agreed: None,
            gone: None,
            district: None,
            belongs_to: None,
        }
    }

    /// Which part of the list it belongs to. One that could not be opened waits until somebody has rung.
    pub fn section(&self) -> Section {
        match self.state {
            DutyState::Announced | DutyState::Received => Section::Waiting,
            DutyState::Rejected if self.owner.is_none() => Section::Waiting,
            DutyState::Acknowledged | DutyState::ContactMade | DutyState::ContactTried | DutyState::ContactDeclined => Section::Ongoing,
            DutyState::ClosedHere
            | DutyState::Declined
            | DutyState::Rejected
            | DutyState::Gone
            | DutyState::Noted
            | DutyState::DoneTonight
            | DutyState::HandedToDistrict
            | DutyState::DistrictAcknowledged => Section::Done,
        }
    }

    /// Whether somebody is at work with it, or has left it for the morning.
    pub fn is_in_hand(&self) -> bool {
        self.owner.is_some() && (self.section() == Section::Ongoing || self.state == DutyState::DoneTonight)
    }

    /// Whether the day staff must take over: somebody owns it, and it is neither closed nor taken.
    pub fn is_for_the_morning(&self) -> bool {
        self.is_in_hand() || self.state == DutyState::HandedToDistrict
    }

    /// Whether a report of concern for a child: it went by a duty, whatever anybody consented to.
    pub fn is_concern(&self) -> bool {
        self.purpose == Purpose::ChildProtection
    }

    /// Whether its fields are here to be read.
    pub fn is_open(&self) -> bool {
        self.case.is_some() && self.received_at.is_some()
    }

    /// Whether it came by a consent that was withdrawn, or that the person says was never given: nothing of it is shown or
    /// used any more.
    pub fn has_lost_its_consent(&self) -> bool {
        self.basis == Some(Basis::Consent) && (self.withdrawn_at.is_some() || self.agreed == Some(Agreed::No))
    }

    /// Whether the person can take back, here, the consent it came by.
    pub fn may_be_taken_back(&self) -> bool {
        self.is_open() && self.owner.is_some() && self.basis == Some(Basis::Consent) && self.withdrawn_at.is_none()
    }

    /// A withdrawal that nobody has confirmed: it stands above everything else in the row.
    pub fn must_stop(&self) -> bool {
        self.withdrawn_at.is_some() && self.withdrawal_confirmed_at.is_none()
    }
}

impl std::fmt::Debug for DutyItem {
    /// Id, code and state.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DutyItem({}, {}, {})", self.handover, self.case_code, self.state)
    }
}

impl DutyState {
    /// The state that a word sent to the other agency leaves here; none for the words that machines send.
    pub fn told(word: CaseStateWord) -> Option<Self> {
        match word {
            CaseStateWord::ContactMade => Some(Self::ContactMade),
            CaseStateWord::ContactTried => Some(Self::ContactTried),
            CaseStateWord::ContactDeclined => Some(Self::ContactDeclined),
            CaseStateWord::ClosedHere => Some(Self::ClosedHere),
            CaseStateWord::Received
            | CaseStateWord::Acknowledged
            | CaseStateWord::TakenOver
            | CaseStateWord::Declined
            | CaseStateWord::Redirected => None,
        }
    }
}
