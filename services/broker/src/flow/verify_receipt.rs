//! A receipt that anybody brings: whether the log holds it.

use jiff::Timestamp;
use ledger::{
    EntryKind, EntryProof,
    checkpoint::{CheckpointError, CosignerKey, LogKey, open},
    proof::EntryProofError,
};
use wire::codes;

use super::{Broker, FlowError};
use crate::db;

codes!(
    /// Why a receipt does not hold.
    ReceiptFault, "fault of a receipt" {
        /// The text is no receipt.
        NotAReceipt = "not_a_receipt",
        /// The checkpoint in it is not signed by this log.
        NotSigned = "not_signed",
        /// A signature by this log or by one of its witnesses is false.
        BadSignature = "bad_signature",
        /// Entry and salt are not that leaf of the tree.
        NotInTree = "not_in_tree",
        /// It was signed for more entries than the log shows: the log was set back.
        AheadOfLog = "ahead_of_log",
        /// The log signed another tree of that size than the one it shows: two histories.
        OtherHistory = "other_history",
    }
);

/// A receipt that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldReceipt {
    /// Its place in the log, from 0.
    pub index: u64,
    /// Entries that the checkpoint was signed for.
    pub size: u64,
    /// What was logged.
    pub kind: EntryKind,
    /// When.
    pub at: Timestamp,
    /// Witnesses that have cosigned the checkpoint, by name, each with its time.
    pub witnesses: Vec<(String, Timestamp)>,
}

/// Checks a receipt, the JSON of an [`EntryProof`], against the log's key, the witnesses of the registry and the sizes that
/// were published.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn verify_receipt(broker: &Broker, text: &str) -> Result<Result<HeldReceipt, ReceiptFault>, FlowError> {
    let directory = broker.live.directory();
    let witnesses: Vec<CosignerKey> = directory.members().filter_map(|member| member.witness().cloned()).collect();
    let (held, root) = match judged(text, &broker.signer.key(), &witnesses) {
        Ok(judged) => judged,
        Err(fault) => return Ok(Err(fault)),
    };
    let size = held.size;
    if size > broker.live.published().size {
        return Ok(Err(ReceiptFault::AheadOfLog));
    }
    let published = broker.db.read(move |conn| db::checkpoints::find(conn, size)).await?;
    let is_own = published.is_some_and(|published| published.root == root);
    Ok(if is_own { Ok(held) } else { Err(ReceiptFault::OtherHistory) })
}

/// What the receipt proves by itself, with the root it proves it under.
fn judged(text: &str, log: &LogKey, witnesses: &[CosignerKey]) -> Result<(HeldReceipt, ledger::Hash), ReceiptFault> {
    let receipt: EntryProof = serde_json::from_str(text.trim()).map_err(|_| ReceiptFault::NotAReceipt)?;
    let proved = receipt.verify(log, &[]).map_err(|error| fault(&error))?;
    let opened = open(&receipt.checkpoint.to_string(), log, witnesses).map_err(|_| ReceiptFault::BadSignature)?;
    let fields = proved.entry().fields();
    let held = HeldReceipt {
        index: proved.index(),
        size: opened.size(),
        kind: fields.kind,
        at: fields.at.timestamp(),
        witnesses: opened.cosigned_by().iter().map(|one| (one.name.to_string(), one.at)).collect(),
    };
    Ok((held, opened.root()))
}

const fn fault(error: &EntryProofError) -> ReceiptFault {
    match error {
        EntryProofError::Checkpoint(CheckpointError::BadSignature(_)) => ReceiptFault::BadSignature,
        EntryProofError::Checkpoint(_) => ReceiptFault::NotSigned,
        EntryProofError::OtherTree { .. } | EntryProofError::NotInTree(_) => ReceiptFault::NotInTree,
    }
}
