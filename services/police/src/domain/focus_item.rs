//! What is said of a focus person: coded where it can be, each with a source of the police's own and its day.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::Id;
use wire::{PersonText, StaffRef, codes};

/// Longest line of why now, of a factor's reason, or of an address, in characters.
pub const LINE_CHARACTERS_MAX: usize = 80;

codes!(
    /// Kind of an item.
    FocusKind, "kind of item" {
        /// Why the patrols should know now, in one line.
        WhyNow = "why_now",
        /// A danger to who is sent there.
        Danger = "danger",
        /// An order in force.
        Order = "order",
        /// What to do if called there.
        Advice = "advice",
        /// A factor that raises the risk.
        Factor = "factor",
        /// An address to pass by.
        Address = "address",
    }
);

impl FocusKind {
    /// How many of the kind a person has at the most: a card is read at a glance, and five of them go on one sheet.
    pub const fn slots(self) -> i32 {
        match self {
            Self::WhyNow => 1,
            Self::Factor => 9,
            Self::Danger | Self::Advice => 3,
            Self::Order | Self::Address => 2,
        }
    }
}

codes!(
    /// Factors that raise the risk, as the Swedish police publish them.
    RiskFactor, "risk-raising factor" {
        /// Controlling behaviour.
        Controlling = "controlling",
        /// Strangulation.
        Strangulation = "strangulation",
        /// The exposed person's outspoken fear.
        OutspokenFear = "outspoken_fear",
        /// Mental ill-health.
        MentalIllHealth = "mental_ill_health",
        /// Threats of suicide.
        SuicideThreats = "suicide_threats",
        /// Substance misuse.
        SubstanceMisuse = "substance_misuse",
        /// Grave or escalating violence.
        EscalatingViolence = "escalating_violence",
        /// Separation.
        Separation = "separation",
        /// Earlier crime.
        EarlierCrime = "earlier_crime",
    }
);

codes!(
    /// Orders in force (lag 1988:688 om kontaktförbud).
    OrderKind, "kind of order" {
        /// Kontaktförbud.
        ContactBan = "contact_ban",
        /// Utvidgat kontaktförbud.
        Extended = "extended",
        /// Särskilt utvidgat kontaktförbud.
        SpeciallyExtended = "specially_extended",
        /// Kontaktförbud avseende gemensam bostad.
        SharedHome = "shared_home",
        /// With electronic monitoring.
        Monitored = "monitored",
    }
);

codes!(
    /// What to do if called there.
    FocusAdvice, "advice" {
        /// Two patrols.
        TwoPatrols = "two_patrols",
        /// Wait for the other patrol before going in.
        WaitOutside = "wait_outside",
        /// Look for weapons first.
        WeaponsFirst = "weapons_first",
        /// Keep those who are there apart, out of each other's sight and hearing.
        KeepApart = "keep_apart",
        /// Look up the order and whether it is broken.
        CheckOrder = "check_order",
        /// Search the surroundings: the person may have left.
        SearchAround = "search_around",
        /// Talk calmly; the person reacts to haste.
        TalkCalmly = "talk_calmly",
        /// Have an ambulance near.
        AmbulanceNear = "ambulance_near",
    }
);

codes!(
    /// Danger to who is sent there.
    OfficerDanger, "danger to officers" {
        /// Has or may have firearms.
        Firearms = "firearms",
        /// Carries a knife or the like.
        Knife = "knife",
        /// Violence against police before.
        ViolenceAgainstPolice = "violence_against_police",
        /// Threats against police.
        ThreatsAgainstPolice = "threats_against_police",
        /// A dangerous dog.
        Dog = "dog",
    }
);

codes!(
    /// What kind of place an address is. The own places of the focus person alone.
    FocusPlace, "kind of place" {
        /// Home.
        OwnHome = "own_home",
        /// Work.
        Work = "work",
        /// Where the person often is.
        OftenThere = "often_there",
    }
);

codes!(
    /// Where the police know it from. Nothing of another agency is on the list, and nobody who told.
    PoliceSource, "police source" {
        /// A report of a crime.
        CrimeReport = "crime_report",
        /// A call-out.
        CallOut = "call_out",
        /// What a patrol saw itself.
        PatrolObservation = "patrol_observation",
        /// The registers of the police.
        PoliceRegister = "police_register",
        /// The register of orders.
        OrderRegister = "order_register",
        /// A risk assessment of the police.
        RiskAssessment = "risk_assessment",
    }
);

