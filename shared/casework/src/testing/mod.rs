//! For tests of this crate and of the services: the fictional town's keys and configuration, and a stand-in for the
//! broker that releases whatever it gets, keeps a real log, and can be told to cheat.

mod fake_broker;
mod fake_log;
mod routes;
mod town;

pub use fake_broker::FakeBroker;
pub use town::{AgencyName, Town};

/// The schema of casework and what lies under it.
///
/// # Panics
/// When the migrations do not fit together.
pub fn schema() -> store::Schema {
    store::migrations([store::MIGRATIONS, crate::MIGRATIONS]).expect("the migrations fit together")
}
