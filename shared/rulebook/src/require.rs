//! The broker's door: the whole offer, or nothing of it.

use wire::{Category, Offer, Refusal};

use crate::{Basis, Cleared, Decision, Disclosure, Judged, Reason, Verdict, keep::DUTY_PURPOSE};

/// Nothing of the offer is handed over. Known to the sender alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the offer is refused in {} of its fields", refusals.len())]
pub struct Refused {
    /// Why, field by field; never empty.
    pub refusals: Vec<Refusal>,
}

/// Lets the whole of an offer go, or refuses the whole with reasons; nothing in it is ever edited.
///
/// # Errors
/// [`Refused`] when a field stays, when duty and anything else are mixed, when a duty goes under another purpose,
/// when there is no field, or when the decision is over another offer or by another edition than the offer names.
pub fn require_cleared(offer: Offer, decision: &Decision) -> Result<Cleared<Offer>, Refused> {
    let refusals = refusals(&offer, decision);
    if refusals.is_empty() { Ok(Cleared::new(offer, decision.clone())) } else { Err(Refused { refusals }) }
}

fn refusals(offer: &Offer, decision: &Decision) -> Vec<Refusal> {
    if offer.fields.is_empty() {
        return vec![refusal(0, Reason::NothingInIt)];
    }
    if offer.outline() != *decision.outline {
        return offer.fields.iter().map(|field| refusal(field.n, Reason::NotTheJudgedOffer)).collect();
    }
    if offer.header.edition != *decision.edition {
        return offer.fields.iter().map(|field| refusal(field.n, Reason::OtherEdition)).collect();
    }
    decision.fields.iter().filter_map(|field| fault(field, decision).map(|reason| refusal(field.n, reason))).collect()
}

fn refusal(n: u32, reason: Reason) -> Refusal {
    Refusal { n, reason: reason.code().to_owned() }
}

fn fault(field: &Judged, decision: &Decision) -> Option<Reason> {
    match &field.verdict {
        Verdict::Withhold { why, .. } => Some(*why),
        Verdict::Disclose(disclosure) => travel_fault(field, disclosure, decision),
    }
}

/// A duty travels alone and under its own purpose, so that nothing can stop or delay it. Only a correction, which
/// holds no value and needs nobody's yes, may go with the new value.
fn travel_fault(field: &Judged, disclosure: &Disclosure, decision: &Decision) -> Option<Reason> {
    let a_duty = decision.disclosures().any(|(_, other)| other.is_duty());
    if !disclosure.is_duty() {
        return (a_duty && !is_bare_correction(field, disclosure)).then_some(Reason::DutyTravelsAlone);
    }
    (decision.outline.purpose != DUTY_PURPOSE).then_some(Reason::DutyHasItsPurpose)
}

fn is_bare_correction(field: &Judged, disclosure: &Disclosure) -> bool {
    field.category == Category::Correction && disclosure.covers().all(|cover| cover.basis == Basis::StateOnly)
}
