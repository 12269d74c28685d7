//! Contacts with the persons of a case, and attempts: what was done, written by doing it, and what was corrected later.

use std::collections::BTreeSet;

use jiff::Timestamp;
use store::Id;
use wire::{StaffRef, StaffRole, Subject, SubjectId, SubjectRole, UnitId, codes};

use super::InteractionId;

codes!(
    /// How a contact went.
    InteractionOutcome, "outcome of a contact" {
        /// The person was reached.
        Reached = "reached",
        /// An attempt, and nobody there.
        Failed = "failed",
        /// It was written by mistake. Said of an earlier row alone.
        DidNotHappen = "did_not_happen",
    }
);

codes!(
    /// By which way.
    ContactChannel, "way of contact" {
        /// In the same room.
        InPerson = "in_person",
        /// By telephone.
        Phone = "phone",
        /// By video.
        Video = "video",
        /// By text message.
        TextMessage = "text_message",
        /// By letter.
        Letter = "letter",
    }
);

codes!(
    /// What a contact was about.
    ContactTopic, "topic of a contact" {
        /// Motivating to take support for violence.
        SupportForViolence = "support_for_violence",
        /// Motivating to report.
        PoliceReport = "police_report",
        /// Motivating to take part in the investigation.
        Investigation = "investigation",
        /// Motivating to treatment for substance misuse.
        SubstanceTreatment = "substance_treatment",
        /// Planning safety.
        SafetyPlanning = "safety_planning",
        /// Assessing risk.
        RiskAssessment = "risk_assessment",
        /// How it is; nothing to be motivated to.
        CheckIn = "check_in",
        /// Practical help.
        PracticalHelp = "practical_help",
        /// Information.
        Information = "information",
    }
);

/// With whom: a role, and the person when the case has one in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concerned {
    /// The role.
    pub role: SubjectRole,
    /// The person. None: the one in that role, before the case knows one.
    pub subject: Option<SubjectId>,
}

impl Concerned {
    /// The person in a role when nobody is known in it.
    pub const fn in_role(role: SubjectRole) -> Self {
        Self { role, subject: None }
    }

    /// Whether this is about a person of the case. What names nobody is about the first one in the role.
    pub(crate) fn is_about(&self, whom: &Self, known: &[Subject]) -> bool {
        self.role == whom.role && self.resolved(known) == whom.resolved(known)
    }

    fn resolved(&self, known: &[Subject]) -> Option<SubjectId> {
        self.subject.or_else(|| known.iter().find(|subject| subject.role == self.role).map(|subject| subject.id))
    }
}

impl From<Subject> for Concerned {
    fn from(subject: Subject) -> Self {
        Self { role: subject.role, subject: Some(subject.id) }
    }
}

/// A contact or an attempt, as one row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// The row.
    pub id: InteractionId,
    /// The case.
    pub case: Id,
    /// The unit.
    pub unit: UnitId,
    /// With whom.
    pub concerned: Concerned,
    /// By whom.
    pub staff: StaffRef,
    /// In which role.
    pub staff_role: StaffRole,
    /// When it was.
    pub at: Timestamp,
    /// How it went.
    pub outcome: InteractionOutcome,
    /// By which way; none is not stated.
    pub channel: Option<ContactChannel>,
    /// What it was about; none is not stated.
    pub topics: BTreeSet<ContactTopic>,
    /// Who wrote this row.
    pub written_by: StaffRef,
    /// When.
    pub written_at: Timestamp,
    /// The row it stands for now.
    pub replaces: Option<InteractionId>,
}

/// What can be said of a contact afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidOfInteraction {
    /// How it went.
    pub outcome: InteractionOutcome,
    /// By which way.
    pub channel: Option<ContactChannel>,
    /// What it was about.
    pub topics: BTreeSet<ContactTopic>,
}

impl Interaction {
    /// What this row says.
    pub fn said(&self) -> SaidOfInteraction {
        SaidOfInteraction { outcome: self.outcome, channel: self.channel, topics: self.topics.clone() }
    }

    /// Whether it counts as a talk: the person was reached, and not in writing.
    pub fn is_talk(&self) -> bool {
        self.outcome == InteractionOutcome::Reached && !matches!(self.channel, Some(ContactChannel::TextMessage | ContactChannel::Letter))
    }

    /// Whether a later row takes something back that this one says. To add what was not stated takes nothing back.
    fn is_corrected_by(&self, later: &Self) -> bool {
        self.outcome != later.outcome
            || self.channel.is_some_and(|channel| later.channel != Some(channel))
            || !self.topics.is_subset(&later.topics)
    }
}

/// A contact as it stands, with what was said of it before and taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionShown {
    /// The row that holds.
    pub now: Interaction,
    /// Earlier rows that a later one took something back of, the latest first.
    pub corrected: Vec<CorrectedInteraction>,
}

/// What was said of a contact and taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectedInteraction {
    /// What was said.
    pub was: Interaction,
    /// Who corrected it.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
}

impl InteractionShown {
    /// Whether it happened at all.
    pub fn happened(&self) -> bool {
        self.now.outcome != InteractionOutcome::DidNotHappen
    }
}

/// The contacts of a case as they stand, the newest first. `rows` are all that were ever written.
pub(crate) fn standing(rows: &[Interaction]) -> Vec<InteractionShown> {
    let replaced: BTreeSet<InteractionId> = rows.iter().filter_map(|row| row.replaces).collect();
    let mut shown: Vec<InteractionShown> = rows.iter().filter(|row| !replaced.contains(&row.id)).map(|row| shown_of(row, rows)).collect();
    shown.sort_by_key(|shown| std::cmp::Reverse((shown.now.at, first_of(&shown.now, rows))));
    shown
}

fn shown_of(now: &Interaction, rows: &[Interaction]) -> InteractionShown {
    let (mut corrected, mut later) = (Vec::new(), now);
    while let Some(earlier) = before(later, rows) {
        if earlier.is_corrected_by(later) {
            corrected.push(CorrectedInteraction { was: earlier.clone(), by: later.written_by.clone(), at: later.written_at });
        }
        later = earlier;
    }
    InteractionShown { now: now.clone(), corrected }
}

/// The row that a row replaces.
fn before<'a>(row: &Interaction, rows: &'a [Interaction]) -> Option<&'a Interaction> {
    rows.iter().find(|earlier| Some(earlier.id) == row.replaces)
}

/// The first row of a contact: a correction does not move it among the others.
fn first_of(row: &Interaction, rows: &[Interaction]) -> InteractionId {
    let mut first = row;
    while let Some(earlier) = before(first, rows) {
        first = earlier;
    }
    first.id
}
