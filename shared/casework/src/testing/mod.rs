//! For tests of this crate and of the services: the fictional town's keys and configuration, and a stand-in for the
//! broker that releases whatever it gets, keeps a real log, and can be told to cheat.

mod api_client;
mod approvers;
mod fake_broker;
mod fake_editions;
mod fake_log;
mod fake_state;
mod routes;
mod town;

pub use api_client::{Answered, ApiClient};
pub use approvers::{Approval, approve, approver, rule_signers};
pub use fake_broker::FakeBroker;
pub use fake_state::Cheat;
pub use town::{AgencyName, Town};

/// The schema of casework and what lies under it.
///
/// # Panics
/// When the migrations do not fit together.
pub fn schema() -> store::Schema {
    store::migrations([store::MIGRATIONS, crate::MIGRATIONS]).expect("the migrations fit together")
}
