//! Posting one message: the stored bytes, and what the broker answered.

use envelope::{envelope_from_json, verify};
use serde::Deserialize;
use store::Id;
use wire::{ConsentId, HandoverId, MessageKind, OfferAnswer, ProblemCode, ReceiptId};

use super::{
    Outgoing,
    broker_client::CallError,
    load_offer::{LoadedOffer, load_offer},
};
use crate::{
    Casework,
    db::{code_tries, consents, offers, recalls, receipts, tombstones},
    domain::RecallState,
};

/// What came of posting.
#[derive(Debug)]
pub(super) enum Posted {
    /// Not committed, or not to be posted by this process yet.
    NotThere,
    /// Taken into the log.
    Logged { log_index: u64 },
    /// Decided, and the answer is signed by the broker.
    Decided { registered: Vec<(ConsentId, u64)>, signed_answer: Vec<u8>, answer: Box<OfferAnswer> },
    /// A consent it rests on was withdrawn here before it was ever posted: it is not posted at all.
    Withdrawn,
    /// It was taken back: it is not posted (any more).
    Recalled,
    /// There is nothing left to post: it is settled already.
    Settled,
    /// Heard, and that is all the answer tells.
    Heard,
    /// Refused, or no answer.
    Failed { registered: Vec<(ConsentId, u64)>, error: CallError },
}

#[derive(Deserialize)]
struct LogIndex {
    log_index: u64,
}

/// Whether the broker may have the message from an earlier attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It can't.
    NeverPosted,
    /// It may: what it decided then is to be heard, whatever has happened here since.
    MayBePosted,
}

/// Loads the stored bytes and posts them.
pub(super) async fn deliver(casework: &Casework, outgoing: Outgoing, before: Before) -> Posted {
    match outgoing {
        Outgoing::Offer(id) => deliver_offer(casework, id, before).await,
        Outgoing::Receipt(id) => deliver_receipt(casework, id).await,
        Outgoing::Recall(id) => deliver_recall(casework, id).await,
        Outgoing::Withdrawal(id) => deliver_withdrawal(casework, id).await,
        Outgoing::Consent(id) => deliver_consent(casework, id).await,
        Outgoing::CodeWithdrawal(id) => deliver_code(casework, id).await,
    }
}

async fn deliver_offer(casework: &Casework, id: HandoverId, before: Before) -> Posted {
    let LoadedOffer { offer, withdrawn, unregistered, recall, .. } = match load_offer(casework, id).await {
        Ok(Some(loaded)) => loaded,
        Ok(None) => return Posted::NotThere,
        Err(error) => return Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) },
    };
    match (recall, before) {
        (Some(RecallState::Done), _) | (Some(RecallState::Asked), Before::NeverPosted) => return Posted::Recalled,
        // The broker may have it. The recall is on its way by itself; what it finds says how this ends.
        (Some(RecallState::Asked), Before::MayBePosted) => {
            return Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer("its recall is under way".to_owned()) };
        }
        (Some(RecallState::TooLate) | None, _) => {}
    }
    if before == Before::NeverPosted && !withdrawn.is_empty() {
        return Posted::Withdrawn;
    }
    // The withdrawal first: what the broker has not decided yet it refuses then; what it has, it answers again.
    for consent in withdrawn {
        if let Posted::Failed { error, .. } = deliver_withdrawal(casework, consent).await {
            // Its own message in the outbox is the one to be parked: this one waits.
            return Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) };
        }
    }
    let mut registered = Vec::new();
    for consent in unregistered {
        match post_logged(casework, "/api/v1/consents", consent.signed_grant).await {
            Ok(log_index) => registered.push((consent.id, log_index)),
            Err(error) => return Posted::Failed { registered, error },
        }
    }
    // Crash here: the consent is in the log without an offer under it; the next attempt registers it again, the same.
    match post_offer(casework, &offer).await {
        Ok((signed_answer, answer)) => Posted::Decided { registered, signed_answer, answer: Box::new(answer) },
        Err(error) => Posted::Failed { registered, error },
    }
}

async fn post_offer(casework: &Casework, offer: &offers::SignedOffer) -> Result<(Vec<u8>, OfferAnswer), CallError> {
    let signed_answer = casework.post("/api/v1/offers", offer.signed_offer.clone(), None).await?.ok()?;
    let answer = believed(casework, &signed_answer).await?;
    let about_it = answer.handover == offer.handover && answer.offer_hash.0 == offer.offer_hash;
    if about_it { Ok((signed_answer, answer)) } else { Err(CallError::Form) }
}

