//! Values sent and received, sealed with the key of the case.

use diesel::prelude::*;
use store::{Conn, Error, ErrorKind, Id, Result, on};
use wire::{Category, HandoverId, Subject, SubjectId};

use super::{parsed, parsed_option, schema::sealed_fields};

/// A field whose value is sealed with the key of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedField {
    /// Place in the offer.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about.
    pub subject: Option<Subject>,
    /// Ciphertext.
    pub sealed: Vec<u8>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sealed_fields)]
struct Row {
    handover: Id,
    n: i32,
    category: String,
    subject: Option<Id>,
    role: Option<String>,
    sealed: Vec<u8>,
}

/// Writes the fields of a handover.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, handover: HandoverId, fields: &[SealedField]) -> Result<()> {
    for field in fields {
        let row = Row {
            handover: handover.0.into(),
            n: i32::try_from(field.n).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?,
            category: field.category.to_string(),
            subject: field.subject.map(|subject| subject.id.0.into()),
            role: field.subject.map(|subject| subject.role.to_string()),
            sealed: field.sealed.clone(),
        };
        let query = diesel::insert_into(sealed_fields::table).values(&row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(())
}

/// The fields of a handover in order.
///
/// # Errors
/// [`store::Error`].
pub fn of_handover(conn: &mut Conn, handover: HandoverId) -> Result<Vec<SealedField>> {
    let rows: Vec<Row> = on!(conn, c => sealed_fields::table
        .filter(sealed_fields::handover.eq(Id::from(handover.0)))
        .order(sealed_fields::n)
        .select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_field).collect()
}

impl Row {
    fn into_field(self) -> Result<SealedField> {
        let role = parsed_option(self.role.as_deref())?;
        let subject = self.subject.zip(role).map(|(id, role)| Subject { id: SubjectId(id.into()), role });
        let n = u32::try_from(self.n).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?;
        Ok(SealedField { n, category: parsed(&self.category)?, subject, sealed: self.sealed })
    }
}
