//! What the sender has written. It never leaves the sender as it is.

use crate::{
    AgencyKind, CaseCode, ConsentId, Fact, HandoverId, Outline, OutlineField, Phase, Protection, Purpose, Subject, SubjectId, SubjectRole,
    UnitAddress, Urgency, Value, ValueError, inspect,
};

/// A value and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftField {
    /// The person; `None` when it is about the case.
    pub subject: Option<SubjectId>,
    /// The value.
    pub value: Value,
}

/// A handover before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Code of the case.
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
    /// How soon somebody must look.
    pub urgency: Urgency,
    /// Persons of the case.
    pub subjects: Vec<Subject>,
    /// The fields.
    pub fields: Vec<DraftField>,
    /// Clear facts.
    pub facts: Vec<Fact>,
    /// Consents referred to.
    pub consents: Vec<ConsentId>,
    /// The handover this answers or corrects.
    pub answers: Option<HandoverId>,
}

impl Draft {
    /// Everything but the values.
    pub fn outline(&self) -> Outline {
        let fields = self
            .fields
            .iter()
            .zip(0..)
            .map(|(field, n)| OutlineField { n, category: field.value.category(), subject: field.subject })
            .collect();
        Outline {
            case_code: self.case_code,
            from: self.from.clone(),
            from_kind: self.from_kind,
            to: self.to.clone(),
            to_kind: self.to_kind,
            purpose: self.purpose,
            phase: self.phase,
            subjects: self.subjects.clone(),
            fields,
            facts: self.facts.clone(),
            consents: self.consents.clone(),
            answers: self.answers,
        }
    }

    /// Runs the rules of values over every field; the level of protection is the strictest that an identity of
    /// the draft states, for the person or, where the value is about the case, for the exposed person.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn inspect(&self) -> Result<(), ValueError> {
        self.fields.iter().try_for_each(|field| inspect(&field.value, self.protection_of(field.subject)))
    }

    /// The level stated by the person's identity in this draft. Without one nothing is known against.
    fn protection_of(&self, subject: Option<SubjectId>) -> Protection {
        let victim = || self.subjects.iter().find(|known| known.role == SubjectRole::Victim).map(|known| known.id);
        let person = subject.or_else(victim);
        self.fields
            .iter()
            .filter_map(|field| match &field.value {
                Value::Identity(identity) if field.subject == person => Some(identity.protection),
                _ => None,
            })
            .max()
            .unwrap_or(Protection::None)
    }
}
