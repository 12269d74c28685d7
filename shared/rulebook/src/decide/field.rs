//! Whom a field is about.

use wire::{About, Category, OutlineField, SubjectId, SubjectRole};

use super::situation::Persons;
use crate::RoleSet;

const CATEGORIES: usize = Category::ALL.len();

/// For each category the roles its subject may have.
const SUBJECTS: [RoleSet; CATEGORIES] = {
    let (mut subjects, mut place) = ([RoleSet::EMPTY; CATEGORIES], 0);
    while place < CATEGORIES {
        subjects[place] = RoleSet::of(Category::ALL[place].subjects());
        place += 1;
    }
    subjects
};

/// For each category the roles whose secrecy a value touches; none where that is for the subject to say.
const TOUCHED: [Option<RoleSet>; CATEGORIES] = {
    let (mut touched, mut place) = ([None; CATEGORIES], 0);
    while place < CATEGORIES {
        touched[place] = match Category::ALL[place].about() {
            About::TheSubject => None,
            About::Roles(roles) => Some(RoleSet::of(roles)),
            About::Nobody => Some(RoleSet::EMPTY),
        };
        place += 1;
    }
    touched
};

/// Roles to cover, one by one; nobody counts as one.
type Roles = [Option<SubjectRole>];

/// For each set of roles its list: taking a set apart for each field costs more than judging.
const LISTS: [(usize, [Option<SubjectRole>; SubjectRole::ALL.len()]); 1 << SubjectRole::ALL.len()] = {
    let (mut lists, mut bits) = ([(1, [None; SubjectRole::ALL.len()]); 1 << SubjectRole::ALL.len()], 1);
    while bits < lists.len() {
        let (mut length, mut place) = (0, 0);
        while place < SubjectRole::ALL.len() {
            if bits & 1 << place != 0 {
                lists[bits].1[length] = Some(SubjectRole::ALL[place]);
                length += 1;
            }
            place += 1;
        }
        lists[bits].0 = length;
        bits += 1;
    }
    lists
};

/// A field with the roles whose secrecy its value touches.
pub(super) struct Field<'a> {
    pub category: Category,
    /// Empty: about nobody.
    pub about: RoleSet,
    subject: &'a Option<SubjectId>,
    /// Roles of the subject in this case.
    subject_roles: RoleSet,
    /// Those in which the subject has consented to this field.
    subject_consents: RoleSet,
}

impl<'a> Field<'a> {
    /// Finds out whom the field is about; none when it does not say, or says what can't be.
    pub fn of(field: &'a OutlineField, persons: &Persons) -> Option<Self> {
        let allowed = SUBJECTS[field.category as usize];
        let (subject_roles, subject_consents) = persons.roles(field);
        if field.subject.is_some() && subject_roles.intersection(allowed).is_empty() {
            return None;
        }
        let its_own = || (!subject_roles.is_empty() && allowed.includes(subject_roles)).then_some(subject_roles);
        let about = TOUCHED[field.category as usize].or_else(its_own)?;
        Some(Self { category: field.category, about, subject: &field.subject, subject_roles, subject_consents })
    }

    /// The roles to cover.
    pub fn roles(&self) -> &'static Roles {
        let (length, roles) = &LISTS[self.about.bits() as usize];
        &roles[..*length]
    }

    /// Whether of all in a role it is the subject who counts, since the subject has that role.
    pub fn is_for_subject(&self, role: SubjectRole) -> bool {
        self.subject_roles.contains(role)
    }

    /// Whose consent counts for a role: the subject's own when the subject has that role, else everyone's in it.
    pub fn person(&self, giver: SubjectRole) -> Option<SubjectId> {
        self.subject.filter(|_| self.is_for_subject(giver))
    }

    /// Whether all whose consent it takes have consented to the field.
    pub fn is_consented(&self, giver: SubjectRole, persons: &Persons) -> bool {
        if self.is_for_subject(giver) { self.subject_consents.contains(giver) } else { persons.have_all_consented(self.category, giver) }
    }
}
