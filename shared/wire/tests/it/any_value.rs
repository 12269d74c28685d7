//! Any legal value of every category.

use jiff::{Timestamp, civil::Date};
use proptest::{collection::vec, option, prelude::*, sample::select};
use wire::{value::*, *};

use crate::samples::unprotected;

fn one<T: Copy + std::fmt::Debug + 'static>(list: &'static [T]) -> impl Strategy<Value = T> {
    select(list)
}

fn some<T: Copy + Ord + 'static>(list: &'static [T], least: usize) -> impl Strategy<Value = CodeSet<T>> {
    proptest::sample::subsequence((0..list.len()).collect::<Vec<_>>(), least..=list.len())
        .prop_map(move |places| places.into_iter().map(|place| list[place]).collect())
}

fn stated() -> impl Strategy<Value = Stated> {
    one(Stated::ALL)
}

fn day() -> impl Strategy<Value = Date> {
    (1900_i16..=2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

/// A moment of the years 1900 to 2100 that is a whole number of such steps.
fn moment(seconds: i64) -> impl Strategy<Value = Timestamp> {
    let (first, last) = (-2_208_988_800, 4_133_980_799);
    (first / seconds..=last / seconds).prop_map(move |n| Timestamp::from_second(n * seconds).expect("in range"))
}

fn text(most: usize) -> impl Strategy<Value = PersonText> {
    let character = prop_oneof!["[a-zåäöA-ZÅÄÖ]", "[\"'&\\\\ -]", "[𝔄李م]"];
    vec(character, 1..=most).prop_filter_map("a text", move |characters| PersonText::parse(&characters.concat(), most).ok())
}

fn slug() -> &'static str {
    "[a-z0-9][a-z0-9-]{0,58}[a-z0-9]"
}

/// Any legal value of the category.
pub fn any_value(category: Category) -> BoxedStrategy<Value> {
    match category {
        Category::Identity => identity().boxed(),
        Category::SafeContact => contact().boxed(),
        Category::Incident => (one(IncidentKind::ALL), moment(1), one(PlaceKind::ALL))
            .prop_map(|(kind, at, place)| Value::Incident(Incident::new(kind, at, place)))
            .boxed(),
        Category::IncidentAddress => address().boxed(),
        Category::ChildrenPresent => children().boxed(),
        Category::ChildConcern => (some(ConcernGround::ALL, 1), stated(), one(ChildPlace::ALL), stated())
            .prop_map(|(grounds, immediate, place, police_present)| {
                Value::ChildConcern(ChildConcern { grounds, immediate, place, police_present })
            })
            .boxed(),
        Category::ChildFeeling => some(Feeling::ALL, 1).prop_map(|feelings| Value::ChildFeeling(ChildFeeling { feelings })).boxed(),
        Category::InjuryLevel => {
            (one(Injury::ALL), stated()).prop_map(|(level, strangulation)| Value::InjuryLevel(InjuryLevel { level, strangulation })).boxed()
        }
        Category::AcuteNeeds => some(AcuteNeed::ALL, 1).prop_map(|needs| Value::AcuteNeeds(AcuteNeeds { needs })).boxed(),
        Category::DangerSigns => some(DangerSign::ALL, 1).prop_map(|signs| Value::DangerSigns(DangerSigns { signs })).boxed(),
        Category::CustodyStatus => (one(Custody::ALL), option::of(moment(1)))
            .prop_map(|(status, since)| Value::CustodyStatus(CustodyStatus { status, since }))
            .boxed(),
        Category::Release => (one(ReleaseKind::ALL), moment(1), stated())
            .prop_map(|(kind, at, applied)| Value::Release(Release::new(kind, at, applied)))
            .boxed(),
        Category::RestrainingOrder => (one(OrderState::ALL), one(OrderKind::ALL), option::of(day()))
            .prop_map(|(state, kind, until)| {
                let until = until.filter(|_| state == OrderState::Decided);
                Value::RestrainingOrder(RestrainingOrder { state, kind, until })
            })
            .boxed(),
        Category::RiskLevel => risk().boxed(),
        Category::SubstanceUse => {
            select(&[Stated::Yes, Stated::No, Stated::Unknown][..]).prop_map(|misuse| Value::SubstanceUse(SubstanceUse { misuse })).boxed()
        }
        Category::Weapons => {
            (stated(), stated()).prop_map(|(access, staff_safety)| Value::Weapons(Weapons { access, staff_safety })).boxed()
        }
        other => any_later_value(other),
    }
}

/// Values that mostly belong to the phases after the alarm.
fn any_later_value(category: Category) -> BoxedStrategy<Value> {
    match category {
        Category::SupportWanted => prop_oneof![some(&Support::ALL[..Support::ALL.len() - 1], 1), Just(CodeSet::new([Support::NoneNow])),]
            .prop_map(|wanted| Value::SupportWanted(SupportWanted { wanted }))
            .boxed(),
        Category::NewViolence => {
            (day(), one(IncidentKind::ALL)).prop_map(|(day, kind)| Value::NewViolence(NewViolence { day, kind })).boxed()
        }
        Category::FearedCrime => (one(CrimeCode::ALL), one(SubjectRole::ALL), one(HowSoon::ALL), some(ConcreteCircumstance::ALL, 1))
            .prop_map(|(crime, against_role, how_soon, circumstances)| {
                Value::FearedCrime(FearedCrime { crime, against_role, how_soon, circumstances })
            })
            .boxed(),
        Category::ConcernFeedback => {
            one(InquiryOutcome::ALL).prop_map(|outcome| Value::ConcernFeedback(ConcernFeedback { outcome })).boxed()
        }
        Category::CaseState => one(CaseStateWord::ALL).prop_map(|state| Value::CaseState(CaseState { state })).boxed(),
        Category::PhaseState => {
            (one(PhaseItem::ALL), one(ItemState::ALL)).prop_map(|(item, state)| Value::PhaseState(PhaseState::new(item, state))).boxed()
        }
        Category::CustodyTalkOffer => (stated(), option::of(moment(60)), stated(), stated(), stated())
            .prop_map(|(willing, at, officer_present, lead_cleared, judged_suitable)| {
                Value::CustodyTalkOffer(CustodyTalkOffer { willing, at, officer_present, lead_cleared, judged_suitable })
            })
            .boxed(),
        Category::CustodyTalkOutcome => talk().boxed(),
        Category::InvestigationStep => (one(PlannedStep::ALL), day())
            .prop_map(|(step, planned_on)| Value::InvestigationStep(InvestigationStep { step, planned_on }))
            .boxed(),
        Category::Consultation => consultation().boxed(),
        Category::InTreatment => (option::of((1900_i16..=2100, 1_i8..=12)), one(TreatmentUnit::ALL))
            .prop_map(|(since, unit)| {
                let since = since.map(|(year, month)| Month::new(year, month).expect("a month"));
                Value::InTreatment(InTreatment { since, unit })
            })
            .boxed(),
        Category::TreatmentEvent => {
            one(Participation::ALL).prop_map(|participation| Value::TreatmentEvent(TreatmentEvent { participation })).boxed()
        }
        Category::Referral => (one(Service::ALL), option::of((slug(), slug())), stated())
            .prop_map(|(service, unit, wishes_contact)| {
                let unit = unit.map(|(agency, unit)| format!("{agency}/{unit}").parse().expect("a unit"));
                Value::Referral(Referral { service, unit, wishes_contact })
            })
            .boxed(),
        Category::ReferralOutcome => one(ReferralResult::ALL).prop_map(|result| Value::ReferralOutcome(ReferralOutcome { result })).boxed(),
        Category::PracticalHelp => (some(Help::ALL, 1), option::of(moment(1)), one(MeetingPlace::ALL))
            .prop_map(|(help, at, place)| Value::PracticalHelp(PracticalHelp::new(help, at, place)))
            .boxed(),
        Category::Request => request().boxed(),
        Category::Correction => correction().boxed(),
        earlier => unreachable!("{earlier} is written above"),
    }
}

fn identity() -> impl Strategy<Value = Value> {
    let number = option::of(select(&["191212121212", "198507699802", "189001019802"][..]));
    (option::of(text(Identity::NAME_CHARACTERS_MAX)), number, 1900_u16..=2100, one(Protection::ALL)).prop_map(
        |(name, number, year, protection)| {
            let number = number.map(|number| PersonalNumber::parse(number).expect("a test number"));
            Value::Identity(Identity { name, number, birth_year: Some(year), protection })
        },
    )
}

fn contact() -> impl Strategy<Value = Value> {
    let phone = "\\+[1-9][0-9]{6,14}".prop_filter_map("a number", |number| PhoneNumber::parse(&number).ok());
    let word = option::of(text(SafeContact::CODE_WORD_CHARACTERS_MAX));
    let spoken = option::of(one(InterpreterLanguage::ALL));
    (phone, some(CallWindow::ALL, 0), (stated(), stated(), stated()), word, spoken).prop_map(|(phone, windows, answers, word, spoken)| {
        let mut contact = SafeContact::call_only(phone, windows, unprotected());
        (contact.may_leave_message, contact.may_text, contact.shared_phone) = answers;
        (contact.code_word, contact.interpreter) = (word, spoken);
        Value::SafeContact(contact)
    })
}

fn address() -> impl Strategy<Value = Value> {
    (text(IncidentAddress::STREET_CHARACTERS_MAX), option::of(slug())).prop_map(|(street, district)| {
        let address = IncidentAddress::new(street.expose(), unprotected()).expect("a street");
        let district = district.map(|code| code.parse().expect("a district"));
        Value::IncidentAddress(match district {
            Some(district) => address.in_district(district),
            None => address,
        })
    })
}

fn children() -> impl Strategy<Value = Value> {
    let child = (one(AgeBand::ALL), one(ChildState::ALL)).prop_map(|(age, state)| Child { age, state });
    (one(ChildCount::ALL), vec(child, 0..=ChildrenPresent::LISTED_MAX))
        .prop_map(|(count, children)| Value::ChildrenPresent(ChildrenPresent { count, children }))
}

fn risk() -> impl Strategy<Value = Value> {
    let version = option::of(1..=RiskLevel::VERSION_MAX);
    (one(Instrument::ALL), version, day(), one(RiskLevelWord::ALL), one(StaffRole::ALL))
        .prop_map(|(instrument, version, day, level, assessor)| Value::RiskLevel(RiskLevel { instrument, version, day, level, assessor }))
}

fn talk() -> impl Strategy<Value = Value> {
    (stated(), one(TalkPlan::ALL), option::of(day()), stated()).prop_map(|(held, plan, until, wants_contact)| {
        let planned = matches!(plan, TalkPlan::OtherPlace | TalkPlan::HomeWithPlan);
        let held = if planned { Stated::Yes } else { held };
        Value::CustodyTalkOutcome(CustodyTalkOutcome { held, plan, until: until.filter(|_| planned), wants_contact })
    })
}

fn consultation() -> impl Strategy<Value = Value> {
    let times = vec(moment(60), 1..=Consultation::TIMES_MAX);
    (times, some(AgendaItem::ALL, 0), one(ConsultationAnswer::ALL)).prop_map(|(mut times, agenda, answer)| {
        times.sort();
        times.dedup();
        times.truncate(match answer {
            ConsultationAnswer::Proposed => Consultation::TIMES_MAX,
            ConsultationAnswer::Accepted => 1,
            ConsultationAnswer::Declined => 0,
        });
        Value::Consultation(Consultation { times, agenda, answer })
    })
}

fn request() -> impl Strategy<Value = Value> {
    let purpose = one(Purpose::ALL).prop_filter("a purpose", |purpose| !matches!(purpose, Purpose::Request | Purpose::Correction));
    let asked = some(&Category::ALL[..Category::ALL.len() - 2], 1);
    (asked, purpose, option::of(moment(60)))
        .prop_map(|(categories, purpose, needed_by)| Value::Request(Request { categories, purpose, needed_by }))
}

fn correction() -> impl Strategy<Value = Value> {
    let corrected = select(&Category::ALL[..Category::ALL.len() - 1]);
    (any::<u128>(), 0..OFFER_FIELDS_MAX as u32, corrected, one(CorrectionHow::ALL)).prop_map(|(id, n, category, how)| {
        Value::Correction(Correction { handover: HandoverId(uuid::Uuid::from_u128(id)), n, category, how })
    })
}
