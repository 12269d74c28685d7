//! One field against the table.

use wire::{About, Category, Outline, OutlineField, SubjectId, SubjectRole};

use super::situation::View;
use crate::{Basis, Cover, Disclosure, Edition, RoleSet, RuleIndex, RuleKind, edition::table::Entry};

/// A field with the roles whose secrecy its value touches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub category: Category,
    /// Empty: about nobody.
    pub about: RoleSet,
    pub subject: Option<SubjectId>,
    /// Roles of the subject in this case.
    subject_roles: RoleSet,
}

impl Field {
    /// Finds out whom the field is about; none when it does not say, or says what can't be.
    pub fn of(outline: &Outline, field: &OutlineField) -> Option<Self> {
        let allowed: RoleSet = field.category.subjects().iter().copied().collect();
        let subject_roles = roles_of(outline, field.subject);
        let fits = match field.subject {
            Some(_) => !subject_roles.intersection(allowed).is_empty(),
            None => true,
        };
        let about = match field.category.about() {
            About::TheSubject => (!subject_roles.is_empty() && allowed.includes(subject_roles)).then_some(subject_roles)?,
            About::Roles(roles) => roles.iter().copied().collect(),
            About::Nobody => RoleSet::EMPTY,
        };
        fits.then_some(Self { category: field.category, about, subject: field.subject, subject_roles })
    }

    /// The roles to cover, one by one; nobody counts as one.
    pub fn roles(self) -> impl Iterator<Item = Option<SubjectRole>> {
        self.about.is_empty().then_some(None).into_iter().chain(self.about.iter().map(Some))
    }

    /// Whose consent counts for a role: the subject's own when the subject has that role, else everyone's in it.
    pub fn person(self, giver: SubjectRole) -> Option<SubjectId> {
        self.subject.filter(|_| self.subject_roles.contains(giver))
    }
}

fn roles_of(outline: &Outline, subject: Option<SubjectId>) -> RoleSet {
    outline.subjects.iter().filter(|known| Some(known.id) == subject).map(|known| known.role).collect()
}

/// What the table says.
pub(super) enum Outcome {
    Goes(Disclosure),
    /// A never-rule stands; the duty it meets, if any.
    Never(Option<RuleIndex>),
    Stays,
}

/// Never, then a duty for every role, then anything else for every role. A duty is never mixed with another basis
/// inside one field: it would widen the one or delay the other.
pub(super) fn judge(edition: &Edition, view: View<'_>, field: Field) -> Outcome {
    let duty = || Disclosure::of(field.roles().map(|role| by_duty(edition, view, field, role)));
    if is_never(edition, view, field) {
        return Outcome::Never(duty().and_then(|disclosure| disclosure.covers().next().map(|cover| cover.rule)));
    }
    let other = || Disclosure::of(field.roles().map(|role| otherwise(edition, view, field, role)));
    duty().or_else(other).map_or(Outcome::Stays, Outcome::Goes)
}

fn is_never(edition: &Edition, view: View<'_>, field: Field) -> bool {
    let nevers = |role| edition.table().nevers(view.situation.direction, field.category, role);
    field.roles().any(|role| nevers(role).iter().any(|entry| applies(entry, view)))
}

/// The first duty that covers a role.
fn by_duty(edition: &Edition, view: View<'_>, field: Field, role: Option<SubjectRole>) -> Option<Cover> {
    first_cover(edition.table().duties(view.situation.direction, field.category, role), view, field, role)
}

/// The first rule, in the order of precedence, that covers a role by anything but a duty.
pub(super) fn otherwise(edition: &Edition, view: View<'_>, field: Field, role: Option<SubjectRole>) -> Option<Cover> {
    first_cover(edition.table().others(view.situation.direction, field.category, role), view, field, role)
}

fn first_cover(entries: &[Entry], view: View<'_>, field: Field, role: Option<SubjectRole>) -> Option<Cover> {
    entries.iter().filter(|entry| applies(entry, view)).find_map(|entry| try_cover(entry, view, field, role))
}

/// Whether a rule is in force, for this purpose, with its facts. A duty and a never-rule hold for any purpose.
pub(super) fn applies(entry: &Entry, view: View<'_>) -> bool {
    is_open(entry, view) && view.facts.includes(entry.needs)
}

/// The same without its facts.
pub(super) fn is_open(entry: &Entry, view: View<'_>) -> bool {
    let any_purpose = matches!(entry.kind, RuleKind::Duty | RuleKind::Never);
    entry.is_in_force(view.situation.date) && (any_purpose || entry.purposes.contains(view.situation.purpose))
}

fn try_cover(entry: &Entry, view: View<'_>, field: Field, role: Option<SubjectRole>) -> Option<Cover> {
    let basis = Basis::of(entry.kind)?;
    let giver = if basis == Basis::Consent { entry.giver.or(role) } else { None };
    let person = giver.or(role).and_then(|of| field.person(of));
    let holds = giver.is_none_or(|giver| view.is_consented(field.category, giver, person));
    holds.then_some(Cover { role, basis, rule: entry.rule, facts: entry.needs, giver, person })
}
