//! The Merkle log outsiders can verify.
//!
//! Every decision of the broker is one leaf of an RFC 6962 tree. A leaf is a salted commitment, so it can be shown to
//! anybody; the readable [`Entry`] behind it belongs to the parties and can be destroyed at its date without breaking
//! a single proof. The tree is published as C2SP *tlog-tiles* and signed as C2SP *checkpoints*; each agency's witness
//! follows the log leaf by leaf and cosigns only what extends what it saw before. Witnesses outside the agencies are asked
//! by C2SP *tlog-witness*.
//!
//! Reading order: [`Entry`] → [`Commitment`] → [`tree`] → [`tile`] → [`checkpoint`] → [`witness`] → [`proof`] →
//! [`verifier`].
//!
//! The crate reaches no clock, no network, no database and no random source: salts and times are arguments.
//!
//! # Example
//!
//! ```
//! use ledger::checkpoint::{LogSigner, Name};
//! use ledger::tree::Frontier;
//! use ledger::{Commitment, Witness};
//!
//! let name: Name = "samordningen-exempelstad.example/log".parse()?;
//! let signer = LogSigner::new(name.clone(), [7; 32]);
//! let leaf = Commitment::from_bytes([1; 32]).leaf();
//!
//! let mut frontier = Frontier::new();
//! frontier.append(leaf);
//! let note = signer.sign(frontier.size(), frontier.root());
//!
//! // A witness that has seen nothing follows the log to this checkpoint.
//! let step = Witness::new(name).step(&note.to_string(), &signer.key(), [leaf])?;
//! assert_eq!(step.next.size(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bytes;
pub mod checkpoint;
mod commitment;
pub mod entry;
mod hash;
pub mod proof;
pub mod tile;
pub mod tree;
pub mod verifier;
pub mod witness;

pub use bytes::NotThirtyTwoBytes;
pub use commitment::{Commitment, Salt};
pub use entry::{Entry, EntryFields, EntryKind, LogTime};
pub use hash::{Hash, leaf_hash, node_hash};
pub use proof::EntryProof;
pub use witness::Witness;
