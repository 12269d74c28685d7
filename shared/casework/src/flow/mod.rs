//! Verbs. Each runs inside the caller's named transaction, so that what belongs together is written together.

mod answer;
mod change_state;
mod clear;
mod correct;
mod decide_permission;
mod decided_facts;
mod edit_draft;
mod kept_values;
mod known_protection;
mod list_requests;
mod open_case;
mod open_draft;
mod open_fields;
mod opened_case;
mod outbox;
mod preview;
mod recall;
mod recipients;
mod record_consent;
mod request;
mod send;
mod send_draft;
mod send_state;
mod spend;
mod start_draft;
mod withdraw_consent;

pub(crate) use change_state::change_state;
pub(crate) use known_protection::remember_protection;
pub(crate) use open_case::random as random_bytes;
pub(crate) use open_fields::{Kept, seal_value};
pub(crate) use outbox::{enqueue_outgoing, outbox_key};
pub use opened_case::{CaseHandover, OpenedCase};
pub use recipients::RecipientUnit;
pub use record_consent::{ConsentAnswer, GivenConsent};
pub use send::SentHandover;
