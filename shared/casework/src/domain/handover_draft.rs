//! A handover that somebody is putting together.

use jiff::Timestamp;
use store::Id;
use wire::{
    AgencyKind, CaseCode, Direction, Fact, FactCode, HandoverId, Phase, Purpose, StaffRef, StaffRole, Subject, SubjectRole, UnitAddress,
    UnitId, Urgency, codes,
};

use super::{Clearance, DraftId, OpenedField, Permission, Staff, Text2};
use crate::Case;

codes!(
    /// Where a draft stands.
    DraftState, "state of a draft" {
        /// It can be changed and sent.
        Open = "open",
        /// It was sent.
        Sent = "sent",
        /// It was put aside.
        Dropped = "dropped",
    }
);

/// A draft without its values. Recipient and purpose never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverDraft {
    /// Id.
    pub id: DraftId,
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// Recipient.
    pub to: UnitAddress,
    /// Kind of the recipient.
    pub to_kind: AgencyKind,
    /// What for.
    pub purpose: Purpose,
    /// Phase.
    pub phase: Phase,
    /// How soon somebody must look.
    pub urgency: Urgency,
    /// The handover it answers or corrects.
    pub answers: Option<HandoverId>,
    /// State.
    pub state: DraftState,
    /// Raised by every change, from 1.
    pub version: u32,
    /// Who began it.
    pub by: StaffRef,
    /// When.
    pub started_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl HandoverDraft {
    /// Which way it goes, from an agency of this kind; none when no rule knows such a way.
    pub fn direction(&self, from: AgencyKind) -> Option<Direction> {
        Direction::between(from, self.to_kind)
    }
}

/// To whom and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraft {
    /// Recipient, of the verified directory.
    pub to: UnitId,
    /// What for.
    pub purpose: Purpose,
    /// Phase.
    pub phase: Phase,
    /// How soon somebody must look.
    pub urgency: Urgency,
}

/// A change to a draft: by whom, when, and of which version the page showed.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// The draft.
    pub draft: DraftId,
    /// The version that was shown.
    pub version: u32,
    /// Who changes it.
    pub staff: &'a Staff,
    /// When.
    pub now: Timestamp,
}

/// Whom a new field is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldOf {
    /// The case.
    Case,
    /// This person of the case.
    Person(Subject),
    /// The first person of that role, added when there is none.
    Role(SubjectRole),
}

/// A draft in the clear, for the page of somebody who works on it. `Debug` prints no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedDraft {
    /// The draft.
    pub draft: HandoverDraft,
    /// Its case.
    pub case: Case,
    /// Its values; `n` is their place.
    pub fields: Vec<OpenedField>,
    /// Plain answers given in it.
    pub facts: Vec<Fact>,
    /// Decisions made in it, oldest first.
    pub permissions: Vec<Permission>,
    /// What the lead was asked in it, oldest first.
    pub clearances: Vec<Clearance>,
    /// What it became.
    pub sent: Vec<HandoverId>,
}

/// A question that is answered plainly in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactQuestion {
    /// The question.
    pub code: FactCode,
    /// How a page proposes it.
    pub way: Text2,
    /// Whose answer counts.
    pub may_answer: Vec<StaffRole>,
}
