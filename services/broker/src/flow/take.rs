//! Taking signed messages in: signature before parsing, values before order, all of it outside the sequencer.

use envelope::Verified;
use serde::{Serialize, de::DeserializeOwned};
use store::Hash32;
use wire::{AgencyId, CodeWithdrawal, ConsentGrant, Envelope, MessageKind, Offer, ProblemCode, Recall, Receipt, Withdrawal};

use super::{Broker, FlowError, sequencer::note};
use crate::{
    db,
    domain::{
        Refusal,
        code_withdrawal::NewCodeWithdrawal,
        consent_grant,
        consent_grant::{NewConsent, NewWithdrawal},
        offer,
        offer::NewOffer,
        operation::{Operation, Outcome},
        recall::NewRecall,
        receipt::NewReceipt,
    },
};

/// Registers a consent. Gives its index in the log.
pub(crate) async fn consent(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<u64, FlowError> {
    let (envelope, verified) = counted("consent", open::<ConsentGrant>(broker, MessageKind::ConsentGrant, caller, body))?;
    let edition = broker.live.edition().ok_or(ProblemCode::RulebookChanged)?;
    let (directory, now) = (broker.live.directory(), broker.now());
    let checked = consent_grant::check(verified.message(), caller, &directory, &edition.rules, now);
    let payload_hash = Hash32::new(verified.payload_hash().0);
    if let Err(refusal) = checked {
        // What was taken once is answered for ever, also when it could not be taken today.
        let id = verified.message().id;
        let known = broker.db.read(move |conn| db::consent_grants::find_all(conn, [id])).await?;
        let same = known.first().filter(|known| known.payload_hash == payload_hash);
        return same.map(|known| known.log_index).ok_or(FlowError::Refused(counted_refusal("consent", refusal)));
    }
    let new = NewConsent { grant: verified.into_message(), payload_hash, envelope: envelope::envelope_to_json(&envelope) };
    logged(broker.sequencer.submit(Operation::Consent(Box::new(new))).await?)
}

/// Takes a withdrawal. Gives the index of the log from which on nothing is fetched under the consent.
pub(crate) async fn withdrawal(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<u64, FlowError> {
    let (envelope, verified) = counted("withdraw", open::<Withdrawal>(broker, MessageKind::Withdrawal, caller, body))?;
    if verified.message().heard_by != *caller {
        return Err(counted_refusal("withdraw", ProblemCode::WrongAddress.into()).into());
    }
    let payload_hash = Hash32::new(verified.payload_hash().0);
    let new = NewWithdrawal { withdrawal: verified.into_message(), payload_hash, envelope };
    logged(broker.sequencer.submit(Operation::Withdraw(new)).await?)
}

/// Takes a withdrawal by a card's code. Whether it belongs to a consent is told to nobody here.
pub(crate) async fn code_withdrawal(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<(), FlowError> {
    let kind = "withdraw_by_code";
    let (envelope, verified) = counted(kind, open::<CodeWithdrawal>(broker, MessageKind::CodeWithdrawal, caller, body))?;
    if verified.message().heard_by != *caller {
        return Err(counted_refusal(kind, ProblemCode::WrongAddress.into()).into());
    }
    let payload_hash = Hash32::new(verified.payload_hash().0);
    let new = NewCodeWithdrawal { withdrawal: verified.into_message(), payload_hash, envelope };
    broker.sequencer.submit(Operation::WithdrawByCode(new)).await.map(drop)
}

/// Judges an offer, whole. Gives the signed answer in canonical JSON.
pub(crate) async fn offer(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<Vec<u8>, FlowError> {
    let opened = open::<Offer>(broker, MessageKind::Offer, caller, body).map_err(|refusal| name_category(refusal, body));
    let (envelope, verified) = counted("offer", opened)?;
    let payload_hash = Hash32::new(verified.payload_hash().0);
    let id = verified.message().header.id;
    let checked = offer::check(verified.message(), caller, &broker.live.directory(), broker.now());
    let answer = match checked {
        Err(refusal) => Err(FlowError::Refused(counted_refusal("offer", refusal))),
        Ok(()) => {
            let new = NewOffer { offer: verified.into_message(), payload_hash, envelope: envelope::envelope_to_json(&envelope) };
            broker.sequencer.submit(Operation::Offer(Box::new(new))).await
        }
    };
    match answer {
        Ok(Outcome::Answered(answer)) => Ok(answer),
        Ok(_) => Err(FlowError::Stopped),
        Err(error) => {
            // What was judged once is answered for ever, also when its key or its time is past.
            let known = broker.db.read(move |conn| db::disclosures::find(conn, id)).await?;
            known.filter(|known| known.payload_hash == payload_hash).map(|known| known.answer).ok_or(error)
        }
    }
}

/// Takes a handover back for its sender. Gives the index in the log from which on nobody fetches it.
pub(crate) async fn recall(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<u64, FlowError> {
    let (envelope, verified) = counted("recall", open::<Recall>(broker, MessageKind::Recall, caller, body))?;
    if verified.message().from != *caller {
        return Err(counted_refusal("recall", ProblemCode::WrongAddress.into()).into());
    }
    let payload_hash = Hash32::new(verified.payload_hash().0);
    let new = NewRecall { recall: verified.into_message(), payload_hash, envelope };
    logged(broker.sequencer.submit(Operation::Recall(Box::new(new))).await?)
}

/// Takes the recipient's answer. Gives its index in the log.
pub(crate) async fn receipt(broker: &Broker, caller: &AgencyId, body: &[u8]) -> Result<u64, FlowError> {
    let (envelope, verified) = counted("receipt", open::<Receipt>(broker, MessageKind::Receipt, caller, body))?;
    if verified.message().from != *caller {
        return Err(counted_refusal("receipt", ProblemCode::WrongAddress.into()).into());
    }
    let payload_hash = Hash32::new(verified.payload_hash().0);
    let new = NewReceipt { receipt: verified.into_message(), payload_hash, envelope };
    logged(broker.sequencer.submit(Operation::Receipt(Box::new(new))).await?)
}

/// The envelope's one spelling, a key of the caller in its time, the signature, and only then the message.
fn open<T: Serialize + DeserializeOwned>(
    broker: &Broker,
    kind: MessageKind,
    caller: &AgencyId,
    body: &[u8],
) -> Result<(Envelope, Verified<T>), Refusal> {
    let envelope = envelope::envelope_from_json(body).map_err(|error| error.problem())?;
    let directory = broker.live.directory();
    let member = directory.agency(caller).ok_or(ProblemCode::UnknownAgency)?;
    let key = member.service_key(&envelope.key_id, broker.now()).ok_or(ProblemCode::UnknownKey)?;
    let verified = envelope::verify(kind, &envelope, key).map_err(|error| error.problem())?;
    Ok((envelope, verified))
}

/// A message that is signed and not an offer may be one of a newer version: said apart.
fn name_category(refusal: Refusal, body: &[u8]) -> Refusal {
    let names = || envelope::envelope_from_json(body).is_ok_and(|envelope| offer::names_unknown_category(&envelope.payload));
    if refusal.code() == ProblemCode::NotCanonical && names() { ProblemCode::UnknownCategory.into() } else { refusal }
}

fn logged(outcome: Outcome) -> Result<u64, FlowError> {
    match outcome {
        Outcome::Logged(index) => Ok(index),
        _ => Err(FlowError::Stopped),
    }
}

fn counted<T>(kind: &'static str, checked: Result<T, Refusal>) -> Result<T, FlowError> {
    checked.map_err(|refusal| counted_refusal(kind, refusal).into())
}

fn counted_refusal(kind: &'static str, refusal: Refusal) -> Refusal {
    note(kind, Some(&refusal));
    refusal
}
