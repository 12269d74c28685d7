//! Handing a parcel over: logged first, proved second, then the same bytes for ever.

use std::time::Duration;

use store::Conn;
use wire::{AgencyId, Envelope, HandoverId, Parcel};

use super::{Broker, FlowError, broker::Patience};
use crate::{
    db,
    domain::{
        Refusal,
        disclosure::{Disclosure, Evidence},
        operation::Operation,
    },
};

/// What a recipient that fetches is given.
pub(crate) enum Fetched {
    /// The parcel in canonical JSON.
    Parcel(Vec<u8>),
    /// It is logged; the proof is not complete.
    WaitingForProof,
}

/// Logs the fetch when it is the first, and waits for the proof at most so long.
pub(crate) async fn fetch(broker: &Broker, caller: &AgencyId, id: HandoverId, at_most: Duration) -> Result<Fetched, FlowError> {
    // Subscribed before the first look: a proof that comes in between is not missed.
    let mut proofs = broker.live.proofs();
    // Asked again it changes nothing and is answered like the first time.
    broker.sequencer.submit(Operation::Fetch { handover: id, by: caller.clone() }).await?;
    let patience = Patience::new(broker, at_most);
    loop {
        if let Some(parcel) = ready(broker, caller, id).await? {
            return Ok(Fetched::Parcel(parcel));
        }
        if !patience.wait(&mut proofs).await {
            return Ok(Fetched::WaitingForProof);
        }
    }
}

async fn ready(broker: &Broker, caller: &AgencyId, id: HandoverId) -> Result<Option<Vec<u8>>, FlowError> {
    let caller = caller.clone();
    broker.db.try_read(move |conn| look(conn, &caller, id)).await
}

/// The parcel when it is proved; nothing when it has to be fetched or waits for its proof.
fn look(conn: &mut Conn, caller: &AgencyId, id: HandoverId) -> Result<Option<Vec<u8>>, FlowError> {
    let disclosure = db::disclosures::find(conn, id)?.filter(|known| known.announced && known.to == *caller);
    let disclosure = disclosure.ok_or(wire::ProblemCode::NotFound)?;
    if !disclosure.is_to_be_had() {
        return Err(Refusal::Gone.into());
    }
    let Some(evidence) = db::disclosures::evidence(conn, id)? else { return Ok(None) };
    assemble(conn, &disclosure, &evidence).map(Some)
}

/// Offer and consents as their agencies signed them, and both proofs.
fn assemble(conn: &mut Conn, disclosure: &Disclosure, evidence: &[u8]) -> Result<Vec<u8>, FlowError> {
    let offer = db::sealed_offers::find_all(conn, [disclosure.handover])?.pop().ok_or(Refusal::Gone)?.1;
    let ids = disclosure.consents.iter().map(|reliance| reliance.consent);
    let mut consents = db::consent_grants::find_all(conn, ids)?;
    consents.sort_by_key(|consent| consent.log_index);
    let read = |bytes: &[u8]| wire::canonical::from_bytes::<Envelope>(bytes).map_err(|_| db::unreadable("envelope"));
    let Evidence { released, fetched } = wire::canonical::from_bytes(evidence).map_err(|_| db::unreadable("proof"))?;
    let consents = consents.iter().map(|consent| read(&consent.envelope)).collect::<Result<_, _>>()?;
    let parcel = Parcel { offer: read(&offer)?, consents, released, fetched };
    Ok(wire::canonical::to_bytes(&parcel).map_err(|_| db::unreadable("parcel"))?)
}
