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
    }
}
