//! Categories `support_wanted` and `practical_help`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    CodeSet, Fault,
    fault::ensure,
    moment::{is_hour, whole_hour},
    silent,
};

codes!(
    /// What a person wants help with.
    Support, "kind of support" {
        /// Somebody to talk with.
        Talk = "talk",
        /// Protection.
        Protection = "protection",
        /// Practical help.
        Practical = "practical",
        /// Money.
        Money = "money",
        /// Legal information.
        LegalInformation = "legal_information",
        /// Support for the children.
        SupportForChildren = "support_for_children",
        /// Treatment.
        Treatment = "treatment",
        /// Nothing now.
        NoneNow = "none_now",
    }
);

codes!(
    /// A practical help.
    Help, "kind of practical help" {
        /// To be driven.
        Drive = "drive",
        /// To fetch belongings.
        FetchBelongings = "fetch_belongings",
        /// Care of a pet.
        Pet = "pet",
    }
);

codes!(
    /// Kind of place to meet at. There is none for a place where the person stays.
    MeetingPlace, "kind of meeting place" {
        /// A police station.
        PoliceStation = "police_station",
        /// An office of social services.
        SocialOffice = "social_office",
        /// In health care.
        HealthCare = "health_care",
        /// A public place.
        PublicPlace = "public_place",
        /// Agreed by telephone.
        AgreedByPhone = "agreed_by_phone",
    }
);

/// What support the subject wants.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportWanted {
    /// At least one; nothing now stands alone.
    pub wanted: CodeSet<Support>,
}

/// A practical help the exposed person wants. The place is a kind: an address does not compile.
///
/// ```compile_fail,E0560
/// use wire::value::{CodeSet, Help, MeetingPlace, PracticalHelp};
/// let help = PracticalHelp {
///     help: CodeSet::new([Help::Drive]),
///     hour: None,
///     place: MeetingPlace::PoliceStation,
///     address: "Exempelgatan 12",
/// };
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticalHelp {
    /// At least one.
    pub help: CodeSet<Help>,
    /// The hour, when it is agreed: minutes are cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<Timestamp>,
    /// Kind of meeting place.
    pub place: MeetingPlace,
}

silent!(SupportWanted, PracticalHelp);

impl SupportWanted {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(!self.wanted.is_empty(), Fault::Empty)?;
        ensure(!self.wanted.contains(&Support::NoneNow) || self.wanted.codes().len() == 1, Fault::Contradiction)
    }
}

impl PracticalHelp {
    /// Cuts the time to its whole hour.
    pub fn new(help: CodeSet<Help>, at: Option<Timestamp>, place: MeetingPlace) -> Self {
        Self { help, hour: at.map(whole_hour), place }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(!self.help.is_empty(), Fault::Empty)?;
        ensure(self.hour.is_none_or(is_hour), Fault::OutOfRange)
    }
}
