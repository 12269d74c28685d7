//! Everything that is remembered anywhere in the town: one state of the model.

use protocol::{consent::ConsentState, handover::HandoverState};
use wire::{GoneCause, OfferOutcome};

use crate::{
    facts::Facts,
    log::{Head, Log},
    outbox::{Outbox, Reply},
};

/// One of the two agencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    Sender,
    Recipient,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::Sender, Self::Recipient];
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Told {
    Waiting,
    Fetched,
    Receipt(Reply),
    Gone(Option<GoneCause>),
    Unfetched,
}

/// A notice about a handover, and the moment it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Notice {
    pub handover: u8,
    pub told: Told,
    pub moment: u8,
}

/// That a fetch is in the log, under a head with these cosignatures. Fixed once, as the parcel's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Evidence {
    pub head: Head,
    pub fetched: u8,
    pub sender: bool,
    pub recipient: bool,
    /// For the properties alone.
    pub late: Late,
}

/// What a fetch came after, as it really was: no part of the town can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Late {
    /// The withdrawal stood in a history that a witness had seen.
    pub seen: bool,
    /// An agency had been told that its withdrawal stands, in whatever history.
    pub told: bool,
}

/// A handover at the broker: `services/broker/src/domain/disclosure.rs`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    pub state: HandoverState,
    /// The stored answer; nothing before the offer came.
    pub answer: Option<OfferOutcome>,
    /// The moment it was decided at.
    pub decided: u8,
    pub sealed: bool,
    pub fetched: Option<u8>,
    pub late: Late,
    pub evidence: Option<Evidence>,
    /// A recall that overtook its offer.
    pub recalled_early: bool,
}

/// The broker's database.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Broker {
    /// Counts starts from another database: salts are new.
    pub life: u8,
    pub log: Log,
    pub consent: Option<ConsentState>,
    pub rows: Vec<Row>,
    pub notices: [Vec<Notice>; 2],
    pub cosigned: Vec<(Side, u8)>,
    pub rules_allow: bool,
    /// Only in flawed towns: what was judged or handed over and is not written yet.
    pub unwritten: Vec<Option<HandoverState>>,
}

/// What a witness keeps, and what it has in hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Witness {
    /// Written down: survives a crash.
    pub seen: Head,
    /// Followed and not cosigned yet; lost in a crash.
    pub in_hand: Option<Head>,
    /// Only in a flawed town: cosigned and not written down yet.
    pub unwritten: Option<Head>,
}

/// How far a recall has come at its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recalled {
    No,
    Asked,
    Done,
    TooLate,
}

/// The sending agency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sender {
    pub copies: Vec<HandoverState>,
    pub recalls: Vec<Recalled>,
    /// Which of the unit's keys each was sealed to.
    pub sealed_to: Vec<u8>,
}

/// How an announced parcel stands at the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrival {
    Unknown,
    Waiting,
    Opened,
    Rejected,
    Gone,
}

/// A parcel at the recipient.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parcel {
    pub arrival: Arrival,
    /// The moment it was announced.
    pub since: u8,
    /// The inbox has something to do about it.
    pub due: bool,
    /// Fetched and not opened yet; lost in a crash.
    pub in_hand: Option<Evidence>,
    /// Under what it was opened.
    pub opened_under: Option<Evidence>,
    /// The recipient's copy, once it is opened.
    pub copy: Option<HandoverState>,
}

/// The receiving agency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recipient {
    pub parcels: Vec<Parcel>,
    /// The newest key of the unit, and the oldest that is kept.
    pub keys: (u8, u8),
}

/// What both agencies have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Office {
    pub outbox: Outbox,
    /// Notices heard.
    pub cursor: u8,
    /// This agency has heard that the consent is withdrawn.
    pub tombstone: bool,
    pub witness: Witness,
}

/// The town.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct World {
    pub moment: u8,
    pub broker: Broker,
    pub backup: Option<Box<Broker>>,
    /// The history that a restore has lost, until it is repaired.
    pub lost: Option<Box<Broker>>,
    pub repaired: bool,
    pub offices: [Office; 2],
    pub sender: Sender,
    pub recipient: Recipient,
    pub losses_left: u8,
    pub facts: Facts,
}

impl World {
    pub fn office(&mut self, side: Side) -> &mut Office {
        &mut self.offices[side as usize]
    }

    pub fn office_of(&self, side: Side) -> &Office {
        &self.offices[side as usize]
    }

    pub fn row(&mut self, handover: u8) -> &mut Row {
        &mut self.broker.rows[usize::from(handover)]
    }

    pub fn row_of(&self, handover: u8) -> &Row {
        &self.broker.rows[usize::from(handover)]
    }

    pub fn parcel(&mut self, handover: u8) -> &mut Parcel {
        &mut self.recipient.parcels[usize::from(handover)]
    }

    pub fn parcel_of(&self, handover: u8) -> &Parcel {
        &self.recipient.parcels[usize::from(handover)]
    }

    pub fn copy_of(&self, handover: u8) -> &HandoverState {
        &self.sender.copies[usize::from(handover)]
    }
}
