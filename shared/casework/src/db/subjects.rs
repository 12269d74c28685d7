//! Persons within a case.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Protection, Subject, SubjectId, SubjectRole};

use super::{parsed, parsed_option, schema::subjects};

/// Writes a person of a case, once.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, case: Id, subject: Subject, now: Timestamp) -> Result<()> {
    let row = (
        subjects::id.eq(Id::from(subject.id.0)),
        subjects::case_id.eq(case),
        subjects::role.eq(subject.role.code()),
        subjects::added_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(subjects::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The persons of a case, by role, and within a role in the order they were added: the exposed person first. Several are added in
/// one instant, and who comes first on a page must not be chance.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Subject>> {
    let query =
        subjects::table.filter(subjects::case_id.eq(case)).order((subjects::added_at, subjects::id)).select((subjects::id, subjects::role));
    let rows: Vec<(Id, String)> = on!(conn, c => query.load(c))?;
    let mut known: Vec<Subject> =
        rows.into_iter().map(|(id, role)| Ok(Subject { id: SubjectId(id.into()), role: parsed(&role)? })).collect::<Result<_>>()?;
    known.sort_by_key(|subject| place(subject.role));
    Ok(known)
}

const fn place(role: SubjectRole) -> u8 {
    match role {
        SubjectRole::Victim => 0,
        SubjectRole::PersonUsingViolence => 1,
        SubjectRole::Custodian => 2,
        SubjectRole::Child => 3,
    }
}

/// The strictest level of protected identity that is known of a person; none when nobody has said anything.
///
/// # Errors
/// [`store::Error`].
pub fn protection(conn: &mut Conn, subject: SubjectId) -> Result<Option<Protection>> {
    let query = subjects::table.filter(subjects::id.eq(Id::from(subject.0))).select(subjects::protection);
    let row: Option<Option<String>> = on!(conn, c => query.get_result(c).optional())?;
    parsed_option(row.flatten().as_deref())
}

/// Keeps a level of protection that was heard of a person. What is known to be stricter stays: a milder word later may
/// be a mistake, and the mistake would cost more than the caution. “Nobody has asked” gives way to any answer.
///
/// # Errors
/// [`store::Error`].
pub fn note_protection(conn: &mut Conn, subject: SubjectId, heard: Protection) -> Result<()> {
    let stays = protection(conn, subject)?.is_some_and(|known| match (known, heard) {
        (_, Protection::Unknown) => true,
        (Protection::Unknown, _) => false,
        (known, heard) => known >= heard,
    });
    if stays {
        return Ok(());
    }
    let query = diesel::update(subjects::table.find(Id::from(subject.0))).set(subjects::protection.eq(Some(heard.code())));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
