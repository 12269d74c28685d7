//! From an entry and the message it names to the operation that made it.

use envelope::Verified;
use jiff::Timestamp;
use ledger::{Entry, EntryKind};
use serde::{Serialize, de::DeserializeOwned};
use store::{Conn, Hash32};
use wire::{CodeWithdrawal, ConsentGrant, CopiedMessage, Envelope, HandoverId, MessageKind, Offer, Recall, Receipt, Withdrawal};

use super::place::named;
use crate::{
    db,
    domain::{
        agency::Directory,
        code_withdrawal::NewCodeWithdrawal,
        consent_grant::{NewConsent, NewWithdrawal},
        history::History,
        offer::NewOffer,
        operation::Operation,
        recall::NewRecall,
        receipt::NewReceipt,
    },
};

/// What may have made an entry; the first that makes it again did. None when its message was not handed in.
pub(super) fn operations(
    conn: &mut Conn,
    entry: &Entry,
    history: &History,
    directory: &Directory,
    at: Timestamp,
) -> store::Result<Vec<Operation>> {
    let fields = entry.fields();
    let handover = fields.handover.as_deref().and_then(|id| id.parse::<HandoverId>().ok());
    let known = handover.map(|id| db::disclosures::find(conn, id)).transpose()?.flatten();
    let fetch = known.as_ref().map(|known| Operation::Fetch { handover: known.handover, by: known.to.clone() });
    Ok(match fields.kind {
        EntryKind::ParcelFetched => fetch.into_iter().collect(),
        // Refused when it was fetched, and not when it came.
        EntryKind::OfferRefused if known.is_some() => fetch.into_iter().collect(),
        // By a clock, or seen at a fetch.
        EntryKind::Expired => known.map(|known| Operation::Clock(known.handover)).into_iter().chain(fetch).collect(),
        EntryKind::ConsentRegistered
        | EntryKind::ConsentWithdrawn
        | EntryKind::OfferReleased
        | EntryKind::OfferRefused
        | EntryKind::Receipt
        | EntryKind::Recalled => {
            history.messages.get(&named(entry)).and_then(|message| operation(message, directory, at)).into_iter().collect()
        }
        // What concerns the broker alone its operator brings back: registrations, and editions of the rule book.
        EntryKind::ManifestRegistered | EntryKind::EditionActivated | EntryKind::CountBatch | EntryKind::Publication => Vec::new(),
    })
}

/// The operation of a message whose signature holds.
pub(super) fn operation(message: &CopiedMessage, directory: &Directory, at: Timestamp) -> Option<Operation> {
    let envelope = &message.envelope;
    Some(match message.kind {
        MessageKind::ConsentGrant => {
            let (grant, payload_hash) = opened::<ConsentGrant>(message, directory, at)?;
            Operation::Consent(Box::new(NewConsent { grant, payload_hash, envelope: json(envelope) }))
        }
        MessageKind::Withdrawal => {
            let (withdrawal, payload_hash) = opened::<Withdrawal>(message, directory, at)?;
            Operation::Withdraw(NewWithdrawal { withdrawal, payload_hash, envelope: envelope.clone() })
        }
        MessageKind::CodeWithdrawal => {
            let (withdrawal, payload_hash) = opened::<CodeWithdrawal>(message, directory, at)?;
            Operation::WithdrawByCode(NewCodeWithdrawal { withdrawal, payload_hash, envelope: envelope.clone() })
        }
        MessageKind::Offer => {
            let (offer, payload_hash) = opened::<Offer>(message, directory, at)?;
            Operation::Offer(Box::new(NewOffer { offer, payload_hash, envelope: json(envelope) }))
        }
        MessageKind::Receipt => {
            let (receipt, payload_hash) = opened::<Receipt>(message, directory, at)?;
            Operation::Receipt(Box::new(NewReceipt { receipt, payload_hash, envelope: envelope.clone() }))
        }
        MessageKind::Recall => {
            let (recall, payload_hash) = opened::<Recall>(message, directory, at)?;
            Operation::Recall(Box::new(NewRecall { recall, payload_hash, envelope: envelope.clone() }))
        }
        MessageKind::KeySet | MessageKind::Manifest | MessageKind::OfferAnswer | MessageKind::EditionApproval => return None,
    })
}

/// By a key of some agency in its time.
fn opened<T: Serialize + DeserializeOwned>(message: &CopiedMessage, directory: &Directory, at: Timestamp) -> Option<(T, Hash32)> {
    let key = directory.members().find_map(|member| member.service_key(&message.envelope.key_id, at))?;
    let verified: Verified<T> = envelope::verify(message.kind, &message.envelope, key).ok()?;
    let payload_hash = Hash32::new(verified.payload_hash().0);
    Some((verified.into_message(), payload_hash))
}

fn json(envelope: &Envelope) -> Vec<u8> {
    envelope::envelope_to_json(envelope)
}
