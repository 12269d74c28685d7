//! One value for each category.

use wire::value::{
    AcuteNeed, AcuteNeeds, CaseState, CaseStateWord, ChildConcern, ChildCount, ChildPlace, ChildrenPresent, CodeSet, ConcernGround,
    Custody, CustodyStatus, DangerSign, DangerSigns, Identity, Incident, IncidentAddress, IncidentKind, PhoneNumber, PlaceKind,
    SafeContact, Stated, Weapons,
};
use wire::{Category, PersonText, Protection, Unprotected, Value};

use crate::town::now;

pub fn name(text: &str) -> Value {
    let name = Some(PersonText::parse(text, 80).expect("a name"));
    Value::Identity(Identity { name, number: None, birth_year: None, protection: Protection::None })
}

fn unprotected() -> Unprotected {
    Protection::None.unprotected().expect("not protected")
}

/// The other categories, by the spelling they have on the wire.
fn spelled(category: Category) -> Value {
    let json = match category {
        Category::ChildFeeling => r#"{"feelings":["afraid"]}"#,
        Category::InjuryLevel => r#"{"level":"minor","strangulation":"no"}"#,
        Category::Release => r#"{"at":"2026-11-23T08:00:00Z","kind":"expected","restraining_order_applied":"yes"}"#,
        Category::RestrainingOrder => r#"{"kind":"ordinary","state":"applied"}"#,
        Category::RiskLevel => r#"{"assessor":"investigator","day":"2026-11-22","instrument":"sara","level":"elevated"}"#,
        Category::SubstanceUse => r#"{"misuse":"yes"}"#,
        Category::SupportWanted => r#"{"wanted":["talk"]}"#,
        Category::NewViolence => r#"{"day":"2026-11-22","kind":"threat"}"#,
        Category::FearedCrime => r#"{"against_role":"victim","circumstances":["said_so"],"crime":"murder","how_soon":"days"}"#,
        Category::ConcernFeedback => r#"{"outcome":"opened"}"#,
        Category::PhaseState => r#"{"item":"safety_plan","phase":"care","state":"done"}"#,
        Category::CustodyTalkOffer => r#"{"judged_suitable":"yes","lead_cleared":"yes","officer_present":"yes","willing":"yes"}"#,
        Category::CustodyTalkOutcome => r#"{"held":"yes","plan":"other_place","wants_contact":"no"}"#,
        Category::InvestigationStep => r#"{"planned_on":"2026-11-24","step":"victim_interview"}"#,
        Category::Consultation => r#"{"agenda":["children"],"answer":"declined","times":[]}"#,
        Category::InTreatment => r#"{"since":"2026-09","unit":"counselling"}"#,
        Category::TreatmentEvent => r#"{"participation":"takes_part"}"#,
        Category::Referral => r#"{"service":"counselling","wishes_contact":"yes"}"#,
        Category::ReferralOutcome => r#"{"result":"started"}"#,
        Category::PracticalHelp => r#"{"help":["drive"],"place":"police_station"}"#,
        Category::Request => r#"{"categories":["risk_level"],"purpose":"protection_planning"}"#,
        Category::Correction => r#"{"category":"identity","handover":"0193a000-0000-7000-8000-000000000001","how":"withdrawn","n":0}"#,
        built => panic!("{built} is built by its type"),
    };
    Value::from_canonical(category, json.as_bytes()).expect("a spelled value")
}

pub fn value(category: Category) -> Value {
    match category {
        Category::Identity => name("Vera Exempelsson"),
        Category::SafeContact => {
            let phone = PhoneNumber::parse("070-174 06 05").expect("a number reserved for fiction");
            Value::SafeContact(SafeContact::call_only(phone, CodeSet::new([]), unprotected()))
        }
        Category::Incident => Value::Incident(Incident::new(IncidentKind::Violence, now(), PlaceKind::Home)),
        Category::IncidentAddress => Value::IncidentAddress(IncidentAddress::new("Exempelgatan 1", unprotected()).expect("an address")),
        Category::ChildrenPresent => Value::ChildrenPresent(ChildrenPresent { count: ChildCount::One, children: Vec::new() }),
        Category::ChildConcern => {
            let grounds = CodeSet::new([ConcernGround::SawOrHeardViolence]);
            Value::ChildConcern(ChildConcern { grounds, immediate: Stated::No, place: ChildPlace::AtHome, police_present: Stated::Yes })
        }
        Category::AcuteNeeds => Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new([AcuteNeed::ProtectionTonight]) }),
        Category::DangerSigns => Value::DangerSigns(DangerSigns { signs: CodeSet::new([DangerSign::Escalating]) }),
        Category::CustodyStatus => Value::CustodyStatus(CustodyStatus { status: Custody::Apprehended, since: None }),
        Category::Weapons => Value::Weapons(Weapons { access: Stated::Unknown, staff_safety: Stated::NotStated }),
        Category::CaseState => Value::CaseState(CaseState { state: CaseStateWord::Received }),
        other => spelled(other),
    }
}
