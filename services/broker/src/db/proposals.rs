//! Editions that were ever proposed, and how far each has come.

use diesel::prelude::*;
use jiff::civil::Date;
use store::{Conn, Hash32, Micros, Result, on};
use wire::{Bytes32, EditionId, EditionRef};

use super::{approvals, schema::edition_proposals, unreadable};
use crate::domain::proposal::{Proposal, ProposalState, Proposer};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = edition_proposals, treat_none_as_default_value = false)]
struct Row {
    id: String,
    hash: Hash32,
    file: Vec<u8>,
    cases: String,
    cases_hash: Hash32,
    proposed_by: String,
    proposed_at: Micros,
    state: String,
    takes_effect: Option<String>,
    replaces_id: Option<String>,
    replaces_hash: Option<Hash32>,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<Micros>,
}

/// Every proposal there ever was, in no order.
pub fn all(conn: &mut Conn) -> Result<Vec<Proposal>> {
    let rows: Vec<Row> = on!(conn, c => edition_proposals::table.select(Row::as_select()).load(c))?;
    rows.into_iter().map(|row| proposal(conn, row)).collect()
}

/// One proposal.
pub fn find(conn: &mut Conn, id: &EditionId) -> Result<Option<Proposal>> {
    let wanted = edition_proposals::table.find(id.as_str());
    let row: Option<Row> = on!(conn, c => wanted.select(Row::as_select()).get_result(c).optional())?;
    row.map(|row| proposal(conn, row)).transpose()
}

/// The exact files of one proposal: the edition and its cases.
pub fn files(conn: &mut Conn, id: &EditionId) -> Result<Option<(Vec<u8>, String)>> {
    let wanted = edition_proposals::table.find(id.as_str()).select((edition_proposals::file, edition_proposals::cases));
    Ok(on!(conn, c => wanted.get_result(c).optional())?)
}

/// Ids and hashes of all there ever were.
pub fn references(conn: &mut Conn) -> Result<Vec<EditionRef>> {
    let columns = edition_proposals::table.select((edition_proposals::id, edition_proposals::hash));
    let rows: Vec<(String, Hash32)> = on!(conn, c => columns.load(c))?;
    rows.into_iter().map(|(id, hash)| reference(&id, hash)).collect()
}

/// Approved ones whose day has come, or that were compared with another edition than the one in force; by id.
pub fn due(conn: &mut Conn, today: Date, active: &EditionId) -> Result<Vec<EditionId>> {
    let day = edition_proposals::takes_effect.le(today.to_string());
    let due = edition_proposals::table
        .filter(edition_proposals::state.eq(ProposalState::Approved.code()))
        .filter(day.or(edition_proposals::replaces_id.ne(active.as_str())))
        .order(edition_proposals::id)
        .select(edition_proposals::id);
    let rows: Vec<String> = on!(conn, c => due.load(c))?;
    rows.iter().map(|id| id.parse().map_err(|_| unreadable("edition"))).collect()
}

/// Keeps a proposal; what was signed of it is kept apart.
pub fn insert(conn: &mut Conn, new: &Proposal) -> Result<()> {
    let row = Row {
        id: new.reference.id.to_string(),
        hash: hash(new.reference.hash),
        file: new.file.to_vec(),
        cases: new.cases.to_string(),
        cases_hash: hash(new.cases_hash),
        proposed_by: new.proposed_by.as_str().to_owned(),
        proposed_at: new.proposed_at.into(),
        state: new.state.code().to_owned(),
        takes_effect: new.takes_effect.map(|day| day.to_string()),
        replaces_id: new.replaces.as_ref().map(|replaces| replaces.id.to_string()),
        replaces_hash: new.replaces.as_ref().map(|replaces| hash(replaces.hash)),
        withdrawn_by: new.withdrawn.as_ref().map(|(by, _)| by.clone()),
        withdrawn_at: new.withdrawn.as_ref().map(|(_, at)| Micros::from(*at)),
    };
    on!(conn, c => diesel::insert_into(edition_proposals::table).values(&row).execute(c))?;
    Ok(())
}

/// Keeps how far a proposal has come, if it still is where it was thought to be. False when somebody was faster.
pub fn update(conn: &mut Conn, changed: &Proposal, was: ProposalState) -> Result<bool> {
    let row = edition_proposals::table.find(changed.id().as_str()).filter(edition_proposals::state.eq(was.code()));
    let change = (
        edition_proposals::state.eq(changed.state.code()),
        edition_proposals::takes_effect.eq(changed.takes_effect.map(|day| day.to_string())),
        edition_proposals::replaces_id.eq(changed.replaces.as_ref().map(|replaces| replaces.id.to_string())),
        edition_proposals::replaces_hash.eq(changed.replaces.as_ref().map(|replaces| hash(replaces.hash))),
        edition_proposals::withdrawn_by.eq(changed.withdrawn.as_ref().map(|(by, _)| by.clone())),
        edition_proposals::withdrawn_at.eq(changed.withdrawn.as_ref().map(|(_, at)| Micros::from(*at))),
    );
    let rows = on!(conn, c => diesel::update(row).set(change).execute(c))?;
    Ok(rows == 1)
}

/// Whatever was in force is replaced, and nothing is in force: the caller says at once what is.
pub fn retire_active(conn: &mut Conn) -> Result<()> {
    let active = edition_proposals::table.filter(edition_proposals::state.eq(ProposalState::Active.code()));
    let replaced = edition_proposals::state.eq(ProposalState::Replaced.code());
    on!(conn, c => diesel::update(active).set(replaced).execute(c))?;
    Ok(())
}

/// All that were approved are open again: they were compared with an edition that is in force no more.
pub fn reopen_approved(conn: &mut Conn) -> Result<()> {
    let approved = edition_proposals::table.filter(edition_proposals::state.eq(ProposalState::Approved.code()));
    let open = (
        edition_proposals::state.eq(ProposalState::UnderReview.code()),
        edition_proposals::takes_effect.eq(None::<String>),
        edition_proposals::replaces_id.eq(None::<String>),
        edition_proposals::replaces_hash.eq(None::<Hash32>),
    );
    on!(conn, c => diesel::update(approved).set(open).execute(c))?;
    Ok(())
}

fn proposal(conn: &mut Conn, row: Row) -> Result<Proposal> {
    let reference = reference(&row.id, row.hash)?;
    let replaces = row.replaces_id.zip(row.replaces_hash).map(|(id, hash)| self::reference(&id, hash)).transpose()?;
    Ok(Proposal {
        approvals: approvals::of(conn, &reference.id)?,
        reference,
        file: row.file.into(),
        cases: row.cases.into(),
        cases_hash: Bytes32(*row.cases_hash.as_bytes()),
        proposed_by: Proposer::from(row.proposed_by),
        proposed_at: row.proposed_at.timestamp(),
        state: row.state.parse().map_err(|_| unreadable("state"))?,
        takes_effect: row.takes_effect.map(|day| day.parse().map_err(|_| unreadable("day"))).transpose()?,
        replaces,
        withdrawn: row.withdrawn_by.zip(row.withdrawn_at.map(Micros::timestamp)),
    })
}

fn reference(id: &str, hash: Hash32) -> Result<EditionRef> {
    Ok(EditionRef { id: id.parse().map_err(|_| unreadable("edition"))?, hash: Bytes32(*hash.as_bytes()) })
}

fn hash(bytes: Bytes32) -> Hash32 {
    Hash32::new(bytes.0)
}