/// What an item says. Prints nothing but its kind.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FocusContent {
    /// One line.
    WhyNow(PersonText),
    /// A factor and why it is thought so.
    Factor(RiskFactor, PersonText),
    /// An order and its last day.
    Order(OrderKind, Date),
    /// Advice.
    Advice(FocusAdvice),
    /// Danger.
    Danger(OfficerDanger),
    /// A place and its address.
    Address(FocusPlace, PersonText),
}

impl FocusContent {
    /// Its kind.
    pub const fn kind(&self) -> FocusKind {
        match self {
            Self::WhyNow(_) => FocusKind::WhyNow,
            Self::Factor(..) => FocusKind::Factor,
            Self::Order(..) => FocusKind::Order,
            Self::Advice(_) => FocusKind::Advice,
            Self::Danger(_) => FocusKind::Danger,
            Self::Address(..) => FocusKind::Address,
        }
    }

    /// Whether both say the same: a factor is said once, whatever its reason.
    pub fn repeats(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Factor(one, _), Self::Factor(another, _)) => one == another,
            _ => self == other,
        }
    }

    /// Whether it still holds: an order ends with its last day.
    fn holds_on(&self, today: Date) -> bool {
        if let Self::Order(_, until) = self { *until >= today } else { true }
    }
}

impl fmt::Debug for FocusContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FocusContent({})", self.kind())
    }
}

/// An item as it is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What it says.
    pub content: FocusContent,
    /// Where it is known from.
    pub source: PoliceSource,
    /// The source's day.
    pub source_on: Date,
}

/// An item that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusItem {
    /// Id.
    pub id: Id,
    /// What was added.
    pub said: NewItem,
    /// Who wrote it.
    pub author: StaffRef,
    /// Who cleared it for the briefing, and when.
    pub clearance: Option<(StaffRef, Timestamp)>,
}

impl FocusItem {
    /// Whether this member of staff may clear it.
    pub fn may_clear(&self, staff: &StaffRef) -> bool {
        self.clearance.is_none() && *staff != self.author
    }

    /// The item as a briefing may show it on that day: cleared, by another person than who wrote it, and still true.
    pub fn into_cleared(self, today: Date) -> Option<ClearedItem> {
        let cleared = self.clearance.as_ref().is_some_and(|(by, _)| *by != self.author);
        (cleared && self.said.content.holds_on(today)).then_some(ClearedItem(self))
    }
}

/// An item that a second person has cleared. Nothing else is on a card, and there is no other way to one than
/// [`FocusItem::into_cleared`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearedItem(FocusItem);

impl ClearedItem {
    /// The item.
    pub const fn item(&self) -> &FocusItem {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(letter: char) -> StaffRef {
        letter.to_string().repeat(32).parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn item(content: FocusContent, cleared_by: Option<char>) -> FocusItem {
        let at: Timestamp = "2026-11-22T06:00:00Z".parse().unwrap();
        FocusItem {
            id: Id::generate(at),
            said: NewItem { content, source: PoliceSource::CallOut, source_on: day("2026-11-20") },
            author: staff('a'),
            clearance: cleared_by.map(|by| (staff(by), at)),
        }
    }

    #[test]
    fn what_nobody_else_cleared_is_on_no_card() {
        let dog = || FocusContent::Danger(OfficerDanger::Dog);
        let on_card = |by| item(dog(), by).into_cleared(day("2026-11-22")).is_some();
        assert!(on_card(Some('b')) && !on_card(None) && !on_card(Some('a')));
        assert!(item(dog(), None).may_clear(&staff('b')) && !item(dog(), None).may_clear(&staff('a')));
        assert!(!item(dog(), Some('b')).may_clear(&staff('c')), "once");
    }

    #[test]
    fn an_order_ends_with_its_last_day() {
        let order = || item(FocusContent::Order(OrderKind::Extended, day("2026-11-22")), Some('b'));
        assert!(order().into_cleared(day("2026-11-22")).is_some());
        assert!(order().into_cleared(day("2026-11-23")).is_none());
    }

    #[test]
    fn a_factor_is_said_once_and_nothing_prints() {
        let why = |text| FocusContent::Factor(RiskFactor::Separation, PersonText::parse(text, LINE_CHARACTERS_MAX).unwrap());
        assert!(why("sedan i maj").repeats(&why("flyttade")));
        assert!(!why("sedan i maj").repeats(&FocusContent::Danger(OfficerDanger::Dog)));
        assert!(!format!("{:?}", item(why("sedan i maj"), None)).contains("maj"));
    }
}
