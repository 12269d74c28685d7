//! Who is touched, which answers hold and who has said yes, read plainly from an outline: what engines are told.

use jiff::{SignedDuration, Timestamp, civil::Date};
use toml::Value;
use wire::{About, AskedWhere, Category, ConsentGrant, Direction, Outline, OutlineField, Subject, SubjectId, SubjectRole};

use crate::file::{codes, list, text};

/// When it is judged.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The Swedish date: rules.
    pub date: Date,
    /// The moment: consents.
    pub now: Timestamp,
}

/// One role the field touches; none for a state.
pub(crate) type Role = Option<SubjectRole>;

/// The word for a role.
pub(crate) fn word(role: Role) -> &'static str {
    role.map_or("nobody", SubjectRole::code)
}

/// An outline with what is known of its case.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub file: &'a Value,
    pub outline: &'a Outline,
    pub grants: &'a [ConsentGrant],
    pub at: At,
}

impl<'a> Reading<'a> {
    /// None where sender and recipient do not fit together.
    pub fn direction(&self) -> Option<Direction> {
        let outline = self.outline;
        let sound = outline.from.board != outline.to.board && outline.from.is_consistent() && outline.to.is_consistent();
        outline.direction().filter(|_| sound)
    }

    /// The date as a number.
    pub fn day(&self) -> i64 {
        let date = self.at.date;
        i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
    }

    /// Answered with yes by somebody who may, and by nobody with no.
    pub fn facts(&self) -> Vec<&'a str> {
        list(self.file, "fact").iter().filter(|known| self.holds(known)).map(|known| text(known, "code")).collect()
    }

    fn holds(&self, known: &Value) -> bool {
        let who = codes(known, "answered_by");
        let answers = || self.outline.facts.iter().filter(|fact| fact.code.code() == text(known, "code"));
        answers().all(|fact| fact.yes) && answers().any(|fact| who.iter().any(|role| role == fact.role.code()))
    }

    /// Roles in which everyone has consented whose consent the field takes.
    pub fn consented(&self, field: &OutlineField) -> Vec<&'static str> {
        SubjectRole::ALL.iter().filter(|giver| self.has_consented(field, **giver)).map(|giver| giver.code()).collect()
    }

    /// The subject, when that person has the role; else everyone in it.
    fn has_consented(&self, field: &OutlineField, giver: SubjectRole) -> bool {
        let in_role: Vec<Subject> = self.outline.subjects.iter().copied().filter(|person| person.role == giver).collect();
        let own: Vec<Subject> = in_role.iter().copied().filter(|person| Some(person.id) == field.subject).collect();
        let persons = if own.is_empty() { in_role } else { own };
        let said_yes = |person: &Subject| self.grants.iter().any(|grant| grant.giver == *person && self.opens(grant, field.category));
        !persons.is_empty() && persons.iter().all(said_yes)
    }

    fn opens(&self, grant: &ConsentGrant, category: Category) -> bool {
        let Self { outline, at, .. } = self;
        let known = list(self.file, "consent_text").iter().find(|known| text(known, "id") == grant.text.id);
        let Some(days) = known.and_then(|known| known["days"].as_integer()) else { return false };
        let age = at.now.duration_since(grant.valid_from);
        outline.consents.contains(&grant.id)
            && grant.case_code == outline.case_code
            && grant.from == outline.from.agency
            && grant.to == outline.to.board
            && grant.purpose == outline.purpose
            && grant.categories.contains(&category)
            && grant.asked == AskedWhere::OutOfEarshot
            && age >= SignedDuration::ZERO
            && age < SignedDuration::from_hours(24 * days)
            && at.now < grant.valid_until
    }

    /// The roles a field touches; none when it is unclear whom it is about.
    pub fn touched(&self, field: &OutlineField) -> Option<Vec<Role>> {
        let allowed: &[SubjectRole] = Category::subjects(field.category);
        let own = field.subject.map(|id| self.roles_of(id));
        if own.as_ref().is_some_and(|own| !own.iter().any(|role| allowed.contains(role))) {
            return None;
        }
        match field.category.about() {
            About::Nobody => Some(vec![None]),
            About::Roles(roles) => Some(sorted(roles.to_vec()).into_iter().map(Some).collect()),
            About::TheSubject => {
                own.filter(|own| own.iter().all(|role| allowed.contains(role))).map(|own| own.into_iter().map(Some).collect())
            }
        }
    }

    fn roles_of(&self, id: SubjectId) -> Vec<SubjectRole> {
        sorted(self.outline.subjects.iter().filter(|person| person.id == id).map(|person| person.role).collect())
    }
}

fn sorted(mut roles: Vec<SubjectRole>) -> Vec<SubjectRole> {
    roles.sort();
    roles.dedup();
    roles
}
