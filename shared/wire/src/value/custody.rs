//! Categories `release` and `restraining_order`.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Fault, Stated,
    fault::ensure,
    moment::{is_day, is_minute, whole_minute},
    silent,
};

codes!(
    /// Whether the time is known or expected.
    ReleaseKind, "kind of release" {
        /// It is expected.
        Expected = "expected",
        /// It has happened.
        Actual = "actual",
    }
);

codes!(
    /// How far the question of an order has come.
    OrderState, "state of a restraining order" {
        /// Applied for.
        Applied = "applied",
        /// Decided.
        Decided = "decided",
        /// Rejected.
        Rejected = "rejected",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// Kind of restraining order (lag 1988:688).
    OrderKind, "kind of restraining order" {
        /// Ordinary.
        Ordinary = "ordinary",
        /// For a shared home.
        SharedHome = "shared_home",
        /// Extended to places.
        Extended = "extended",
        /// Specially extended.
        SpeciallyExtended = "specially_extended",
        /// Not known.
        Unknown = "unknown",
    }
);

/// When the suspect leaves custody. Where to is never told: it does not compile.
///
/// ```compile_fail,E0560
/// use wire::value::{PlaceKind, Release, ReleaseKind, Stated};
/// let release = Release {
///     kind: ReleaseKind::Actual,
///     at: jiff::Timestamp::UNIX_EPOCH,
///     restraining_order_applied: Stated::Yes,
///     to: PlaceKind::OtherHome,
/// };
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Known or expected.
    pub kind: ReleaseKind,
    /// The minute: seconds are cut.
    pub at: Timestamp,
    /// Is a restraining order applied for?
    pub restraining_order_applied: Stated,
}

/// A restraining order against the subject.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestrainingOrder {
    /// How far it has come.
    pub state: OrderState,
    /// Its kind.
    pub kind: OrderKind,
    /// Its last day, by the calendar of the place, when it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

silent!(Release, RestrainingOrder);

impl Release {
    /// Cuts the time to its whole minute.
    pub fn new(kind: ReleaseKind, at: Timestamp, restraining_order_applied: Stated) -> Self {
        Self { kind, at: whole_minute(at), restraining_order_applied }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(is_minute(self.at), Fault::OutOfRange)
    }
}

impl RestrainingOrder {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.until.is_none_or(is_day), Fault::OutOfRange)?;
        ensure(self.until.is_none() || self.state == OrderState::Decided, Fault::Contradiction)
    }
}
