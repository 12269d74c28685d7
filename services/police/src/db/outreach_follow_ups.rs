//! What became of the follow-ups of an outreach case.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};

use super::{parsed, parsed_option, schema::outreach_follow_ups};
use crate::domain::outreach_case::{FollowUp, Made, NotedFollowUp};

/// Writes what became of a follow-up in the stretch of time that began then; `false` when it is written already.
///
/// # Errors
/// [`store::Error`].
pub fn insert(
    conn: &mut Conn,
    (case, spell_at): (Id, Timestamp),
    step: FollowUp,
    made: Made,
    staff: &Staff,
    now: Timestamp,
) -> Result<bool> {
    let (word, reason) = match made {
        Made::Done => ("done", None),
        Made::NotApplicable(reason) => ("not_applicable", Some(reason.code())),
    };
    let row = (
        outreach_follow_ups::case_id.eq(case),
        outreach_follow_ups::spell_at.eq(Micros::from(spell_at)),
        outreach_follow_ups::step.eq(step.code()),
        outreach_follow_ups::made.eq(word),
        outreach_follow_ups::reason.eq(reason),
        outreach_follow_ups::staff.eq(staff.reference.to_string()),
        outreach_follow_ups::role.eq(staff.role.code()),
        outreach_follow_ups::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(outreach_follow_ups::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// What is noted in the stretch of time that began then.
///
/// # Errors
/// [`store::Error`].
pub fn of_spell(conn: &mut Conn, case: Id, spell_at: Timestamp) -> Result<Vec<NotedFollowUp>> {
    let query = outreach_follow_ups::table
        .filter(outreach_follow_ups::case_id.eq(case))
        .filter(outreach_follow_ups::spell_at.eq(Micros::from(spell_at)))
        .select((
            outreach_follow_ups::step,
            outreach_follow_ups::made,
            outreach_follow_ups::reason,
            outreach_follow_ups::role,
            outreach_follow_ups::at,
        ));
    let rows: Vec<(String, String, Option<String>, String, Micros)> = on!(conn, c => query.load(c))?;
    let noted = |(step, word, reason, role, at): (String, String, Option<String>, String, Micros)| {
        let made = match (word.as_str(), parsed_option(reason.as_deref())?) {
            ("done", None) => Made::Done,
            ("not_applicable", Some(reason)) => Made::NotApplicable(reason),
            _ => return Err(Error::new(ErrorKind::InvalidValue, "a stored follow-up can't be read")),
        };
        Ok(NotedFollowUp { step: parsed(&step)?, made, role: parsed(&role)?, at: at.timestamp() })
    };
    rows.into_iter().map(noted).collect()
}
