//! A planted fault, for the control of the races: a fetch that is decided outside the sequencer's order, as a broker would
//! that looks first and writes afterwards. No program that ships has it.

use store::Conn;
use wire::{AgencyId, HandoverId, ProblemCode};

use super::{Broker, FlowError};
use crate::{
    db,
    domain::{Refusal, desk::SeenFetch, offer, operation::Operation},
};

/// Decides by what the tables hold now, and writes that when its turn comes. Gives whether the recipient may have the parcel.
///
/// # Errors
/// [`FlowError`] for everything but a parcel that is gone.
pub async fn fetch(broker: &Broker, by: &AgencyId, handover: HandoverId) -> Result<bool, FlowError> {
    let by = by.clone();
    let fetched = async {
        let seen = broker.db.try_read(move |conn| see(conn, by, handover)).await?;
        broker.sequencer.submit(Operation::FetchAsSeen(Box::new(seen))).await
    };
    match fetched.await {
        Ok(_) => Ok(true),
        Err(FlowError::Refused(Refusal::Gone)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn see(conn: &mut Conn, by: AgencyId, handover: HandoverId) -> Result<SeenFetch, FlowError> {
    let disclosure = db::disclosures::find(conn, handover)?.ok_or(ProblemCode::NotFound)?;
    let consents = db::consent_grants::find_all(conn, disclosure.relied_on())?;
    let (_, envelope) = db::sealed_offers::find_all(conn, [handover])?.pop().ok_or(Refusal::Gone)?;
    let offer = offer::read(&envelope).ok_or_else(|| db::unreadable("offer"))?;
    Ok(SeenFetch { by, disclosure, offer, consents })
}
