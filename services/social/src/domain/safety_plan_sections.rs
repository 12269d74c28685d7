//! The sections of a plan, and what can be ticked in each. Hers are after the Danish model of an action and safety plan
//! (Socialstyrelsen 2020) and what IGOR learned of practical help; his are a few, and none of hers.

use wire::{codes, value::SafeContact};

codes!(
    /// Whose plan it is. The two are two objects: one never counts as the other.
    PlanOf, "owner of a plan" {
        /// The exposed person's.
        Victim = "victim",
        /// That of the person using violence.
        PersonUsingViolence = "person_using_violence",
    }
);

codes!(
    /// A section of a plan.
    PlanSection, "section of a plan" {
        /// What comes before.
        WarningSigns = "warning_signs",
        /// Where it is safe to be. Never an address.
        SafePlaces = "safe_places",
        /// Who helps.
        People = "people",
        /// The word that says: call the police.
        CodeWord = "code_word",
        /// Ways out of the home.
        WaysOut = "ways_out",
        /// Papers, keys, money.
        PapersAndKeys = "papers_and_keys",
        /// Telephone and accounts.
        PhoneAndAccounts = "phone_and_accounts",
        /// The children.
        Children = "children",
        /// School and preschool.
        School = "school",
        /// Work.
        Work = "work",
        /// Pets, and things to fetch.
        PetsAndThings = "pets_and_things",
        /// If the person using violence is released.
        IfReleased = "if_released",
        /// The safe way to reach her.
        SafeWay = "safe_way",
        /// Who is involved already.
        AlreadyInvolved = "already_involved",
        /// When the police must be called in.
        CallPolice = "call_police",
        /// What he does to keep calm.
        StayingCalm = "staying_calm",
        /// Where he lives meanwhile.
        LivingMeanwhile = "living_meanwhile",
        /// Whom he calls.
        PeopleToCall = "people_to_call",
        /// Treatment.
        Treatment = "treatment",
        /// His children meanwhile.
        ChildrenMeanwhile = "children_meanwhile",
    }
);

codes!(
    /// What can be ticked.
    PlanItem, "item of a plan" {
        /// A relative.
        Relative = "relative",
        /// A friend.
        Friend = "friend",
        /// A neighbour.
        Neighbour = "neighbour",
        /// A colleague.
        Colleague = "colleague",
        /// A public place.
        PublicPlace = "public_place",
        /// A police station.
        PoliceStation = "police_station",
        /// Health care.
        HealthCare = "health_care",
        /// Identity documents.
        IdentityDocuments = "identity_documents",
        /// Bank card and money.
        Money = "money",
        /// Keys.
        Keys = "keys",
        /// Medicines.
        Medicines = "medicines",
        /// The children's papers.
        ChildrensPapers = "childrens_papers",
        /// Telephone and charger.
        Charger = "charger",
        /// Clothes.
        Clothes = "clothes",
        /// Sharing of the place is turned off.
        LocationOff = "location_off",
        /// Passwords are changed.
        PasswordsChanged = "passwords_changed",
        /// Other devices are logged out.
        LoggedOut = "logged_out",
        /// Shared subscriptions and family accounts were gone through.
        SharedAccounts = "shared_accounts",
        /// Trackers were looked for.
        TrackersLookedFor = "trackers_looked_for",
        /// Somebody at work knows.
        WorkKnows = "work_knows",
        /// Other hours or another way to work.
        OtherHours = "other_hours",
        /// The pet has a place.
        PetPlace = "pet_place",
        /// Things are fetched with the police along.
        FetchWithPolice = "fetch_with_police",
        /// Things are fetched by somebody else.
        FetchByOther = "fetch_by_other",
        /// She is called before.
        CalledBefore = "called_before",
        /// She is somewhere else then.
        Elsewhere = "elsewhere",
        /// Somebody is with her.
        SomebodyStays = "somebody_stays",
        /// The lock is changed.
        LockChanged = "lock_changed",
        /// Call.
        Call = "call",
        /// Write.
        Write = "write",
        /// Through somebody else.
        ThroughOther = "through_other",
        /// Only she calls.
        OnlySheCalls = "only_she_calls",
        /// Social services.
        SocialServices = "social_services",
        /// The police.
        Police = "police",
        /// Counsel.
        Counsel = "counsel",
        /// A women's shelter or another organisation.
        Organisation = "organisation",
        /// School or preschool.
        SchoolStaff = "school_staff",
        /// Psychiatric or substance-misuse care.
        Treatment = "treatment",
        /// Threats.
        Threats = "threats",
        /// The person comes to the home.
        ComesHome = "comes_home",
        /// The person breaks an order.
        BreaksOrder = "breaks_order",
        /// The person follows or watches.
        Follows = "follows",
        /// Violence.
        Violence = "violence",
        /// A child is not handed back.
        ChildKept = "child_kept",
        /// Leaves the room.
        LeavesRoom = "leaves_room",
        /// Goes out.
        GoesOut = "goes_out",
        /// Calls somebody instead.
        CallsSomebody = "calls_somebody",
        /// No alcohol or drugs.
        Sober = "sober",
        /// Waits before writing.
        WaitsToWrite = "waits_to_write",
        /// Alone in his own home.
        OwnHomeAlone = "own_home_alone",
        /// A hotel.
        Hotel = "hotel",
        /// Another place.
        OtherPlace = "other_place",
        /// A help line.
        HelpLine = "help_line",
        /// His contact at social services.
        ContactWorker = "contact_worker",
        /// Offered.
        Offered = "offered",
        /// Waits for it.
        Waiting = "waiting",
        /// Begun.
        Begun = "begun",
        /// Does not want it now.
        NotNow = "not_now",
    }
);

