//! Taking back what nobody has fetched yet.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AgencyId, HandoverId};

/// The sender takes a handover back. Whichever of recall and fetch has the lower index in the log wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// The handover.
    pub handover: HandoverId,
    /// The sender.
    pub from: AgencyId,
    /// When.
    pub at: Timestamp,
}
