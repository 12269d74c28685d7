//! A decision that can be made again: all that was asked, and nothing that tells one case from another.
//!
//! No case, no agency, no unit, no member of staff and no id of a person is kept: persons are numbered in the order of
//! the outline. Judged by the same edition it gives the same verdicts.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use wire::{
    AgencyKind, AskedWhere, Category, ConsentForm, ConsentGrant, ConsentId, ConsentText, EditionRef, Fact, FactCode, Language, Outline,
    OutlineField, Phase, Purpose, StaffRole, Subject, SubjectId, SubjectRole,
};

use crate::{Decision, Edition, Moment, decide, names};

/// Everything a decision depended on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastDecision {
    /// The edition it was made by.
    pub edition: EditionRef,
    /// The Swedish day it was made.
    pub date: Date,
    /// The moment consents were judged at.
    pub now: Timestamp,
    /// Kind of the sender.
    pub from: AgencyKind,
    /// Kind of the recipient.
    pub to: AgencyKind,
    /// Whether sender and recipient were two boards.
    pub between_boards: bool,
    /// What for.
    pub purpose: Purpose,
    /// Persons by number, each in a role.
    pub persons: Vec<PastPerson>,
    /// The fields in order.
    pub fields: Vec<PastField>,
    /// Answers to questions.
    pub facts: Vec<PastFact>,
    /// Consents that were referred to and at hand.
    pub consents: Vec<PastConsent>,
}

/// A person in a role. Somebody in two roles stands twice with one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastPerson {
    /// Number in this decision, from 0.
    pub number: u32,
    /// Role.
    pub role: SubjectRole,
}

/// A field without its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastField {
    /// Category.
    pub category: Category,
    /// Number of the person it is about.
    pub person: Option<u32>,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastFact {
    /// Which question.
    pub code: FactCode,
    /// The answer.
    pub yes: bool,
    /// Role of who answered.
    pub role: StaffRole,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastConsent {
    /// Who gave it.
    pub giver: PastPerson,
    /// What may go.
    pub categories: Vec<Category>,
    /// What for.
    pub purpose: Purpose,
    /// First moment.
    pub valid_from: Timestamp,
    /// Ends before this moment.
    pub valid_until: Timestamp,
    /// Who could hear.
    pub asked: AskedWhere,
    /// Id of the words that were read.
    pub text: String,
    /// Whether it was of this case, for this sender and this board.
    pub fits: Fits,
}

/// Whether a consent was of this case, for this sender and this recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fits {
    /// Of this case.
    pub case: bool,
    /// For this agency to disclose.
    pub sender: bool,
    /// For this board to receive.
    pub recipient: bool,
}

impl PastDecision {
    /// Keeps what a decision depends on.
    pub fn of(outline: &Outline, grants: &[ConsentGrant], edition: &EditionRef, at: Moment) -> Self {
        let mut numbers = Numbers::default();
        let persons = outline.subjects.iter().map(|person| PastPerson { number: numbers.of(person.id), role: person.role }).collect();
        let fields = outline
            .fields
            .iter()
            .map(|field| PastField { category: field.category, person: field.subject.map(|id| numbers.of(id)) })
            .collect();
        let facts = outline.facts.iter().map(|fact| PastFact { code: fact.code, yes: fact.yes, role: fact.role }).collect();
        let referred = grants.iter().filter(|grant| outline.consents.contains(&grant.id));
        Self {
            edition: edition.clone(),
            date: at.date(),
            now: at.now(),
            from: outline.from_kind,
            to: outline.to_kind,
            between_boards: are_two_boards(outline),
            purpose: outline.purpose,
            persons,
            fields,
            facts,
            consents: referred.map(|grant| consent(grant, outline, &mut numbers)).collect(),
        }
    }

    /// Makes the decision again, on its own day.
    pub fn decide(&self, edition: &Edition) -> Decision {
        self.decide_on(edition, self.date)
    }

