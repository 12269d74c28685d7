//! Verbs. Each runs inside the caller's named transaction, so that what belongs together is written together.

mod answer;
mod change_state;
mod open_case;
mod open_fields;
mod outbox;
mod preview;
mod record_consent;
mod send;
mod send_state;

pub(crate) use change_state::change_state;
pub(crate) use open_case::random as random_bytes;
pub(crate) use open_fields::{Kept, seal_value};
pub(crate) use outbox::{enqueue_outgoing, outbox_key};
pub use record_consent::{ConsentAnswer, GivenConsent};
pub use send::SentHandover;
