//! Letters and sheets that were looked through and printed, exactly as they were printed.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{parsed, schema::partner_contact_letters};

/// A letter as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLetter {
    /// Id, bound to what is sealed.
    pub id: Id,
    /// Id and version of its text.
    pub text: (String, String),
    /// In which wording: a language, or easy Swedish.
    pub wording: String,
    /// SHA-256 of what was printed.
    pub digest: Vec<u8>,
    /// What was printed, sealed with the key of her side.
    pub sealed: Vec<u8>,
    /// Role of who printed it.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// Writes one.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, partner_contact: Id, letter: &KeptLetter, staff: &Staff) -> Result<()> {
    let row = (
        partner_contact_letters::id.eq(letter.id),
        partner_contact_letters::partner_contact.eq(partner_contact),
        partner_contact_letters::text.eq(&letter.text.0),
        partner_contact_letters::text_version.eq(&letter.text.1),
        partner_contact_letters::wording.eq(&letter.wording),
        partner_contact_letters::digest.eq(&letter.digest),
        partner_contact_letters::sealed.eq(&letter.sealed),
        partner_contact_letters::staff.eq(staff.reference.as_str()),
        partner_contact_letters::role.eq(letter.role.code()),
        partner_contact_letters::at.eq(Micros::from(letter.at)),
    );
    let query = diesel::insert_into(partner_contact_letters::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a partner contact, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, partner_contact: Id) -> Result<Vec<KeptLetter>> {
    type Row = (Id, String, String, String, Vec<u8>, Vec<u8>, String, Micros);
    let query = partner_contact_letters::table
        .filter(partner_contact_letters::partner_contact.eq(partner_contact))
        .order((partner_contact_letters::at.desc(), partner_contact_letters::id.desc()))
        .select((
            partner_contact_letters::id,
            partner_contact_letters::text,
            partner_contact_letters::text_version,
            partner_contact_letters::wording,
            partner_contact_letters::digest,
            partner_contact_letters::sealed,
            partner_contact_letters::role,
            partner_contact_letters::at,
        ));
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    let kept = |(id, text, version, wording, digest, sealed, role, at): Row| {
        Ok(KeptLetter { id, text: (text, version), wording, digest, sealed, role: parsed(&role)?, at: at.timestamp() })
    };
    rows.into_iter().map(kept).collect()
}
