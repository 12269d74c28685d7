//! Category `feared_crime`: what OSL 10:18 a and 10:18 c ask for. The rule book knows the minimum penalties by date.

use serde::{Deserialize, Serialize};

use super::{CodeSet, Fault, fault::ensure, silent};
use crate::SubjectRole;

codes!(
    /// A crime that may be feared. Which of them reach the threshold is for the rule book.
    CrimeCode, "crime" {
        /// Murder (mord, BrB 3:1).
        Murder = "murder",
        /// Manslaughter (dråp, BrB 3:2).
        Manslaughter = "manslaughter",
        /// Aggravated assault (grov misshandel, BrB 3:6).
        AggravatedAssault = "aggravated_assault",
        /// Exceptionally aggravated assault (synnerligen grov misshandel, BrB 3:6).
        ExceptionallyAggravatedAssault = "exceptionally_aggravated_assault",
        /// Kidnapping (människorov, BrB 4:1).
        Kidnapping = "kidnapping",
        /// Unlawful deprivation of liberty (olaga frihetsberövande, BrB 4:2).
        UnlawfulDeprivationOfLiberty = "unlawful_deprivation_of_liberty",
        /// Rape (våldtäkt, BrB 6:1).
        Rape = "rape",
        /// Less serious rape (mindre grov våldtäkt, BrB 6:1).
        LessSeriousRape = "less_serious_rape",
        /// Aggravated sexual assault (grovt sexuellt övergrepp, BrB 6:2).
        AggravatedSexualAssault = "aggravated_sexual_assault",
        /// Gross violation of integrity, also of a woman's (grov fridskränkning, grov kvinnofridskränkning, BrB 4:4 a).
        GrossViolationOfIntegrity = "gross_violation_of_integrity",
        /// Assault (misshandel, BrB 3:5).
        Assault = "assault",
        /// Unlawful threat (olaga hot, BrB 4:5).
        UnlawfulThreat = "unlawful_threat",
        /// Unlawful persecution (olaga förföljelse, BrB 4:4 b).
        UnlawfulPersecution = "unlawful_persecution",
        /// Molestation (ofredande, BrB 4:7).
        Molestation = "molestation",
        /// Breach of a restraining order (lag 1988:688 24 §).
        BreachOfRestrainingOrder = "breach_of_restraining_order",
    }
);

codes!(
    /// How soon it is feared.
    HowSoon, "time of a feared crime" {
        /// Now.
        Now = "now",
        /// Within days.
        Days = "days",
        /// Within weeks.
        Weeks = "weeks",
        /// Not clear.
        Unclear = "unclear",
    }
);

codes!(
    /// What the fear rests on.
    ConcreteCircumstance, "concrete circumstance" {
        /// The person has said so.
        SaidSo = "said_so",
        /// Graver or more frequent violence.
        Escalating = "escalating",
        /// Access to weapons.
        WeaponAccess = "weapon_access",
        /// Earlier violence.
        EarlierViolence = "earlier_violence",
        /// Stalking.
        Stalking = "stalking",
        /// Separation.
        Separation = "separation",
        /// Misuse of alcohol or drugs.
        SubstanceMisuse = "substance_misuse",
        /// Strangulation.
        Strangulation = "strangulation",
        /// A release from custody or a hearing that comes.
        ReleaseOrHearing = "release_or_hearing",
        /// Something else: said by telephone.
        Other = "other",
    }
);

/// A crime that is feared, against whom, and what the fear rests on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FearedCrime {
    /// Which crime.
    pub crime: CrimeCode,
    /// Against whom, by role.
    pub against_role: SubjectRole,
    /// How soon.
    pub how_soon: HowSoon,
    /// At least one circumstance.
    pub circumstances: CodeSet<ConcreteCircumstance>,
}

silent!(FearedCrime);

impl FearedCrime {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(!self.circumstances.is_empty(), Fault::Empty)
    }
}
