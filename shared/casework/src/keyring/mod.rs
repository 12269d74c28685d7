//! The agency's keys: files of one line each, readable by their owner alone.
//!
//! ```text
//! <keys>/root.key      offline root; not read here, kept elsewhere in production
//!        root.pub      its public half, what others pin
//!        service.key   signs messages and the manifest
//!        token.key     signs machine calls
//!        witness.key   cosigns checkpoints
//!        kek.key       wraps the data keys of cases
//!        units/<unit>/<key id>.key    what values are sealed to
//!        registration.json            key set and manifest, both signed
//! ```

mod broker;
mod create;
mod error;
mod files;
mod load;
mod number_secret;
mod renew;
mod staff_secret;

pub use broker::{BrokerCharter, create_broker};
pub use create::{Charter, CharterUnit, Created, create_agency};
pub use error::KeyringError;
pub use files::{read_log_key, read_registration, read_root, read_seed, write_seed};
pub use load::Keyring;
pub use renew::{Renewed, ends_soon, renew_agency};
