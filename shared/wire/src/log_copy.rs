//! What an agency has kept of the broker's log: what a broker that was set back to an old copy is repaired from.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, Bytes32, Envelope, MessageKind, Octets};

/// A stretch of the log as one agency's witness has followed it, with what that agency may read of it and the messages behind.
///
/// It is not signed as a whole: each part shows by itself that it is true. The checkpoint is signed by the log and cosigned by
/// the agency, the leaves lead to its root, each entry opens its leaf, and each message is signed and is what an entry names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogCopy {
    /// Whose copy it is.
    pub agency: AgencyId,
    /// The place of the first leaf.
    pub from: u64,
    /// The newest checkpoint that the agency's witness has followed, as a signed note with its cosignature.
    pub checkpoint: String,
    /// The leaves from there up to the size of the checkpoint.
    pub leaves: Vec<Bytes32>,
    /// What the agency may read of them, in order.
    pub entries: Vec<CopiedEntry>,
    /// What the agency has signed and the entries name, and every withdrawal it heard that may be missing there.
    pub messages: Vec<CopiedMessage>,
    /// The number of the last notice it has heard.
    pub notices_heard: u64,
}

/// An entry with the salt that opens its leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopiedEntry {
    /// The place of its leaf.
    pub index: u64,
    /// RFC 8785 bytes of the entry.
    pub entry: Octets,
    /// The salt.
    pub salt: Bytes32,
}

/// A message as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopiedMessage {
    /// What it is.
    pub kind: MessageKind,
    /// The signed bytes.
    pub envelope: Envelope,
}
