//! Seal and open fields; sign and verify messages, manifests and key sets.
//!
//! A sender seals the values of a draft to the key of a receiving unit ([`seal_draft`]), which it can only take
//! from a [`TrustedAgency`]: a registration whose chain ends in the pinned root ([`open_registration`]). It signs
//! the whole ([`sign()`]). Everybody else checks first ([`verify`]) and reads after; the recipient opens what is
//! [`Verified`] ([`open_offer`]). An edition of the rule book is believed when two pinned persons, one of them a lawyer,
//! have signed it ([`approved`]).
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random source:
//! times and seeds are arguments. Secret halves are wiped when dropped, are never printed and can't be cloned.

mod approval;
mod digest;
pub mod directory;
pub mod keys;
mod seal;
mod sign;

pub use approval::{ApprovalError, Approved, PinnedApprover, approved, check_approval, sign_approval};
pub use digest::sha256;
pub use directory::{DirectoryError, LastSeen, TrustedAgency, make_key_set, make_manifest, open_registration};
pub use keys::{ApproverKey, KeyError, RootKey, ServiceSigner, UnitKey, VerifyingKey, key_id};
pub use seal::{OpenError, OpenedField, RecipientKey, SealError, SealSeed, field_commitment, open_offer, seal_draft};
pub use sign::{EnvelopeError, Verified, bytes_to_sign, envelope_from_json, envelope_to_json, sign, verify};
