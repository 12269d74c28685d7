//! The largest and the smallest legal value of every category.

use jiff::{Timestamp, civil::Date};
use wire::{value::*, *};

use crate::samples::{self, unprotected};

/// The code that takes most bytes.
fn longest<T: Copy + std::fmt::Display>(all: &[T]) -> T {
    *all.iter().max_by_key(|code| code.to_string().len()).expect("a list is not empty")
}

/// A text of characters that take four bytes each; escapes take at most two for one.
pub fn widest(characters: usize) -> PersonText {
    samples::text(&"𝔄".repeat(characters))
}

/// The latest moment with all its decimals, before the first year: the longest spelling.
fn longest_moment() -> Timestamp {
    Timestamp::new(-100_000_000_000, -123_456_789).expect("in range")
}

/// The legal value of a category that takes the most bytes.
pub fn largest(category: Category) -> Value {
    match category {
        Category::Identity => Value::Identity(Identity {
            name: Some(widest(Identity::NAME_CHARACTERS_MAX)),
            number: Some(PersonalNumber::parse("191212121212").expect("a test number")),
            birth_year: Some(2100),
            protection: longest(Protection::ALL),
        }),
        Category::SafeContact => {
            let phone = PhoneNumber::parse("+467017406050000").expect("fifteen digits");
            let mut contact = SafeContact::call_only(phone, CodeSet::new(CallWindow::ALL.iter().copied()), unprotected());
            let stated = longest(Stated::ALL);
            (contact.may_leave_message, contact.may_text, contact.shared_phone) = (stated, stated, stated);
            contact.code_word = Some(widest(SafeContact::CODE_WORD_CHARACTERS_MAX));
            contact.interpreter = Some(longest(InterpreterLanguage::ALL));
            Value::SafeContact(contact)
        }
        Category::Incident => Value::Incident(Incident {
            kind: longest(IncidentKind::ALL),
            hour: samples::at("2100-12-31T23:00:00Z"),
            place: longest(PlaceKind::ALL),
        }),
        Category::IncidentAddress => {
            let street = widest(IncidentAddress::STREET_CHARACTERS_MAX);
            let address = IncidentAddress::new(street.expose(), unprotected()).expect("a street");
            Value::IncidentAddress(address.in_district("d".repeat(60).parse().expect("a district")))
        }
        Category::ChildrenPresent => {
            let child = Child { age: longest(AgeBand::ALL), state: longest(ChildState::ALL) };
            Value::ChildrenPresent(ChildrenPresent { count: longest(ChildCount::ALL), children: vec![child; ChildrenPresent::LISTED_MAX] })
        }
        Category::ChildConcern => Value::ChildConcern(ChildConcern {
            grounds: CodeSet::new(ConcernGround::ALL.iter().copied()),
            immediate: longest(Stated::ALL),
            place: longest(ChildPlace::ALL),
            police_present: longest(Stated::ALL),
        }),
        Category::AcuteNeeds => Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new(AcuteNeed::ALL.iter().copied()) }),
        Category::DangerSigns => Value::DangerSigns(DangerSigns { signs: CodeSet::new(DangerSign::ALL.iter().copied()) }),
        Category::CustodyStatus => Value::CustodyStatus(CustodyStatus { status: longest(Custody::ALL), since: Some(longest_moment()) }),
        other => larger_still(other),
    }
}

fn all<T: Copy + Ord>(list: &[T]) -> CodeSet<T> {
    list.iter().copied().collect()
}

fn day() -> Date {
    jiff::civil::date(2100, 12, 31)
}