use PlanItem as I;

impl PlanOf {
    /// The sections of such a plan, in their order. No section is of both.
    pub const fn sections(self) -> &'static [PlanSection] {
        use PlanSection as S;
        match self {
            Self::Victim => &[
                S::WarningSigns,
                S::SafePlaces,
                S::People,
                S::CodeWord,
                S::WaysOut,
                S::PapersAndKeys,
                S::PhoneAndAccounts,
                S::Children,
                S::School,
                S::Work,
                S::PetsAndThings,
                S::IfReleased,
                S::SafeWay,
                S::AlreadyInvolved,
                S::CallPolice,
            ],
            Self::PersonUsingViolence => &[S::StayingCalm, S::LivingMeanwhile, S::PeopleToCall, S::Treatment, S::ChildrenMeanwhile],
        }
    }
}

impl PlanSection {
    /// What can be ticked in it.
    pub const fn items(self) -> &'static [PlanItem] {
        match self {
            Self::WarningSigns | Self::CodeWord | Self::WaysOut | Self::Children | Self::School | Self::ChildrenMeanwhile => &[],
            Self::SafePlaces => &[I::Relative, I::Friend, I::Neighbour, I::PublicPlace, I::PoliceStation, I::HealthCare],
            Self::People => &[I::Relative, I::Friend, I::Neighbour, I::Colleague],
            Self::PapersAndKeys => &[I::IdentityDocuments, I::Money, I::Keys, I::Medicines, I::ChildrensPapers, I::Charger, I::Clothes],
            Self::PhoneAndAccounts => &[I::LocationOff, I::PasswordsChanged, I::LoggedOut, I::SharedAccounts, I::TrackersLookedFor],
            Self::Work => &[I::WorkKnows, I::OtherHours],
            Self::PetsAndThings => &[I::PetPlace, I::FetchWithPolice, I::FetchByOther],
            Self::IfReleased => &[I::CalledBefore, I::Elsewhere, I::SomebodyStays, I::LockChanged],
            Self::SafeWay => &[I::Call, I::Write, I::ThroughOther, I::OnlySheCalls],
            Self::AlreadyInvolved => {
                &[I::HealthCare, I::SocialServices, I::Police, I::Counsel, I::Organisation, I::SchoolStaff, I::Treatment]
            }
            Self::CallPolice => &[I::Threats, I::ComesHome, I::BreaksOrder, I::Follows, I::Violence, I::ChildKept],
            Self::StayingCalm => &[I::LeavesRoom, I::GoesOut, I::CallsSomebody, I::Sober, I::WaitsToWrite],
            Self::LivingMeanwhile => &[I::Relative, I::Friend, I::OwnHomeAlone, I::Hotel, I::OtherPlace],
            Self::PeopleToCall => &[I::Relative, I::Friend, I::HelpLine, I::ContactWorker],
            Self::Treatment => &[I::Offered, I::Waiting, I::Begun, I::NotNow],
        }
    }

    /// The most lines and characters of its words. The code word is as long as one that can be told to the police.
    pub const fn room(self) -> (usize, usize) {
        match self {
            Self::CodeWord => (1, SafeContact::CODE_WORD_CHARACTERS_MAX),
            _ => (12, 800),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_section_is_of_both_plans_and_none_of_neither() {
        let (hers, his): (BTreeSet<_>, BTreeSet<_>) =
            (PlanOf::Victim.sections().iter().collect(), PlanOf::PersonUsingViolence.sections().iter().collect());
        assert!(hers.is_disjoint(&his));
        assert_eq!(hers.len() + his.len(), PlanSection::ALL.len());
    }

    #[test]
    fn every_item_can_be_ticked_somewhere_and_once_in_a_section() {
        for item in PlanItem::ALL {
            assert!(PlanSection::ALL.iter().any(|section| section.items().contains(item)), "{item}");
        }
        for section in PlanSection::ALL {
            let apart: BTreeSet<_> = section.items().iter().collect();
            assert_eq!(apart.len(), section.items().len(), "{section}");
        }
    }
}
