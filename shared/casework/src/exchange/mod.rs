//! What runs beside the pages: to and from the broker. This agency opens every connection.
//!
//! - adopt: the rule book, obeyed only as far as approvers and the log vouch for it;
//! - courier: the outbox, posted at least once, answered once, parked rather than dropped;
//! - notices: one open call; the desk rings on it;
//! - receiving: fetches what was announced, checks all of it, and only then opens it;
//! - reconcile: once a night, what is kept here against the log, both ways;
//! - watch: looks for what should have come by itself, numbers of channels and cosignatures;
//! - witness: follows the log leaf by leaf and cosigns what it has followed.

mod adopt;
mod broker_client;
mod courier;
mod deliver;
mod entries;
mod fetch;
mod forget_leaves;
mod hand_in_again;
mod leaves;
mod load_offer;
mod notices;
mod numbers;
mod outgoing;
mod receiving;
mod reconcile;
mod refresh;
mod second_cosignature;
mod send_anew;
mod sent_receipt;
mod settle;
mod show_behind;
mod store_parcel;
mod take_notices;
mod watch;
mod witness;
mod workers;

pub(crate) use broker_client::BrokerClient;
pub(crate) use outgoing::{Hint, Outgoing};
pub(crate) use reconcile::reconcile;
pub use reconcile::{Outcome as Reconciliation, ReconcileError};
#[cfg(feature = "testing")]
pub(crate) use send_anew::ask_for_rulebook;
pub(crate) use sent_receipt::NoReceipt;
use store::queue::Queue;
pub use workers::Workers;

/// What waits to be posted to the broker.
pub const OUTBOX: Queue = Queue::new("outbox");
/// What was announced and waits to be fetched and opened.
pub const INBOX: Queue = Queue::new("inbox");

/// Something a person must look at. Names no person and no value.
pub(crate) fn alarm(alarm: &'static str) {
    metrics::counter!("casework_alarms_total", "alarm" => alarm).increment(1);
}
