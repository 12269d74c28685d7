//! What approvers have signed.

use diesel::{prelude::*, upsert::excluded};
use store::{Conn, Micros, Result, on};
use wire::{EditionId, Envelope};

use super::{schema::edition_approvals, unreadable};
use crate::domain::approval::Approval;

type Row = (String, String, String, Vec<u8>, Micros);

/// What was signed of a proposal, the oldest first.
pub fn of(conn: &mut Conn, edition: &EditionId) -> Result<Vec<Approval>> {
    let columns = (
        edition_approvals::person,
        edition_approvals::role,
        edition_approvals::key_id,
        edition_approvals::envelope,
        edition_approvals::approved_at,
    );
    let own = edition_approvals::table.filter(edition_approvals::edition.eq(edition.as_str()));
    let ordered = own.order((edition_approvals::approved_at, edition_approvals::person)).select(columns);
    let rows: Vec<Row> = on!(conn, c => ordered.load(c))?;
    rows.into_iter().map(approval).collect()
}

fn approval((person, role, key_id, envelope, approved_at): Row) -> Result<Approval> {
    let envelope: Envelope = wire::canonical::from_bytes(&envelope).map_err(|_| unreadable("envelope"))?;
    Ok(Approval {
        person,
        role: role.parse().map_err(|_| unreadable("role"))?,
        key_id: key_id.parse().map_err(|_| unreadable("key"))?,
        act: wire::canonical::from_bytes(&envelope.payload.0).map_err(|_| unreadable("approval"))?,
        envelope,
        approved_at: approved_at.timestamp(),
    })
}

/// Keeps an approval instead of any other that the same person has signed of this proposal.
pub fn keep(conn: &mut Conn, edition: &EditionId, new: &Approval) -> Result<()> {
    let row = (
        edition_approvals::edition.eq(edition.as_str()),
        edition_approvals::person.eq(new.person.as_str()),
        edition_approvals::role.eq(new.role.code()),
        edition_approvals::key_id.eq(new.key_id.as_str()),
        edition_approvals::envelope.eq(envelope::envelope_to_json(&new.envelope)),
        edition_approvals::approved_at.eq(Micros::from(new.approved_at)),
    );
    let newer = (
        edition_approvals::role.eq(excluded(edition_approvals::role)),
        edition_approvals::key_id.eq(excluded(edition_approvals::key_id)),
        edition_approvals::envelope.eq(excluded(edition_approvals::envelope)),
        edition_approvals::approved_at.eq(excluded(edition_approvals::approved_at)),
    );
    let once = (edition_approvals::edition, edition_approvals::person);
    on!(conn, c => diesel::insert_into(edition_approvals::table).values(row).on_conflict(once).do_update().set(newer).execute(c))?;
    Ok(())
}
