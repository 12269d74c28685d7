//! Categories `acute_needs`, `danger_signs`, `custody_status` and `weapons`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CodeSet, Stated, silent};

codes!(
    /// What is needed tonight.
    AcuteNeed, "acute need" {
        /// Medical care.
        MedicalCare = "medical_care",
        /// Protection tonight.
        ProtectionTonight = "protection_tonight",
        /// Interpreter.
        Interpreter = "interpreter",
        /// A place for pets.
        Pets = "pets",
        /// Belongings to fetch.
        Belongings = "belongings",
        /// Transport.
        Transport = "transport",
    }
);

codes!(
    /// Public risk-raising factors (Polisen's list).
    DangerSign, "danger sign" {
        /// Controlling behaviour.
        Controlling = "controlling",
        /// Strangulation.
        Strangulation = "strangulation",
        /// Outspoken fear of the exposed person.
        OutspokenFear = "outspoken_fear",
        /// Mental ill-health.
        MentalIllHealth = "mental_ill_health",
        /// Threat of suicide.
        SuicideThreat = "suicide_threat",
        /// Substance misuse.
        SubstanceMisuse = "substance_misuse",
        /// Graver or more frequent violence.
        Escalating = "escalating",
        /// Separation.
        Separation = "separation",
    }
);

codes!(
    /// Deprived of liberty or not.
    Custody, "custody status" {
        /// Gripen.
        Apprehended = "apprehended",
        /// Anhållen.
        Arrested = "arrested",
        /// Häktad.
        Remanded = "remanded",
        /// On the scene, not in custody.
        NotInCustody = "not_in_custody",
        /// Left the scene.
        LeftTheScene = "left_the_scene",
        /// Not known.
        Unknown = "unknown",
    }
);

/// What is needed tonight.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcuteNeeds {
    /// At least one need.
    pub needs: CodeSet<AcuteNeed>,
}

/// Risk-raising factors seen or told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerSigns {
    /// At least one sign.
    pub signs: CodeSet<DangerSign>,
}

/// Whether the suspect is deprived of liberty, and since when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyStatus {
    /// The status.
    pub status: Custody,
    /// Since when, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// Access to weapons.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weapons {
    /// Has access.
    pub access: Stated,
    /// Staff who visit must know.
    pub staff_safety: Stated,
}

silent!(AcuteNeeds, DangerSigns, CustodyStatus, Weapons);