/// The largest values of categories that hold codes, days and minutes alone.
fn larger_still(category: Category) -> Value {
    let stated = longest(Stated::ALL);
    let minute = samples::at("2100-12-31T23:59:00Z");
    let hour = samples::at("2100-12-31T23:00:00Z");
    match category {
        Category::ChildFeeling => Value::ChildFeeling(ChildFeeling { feelings: all(Feeling::ALL) }),
        Category::InjuryLevel => Value::InjuryLevel(InjuryLevel { level: longest(Injury::ALL), strangulation: stated }),
        Category::Release => Value::Release(Release { kind: longest(ReleaseKind::ALL), at: minute, restraining_order_applied: stated }),
        Category::RestrainingOrder => {
            Value::RestrainingOrder(RestrainingOrder { state: OrderState::Decided, kind: longest(OrderKind::ALL), until: Some(day()) })
        }
        Category::RiskLevel => Value::RiskLevel(RiskLevel {
            instrument: longest(Instrument::ALL),
            version: Some(RiskLevel::VERSION_MAX),
            day: day(),
            level: longest(RiskLevelWord::ALL),
            assessor: longest(StaffRole::ALL),
        }),
        Category::SubstanceUse => Value::SubstanceUse(SubstanceUse { misuse: Stated::Unknown }),
        Category::Weapons => Value::Weapons(Weapons { access: stated, staff_safety: stated }),
        Category::SupportWanted => {
            let wanted = Support::ALL.iter().copied().filter(|support| *support != Support::NoneNow).collect();
            Value::SupportWanted(SupportWanted { wanted })
        }
        Category::NewViolence => Value::NewViolence(NewViolence { day: day(), kind: longest(IncidentKind::ALL) }),
        Category::FearedCrime => Value::FearedCrime(FearedCrime {
            crime: longest(CrimeCode::ALL),
            against_role: longest(SubjectRole::ALL),
            how_soon: longest(HowSoon::ALL),
            circumstances: all(ConcreteCircumstance::ALL),
        }),
        Category::ConcernFeedback => Value::ConcernFeedback(ConcernFeedback { outcome: longest(InquiryOutcome::ALL) }),
        Category::CaseState => Value::CaseState(CaseState { state: longest(CaseStateWord::ALL) }),
        Category::PhaseState => {
            let state = |item: &PhaseItem| PhaseState::new(*item, longest(ItemState::ALL));
            let items = PhaseItem::ALL.iter().map(state).map(Value::PhaseState);
            items.max_by_key(|value| value.to_canonical().expect("written").len()).expect("an item")
        }
        Category::CustodyTalkOffer => Value::CustodyTalkOffer(CustodyTalkOffer {
            willing: stated,
            at: Some(minute),
            officer_present: stated,
            lead_cleared: stated,
            judged_suitable: stated,
        }),
        Category::CustodyTalkOutcome => Value::CustodyTalkOutcome(CustodyTalkOutcome {
            held: Stated::Yes,
            plan: TalkPlan::HomeWithPlan,
            until: Some(day()),
            wants_contact: stated,
        }),
        Category::InvestigationStep => Value::InvestigationStep(InvestigationStep { step: longest(PlannedStep::ALL), planned_on: day() }),
        Category::Consultation => Value::Consultation(Consultation {
            times: (0..Consultation::TIMES_MAX as i64).rev().map(|n| minute - jiff::SignedDuration::from_mins(n)).collect(),
            agenda: all(AgendaItem::ALL),
            answer: ConsultationAnswer::Proposed,
        }),
        Category::InTreatment => Value::InTreatment(InTreatment { since: Month::new(2100, 12).ok(), unit: longest(TreatmentUnit::ALL) }),
        Category::TreatmentEvent => Value::TreatmentEvent(TreatmentEvent { participation: longest(Participation::ALL) }),
        Category::Referral => Value::Referral(Referral {
            service: longest(Service::ALL),
            unit: format!("{}/{}", "a".repeat(60), "u".repeat(60)).parse().ok(),
            wishes_contact: stated,
        }),
        Category::ReferralOutcome => Value::ReferralOutcome(ReferralOutcome { result: longest(ReferralResult::ALL) }),
        Category::PracticalHelp => {
            Value::PracticalHelp(PracticalHelp { help: all(Help::ALL), hour: Some(hour), place: longest(MeetingPlace::ALL) })
        }
        Category::Request => Value::Request(Request {
            categories: Category::ALL.iter().copied().filter(|asked| !matches!(asked, Category::Request | Category::Correction)).collect(),
            purpose: longest(Purpose::ALL),
            needed_by: Some(minute),
        }),
        Category::Correction => Value::Correction(Correction {
            handover: samples::handover(),
            n: OFFER_FIELDS_MAX as u32 - 1,
            category: longest(Category::ALL),
            how: longest(CorrectionHow::ALL),
        }),
        earlier => unreachable!("{earlier} is written above"),
    }
}

