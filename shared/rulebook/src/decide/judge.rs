//! One field against the rules.

use wire::{Purpose, SubjectRole};

use super::{
    field::Field,
    situation::{Answers, Persons},
};
use crate::{
    Basis, Cover, Disclosure, FactSet, RoleSet, RuleIndex,
    edition::table::{Cell, Entry, InForce},
};

/// Everything that is held against the rules.
pub(super) struct Judge<'e> {
    pub rules: InForce<'e>,
    pub purpose: Purpose,
    pub answers: Answers,
    pub persons: Persons,
}

/// What the rules say.
pub(super) enum Outcome {
    Goes(Disclosure),
    /// A never-rule stands; the duty it meets, if any.
    Never(Option<RuleIndex>),
    Stays(Lacking),
}

/// What lacks in a field that stays.
pub(super) struct Lacking {
    /// The first role that is not covered; none also for what is about nobody.
    pub role: Option<SubjectRole>,
    /// Questions of which a yes to one alone would cover every role.
    pub questions: FactSet,
    /// Roles of which the consents alone would cover every role.
    pub givers: RoleSet,
}

/// What alone would let one of some rules cover a role.
#[derive(Clone, Copy, Default)]
struct Short {
    questions: FactSet,
    givers: RoleSet,
}

impl<'e> Judge<'e> {
    /// Never, then a duty for every role, then anything else for every role. A duty is never mixed with another basis
    /// inside one field: it would widen the one or delay the other.
    pub fn judge(&self, field: &Field<'_>) -> Outcome {
        let duty = self.covers(field, Cell::duties);
        if self.is_never(field) {
            return Outcome::Never(duty.ok().and_then(|disclosure| disclosure.covers().next().map(|cover| cover.rule)));
        }
        let by_duty = match duty {
            Ok(disclosure) => return Outcome::Goes(disclosure),
            Err(lacking) => lacking.questions,
        };
        match self.covers(field, Cell::others) {
            Ok(disclosure) => Outcome::Goes(disclosure),
            Err(lacking) => Outcome::Stays(Lacking { questions: lacking.questions.union(by_duty), ..lacking }),
        }
    }

    fn is_never(&self, field: &Field<'_>) -> bool {
        self.cells(field).any(|(_, cell)| cell.nevers().iter().any(|entry| self.lacks(entry).is_empty()))
    }

    /// For each role the first of some rules that covers it; what lacks, when some role has none.
    fn covers(&self, field: &Field<'_>, some: impl Fn(Cell<'e>) -> &'e [Entry]) -> Result<Disclosure, Lacking> {
        let mut covers = [None; Disclosure::COVERS_MAX];
        let mut lacking: Option<Lacking> = None;
        for ((role, cell), slot) in self.cells(field).zip(&mut covers) {
            match (self.cover(field, some(cell)), &mut lacking) {
                (Ok(entry), _) => *slot = cover(field, role, entry),
                (Err(Short { questions, givers }), None) => lacking = Some(Lacking { role, questions, givers }),
                (Err(Short { questions, givers }), Some(lacking)) => {
                    lacking.questions = lacking.questions.intersection(questions);
                    lacking.givers = lacking.givers.intersection(givers);
                }
            }
        }
        match lacking {
            None => Ok(Disclosure::of(covers)),
            Some(lacking) => Err(lacking),
        }
    }

    /// The first rule, in the order of precedence, that covers a role; what alone would do, when none does.
    fn cover(&self, field: &Field<'_>, entries: &'e [Entry]) -> Result<&'e Entry, Short> {
        let mut short = Short::default();
        for entry in self.open(entries) {
            let facts = self.lacks(entry);
            match self.unasked(field, entry) {
                None if facts.is_empty() => return Ok(entry),
                None if facts.is_single() => short.questions = short.questions.union(facts),
                Some(giver) if facts.is_empty() => short.givers = short.givers.with(giver),
                _ => (),
            }
        }
        Err(short)
    }

    /// Each role to cover, with the rules for it.
    pub fn cells(&self, field: &Field<'_>) -> impl Iterator<Item = (Option<SubjectRole>, Cell<'e>)> {
        let category = field.category;
        field.roles().iter().map(move |&role| (role, self.rules.cell(category, role)))
    }

    /// Those that are for this purpose.
    pub fn open(&self, entries: &'e [Entry]) -> impl Iterator<Item = &'e Entry> + use<'e> {
        let purpose = self.purpose;
        entries.iter().filter(move |entry| entry.purposes.contains(purpose))
    }

    /// Questions that a rule asks for and that have no yes.
    pub fn lacks(&self, entry: &Entry) -> FactSet {
        entry.needs.without(self.answers.yes)
    }

    /// Whose consent a rule needs and has not.
    pub fn unasked(&self, field: &Field<'_>, entry: &Entry) -> Option<SubjectRole> {
        entry.giver.filter(|giver| !field.is_consented(*giver, &self.persons))
    }
}

fn cover(field: &Field<'_>, role: Option<SubjectRole>, entry: &Entry) -> Option<Cover> {
    let subject_alone = entry.giver.or(role).is_some_and(|of| field.is_for_subject(of));
    Some(Cover { role, basis: Basis::of(entry.kind)?, rule: entry.rule, facts: entry.needs, giver: entry.giver, subject_alone })
}
