//! Offers this agency has made: the exact bytes.

use diesel::prelude::*;
use store::{Conn, Hash32, Id, Result, on};
use wire::{ConsentId, HandoverId};

use super::{parsed, schema::offers};

/// An offer to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOffer {
    /// The handover.
    pub handover: HandoverId,
    /// The envelope, as it is posted.
    pub signed_offer: Vec<u8>,
    /// SHA-256 of its payload.
    pub offer_hash: [u8; 32],
    /// Consents the broker must have first.
    pub consents: Vec<ConsentId>,
}

/// Writes an offer.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, offer: &SignedOffer) -> Result<()> {
    let consents = offer.consents.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let row = (
        offers::handover.eq(Id::from(offer.handover.0)),
        offers::signed_offer.eq(&offer.signed_offer),
        offers::offer_hash.eq(Hash32::new(offer.offer_hash)),
        offers::consents.eq(consents),
    );
    let query = diesel::insert_into(offers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The offer of a handover.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, handover: HandoverId) -> Result<Option<SignedOffer>> {
    let query = offers::table.find(Id::from(handover.0)).select((offers::signed_offer, offers::offer_hash, offers::consents));
    let row: Option<(Vec<u8>, Hash32, String)> = on!(conn, c => query.get_result(c).optional())?;
    let Some((signed_offer, offer_hash, consents)) = row else { return Ok(None) };
    let consents = consents.split(',').filter(|id| !id.is_empty()).map(parsed).collect::<Result<_>>()?;
    Ok(Some(SignedOffer { handover, signed_offer, offer_hash: *offer_hash.as_bytes(), consents }))
}

/// Whether any offer refers to the consent: the broker has been or will be told of it.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn rest_on(conn: &mut Conn, consent: ConsentId) -> Result<bool> {
    let query = offers::table.filter(offers::consents.like(format!("%{consent}%"))).count();
    let count: i64 = on!(conn, c => query.get_result(c))?;
    Ok(count > 0)
}

/// Keeps the broker's signed answer.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_answer(conn: &mut Conn, handover: HandoverId, signed_answer: &[u8], log_index: u64) -> Result<()> {
    let query = diesel::update(offers::table.find(Id::from(handover.0)))
        .set((offers::signed_answer.eq(Some(signed_answer)), offers::log_index.eq(i64::try_from(log_index).ok())));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Where the decision on an offer stands in the log, and what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OfferPlace {
    /// The place.
    pub(crate) index: u64,
    /// SHA-256 of the offer's payload.
    pub(crate) offer_hash: [u8; 32],
}

/// The place of an offer's decision, once the broker has answered.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn place(conn: &mut Conn, handover: HandoverId) -> Result<Option<OfferPlace>> {
    let query = offers::table.find(Id::from(handover.0)).select((offers::log_index, offers::offer_hash));
    let row: Option<(Option<i64>, Hash32)> = on!(conn, c => query.get_result(c).optional())?;
    let place = |(index, hash): (Option<i64>, Hash32)| Some(OfferPlace { index: index?.unsigned_abs(), offer_hash: *hash.as_bytes() });
    Ok(row.and_then(place))
}

/// The broker's signed answer, when it has come.
///
/// # Errors
/// [`store::Error`].
pub fn answer(conn: &mut Conn, handover: HandoverId) -> Result<Option<Vec<u8>>> {
    let query = offers::table.find(Id::from(handover.0)).select(offers::signed_answer);
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}
