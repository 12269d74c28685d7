//! What answers tell: a closed list, because a checklist may only ask what this program knows how to show.

use wire::Language;

wire::codes!(
    /// Something that is so in a case, and decides which items are shown.
    Flag, "flag" {
        /// There are children in the family.
        Children = "children",
        /// Somebody is hurt.
        Injured = "injured",
        /// Sexual violence.
        SexualViolence = "sexual_violence",
        /// Strangulation.
        Strangulation = "strangulation",
        /// Weapon.
        Weapon = "weapon",
        /// Threat of suicide, whoever made it.
        SuicideThreat = "suicide_threat",
        /// Threat to kill.
        DeathThreat = "death_threat",
        /// The exposed person is very afraid.
        VeryAfraid = "very_afraid",
        /// An interpreter is needed.
        Interpreter = "interpreter",
        /// There are pets.
        Pets = "pets",
        /// There are things to fetch.
        Belongings = "belongings",
        /// The suspect is on the scene.
        SuspectOnScene = "suspect_on_scene",
        /// The suspect is deprived of liberty.
        InCustody = "in_custody",
        /// Contact with the person using violence is judged suitable.
        ContactSuitable = "contact_suitable",
        /// The person is a focus person.
        FocusPerson = "focus_person",
        /// A new alarm in the same case.
        RepeatAlarm = "repeat_alarm",
        /// Nobody has said who it is about. Why is no flag: it could tell of a refused consent.
        Unnamed = "unnamed",
        /// A consent was given when somebody could hear.
        ConsentPreliminary = "consent_preliminary",
        /// A custody talk is planned.
        CustodyTalkPlanned = "custody_talk_planned",
        /// A custody talk was held.
        CustodyTalkHeld = "custody_talk_held",
        /// Police were present when the children were talked with.
        ChildTalkPolicePresent = "child_talk_police_present",
        /// An inquiry for a child is opened.
        InquiryOpened = "inquiry_opened",
        /// The person using violence has begun treatment.
        TreatmentStarted = "treatment_started",
    }
);

impl Flag {
    /// Can what the agency has written in the case tell it, before anybody answers an item?
    pub const fn known_from_case(self) -> bool {
        matches!(
            self,
            Self::Children
                | Self::Interpreter
                | Self::SuspectOnScene
                | Self::InCustody
                | Self::FocusPerson
                | Self::RepeatAlarm
                | Self::ConsentPreliminary
        )
    }

    /// The flag in words.
    pub const fn words(self, language: Language) -> &'static str {
        match language {
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    const fn swedish(self) -> &'static str {
        match self {
            Self::Children => "Det finns barn i familjen",
            Self::Injured => "Någon är skadad",
            Self::SexualViolence => "Sexuellt våld",
            Self::Strangulation => "Stryptag",
            Self::Weapon => "Vapen",
            Self::SuicideThreat => "Hot om självmord",
            Self::DeathThreat => "Dödshot",
            Self::VeryAfraid => "Den utsatta är mycket rädd",
            Self::Interpreter => "Tolk behövs",
            Self::Pets => "Det finns husdjur",
            Self::Belongings => "Saker behöver hämtas",
            Self::SuspectOnScene => "Den som misstänks är på platsen",
            Self::InCustody => "Den som misstänks är frihetsberövad",
            Self::ContactSuitable => "Kontakt med den som använt våld bedöms lämplig",
            Self::FocusPerson => "Personen är fokusperson",
            Self::RepeatAlarm => "Nytt larm i samma ärende",
            Self::Unnamed => "Ingen har sagt vem det gäller",
            Self::ConsentPreliminary => "Samtycke lämnat när någon kunde höra",
            Self::CustodyTalkPlanned => "Arrestsamtal är planerat",
            Self::CustodyTalkHeld => "Arrestsamtal är hållet",
            Self::ChildTalkPolicePresent => "Polis var med när barnen fick prata",
            Self::InquiryOpened => "Utredning om barn är inledd",
            Self::TreatmentStarted => "Behandling har börjat",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Children => "There are children in the family",
            Self::Injured => "Somebody is hurt",
            Self::SexualViolence => "Sexual violence",
            Self::Strangulation => "Strangulation",
            Self::Weapon => "Weapons",
            Self::SuicideThreat => "Suicide threat",
            Self::DeathThreat => "Death threat",
            Self::VeryAfraid => "The exposed person is very afraid",
            Self::Interpreter => "An interpreter is needed",
            Self::Pets => "There are pets",
            Self::Belongings => "There are things to fetch",
            Self::SuspectOnScene => "The suspect is on the scene",
            Self::InCustody => "The suspect is in custody",
            Self::ContactSuitable => "Contact with the person using violence is judged suitable",
            Self::FocusPerson => "The person is a focus person",
            Self::RepeatAlarm => "A new alarm in the same case",
            Self::Unnamed => "Nobody has said who it is about",
            Self::ConsentPreliminary => "Consent given when somebody could hear",
            Self::CustodyTalkPlanned => "A custody talk is planned",
            Self::CustodyTalkHeld => "A custody talk was held",
            Self::ChildTalkPolicePresent => "Police were present when the children were talked with",
            Self::InquiryOpened => "A child inquiry is opened",
            Self::TreatmentStarted => "Treatment has begun",
        }
    }
}
