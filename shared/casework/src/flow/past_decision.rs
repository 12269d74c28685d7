//! What was decided, kept beside what it led to: of the whole draft as it was previewed, also of what stayed. It never leaves
//! the agency, and holds no value.

use jiff::Timestamp;
use rulebook::PastDecision;
use serde::{Deserialize, Serialize};
use store::Conn;
use wire::{ConsentGrant, ConsentId, Draft, DraftField, HandoverId, Offer, Parcel};

use super::{SentHandover, preview::Judged};
use crate::{
    Casework,
    db::{
        cases::Case,
        consents::{self, ConsentOutcome},
        handovers::Handover,
        offers, parcels, past_decisions,
    },
    domain::{Again, Way},
    error::{AnswerProblem, Fault, SendProblem},
};

/// A decision as it is kept for one of the handovers it led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptDecision {
    /// Of the whole draft.
    pub(super) past: PastDecision,
    /// Places of the draft that the handover carries, in its order.
    pub(super) went: Vec<u32>,
    /// Places that the rules would let go and that were held back: a correction without its new value.
    pub(super) held: Vec<u32>,
    /// Switches this agency had turned off for itself.
    pub(super) off: Vec<String>,
}

/// A decision, and whether all of it is known: only the sender knows what stayed.
pub(super) struct Remembered {
    pub(super) decision: KeptDecision,
    pub(super) whole: bool,
}

fn label(handover: HandoverId) -> String {
    format!("past_decision/{handover}")
}

impl Casework {
    /// Keeps what was decided of a draft beside each handover it became.
    pub(super) fn keep_decision(
        &self,
        conn: &mut Conn,
        case: &Case,
        judged: &Judged,
        sent: &[(SentHandover, Vec<DraftField>)],
        now: Timestamp,
    ) -> Result<(), SendProblem> {
        let decision = &judged.decision;
        let past = PastDecision::of(decision.outline(), &judged.grants, judged.edition.reference(), decision.at());
        let again = Again::new(&past, &judged.edition);
        let held = decision.fields().iter().filter(|field| field.disclosure().is_none() && again.goes(field.n)).map(|field| field.n);
        let held: Vec<u32> = held.collect();
        for (handover, fields) in sent {
            let went = places(&judged.draft, fields);
            let kept = KeptDecision { past: past.clone(), went, held: held.clone(), off: self.config().switches_off.clone() };
            let plain = wire::canonical::to_bytes(&kept).map_err(|error| Fault::because("a decision could not be written", error))?;
            let sealed = self.seal_for_case(conn, case.id, &label(handover.id), &plain)?;
            past_decisions::insert(conn, handover.id, &sealed, now)?;
        }
        Ok(())
    }

    /// What was decided of a handover: as it was kept, or as the signed bytes tell it.
    pub(super) fn remembered(&self, conn: &mut Conn, handover: &Handover) -> Result<Remembered, AnswerProblem> {
        match past_decisions::sealed(conn, handover.id)? {
            Some(sealed) => {
                let plain = self.open_for_case(conn, handover.case, &label(handover.id), &sealed)?;
                let decision =
                    wire::canonical::from_bytes(&plain).map_err(|error| Fault::because("a kept decision can't be read", error))?;
                Ok(Remembered { decision, whole: true })
            }
            None => self.rebuilt(conn, handover),
        }
    }

    fn rebuilt(&self, conn: &mut Conn, handover: &Handover) -> Result<Remembered, AnswerProblem> {
        let (offer, grants) = match handover.way {
            Way::Sent => {
                let offer = sent_offer(conn, handover.id)?;
                let grants = grants_here(conn, &offer.header.consents)?;
                (offer, grants)
            }
            Way::Received => received_offer(conn, handover.id)?,
        };
        let outline = offer.outline();
        let at = rulebook::Moment::in_sweden(offer.header.made_at);
        let went = outline.fields.iter().map(|field| field.n).collect();
        let past = PastDecision::of(&outline, &grants, &offer.header.edition, at);
        Ok(Remembered { decision: KeptDecision { past, went, held: Vec::new(), off: Vec::new() }, whole: false })
    }
}

/// The signed offer of a handover that was made here.
pub(super) fn sent_offer(conn: &mut Conn, handover: HandoverId) -> Result<Offer, AnswerProblem> {
    let signed = offers::find(conn, handover)?.ok_or(AnswerProblem::NotFound)?.signed_offer;
    let envelope = envelope::envelope_from_json(&signed).map_err(|error| Fault::because("an offer can't be read back", error))?;
    Ok(wire::canonical::from_bytes(&envelope.payload.0).map_err(|error| Fault::because("an offer can't be read back", error))?)
}

/// The offer of a parcel and the consents that came with it. They were checked before they were stored.
pub(super) fn received_offer(conn: &mut Conn, handover: HandoverId) -> Result<(Offer, Vec<ConsentGrant>), AnswerProblem> {
    let bytes = parcels::bytes(conn, handover)?.ok_or(AnswerProblem::NotFound)?;
    let parcel: Parcel = serde_json::from_slice(&bytes).map_err(|error| Fault::because("a parcel can't be read back", error))?;
    let offer = wire::canonical::from_bytes(&parcel.offer.payload.0);
    let offer = offer.map_err(|error| Fault::because("a parcel can't be read back", error))?;
    let grants = parcel.consents.iter().filter_map(|envelope| wire::canonical::from_bytes(&envelope.payload.0).ok());
    Ok((offer, grants.collect()))
}

/// Consents that were asked here, whatever has become of them since.
fn grants_here(conn: &mut Conn, ids: &[ConsentId]) -> store::Result<Vec<ConsentGrant>> {
    let mut grants = Vec::new();
    for id in ids {
        if let Some(ConsentOutcome::Given(grant)) = consents::find(conn, *id)?.map(|record| record.outcome) {
            grants.push(*grant);
        }
    }
    Ok(grants)
}

/// Where in a draft the fields of a part of it stand: they are in the same order.
fn places(draft: &Draft, part: &[DraftField]) -> Vec<u32> {
    let mut places = draft.fields.iter().zip(0..);
    part.iter().filter_map(|field| places.find(|(known, _)| *known == field).map(|(_, n)| n)).collect()
}
