//! Partner contacts, what she has answered, why she is not contacted, and who looked.

use casework::Staff;
use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, UnitId};

use super::{
    parsed, parsed_option,
    schema::{partner_contact_answers, partner_contact_exclusions, partner_contact_views, partner_contacts},
};
use crate::domain::{Answered, Exclusion, PartnerContact, SwitchRow};

#[derive(Queryable, Selectable)]
#[diesel(table_name = partner_contacts)]
struct Row {
    id: Id,
    treatment: Id,
    therapist: String,
    contact_person: String,
    unit: String,
    number: i32,
    wrapped_key: Vec<u8>,
    begun_at: Micros,
}

impl Row {
    fn into_kept(self) -> Result<(PartnerContact, Vec<u8>)> {
        let contact = PartnerContact {
            id: self.id,
            treatment: self.treatment,
            therapist: parsed(&self.therapist)?,
            contact_person: parsed(&self.contact_person)?,
            unit: parsed(&self.unit)?,
            number: self.number,
            begun_at: self.begun_at.timestamp(),
        };
        Ok((contact, self.wrapped_key))
    }
}

/// The lowest number that is higher than any that the unit has.
///
/// # Errors
/// [`store::Error`].
pub fn next_number(conn: &mut Conn, unit: &UnitId) -> Result<i32> {
    let query = partner_contacts::table.filter(partner_contacts::unit.eq(unit.as_str())).select(max(partner_contacts::number));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    Ok(last.unwrap_or(0) + 1)
}

/// Writes one with its own key, wrapped. One whose contact person is the therapist is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, contact: &PartnerContact, wrapped_key: &[u8]) -> Result<()> {
    let row = (
        partner_contacts::id.eq(contact.id),
        partner_contacts::treatment.eq(contact.treatment),
        partner_contacts::therapist.eq(contact.therapist.as_str()),
        partner_contacts::contact_person.eq(contact.contact_person.as_str()),
        partner_contacts::unit.eq(contact.unit.as_str()),
        partner_contacts::number.eq(contact.number),
        partner_contacts::wrapped_key.eq(wrapped_key),
        partner_contacts::begun_at.eq(Micros::from(contact.begun_at)),
    );
    let query = diesel::insert_into(partner_contacts::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a contact person, by number.
///
/// # Errors
/// [`store::Error`].
pub fn of_person(conn: &mut Conn, staff: &StaffRef) -> Result<Vec<PartnerContact>> {
    let query = partner_contacts::table.filter(partner_contacts::contact_person.eq(staff.as_str())).order(partner_contacts::number);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(|row| Ok(row.into_kept()?.0)).collect()
}

/// One of a contact person with its wrapped key, for a transaction that may add to it: a colleague's is as unknown as none.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id, staff: &StaffRef) -> Result<Option<(PartnerContact, Vec<u8>)>> {
    let query = partner_contacts::table.filter(partner_contacts::id.eq(id)).filter(partner_contacts::contact_person.eq(staff.as_str()));
    let row: Option<Row> = match conn {
        Conn::Pg(c, ..) => query.select(Row::as_select()).for_update().first(c).optional()?,
        Conn::Sqlite(c, ..) => query.select(Row::as_select()).first(c).optional()?,
    };
    row.map(Row::into_kept).transpose()
}

/// The one that belongs to a treatment.
///
/// # Errors
/// [`store::Error`].
pub fn of_treatment(conn: &mut Conn, treatment: Id) -> Result<Option<PartnerContact>> {
    let query = partner_contacts::table.filter(partner_contacts::treatment.eq(treatment));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map(|row| Ok(row.into_kept()?.0)).transpose()
}

/// Writes what she answers.
///
/// # Errors
/// [`store::Error`].
pub fn answer(conn: &mut Conn, id: Id, answered: Answered, text: Option<&(String, String)>, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        partner_contact_answers::id.eq(Id::generate(now)),
        partner_contact_answers::partner_contact.eq(id),
        partner_contact_answers::answer.eq(answered.answer.code()),
        partner_contact_answers::answered_on.eq(answered.on.to_string()),
        partner_contact_answers::form.eq(answered.form.code()),
        partner_contact_answers::text.eq(text.map(|(id, _)| id.as_str())),
        partner_contact_answers::text_version.eq(text.map(|(_, version)| version.as_str())),
        partner_contact_answers::heard_by.eq(staff.reference.as_str()),
        partner_contact_answers::role.eq(staff.role.code()),
        partner_contact_answers::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(partner_contact_answers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What she has answered, in the order it was written.
///
/// # Errors
/// [`store::Error`].
pub fn answers(conn: &mut Conn, id: Id) -> Result<Vec<SwitchRow>> {
    type Answer = (String, String, String, Option<String>, Option<String>, String, String, Micros);
    let query = partner_contact_answers::table
        .filter(partner_contact_answers::partner_contact.eq(id))
        .order((partner_contact_answers::at, partner_contact_answers::id))
        .select((
            partner_contact_answers::answer,
            partner_contact_answers::answered_on,
            partner_contact_answers::form,
            partner_contact_answers::text,
            partner_contact_answers::text_version,
            partner_contact_answers::heard_by,
            partner_contact_answers::role,
            partner_contact_answers::at,
        ));
    let rows: Vec<Answer> = on!(conn, c => query.load(c))?;
    let kept = |(answer, on, form, text, version, heard_by, role, at): Answer| {
        Ok(SwitchRow {
            answered: Answered { answer: parsed(&answer)?, on: parsed(&on)?, form: parsed(&form)? },
            text: text.zip(version),
            heard_by: parsed(&heard_by)?,
            role: parsed(&role)?,
            at: at.timestamp(),
        })
    };
    rows.into_iter().map(kept).collect()
}

/// Writes why she is not contacted, or that it holds no more.
///
/// # Errors
/// [`store::Error`].
pub fn exclude(conn: &mut Conn, id: Id, reason: Option<Exclusion>, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        partner_contact_exclusions::id.eq(Id::generate(now)),
        partner_contact_exclusions::partner_contact.eq(id),
        partner_contact_exclusions::reason.eq(reason.map(|reason| reason.code())),
        partner_contact_exclusions::staff.eq(staff.reference.as_str()),
        partner_contact_exclusions::role.eq(staff.role.code()),
        partner_contact_exclusions::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(partner_contact_exclusions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Why she is not contacted now.
///
/// # Errors
/// [`store::Error`].
pub fn exclusion(conn: &mut Conn, id: Id) -> Result<Option<Exclusion>> {
    let query = partner_contact_exclusions::table
        .filter(partner_contact_exclusions::partner_contact.eq(id))
        .order((partner_contact_exclusions::at.desc(), partner_contact_exclusions::id.desc()))
        .select(partner_contact_exclusions::reason);
    let row: Option<Option<String>> = on!(conn, c => query.first(c).optional())?;
    parsed_option(row.flatten().as_deref())
}

/// Writes a view. It goes in the same transaction as the view itself.
///
/// # Errors
/// [`store::Error`].
pub fn viewed(conn: &mut Conn, id: Id, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        partner_contact_views::id.eq(Id::generate(now)),
        partner_contact_views::partner_contact.eq(id),
        partner_contact_views::staff.eq(staff.reference.as_str()),
        partner_contact_views::role.eq(staff.role.code()),
        partner_contact_views::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(partner_contact_views::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
