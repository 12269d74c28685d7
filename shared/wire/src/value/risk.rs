//! Categories `risk_level` and `substance_use`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Fault, Stated, fault::ensure, moment::is_day, silent};
use crate::StaffRole;

codes!(
    /// The instrument a risk was assessed with.
    Instrument, "risk instrument" {
        /// SARA.
        Sara = "sara",
        /// PATRIARK.
        Patriark = "patriark",
        /// SAM.
        Sam = "sam",
        /// B-SAFER.
        BSafer = "b_safer",
        /// FREDA.
        Freda = "freda",
        /// iRiSk.
        Irisk = "irisk",
        /// MATAC.
        Matac = "matac",
        /// DVI.
        Dvi = "dvi",
        /// PPIT.
        Ppit = "ppit",
        /// LAP.
        Lap = "lap",
        /// An assessment without an instrument.
        OwnAssessment = "own_assessment",
    }
);

codes!(
    /// The level that came out.
    RiskLevelWord, "level of risk" {
        /// Low.
        Low = "low",
        /// Elevated.
        Elevated = "elevated",
        /// High.
        High = "high",
    }
);

/// The outcome of a risk assessment, without its reasons.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskLevel {
    /// The instrument.
    pub instrument: Instrument,
    /// Its version, from 1 to [`RiskLevel::VERSION_MAX`], when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u8>,
    /// The day of the assessment.
    pub day: Date,
    /// The level.
    pub level: RiskLevelWord,
    /// Role of the one who assessed.
    pub assessor: StaffRole,
}

/// Misuse of alcohol or drugs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubstanceUse {
    /// Does the subject misuse? A value that says nothing is refused.
    pub misuse: Stated,
}

silent!(RiskLevel, SubstanceUse);

impl RiskLevel {
    /// Highest version of an instrument.
    pub const VERSION_MAX: u8 = 20;

    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.version.is_none_or(|version| (1..=Self::VERSION_MAX).contains(&version)), Fault::OutOfRange)?;
        ensure(is_day(self.day), Fault::OutOfRange)
    }
}

impl SubstanceUse {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.misuse != Stated::NotStated, Fault::Empty)
    }
}
