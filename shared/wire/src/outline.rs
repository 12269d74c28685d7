//! Everything of a draft or an offer but the values: what the rule book judges.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    AgencyKind, Bytes32, CaseCode, Category, ConsentId, Direction, EditionId, Fact, FactCode, HandoverId, Phase, Purpose, Subject,
    SubjectId, SubjectRole, UnitAddress,
};

/// Which edition was used: id and hash of its exact bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionRef {
    /// Id.
    pub id: EditionId,
    /// SHA-256 of the edition's file.
    pub hash: Bytes32,
}

/// One field without its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineField {
    /// Place in the draft or offer, from 0.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about; `None` when it is about the case.
    pub subject: Option<SubjectId>,
}

/// What is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Case at the agency that opened it: a consent given in another case opens nothing here.
    pub case_code: CaseCode,
    /// Sender.
    pub from: UnitAddress,
    /// Kind of the sender.
    pub from_kind: AgencyKind,
    /// Recipient.
    pub to: UnitAddress,
    /// Kind of the recipient.
    pub to_kind: AgencyKind,
    /// What for.
    pub purpose: Purpose,
    /// Phase of the case.
    pub phase: Phase,
    /// Persons of the case.
    pub subjects: Vec<Subject>,
    /// The fields.
    pub fields: Vec<OutlineField>,
    /// Clear facts.
    pub facts: Vec<Fact>,
    /// Consents referred to.
    pub consents: Vec<ConsentId>,
    /// The handover this answers or corrects.
    pub answers: Option<HandoverId>,
}

impl Outline {
    /// Which way it goes; `None` where nothing may go through the hub.
    pub fn direction(&self) -> Option<Direction> {
        Direction::between(self.from_kind, self.to_kind)
    }

    /// The role of a person of the case.
    pub fn role(&self, subject: SubjectId) -> Option<SubjectRole> {
        self.subjects.iter().find(|known| known.id == subject).map(|known| known.role)
    }

    /// Whether the question was answered with yes. Not asked and no are both not yes.
    pub fn holds(&self, code: FactCode) -> bool {
        self.facts.iter().any(|fact| fact.code == code && fact.yes)
    }
}

/// A copy to share, where the caller keeps its own.
impl From<&Outline> for Arc<Outline> {
    fn from(outline: &Outline) -> Self {
        Self::new(outline.clone())
    }
}
