//! What holds for an outline at a moment, worked out once for all its fields.

use wire::{Category, Outline, OutlineField, Subject, SubjectRole};

use super::field::Field;
use crate::{CategorySet, Edition, FactSet, RoleSet, decision::Counted};

/// A person of the case and what that person has consented to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub subject: Subject,
    pub consented: CategorySet,
}

/// Answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    /// With yes by somebody who may, and by nobody with no.
    pub yes: FactSet,
    /// In any way.
    pub any: FactSet,
}

impl Answers {
    pub fn of(outline: &Outline, edition: &Edition) -> Self {
        let (mut yes, mut no) = (FactSet::EMPTY, FactSet::EMPTY);
        let mut any = FactSet::EMPTY;
        for fact in &outline.facts {
            any = any.with(fact.code);
            if !fact.yes {
                no = no.with(fact.code);
            } else if edition.counts(fact) {
                yes = yes.with(fact.code);
            }
        }
        Self { yes: yes.without(no), any }
    }
}

/// The persons of the case with their consents.
#[derive(Debug)]
pub(super) struct Persons {
    all: Vec<Person>,
    /// For each role, what every person in it has consented to; nothing where there is no such person.
    everyone: [CategorySet; SubjectRole::ALL.len()],
}

impl Persons {
    pub fn of(outline: &Outline, counted: &[Counted]) -> Self {
        let all: Vec<Person> = outline.subjects.iter().map(|&subject| Person { subject, consented: consented(subject, counted) }).collect();
        let (mut everyone, mut met) = ([CategorySet::ALL; SubjectRole::ALL.len()], RoleSet::EMPTY);
        for person in &all {
            let role = person.subject.role;
            everyone[role as usize] = everyone[role as usize].intersection(person.consented);
            met = met.with(role);
        }
        RoleSet::ALL.without(met).iter().for_each(|role| everyone[role as usize] = CategorySet::EMPTY);
        Self { all, everyone }
    }

    /// Roles of a field's subject, and those in which the subject has consented to the field.
    pub fn roles(&self, field: &OutlineField) -> (RoleSet, RoleSet) {
        let (mut roles, mut consents) = (RoleSet::EMPTY, RoleSet::EMPTY);
        let Some(id) = field.subject else { return (roles, consents) };
        for person in self.all.iter().filter(|person| person.subject.id == id) {
            roles = roles.with(person.subject.role);
            if person.consented.contains(field.category) {
                consents = consents.with(person.subject.role);
            }
        }
        (roles, consents)
    }

    /// Whether there is somebody in a role, and all of them have consented to a category.
    pub fn have_all_consented(&self, category: Category, role: SubjectRole) -> bool {
        self.everyone[role as usize].contains(category)
    }

    /// Those whose consent it takes and who have not consented to the field.
    pub fn not_asked(&self, field: &Field<'_>, giver: SubjectRole) -> impl Iterator<Item = Subject> + use<'_> {
        let own = field.person(giver);
        let asked = move |subject: &Subject| subject.role == giver && own.is_none_or(|id| id == subject.id);
        let category = field.category;
        let lacks = move |person: &&Person| !person.consented.contains(category);
        self.all.iter().filter(lacks).map(|person| person.subject).filter(asked)
    }

    /// The one person whose yes would be enough.
    pub fn only_one(&self, field: &Field<'_>, giver: SubjectRole) -> Option<Subject> {
        let mut lacking = self.not_asked(field, giver);
        let first = lacking.next()?;
        lacking.all(|other| other == first).then_some(first)
    }
}

fn consented(subject: Subject, counted: &[Counted]) -> CategorySet {
    let own = counted.iter().filter(|grant| grant.giver == subject);
    own.fold(CategorySet::EMPTY, |all, grant| all.union(grant.categories))
}
