//! One HPKE context an offer, one seal a field.
//!
//! Suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180 0x0020, 0x0001, 0x0003), base mode.
//!
//! | what | bytes |
//! |---|---|
//! | `info` | `stafett/handover/v1` ‖ receiving unit ‖ key id |
//! | plaintext | salt (32) ‖ length (u32) ‖ RFC 8785 value ‖ zeros, up to [`wire::Category::sealed_length`] |
//! | associated data | SHA-256(RFC 8785 header) ‖ n (u32) ‖ label ‖ subject (16 bytes, or none) |
//! | commitment | SHA-256(`stafett/commitment/v1` ‖ 0 ‖ salt ‖ label ‖ value) |
//! | label | length of category (u32) ‖ category ‖ schema (u32) |
//!
//! Numbers are big-endian. Base mode says nothing of the sender: the signature over the offer does (RFC 9180
//! 9.1.1), so only a verified offer is opened. ChaCha20-Poly1305 does not commit to its key: the commitment does.

mod binding;
mod error;
mod offer;
mod open;
mod plaintext;
mod seed;
mod suite;

pub use binding::field_commitment;
pub use error::{OpenError, SealError};
pub use offer::{RecipientKey, seal_draft};
pub use open::{OpenedField, open_offer};
pub use seed::SealSeed;
