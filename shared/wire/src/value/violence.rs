//! Categories `injury_level` and `new_violence`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Fault, IncidentKind, Stated, fault::ensure, moment::is_day, silent};

codes!(
    /// How bad injuries are, as staff saw them.
    Injury, "level of injury" {
        /// None were seen.
        NoneSeen = "none_seen",
        /// Minor.
        Minor = "minor",
        /// Needs care.
        NeedsCare = "needs_care",
        /// Serious.
        Serious = "serious",
        /// Life-threatening.
        LifeThreatening = "life_threatening",
        /// Not known.
        Unknown = "unknown",
    }
);

/// Injuries of the subject. The fact of strangulation stands alone: it leaves few marks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InjuryLevel {
    /// The level.
    pub level: Injury,
    /// Was the subject strangled?
    pub strangulation: Stated,
}

/// New violence against the subject. Who told is no part of it: it does not compile.
///
/// ```compile_fail,E0560
/// use wire::value::{IncidentKind, NewViolence};
/// let violence = NewViolence { day: jiff::civil::date(2026, 11, 22), kind: IncidentKind::Violence, source: "her" };
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewViolence {
    /// The day, by the calendar of the place.
    pub day: Date,
    /// What kind.
    pub kind: IncidentKind,
}

silent!(InjuryLevel, NewViolence);

impl NewViolence {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(is_day(self.day), Fault::OutOfRange)
    }
}
