//! Who may be believed: key set and manifest of an agency, chained to the root that was pinned by hand.

mod build;
mod check;
mod error;
mod open;
mod trusted;

pub use build::{make_key_set, make_manifest, sealing_key_entry, service_key_entry};
pub use error::DirectoryError;
pub use open::{LastSeen, open_registration};
pub use trusted::TrustedAgency;