/// A small value of every category: read from its JSON, which shows on one page how little can be said.
pub fn smallest(category: Category) -> Value {
    let json = match category {
        Category::Identity => r#"{"birth_year":1912,"protection":"none"}"#,
        Category::SafeContact => r#"{"may_call":[],"may_leave_message":"no","may_text":"no","phone":"+4684650","shared_phone":"no"}"#,
        Category::Incident => r#"{"hour":"2026-11-22T21:00:00Z","kind":"other","place":"home"}"#,
        Category::IncidentAddress => r#"{"street":"A"}"#,
        Category::ChildrenPresent => r#"{"children":[],"count":"one"}"#,
        Category::ChildConcern => r#"{"grounds":["other"],"immediate":"no","place":"at_home","police_present":"no"}"#,
        Category::ChildFeeling => r#"{"feelings":["sad"]}"#,
        Category::InjuryLevel => r#"{"level":"minor","strangulation":"no"}"#,
        Category::AcuteNeeds => r#"{"needs":["pets"]}"#,
        Category::DangerSigns => r#"{"signs":["escalating"]}"#,
        Category::CustodyStatus => r#"{"status":"unknown"}"#,
        Category::Release => r#"{"at":"2026-11-22T21:04:00Z","kind":"actual","restraining_order_applied":"no"}"#,
        Category::RestrainingOrder => r#"{"kind":"unknown","state":"applied"}"#,
        Category::RiskLevel => r#"{"assessor":"lawyer","day":"2026-11-22","instrument":"sam","level":"low"}"#,
        Category::SubstanceUse => r#"{"misuse":"no"}"#,
        Category::Weapons => r#"{"access":"no","staff_safety":"no"}"#,
        Category::SupportWanted => r#"{"wanted":["talk"]}"#,
        Category::NewViolence => r#"{"day":"2026-11-22","kind":"other"}"#,
        Category::FearedCrime => r#"{"against_role":"child","circumstances":["other"],"crime":"rape","how_soon":"now"}"#,
        Category::ConcernFeedback => r#"{"outcome":"opened"}"#,
        Category::CaseState => r#"{"state":"received"}"#,
        Category::PhaseState => r#"{"item":"custody_talk","phase":"care","state":"done"}"#,
        Category::CustodyTalkOffer => r#"{"judged_suitable":"no","lead_cleared":"no","officer_present":"no","willing":"no"}"#,
        Category::CustodyTalkOutcome => r#"{"held":"no","plan":"none","wants_contact":"no"}"#,
        Category::InvestigationStep => r#"{"planned_on":"2026-11-22","step":"other"}"#,
        Category::Consultation => r#"{"agenda":[],"answer":"declined","times":[]}"#,
        Category::InTreatment => r#"{"unit":"other"}"#,
        Category::TreatmentEvent => r#"{"participation":"missed"}"#,
        Category::Referral => r#"{"service":"other","wishes_contact":"no"}"#,
        Category::ReferralOutcome => r#"{"result":"started"}"#,
        Category::PracticalHelp => r#"{"help":["pet"],"place":"health_care"}"#,
        Category::Request => r#"{"categories":["release"],"purpose":"referral"}"#,
        Category::Correction => r#"{"category":"release","handover":"0193a000-0000-7000-8000-000000000001","how":"replaced","n":0}"#,
    };
    Value::from_canonical(category, json.as_bytes()).unwrap_or_else(|error| panic!("{category}: {error}"))
}
