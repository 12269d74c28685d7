//! What holds for an outline at a moment, worked out once for all its fields.

use jiff::{SignedDuration, Timestamp, civil::Date};
use wire::{AskedWhere, Category, ConsentGrant, Direction, FactCode, Outline, Purpose, Subject, SubjectId, SubjectRole, UnitAddress};

use crate::{CategorySet, Edition, FactSet, Moment, Reason, decision::Counted, sets::role_place};

/// A person of the case and what that person has consented to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub subject: Subject,
    pub consented: CategorySet,
}

/// Direction, date, purpose, facts and consents.
#[derive(Debug)]
pub(super) struct Situation {
    pub direction: Direction,
    pub date: Date,
    pub purpose: Purpose,
    /// Answered with yes by somebody who may, and by nobody with no.
    pub facts: FactSet,
    /// Answered in any way.
    pub answered: FactSet,
    pub persons: Vec<Person>,
    /// For each role, what every person in it has consented to; nothing where there is no such person.
    everyone: [CategorySet; SubjectRole::ALL.len()],
}

impl Situation {
    pub fn new(outline: &Outline, direction: Direction, counted: &[Counted], edition: &Edition, at: Moment) -> Self {
        let (facts, answered) = facts(outline, edition);
        let persons = outline.subjects.iter().map(|&subject| Person { subject, consented: consented(subject, counted) }).collect();
        let everyone = [CategorySet::EMPTY; SubjectRole::ALL.len()];
        let mut situation = Self { direction, date: at.date(), purpose: outline.purpose, facts, answered, persons, everyone };
        situation.count_everyone();
        situation
    }

    /// As it is.
    pub fn view(&self) -> View<'_> {
        View { situation: self, facts: self.facts, asked: None }
    }

    /// Persons of the case in a role.
    pub fn in_role(&self, role: SubjectRole) -> impl Iterator<Item = &Person> {
        self.persons.iter().filter(move |person| person.subject.role == role)
    }

    fn count_everyone(&mut self) {
        for (&role, all) in SubjectRole::ALL.iter().zip(&mut self.everyone) {
            let of_role = self.persons.iter().filter(|person| person.subject.role == role).map(|person| person.consented);
            *all = of_role.reduce(CategorySet::intersection).unwrap_or_default();
        }
    }
}

/// The situation with at most one thing changed: nothing is copied to ask what would then be.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'s> {
    pub situation: &'s Situation,
    pub facts: FactSet,
    /// A person who says yes to the field that is judged.
    asked: Option<Subject>,
}

impl View<'_> {
    /// The same with one more question answered with yes.
    pub fn with_fact(self, fact: FactCode) -> Self {
        Self { facts: self.facts.with(fact), ..self }
    }

    /// The same with one more consent.
    pub fn with_consent(self, person: Subject) -> Self {
        Self { asked: Some(person), ..self }
    }

    /// Whether the consent of this person, or of everyone in the role, covers the category.
    pub fn is_consented(&self, category: Category, giver: SubjectRole, person: Option<SubjectId>) -> bool {
        let says_yes = |known: &Person| known.consented.contains(category) || self.asked == Some(known.subject);
        match (person, self.asked) {
            (Some(id), _) => self.situation.in_role(giver).any(|known| known.subject.id == id && says_yes(known)),
            (None, Some(asked)) if asked.role == giver => self.situation.in_role(giver).all(says_yes),
            (None, _) => self.situation.everyone[role_place(Some(giver))].contains(category),
        }
    }
}

fn facts(outline: &Outline, edition: &Edition) -> (FactSet, FactSet) {
    let yes: FactSet = outline.facts.iter().filter(|fact| fact.yes && edition.counts(fact)).map(|fact| fact.code).collect();
    let no: FactSet = outline.facts.iter().filter(|fact| !fact.yes).map(|fact| fact.code).collect();
    let answered = outline.facts.iter().map(|fact| fact.code).collect();
    (yes.without(no), answered)
}

fn consented(subject: Subject, counted: &[Counted]) -> CategorySet {
    let own = counted.iter().filter(|grant| grant.giver == subject);
    own.fold(CategorySet::EMPTY, |all, grant| all.union(grant.categories))
}

/// The consents that count for this outline now.
pub(super) fn counted(outline: &Outline, grants: &[ConsentGrant], edition: &Edition, now: Timestamp) -> Vec<Counted> {
    let fits = |grant: &&ConsentGrant| outline.consents.contains(&grant.id) && obstacle(outline, grant, edition, now).is_none();
    let counted =
        |grant: &ConsentGrant| Counted { id: grant.id, giver: grant.giver, categories: grant.categories.iter().copied().collect() };
    grants.iter().filter(fits).map(counted).collect()
}

/// Why a consent that is at hand opens nothing here, apart from its giver and its categories.
pub(super) fn obstacle(outline: &Outline, grant: &ConsentGrant, edition: &Edition, now: Timestamp) -> Option<Reason> {
    if grant.case_code != outline.case_code {
        // Subject ids are drawn for each case, so only a copied id comes here: nobody has consented in this case.
        Some(Reason::ConsentMissing)
    } else if grant.from != outline.from.agency || grant.to != outline.to.board {
        Some(Reason::ConsentOtherRecipient)
    } else if grant.purpose != outline.purpose {
        Some(Reason::ConsentOtherPurpose)
    } else if grant.asked != AskedWhere::OutOfEarshot {
        Some(Reason::ConsentPreliminary)
    } else if now < grant.valid_from {
        Some(Reason::ConsentNotYet)
    } else if grant.is_effective(now) && now < text_end(grant, edition) {
        None
    } else {
        Some(Reason::ConsentExpired)
    }
}

/// When the words that were read say that it ends; at once for words the edition does not know.
fn text_end(grant: &ConsentGrant, edition: &Edition) -> Timestamp {
    let hours = edition.consent_days(&grant.text.id).map_or(0, |days| i64::from(days) * 24);
    grant.valid_from.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}

/// Whether sender and recipient are two boards, each with its own agency and unit.
pub(super) fn is_between_boards(outline: &Outline) -> bool {
    outline.from.board != outline.to.board && is_consistent(&outline.from) && is_consistent(&outline.to)
}

/// As [`UnitAddress::is_consistent`], without allocating.
fn is_consistent(address: &UnitAddress) -> bool {
    let agency = address.agency.as_str();
    let belongs = |path: &str| path.strip_prefix(agency).is_some_and(|rest| rest.starts_with('/'));
    belongs(address.board.as_str()) && belongs(address.unit.as_str())
}
