//! What is known of a person's protected identity in a case, held against every value that could tell where the person
//! is (OSL 21:3, 21:3 a).

use store::{Conn, Id};
use wire::{Draft, Protection, Subject, SubjectId, SubjectRole, Value, inspect};

use crate::{Casework, db::subjects, domain::OpenedField, error::SendProblem};

impl Casework {
    /// Keeps what was heard of a person's protection, from anywhere: an identity, a phone call, another register.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn note_protection(&self, conn: &mut Conn, subject: &Subject, heard: Protection) -> store::Result<()> {
        subjects::note_protection(conn, subject.id, heard)
    }
}

/// The level that counts for a value about this person, or about the case: then that of the exposed persons.
pub(super) fn of_case(conn: &mut Conn, case: Id, subject: Option<Subject>) -> store::Result<Protection> {
    let concerned = match subject {
        Some(subject) => vec![subject.id],
        None => victims(&subjects::of_case(conn, case)?),
    };
    strictest(conn, &concerned)
}

/// Holds every value of a draft against what is known of its persons.
pub(super) fn inspect_draft(conn: &mut Conn, draft: &Draft) -> Result<(), SendProblem> {
    for field in draft.fields.iter().filter(|field| depends_on_protection(&field.value)) {
        let concerned = field.subject.map_or_else(|| victims(&draft.subjects), |id| vec![id]);
        inspect(&field.value, strictest(conn, &concerned)?)?;
    }
    Ok(())
}

/// Keeps the levels that received identities state.
pub(crate) fn remember_protection(conn: &mut Conn, fields: &[OpenedField]) -> store::Result<()> {
    for field in fields {
        if let (Value::Identity(identity), Some(person)) = (&field.value, field.subject) {
            subjects::note_protection(conn, person.id, identity.protection)?;
        }
    }
    Ok(())
}

fn depends_on_protection(value: &Value) -> bool {
    inspect(value, Protection::Unknown).is_err()
}

fn victims(subjects: &[Subject]) -> Vec<SubjectId> {
    subjects.iter().filter(|known| known.role == SubjectRole::Victim).map(|known| known.id).collect()
}

/// Nothing known against is no protection; anything else is.
fn strictest(conn: &mut Conn, persons: &[SubjectId]) -> store::Result<Protection> {
    let mut level = Protection::None;
    for person in persons {
        level = subjects::protection(conn, *person)?.map_or(level, |known| known.max(level));
    }
    Ok(level)
}