    /// Makes it as if it had come on another day; consents are judged at the moment they were.
    pub fn decide_on(&self, edition: &Edition, date: Date) -> Decision {
        let grants: Vec<ConsentGrant> = self.consents.iter().zip(0..).map(|(consent, place)| consent.grant(place, self)).collect();
        let outline = self.outline(grants.iter().map(|grant| grant.id).collect());
        decide(&outline, &grants, edition, Moment::on(date, self.now))
    }

    /// Role of the person a field is about: the first, where somebody has two.
    pub fn role(&self, n: u32) -> Option<SubjectRole> {
        let person = self.fields.get(usize::try_from(n).ok()?)?.person?;
        self.persons.iter().find(|known| known.number == person).map(|known| known.role)
    }

    fn outline(&self, consents: Vec<ConsentId>) -> Outline {
        let field = |(field, n): (&PastField, u32)| OutlineField { n, category: field.category, subject: field.person.map(subject_id) };
        let fact =
            |fact: &PastFact| Fact { code: fact.code, yes: fact.yes, answered_at: self.now, role: fact.role, staff: names::nobody() };
        Outline {
            case_code: names::case(true),
            from: names::sender(),
            from_kind: self.from,
            to: if self.between_boards { names::recipient() } else { names::sender() },
            to_kind: self.to,
            purpose: self.purpose,
            phase: Phase::Alarm,
            subjects: self.persons.iter().map(|person| person.subject()).collect(),
            fields: self.fields.iter().zip(0..).map(field).collect(),
            facts: self.facts.iter().map(fact).collect(),
            consents,
            answers: None,
        }
    }
}

impl PastPerson {
    fn subject(self) -> Subject {
        Subject { id: subject_id(self.number), role: self.role }
    }
}

impl PastConsent {
    fn grant(&self, place: u32, decision: &PastDecision) -> ConsentGrant {
        let recipient = if decision.between_boards { names::recipient() } else { names::sender() };
        ConsentGrant {
            id: ConsentId(names::numbered(1 << 63, place)),
            case_code: names::case(self.fits.case),
            giver: self.giver.subject(),
            from: if self.fits.sender { names::sender().agency } else { names::stranger().agency },
            to: if self.fits.recipient { recipient.board } else { names::stranger().board },
            categories: self.categories.iter().copied().collect(),
            purpose: self.purpose,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            form: ConsentForm::Written,
            asked: self.asked,
            text: ConsentText { id: self.text.clone(), version: String::new(), language: Language::Sv, interpreter: false },
            taken_by_role: StaffRole::UnitHead,
            taken_by: names::nobody(),
            edition: decision.edition.id.clone(),
            card_code_hash: None,
        }
    }
}

fn consent(grant: &ConsentGrant, outline: &Outline, numbers: &mut Numbers) -> PastConsent {
    PastConsent {
        giver: PastPerson { number: numbers.of(grant.giver.id), role: grant.giver.role },
        categories: (&grant.categories).into_iter().copied().collect(),
        purpose: grant.purpose,
        valid_from: grant.valid_from,
        valid_until: grant.valid_until,
        asked: grant.asked,
        text: grant.text.id.clone(),
        fits: Fits {
            case: grant.case_code == outline.case_code,
            sender: grant.from == outline.from.agency,
            recipient: grant.to == outline.to.board,
        },
    }
}

/// Each with its own agency and unit, as a decision asks for.
fn are_two_boards(outline: &Outline) -> bool {
    outline.from.board != outline.to.board && outline.from.is_consistent() && outline.to.is_consistent()
}

fn subject_id(number: u32) -> SubjectId {
    SubjectId(names::numbered(0, number))
}

/// Numbers for persons in the order they are met.
#[derive(Default)]
struct Numbers(Vec<SubjectId>);

impl Numbers {
    fn of(&mut self, id: SubjectId) -> u32 {
        let place = self.0.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }
}
