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

impl crate::Casework {
    /// Asks the broker for its rule book now, as the workers do on a notice.
    ///
    /// # Panics
    /// When the broker does not answer.
    pub async fn ask_for_rulebook(&self) {
        crate::exchange::ask_for_rulebook(self).await.expect("the broker answers");
    }
}

/// The newest shipped edition under another id, with a change within one of its rules.
///
/// # Panics
/// When there is no such rule, or it does not say so.
pub fn edition_with(id: &str, rule: &str, from: &str, to: &str) -> String {
    let newest = std::str::from_utf8(rulebook::Edition::SHIPPED).expect("a text");
    let own = rulebook::Edition::shipped().id().to_string();
    let renamed = newest.replacen(&format!("id = \"{own}\""), &format!("id = \"{id}\""), 1);
    let start = renamed.find(&format!("id = \"{rule}\"\n")).expect("there is such a rule");
    let (before, rest) = renamed.split_at(start);
    let end = rest.find("\n[[rule]]").unwrap_or(rest.len());
    let (block, after) = rest.split_at(end);
    assert!(block.contains(from), "{rule} does not say {from}");
    format!("{before}{}{after}", block.replacen(from, to, 1))
}
