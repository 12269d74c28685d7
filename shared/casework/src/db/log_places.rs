//! What is kept here that says where it stands in the log, and what is known of what an entry is about.

use diesel::prelude::*;
use jiff::Timestamp;
use ledger::{EntryFields, Hash};
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{AgencyId, ConsentId, HandoverId, Parcel};

use super::{
    arrivals, consents, handovers, offers,
    schema::{consents as consent_rows, offers as offer_rows, parcels, recalls, receipts, tombstones as tombstone_rows},
    tombstones,
};
use crate::domain::{Kept, Known, Placed};

/// A stretch of the log, and since when parcels of it can have come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) since: Option<Timestamp>,
}

impl Stretch {
    fn bounds(self) -> (i64, i64) {
        (stored(self.from), stored(self.to))
    }
}

fn stored(index: u64) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// Everything kept here that says it stands in this stretch.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn placed(conn: &mut Conn, stretch: Stretch, own: &AgencyId) -> Result<Vec<Placed>> {
    let mut placed = offers_placed(conn, stretch)?;
    placed.extend(receipts_placed(conn, stretch, own)?);
    placed.extend(parcels_placed(conn, stretch)?);
    let (from, to) = stretch.bounds();
    let asked = recalls::table.filter(recalls::log_index.ge(from)).filter(recalls::log_index.lt(to));
    let found: Vec<(Id, Option<i64>)> = on!(conn, c => asked.select((recalls::handover, recalls::log_index)).load(c))?;
    placed.extend(found.into_iter().filter_map(|(id, index)| at(index, Kept::Recall { handover: HandoverId(id.into()) })));
    let given = consent_rows::table.filter(consent_rows::log_index.ge(from)).filter(consent_rows::log_index.lt(to));
    let found: Vec<(Id, Option<i64>)> = on!(conn, c => given.select((consent_rows::id, consent_rows::log_index)).load(c))?;
    placed.extend(found.into_iter().filter_map(|(id, index)| at(index, Kept::Consent(ConsentId(id.into())))));
    let heard = tombstone_rows::table.filter(tombstone_rows::log_index.ge(from)).filter(tombstone_rows::log_index.lt(to));
    let found: Vec<(Id, Option<i64>)> = on!(conn, c => heard.select((tombstone_rows::consent, tombstone_rows::log_index)).load(c))?;
    placed.extend(found.into_iter().filter_map(|(id, index)| at(index, Kept::Withdrawal(ConsentId(id.into())))));
    Ok(placed)
}

fn at(index: Option<i64>, what: Kept) -> Option<Placed> {
    Some(Placed { index: index?.unsigned_abs(), what })
}

fn offers_placed(conn: &mut Conn, stretch: Stretch) -> Result<Vec<Placed>> {
    let (from, to) = stretch.bounds();
    let decided = offer_rows::table.filter(offer_rows::log_index.ge(from)).filter(offer_rows::log_index.lt(to));
    let columns = (offer_rows::handover, offer_rows::offer_hash, offer_rows::log_index);
    let found: Vec<(Id, Hash32, Option<i64>)> = on!(conn, c => decided.select(columns).load(c))?;
    let kept = |id: Id, hash: Hash32| Kept::Offer { handover: HandoverId(id.into()), hash: Hash::from_bytes(*hash.as_bytes()) };
    Ok(found.into_iter().filter_map(|(id, hash, index)| at(index, kept(id, hash))).collect())
}

fn receipts_placed(conn: &mut Conn, stretch: Stretch, own: &AgencyId) -> Result<Vec<Placed>> {
    let (from, to) = stretch.bounds();
    let given = receipts::table
        .filter(receipts::from_agency.eq(own.to_string()))
        .filter(receipts::log_index.ge(from))
        .filter(receipts::log_index.lt(to));
    let found: Vec<(Id, String, Option<i64>)> =
        on!(conn, c => given.select((receipts::handover, receipts::state, receipts::log_index)).load(c))?;
    Ok(found.into_iter().filter_map(|(id, state, index)| at(index, Kept::Receipt { handover: HandoverId(id.into()), state })).collect())
}

/// Parcels say where their fetch stands by their proof.
fn parcels_placed(conn: &mut Conn, stretch: Stretch) -> Result<Vec<Placed>> {
    let since = stretch.since.map_or(Micros::from(Timestamp::UNIX_EPOCH), Micros::from);
    let came = parcels::table.filter(parcels::received_at.ge(since)).select((parcels::handover, parcels::offer_hash, parcels::parcel));
    let found: Vec<(Id, Hash32, Vec<u8>)> = on!(conn, c => came.load(c))?;
    let mut placed = Vec::new();
    for (id, hash, bytes) in found {
        let parcel: Parcel = serde_json::from_slice(&bytes).map_err(|error| store::Error::new(store::ErrorKind::InvalidValue, error))?;
        let index = parcel.fetched.index;
        if (stretch.from..stretch.to).contains(&index) {
            let what = Kept::Parcel { handover: HandoverId(id.into()), hash: Hash::from_bytes(*hash.as_bytes()) };
            placed.push(Placed { index, what });
        }
    }
    Ok(placed)
}

/// What is known here of the handover and the consent an entry is about.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn known(conn: &mut Conn, entry: &EntryFields) -> Result<Known> {
    let mut known = Known::default();
    if let Some(id) = entry.handover.as_deref().and_then(|id| id.parse::<HandoverId>().ok()) {
        known.sent = offers::find(conn, id)?.map(|offer| Hash::from_bytes(offer.offer_hash));
        known.handover = handovers::find(conn, id)?.is_some();
        known.arrival = arrivals::find(conn, id)?.map(|arrival| arrival.state);
        known.answers = answers(conn, id)?;
    }
    if let Some(id) = entry.consents.first().and_then(|id| id.parse::<ConsentId>().ok()) {
        known.consent = consents::find(conn, id)?.map(|record| record.state);
        known.tombstone = tombstones::find(conn, id)?.is_some();
    }
    Ok(known)
}

fn answers(conn: &mut Conn, handover: HandoverId) -> Result<Vec<String>> {
    let query = receipts::table.filter(receipts::handover.eq(Id::from(handover.0))).select(receipts::state);
    Ok(on!(conn, c => query.load(c))?)
}
