//! Laying out what a batch needs, and carrying its changes back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use store::{Conn, ErrorKind, Result};
use wire::{AgencyId, Notice};

use crate::{
    db,
    domain::{
        code_withdrawal::COUNTED,
        desk::{Activated, Change, Channel, Done, Held, Laid, Needs},
        log::Growth,
        offer, proposal,
        proposal::ProposalState,
    },
};

/// Reads everything the batch can touch: a fixed number of queries, however long the batch is, and one for each pair of
/// units it sends between.
pub(crate) fn lay_out(conn: &mut Conn, needs: &Needs, now: Timestamp) -> Result<Laid> {
    let with_cards = db::consent_grants::with_cards(conn, &needs.codes)?;
    let ending = needs.withdrawn.iter().copied().chain(with_cards.iter().map(|consent| consent.grant.id));
    let relying = db::disclosures::relying_on(conn, ending)?;
    let handovers = needs.handovers.iter().copied().chain(relying);
    let disclosures = db::disclosures::find_all(conn, handovers)?;
    let offers = db::sealed_offers::find_all(conn, needs.offers.iter().copied())?;
    let mut consents = needs.consents.clone();
    consents.extend(with_cards.iter().map(|consent| consent.grant.id));
    consents.extend(disclosures.iter().flat_map(|disclosure| disclosure.relied_on()));
    let consents = db::consent_grants::find_all(conn, consents)?;
    let receipts = db::receipts::find_all(conn, needs.receipts.iter().copied())?;
    let recalls = db::recalls::find_all(conn, needs.recalls.iter().copied())?;
    let number = |channel: &Channel| Ok((channel.clone(), db::disclosures::last_sequence(conn, channel)?));
    let channels = needs.channels.iter().map(number).collect::<Result<_>>()?;
    let codes = db::code_withdrawals::with_codes(conn, &needs.codes)?;
    let lately = |agency: &AgencyId| Ok((agency.clone(), db::code_withdrawals::count_after(conn, agency, now - COUNTED)?));
    let code_counts = needs.code_callers.iter().map(lately).collect::<Result<_>>()?;
    let mut proposals = Vec::new();
    for id in &needs.proposals {
        proposals.extend(db::proposals::find(conn, id)?);
    }
    let read = |(id, envelope): (_, Vec<u8>)| offer::read(&envelope).map(|offer| (id, offer)).ok_or_else(|| db::unreadable("offer"));
    Ok(Laid {
        disclosures: disclosures.into_iter().map(|row| (row.handover, Held::untouched(row))).collect(),
        offers: offers.into_iter().map(read).collect::<Result<_>>()?,
        consents: consents.into_iter().map(|row| (row.grant.id, Held::untouched(row))).collect(),
        codes: codes.into_iter().map(Held::untouched).collect(),
        code_counts,
        receipts: receipts.into_iter().map(|row| (row.id, Held::untouched(row))).collect(),
        recalls: recalls.into_iter().map(|row| (row.handover, Held::untouched(row))).collect(),
        channels,
        proposals: proposals.into_iter().map(|row| (row.reference.id.clone(), Held::untouched(row))).collect(),
    })
}

/// Writes the leaves, the nodes above them and the size the log now has.
pub(crate) fn carry_log(conn: &mut Conn, log: &Growth, now: Timestamp) -> Result<()> {
    if !log.has_grown() {
        return Ok(());
    }
    carry_leaves(conn, log)?;
    db::checkpoints::insert(conn, log.frontier().size(), &log.frontier().root(), now)
}

/// Writes the leaves and the nodes above them.
pub(crate) fn carry_leaves(conn: &mut Conn, log: &Growth) -> Result<()> {
    db::log::insert_entries(conn, log.entries())?;
    db::nodes::insert(conn, log.nodes())
}

