//! Category `incident`: that something happened. No crime label, no name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{moment::whole_hour, silent};

codes!(
    /// What kind of incident.
    IncidentKind, "kind of incident" {
        /// Violence.
        Violence = "violence",
        /// Threat.
        Threat = "threat",
        /// Violence that a child witnessed.
        ViolenceWitnessedByChild = "violence_witnessed_by_child",
        /// Damage to property.
        Property = "property",
        /// Something else.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// What kind of place.
    PlaceKind, "kind of place" {
        /// The home.
        Home = "home",
        /// Somebody else's home.
        OtherHome = "other_home",
        /// A public place.
        PublicPlace = "public_place",
        /// A place of work.
        Workplace = "workplace",
        /// A vehicle.
        Vehicle = "vehicle",
        /// By telephone or on the net.
        Remote = "remote",
        /// Not known.
        Unknown = "unknown",
    }
);

/// Kind, hour and kind of place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Kind.
    pub kind: IncidentKind,
    /// The hour it happened: minutes are cut.
    pub hour: Timestamp,
    /// Kind of place.
    pub place: PlaceKind,
}

silent!(Incident);

impl Incident {
    /// Cuts the time to its whole hour.
    pub fn new(kind: IncidentKind, at: Timestamp, place: PlaceKind) -> Self {
        Self { kind, hour: whole_hour(at), place }
    }
}