/// The answer, when the broker signed it. A broker that is not known yet is looked up first.
async fn believed(casework: &Casework, signed: &[u8]) -> Result<OfferAnswer, CallError> {
    let envelope = envelope_from_json(signed).map_err(|_| CallError::Form)?;
    let now = casework.0.clock.now();
    if casework.directory().signer(&envelope.key_id, now).is_none() {
        // A refusal of the directory is none of the offer.
        super::refresh::directory(casework).await.map_err(|error| CallError::NoAnswer(error.to_string()))?;
    }
    let directory = casework.directory();
    let (agency, key) = directory.signer(&envelope.key_id, now).ok_or(CallError::Problem(ProblemCode::LogFenced))?;
    let verified = verify::<OfferAnswer>(MessageKind::OfferAnswer, &envelope, key).map_err(|_| CallError::Form)?;
    if *agency.agency() == casework.0.config.broker.agency { Ok(verified.into_message()) } else { Err(CallError::Form) }
}

async fn deliver_receipt(casework: &Casework, id: ReceiptId) -> Posted {
    match casework.db().read(move |conn| receipts::signed(conn, id)).await {
        Ok(Some(signed)) => logged(post_logged(casework, "/api/v1/receipts", signed).await),
        Ok(None) => Posted::NotThere,
        Err(error) => Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) },
    }
}

async fn deliver_recall(casework: &Casework, id: HandoverId) -> Posted {
    let loaded = casework.db().read(move |conn| Ok((recalls::find(conn, id)?, recalls::signed(conn, id)?))).await;
    match loaded {
        Ok((Some(recall), Some(signed))) if recall.state == RecallState::Asked => {
            logged(post_logged(casework, "/api/v1/recalls", signed).await)
        }
        Ok((Some(_), Some(_))) => Posted::Settled,
        Ok(_) => Posted::NotThere,
        Err(error) => Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) },
    }
}

/// The grant first: an offer under it may be on the wire at this moment, and a withdrawal of a consent the broker does
/// not know yet would be lost while the consent comes in after it. Registering twice is harmless.
async fn deliver_withdrawal(casework: &Casework, id: ConsentId) -> Posted {
    let loaded = casework.db().read(move |conn| Ok((tombstones::signed(conn, id)?, consents::signed_grant(conn, id)?))).await;
    let (withdrawal, grant) = match loaded {
        Ok((Some(withdrawal), grant)) => (withdrawal, grant),
        Ok((None, _)) => return Posted::NotThere,
        Err(error) => return Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) },
    };
    if let Some(grant) = grant
        && let Err(error) = post_logged(casework, "/api/v1/consents", grant).await
    {
        return Posted::Failed { registered: Vec::new(), error };
    }
    logged(post_logged(casework, "/api/v1/consents/withdraw", withdrawal).await)
}

/// One that the broker has, or that is withdrawn: its withdrawal brings it along.
async fn deliver_consent(casework: &Casework, id: ConsentId) -> Posted {
    let loaded = casework.db().read(move |conn| Ok((consents::find(conn, id)?.is_some(), consents::unregistered(conn, &[id])?))).await;
    match loaded {
        Ok((_, unregistered)) if !unregistered.is_empty() => {
            let signed = unregistered.into_iter().next().map(|consent| consent.signed_grant).unwrap_or_default();
            logged(post_logged(casework, "/api/v1/consents", signed).await)
        }
        Ok((true, _)) => Posted::Settled,
        Ok((false, _)) => Posted::NotThere,
        Err(error) => Posted::Failed { registered: Vec::new(), error: CallError::NoAnswer(error.to_string()) },
    }
}

async fn deliver_code(casework: &Casework, id: Id) -> Posted {
    let error = match casework.db().read(move |conn| code_tries::signed(conn, id)).await {
        Ok(Some(signed)) => match post_heard(casework, signed).await {
            Ok(()) => return Posted::Heard,
            Err(error) => error,
        },
        Ok(None) => return Posted::NotThere,
        Err(error) => CallError::NoAnswer(error.to_string()),
    };
    Posted::Failed { registered: Vec::new(), error }
}

/// The broker's answer to a code is the same whatever it found.
async fn post_heard(casework: &Casework, signed: Vec<u8>) -> Result<(), CallError> {
    let answer = casework.post("/api/v1/consents/withdraw-by-code", signed, None).await?;
    if answer.status == 202 { Ok(()) } else { Err(answer.problem()) }
}

async fn post_logged(casework: &Casework, path: &str, signed: Vec<u8>) -> Result<u64, CallError> {
    let answer: LogIndex = casework.post(path, signed, None).await?.json()?;
    Ok(answer.log_index)
}

fn logged(answer: Result<u64, CallError>) -> Posted {
    match answer {
        Ok(log_index) => Posted::Logged { log_index },
        Err(error) => Posted::Failed { registered: Vec::new(), error },
    }
}
