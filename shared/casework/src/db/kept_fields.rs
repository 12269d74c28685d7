//! Values kept with a draft, a permission or a clearance, sealed with the key of their case: three tables of one shape.

use store::{Conn, Id, Result};
use wire::{Category, Subject, SubjectId};

use super::{parsed, parsed_option};

/// A value that is kept, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptField {
    /// Place among the others of its owner.
    pub(crate) n: u32,
    /// Category.
    pub(crate) category: Category,
    /// The person it is about; none when it is about the case.
    pub(crate) subject: Option<Subject>,
    /// Ciphertext.
    pub(crate) sealed: Vec<u8>,
}

pub(super) type Columns = (i32, String, Option<Id>, Option<String>, Vec<u8>);

pub(super) fn read((n, category, subject, role, sealed): Columns) -> Result<KeptField> {
    let role = parsed_option(role.as_deref())?;
    let subject = subject.zip(role).map(|(id, role)| Subject { id: SubjectId(id.into()), role });
    Ok(KeptField { n: u32::try_from(n).unwrap_or_default(), category: parsed(&category)?, subject, sealed })
}

/// Declares reading and writing for one of the tables.
macro_rules! kept_fields {
    ($module:ident, $what:literal) => {
        #[doc = $what]
        pub(crate) mod $module {
            use diesel::prelude::*;
            use store::{Conn, Error, ErrorKind, Id, Result, on};

            use super::{Columns, KeptField, read};
            use crate::db::draft_schema::$module as fields;

            /// Writes a value.
            ///
            /// # Errors
            /// [`store::Error`].
            pub(crate) fn insert(conn: &mut Conn, owner: Id, field: &KeptField) -> Result<()> {
                let row = (
                    fields::owner.eq(owner),
                    fields::n.eq(i32::try_from(field.n).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?),
                    fields::category.eq(field.category.code()),
                    fields::subject.eq(field.subject.map(|subject| Id::from(subject.id.0))),
                    fields::role.eq(field.subject.map(|subject| subject.role.code())),
                    fields::sealed.eq(&field.sealed),
                );
                let query = diesel::insert_into(fields::table).values(row);
                on!(conn, c => query.execute(c))?;
                Ok(())
            }

            /// The values of an owner, in order.
            ///
            /// # Errors
            /// [`store::Error`].
            pub(crate) fn of(conn: &mut Conn, owner: Id) -> Result<Vec<KeptField>> {
                let query = fields::table.filter(fields::owner.eq(owner)).order(fields::n).select((
                    fields::n,
                    fields::category,
                    fields::subject,
                    fields::role,
                    fields::sealed,
                ));
                let rows: Vec<Columns> = on!(conn, c => query.load(c))?;
                rows.into_iter().map(read).collect()
            }
        }
    };
}

kept_fields!(draft_fields, "Values of a draft.");
kept_fields!(permission_fields, "Values a permission was given for.");
kept_fields!(clearance_fields, "Values the lead of an investigation is asked about.");

/// Removes a value of a draft by its place.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn remove_of_draft(conn: &mut Conn, draft: Id, n: u32) -> Result<()> {
    use diesel::prelude::*;
    use store::on;

    use super::draft_schema::draft_fields as fields;

    let n = i32::try_from(n).unwrap_or(-1);
    let query = diesel::delete(fields::table.filter(fields::owner.eq(draft)).filter(fields::n.eq(n)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
