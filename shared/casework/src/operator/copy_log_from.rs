//! What an agency has kept of the log, for a broker that was set back to an old copy.

use std::collections::BTreeSet;

use envelope::envelope_from_json;
use ledger::{Entry, EntryKind, Witness};
use store::{Conn, Db, clock::SharedClock};
use wire::{Bytes32, ConsentId, CopiedEntry, CopiedMessage, HandoverId, LogCopy, MessageKind, Octets};

use super::{OperatorProblem, beside};
use crate::{
    AgencyConfig, Casework,
    db::{
        code_tries, consents, cursor,
        followed_leaves::{self, FollowedLeaf},
        offers, recalls, receipts, tombstones, witness,
    },
};

/// Copies what is kept from a leaf on, up to what the own witness has followed. Reads only, beside a service that runs; the
/// checkpoint is cosigned anew. `db` has the service's schema.
///
/// # Errors
/// [`OperatorProblem`], also when not every leaf was kept.
pub async fn copy_log_from(db: Db, clock: SharedClock, config: AgencyConfig, from: u64) -> Result<LogCopy, OperatorProblem> {
    let casework = beside(db, clock, config).await?;
    let origin = casework.0.log_key.name().as_str().to_owned();
    let own = casework.clone();
    let read = move |conn: &mut Conn| {
        let remembered = witness::load(conn, &origin)?.zip(witness::note(conn, &origin)?);
        let size = witness::size(conn, &origin)?;
        let leaves = followed_leaves::between(conn, &origin, from, size)?;
        Ok((remembered, messages(&own, conn, from, &leaves)?, leaves, from.min(size), cursor::next(conn)?))
    };
    // A witness that has followed less than there is says nothing of what was lost: its copy begins where it is.
    let (remembered, messages, leaves, from, notices_heard) = casework.db().read(read).await?;
    let (state, note) = remembered.ok_or(OperatorProblem::NeverFollowed)?;
    let witness: Witness = serde_json::from_slice(&state).map_err(|_| OperatorProblem::NeverFollowed)?;
    let whole = (from..witness.size()).eq(leaves.iter().map(|leaf| leaf.index));
    if !whole {
        return Err(OperatorProblem::NotKept { from });
    }
    Ok(LogCopy {
        agency: casework.0.config.id.clone(),
        from,
        checkpoint: cosigned(&casework, &witness, &note)?,
        leaves: leaves.iter().map(|leaf| Bytes32(*leaf.commitment.as_bytes())).collect(),
        entries: leaves.iter().filter_map(entry).collect(),
        messages,
        notices_heard,
    })
}

/// The same checkpoint again, with a cosignature of now: what the witness has vouched for it may vouch for again.
fn cosigned(casework: &Casework, witness: &Witness, note: &str) -> Result<String, OperatorProblem> {
    let step = witness.step(note, &casework.0.log_key, []).map_err(|_| OperatorProblem::NeverFollowed)?;
    let line = casework.0.keyring.witness.cosign(&step.cosignable, casework.0.clock.now());
    let note: ledger::checkpoint::SignedNote = note.parse().map_err(|_| OperatorProblem::NeverFollowed)?;
    Ok(note.with(line).to_string())
}

fn entry(leaf: &FollowedLeaf) -> Option<CopiedEntry> {
    let (entry, salt) = leaf.opened.clone()?;
    Some(CopiedEntry { index: leaf.index, entry: Octets(entry), salt: Bytes32(salt) })
}

/// What this agency has signed and these leaves are about, and the withdrawals it heard that may be missing there. Each once.
fn messages(casework: &Casework, conn: &mut Conn, from: u64, leaves: &[FollowedLeaf]) -> store::Result<Vec<CopiedMessage>> {
    let mut signed = Vec::new();
    for (bytes, _) in leaves.iter().filter_map(|leaf| leaf.opened.as_ref()) {
        if let Ok(entry) = serde_json::from_slice::<Entry>(bytes) {
            signed.extend(behind(casework, conn, &entry)?);
        }
    }
    signed.extend(tombstones::signed_from(conn, from)?.into_iter().map(|bytes| (MessageKind::Withdrawal, bytes)));
    signed.extend(code_tries::all_signed(conn)?.into_iter().map(|bytes| (MessageKind::CodeWithdrawal, bytes)));
    let (mut seen, mut messages) = (BTreeSet::new(), Vec::new());
    for (kind, bytes) in signed {
        let Ok(envelope) = envelope_from_json(&bytes) else { continue };
        if seen.insert(envelope.payload.0.clone()) {
            messages.push(CopiedMessage { kind, envelope });
        }
    }
    Ok(messages)
}

/// The messages of this agency that an entry may be about.
fn behind(casework: &Casework, conn: &mut Conn, entry: &Entry) -> store::Result<Vec<(MessageKind, Vec<u8>)>> {
    let fields = entry.fields();
    let handover = fields.handover.as_deref().and_then(|id| id.parse::<HandoverId>().ok());
    let consent = fields.consents.first().and_then(|id| id.parse::<ConsentId>().ok());
    Ok(match (fields.kind, handover, consent) {
        (EntryKind::ConsentRegistered, _, Some(id)) => of(MessageKind::ConsentGrant, consents::signed_grant(conn, id)?),
        (EntryKind::ConsentWithdrawn, _, Some(id)) => of(MessageKind::Withdrawal, tombstones::signed(conn, id)?),
        (EntryKind::OfferReleased | EntryKind::OfferRefused, Some(id), _) => {
            of(MessageKind::Offer, offers::find(conn, id)?.map(|offer| offer.signed_offer))
        }
        (EntryKind::Recalled, Some(id), _) => of(MessageKind::Recall, recalls::signed(conn, id)?),
        (EntryKind::Receipt, Some(id), _) => {
            let own = receipts::of_handover(conn, id, &casework.0.config.id)?;
            own.into_iter().map(|(_, _, signed)| (MessageKind::Receipt, signed)).collect()
        }
        _ => Vec::new(),
    })
}

fn of(kind: MessageKind, signed: Option<Vec<u8>>) -> Vec<(MessageKind, Vec<u8>)> {
    signed.into_iter().map(|bytes| (kind, bytes)).collect()
}