/// Writes every row that is new or different.
pub(crate) fn carry_rows(conn: &mut Conn, laid: &Laid, done: &Done, now: Timestamp) -> Result<()> {
    for (member, index) in &done.registered {
        db::agencies::activate(conn, member.row(), *index, now)?;
    }
    carry_editions(conn, laid, done, now)?;
    carry_consents(conn, laid)?;
    for heard in laid.codes.iter().filter(|held| held.change == Change::New) {
        db::code_withdrawals::insert(conn, &heard.value)?;
    }
    carry_disclosures(conn, laid, done)?;
    for receipt in laid.receipts.values().filter(|held| held.change == Change::New) {
        db::receipts::insert(conn, &receipt.value)?;
    }
    for recall in laid.recalls.values().filter(|held| held.change == Change::New) {
        db::recalls::insert(conn, &recall.value)?;
    }
    db::past_decisions::insert(conn, &done.past)
}

/// What came into force, what it replaced, and what is open again because of it.
fn carry_editions(conn: &mut Conn, laid: &Laid, done: &Done, now: Timestamp) -> Result<()> {
    for activated in &done.activated {
        db::editions::activate(conn, activated.edition(), now)?;
        db::proposals::retire_active(conn)?;
        if let Activated::Founding(founding) = activated {
            db::proposals::insert(conn, &proposal::of_the_first(founding, now))?;
        }
    }
    for changed in laid.proposals.values().filter(|held| held.change == Change::Changed) {
        if !db::proposals::update(conn, &changed.value, ProposalState::Approved)? {
            return Err(store::Error::new(ErrorKind::Serialization, "the proposal was changed by somebody else meanwhile"));
        }
    }
    if done.activated.is_empty() { Ok(()) } else { db::proposals::reopen_approved(conn) }
}

fn carry_consents(conn: &mut Conn, laid: &Laid) -> Result<()> {
    for held in laid.consents.values() {
        if held.change == Change::New {
            db::consent_grants::insert(conn, &held.value)?;
        }
        if held.change != Change::Untouched
            && let Some((withdrawal, index)) = &held.value.withdrawn
        {
            db::consent_grants::withdraw(conn, held.value.grant.id, withdrawal, *index)?;
        }
    }
    Ok(())
}

fn carry_disclosures(conn: &mut Conn, laid: &Laid, done: &Done) -> Result<()> {
    let of = |change: Change| laid.disclosures.values().filter(move |held| held.change == change).map(|held| &held.value);
    let new: Vec<_> = of(Change::New).collect();
    if !new.is_empty() {
        db::disclosures::insert(conn, &new)?;
    }
    // What was refused is never kept, not even for the length of this transaction.
    let sealed = |id| laid.disclosures.get(id).is_some_and(|held| held.value.sealed);
    let offers: Vec<_> = done.offers.iter().filter(|(id, _)| sealed(id)).cloned().collect();
    if !offers.is_empty() {
        db::sealed_offers::insert(conn, &offers)?;
    }
    for disclosure in of(Change::Changed) {
        db::disclosures::update(conn, disclosure)?;
        if !disclosure.sealed {
            db::sealed_offers::destroy(conn, disclosure.handover)?;
        }
    }
    Ok(())
}

/// Numbers the notices of each agency and keeps them. Gives each agency's last number.
pub(crate) fn carry_notices(conn: &mut Conn, notices: &[(AgencyId, Notice)], now: Timestamp) -> Result<BTreeMap<AgencyId, u64>> {
    carry_notices_above(conn, notices, &BTreeMap::new(), now)
}

/// The same, with numbers above those that an agency has heard before: it asks for later ones alone.
pub(crate) fn carry_notices_above(
    conn: &mut Conn,
    notices: &[(AgencyId, Notice)],
    heard: &BTreeMap<AgencyId, u64>,
    now: Timestamp,
) -> Result<BTreeMap<AgencyId, u64>> {
    let mut by_agency: BTreeMap<&AgencyId, Vec<Notice>> = BTreeMap::new();
    for (agency, notice) in notices {
        by_agency.entry(agency).or_default().push(notice.clone());
    }
    let mut last = BTreeMap::new();
    for (agency, mut notices) in by_agency {
        let mut number = db::notices::last(conn, agency)?.max(heard.get(agency).copied().unwrap_or_default());
        for notice in &mut notices {
            number += 1;
            notice.number = number;
        }
        db::notices::insert(conn, agency, &notices, now)?;
        last.insert(agency.clone(), number);
    }
    Ok(last)
}
