//! How the exposed person wants to be contacted. Rows are added, never changed.

use diesel::prelude::*;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::SubjectId;

use super::{parsed, parsed_option, schema::contact_wishes};
use crate::domain::{ContactWish, Wish};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = contact_wishes)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    subject: Option<Id>,
    kind: String,
    pace: Option<String>,
    next_on: Option<String>,
    said_by: Option<String>,
    staff: String,
    staff_role: String,
    at: Micros,
}

/// Kind, pace, day, and who said it.
type Columns = (&'static str, Option<String>, Option<String>, Option<String>);

fn columns(wish: Wish) -> Columns {
    match wish {
        Wish::Pace(pace) => ("pace", Some(pace.to_string()), None, None),
        Wish::NextContact(day) => ("next_contact", None, day.map(|day| day.to_string()), None),
        Wish::DoNotCall(by) => ("do_not_call", None, None, Some(by.to_string())),
        Wish::MayCall(by) => ("may_call", None, None, Some(by.to_string())),
    }
}

impl Row {
    fn into_wish(self) -> Result<ContactWish> {
        let unreadable = || Error::new(ErrorKind::InvalidValue, "a stored wish can't be read");
        let said_by = || self.said_by.as_deref().ok_or_else(unreadable).and_then(parsed);
        let wish = match self.kind.as_str() {
            "pace" => Wish::Pace(self.pace.as_deref().ok_or_else(unreadable).and_then(parsed)?),
            "next_contact" => Wish::NextContact(parsed_option(self.next_on.as_deref())?),
            "do_not_call" => Wish::DoNotCall(said_by()?),
            "may_call" => Wish::MayCall(said_by()?),
            _ => return Err(unreadable()),
        };
        Ok(ContactWish {
            unit: parsed(&self.unit)?,
            subject: self.subject.map(|id| SubjectId(id.into())),
            wish,
            staff: parsed(&self.staff)?,
            staff_role: parsed(&self.staff_role)?,
            at: self.at.timestamp(),
        })
    }
}

/// Writes a wish of a case.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, wish: &ContactWish) -> Result<()> {
    let (kind, pace, next_on, said_by) = columns(wish.wish);
    let row = Row {
        id: Id::generate(wish.at),
        case_id: case,
        unit: wish.unit.to_string(),
        subject: wish.subject.map(|subject| subject.0.into()),
        kind: kind.to_owned(),
        pace,
        next_on,
        said_by,
        staff: wish.staff.to_string(),
        staff_role: wish.staff_role.to_string(),
        at: wish.at.into(),
    };
    let query = diesel::insert_into(contact_wishes::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The wishes of a case, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<ContactWish>> {
    let query = contact_wishes::table.filter(contact_wishes::case_id.eq(case)).order((contact_wishes::at, contact_wishes::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_wish).collect()
}
