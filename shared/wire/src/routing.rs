//! From where, to where, why, and how urgent.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, BoardId, UnitId};

codes!(
    /// Kind of agency.
    AgencyKind, "kind of agency" {
        /// A police service.
        Police = "police",
        /// A social service.
        Social = "social",
        /// The broker.
        Broker = "broker",
    }
);

codes!(
    /// Which way a handover goes.
    Direction, "direction" {
        /// From the police to social services.
        PoliceToSocial = "police_to_social",
        /// From social services to the police.
        SocialToPolice = "social_to_police",
        /// Between two boards of social services.
        SocialToSocial = "social_to_social",
    }
);

codes!(
    /// Phase of the Islandsmodellen.
    Phase, "phase" {
        /// Larmfas.
        Alarm = "alarm",
        /// Omhändertagandefas.
        Care = "care",
        /// Samordningsfas.
        Coordination = "coordination",
    }
);

codes!(
    /// What a handover is for. Every rule names its purposes.
    Purpose, "purpose" {
        /// Acute support to the exposed person.
        AcuteSupport = "acute_support",
        /// Protection of a child.
        ChildProtection = "child_protection",
        /// Talk in custody.
        CustodyTalk = "custody_talk",
        /// Planning of protection.
        ProtectionPlanning = "protection_planning",
        /// Prevention of serious crime.
        PreventionOfSeriousCrime = "prevention_of_serious_crime",
        /// Partner contact.
        PartnerContact = "partner_contact",
        /// Referral to another service.
        Referral = "referral",
        /// Coordination of work.
        Coordination = "coordination",
        /// Correction of an earlier handover.
        Correction = "correction",
        /// A question to the other agency.
        Request = "request",
    }
);

codes!(
    /// How soon somebody must look.
    Urgency, "urgency" {
        /// Now, at any hour.
        Immediate = "immediate",
        /// Today.
        SameDay = "same_day",
        /// In the ordinary course of work.
        Ordinary = "ordinary",
    }
);

codes!(
    /// Languages of the pages and of texts that are read aloud.
    Language, "language" {
        /// Swedish.
        Sv = "sv",
        /// English.
        En = "en",
    }
);

impl Direction {
    /// The direction between two kinds of agency; `None` where nothing may go through the hub.
    pub fn between(from: AgencyKind, to: AgencyKind) -> Option<Self> {
        match (from, to) {
            (AgencyKind::Police, AgencyKind::Social) => Some(Self::PoliceToSocial),
            (AgencyKind::Social, AgencyKind::Police) => Some(Self::SocialToPolice),
            (AgencyKind::Social, AgencyKind::Social) => Some(Self::SocialToSocial),
            _ => None,
        }
    }
}

/// One end of a handover.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitAddress {
    /// The agency.
    pub agency: AgencyId,
    /// The board that is responsible.
    pub board: BoardId,
    /// The unit that sends, or whose key the values are sealed to.
    pub unit: UnitId,
}

impl UnitAddress {
    /// Whether board and unit belong to the agency.
    pub fn is_consistent(&self) -> bool {
        self.board.agency() == self.agency && self.unit.agency() == self.agency
    }
}
