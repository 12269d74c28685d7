//! The lines of extracts: which field of which handover, the class that the rule gives it, and what a person judged.

use diesel::prelude::*;
use store::{Conn, Error, ErrorKind, Id, Result, on};
use wire::HandoverId;

use super::{parsed, parsed_option, schema::extract_lines};
use crate::domain::{ExtractId, ExtractLine, JudgedLine};

#[derive(Queryable, Insertable)]
#[diesel(table_name = extract_lines)]
struct Row {
    extract: Id,
    place: i32,
    handover: Id,
    n: i32,
    category: String,
    role: Option<String>,
    class: String,
    why: String,
    choice: Option<String>,
    until: Option<String>,
    judged_by: Option<String>,
}

impl Row {
    fn of(extract: ExtractId, line: &ExtractLine) -> Result<Self> {
        let judged = line.judged.as_ref();
        Ok(Self {
            extract: extract.0,
            place: number(line.place)?,
            handover: line.handover.0.into(),
            n: number(line.n)?,
            category: line.category.to_string(),
            role: line.role.map(|role| role.to_string()),
            class: line.class.to_string(),
            why: line.why.to_string(),
            choice: judged.map(|judged| judged.choice.to_string()),
            until: judged.and_then(|judged| judged.until).map(|until| until.to_string()),
            judged_by: judged.map(|judged| judged.by.to_string()),
        })
    }

    fn into_line(self) -> Result<ExtractLine> {
        let judged = match (self.choice, self.judged_by) {
            (Some(choice), Some(by)) => {
                Some(JudgedLine { choice: parsed(&choice)?, until: parsed_option(self.until.as_deref())?, by: parsed(&by)? })
            }
            _ => None,
        };
        Ok(ExtractLine {
            place: read(self.place)?,
            handover: HandoverId(self.handover.into()),
            n: read(self.n)?,
            category: parsed(&self.category)?,
            role: parsed_option(self.role.as_deref())?,
            class: parsed(&self.class)?,
            why: parsed(&self.why)?,
            judged,
        })
    }
}

fn number(place: u32) -> Result<i32> {
    i32::try_from(place).map_err(|_| Error::new(ErrorKind::InvalidValue, "a place is too large"))
}

fn read(place: i32) -> Result<u32> {
    u32::try_from(place).map_err(|_| Error::new(ErrorKind::InvalidValue, "a stored place is negative"))
}

/// Writes a line.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, extract: ExtractId, line: &ExtractLine) -> Result<()> {
    let row = Row::of(extract, line)?;
    let query = diesel::insert_into(extract_lines::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The lines of an extract, in their order.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, extract: ExtractId) -> Result<Vec<ExtractLine>> {
    let query = extract_lines::table.filter(extract_lines::extract.eq(extract.0)).order(extract_lines::place);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_line).collect()
}

/// Writes what a person judged of a line.
///
/// # Errors
/// [`store::Error`]; `ConstraintViolation` for a choice that the line's class does not allow: the database holds that too.
pub(crate) fn judge(conn: &mut Conn, extract: ExtractId, place: u32, judged: &JudgedLine) -> Result<()> {
    let row = extract_lines::table.find((extract.0, number(place)?));
    let query = diesel::update(row).set((
        extract_lines::choice.eq(Some(judged.choice.code())),
        extract_lines::until.eq(judged.until.map(|until| until.to_string())),
        extract_lines::judged_by.eq(Some(judged.by.as_str())),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
