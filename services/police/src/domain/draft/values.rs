//! From what was recorded to values. What can't be built is held.

use jiff::Timestamp;
use wire::{
    Subject, SubjectRole, Value,
    value::{
        AcuteNeed, AcuteNeeds, AgeBand, Child, ChildCount, ChildState, ChildrenPresent, CodeSet, CustodyStatus, DangerSign, DangerSigns,
        Identity, Incident, IncidentAddress, IncidentKind, PlaceKind, SafeContact, Stated, Weapons,
    },
};

use super::{Around, Held};
use crate::domain::{
    asking::Besides,
    call_out::Content,
    situation::{Acute, Situation},
};

/// Values, each with the person it is about.
pub(super) type Values = Vec<(Option<Subject>, Value)>;

/// What was recorded, as values in the order of the preview, and what can't be one.
pub(super) fn values(content: &Content, around: &Around) -> (Values, Vec<Held>) {
    let people = &around.people;
    let (victim, suspect, child) =
        (people.of(SubjectRole::Victim), people.of(SubjectRole::PersonUsingViolence), people.of(SubjectRole::Child));
    let situation = &content.situation;
    let mut values: Values = Vec::new();
    let mut held = Vec::new();
    let mut add = |subject, value: Option<Value>| values.extend(value.map(|value| (subject, value)));
    add(child, content.concern_in_force().and_then(|concern| concern.value()).map(Value::ChildConcern));
    add(child, children(situation).map(Value::ChildrenPresent));
    add(victim, identity(content).map(Value::Identity));
    add(victim, contact(content, &mut held).map(Value::SafeContact));
    add(None, incident(content, around.began_at).map(Value::Incident));
    add(None, address(content, &mut held).map(Value::IncidentAddress));
    add(victim, needs(situation).map(Value::AcuteNeeds));
    add(victim, signs(situation).map(Value::DangerSigns));
    add(suspect, situation.custody().map(|status| Value::CustodyStatus(CustodyStatus { status, since: situation.apprehended_at })));
    add(suspect, situation.acute.contains(&Acute::Weapon).then_some(Value::Weapons(WEAPON_SEEN)));
    (values, held)
}

/// The button says that there is a weapon; nobody has judged what it means for those who visit.
const WEAPON_SEEN: Weapons = Weapons { access: Stated::Yes, staff_safety: Stated::NotStated };

fn children(situation: &Situation) -> Option<ChildrenPresent> {
    let count = situation.child_count()?;
    let known = match count {
        ChildCount::One => 1,
        ChildCount::Two => 2,
        ChildCount::Three => 3,
        // One line stands for all of them.
        ChildCount::FourOrMore | ChildCount::Unknown => 1,
    };
    let of_each = |state: ChildState| vec![Child { age: AgeBand::Unknown, state }; known];
    Some(ChildrenPresent { count, children: situation.children_state.map(of_each).unwrap_or_default() })
}

fn identity(content: &Content) -> Option<Identity> {
    let asking = &content.asking;
    let name = asking.name.clone()?;
    Some(Identity { name: Some(name), number: None, birth_year: None, protection: asking.protection_level() })
}

fn contact(content: &Content, held: &mut Vec<Held>) -> Option<SafeContact> {
    let asking = &content.asking;
    let phone = asking.phone.clone()?;
    let Some(proof) = asking.protection_level().unprotected() else {
        held.push(Held::ProtectedNumber);
        return None;
    };
    let mut contact = SafeContact::call_only(phone, asking.windows.clone(), proof);
    // “Call only” is the start; what she said herself is laid over it.
    let said = |besides: Besides| asking.besides.contains(&besides);
    contact.may_leave_message = if said(Besides::Message) { Stated::Yes } else { contact.may_leave_message };
    contact.may_text = if said(Besides::Text) { Stated::Yes } else { contact.may_text };
    contact.shared_phone = if said(Besides::SharedPhone) { Stated::Yes } else { contact.shared_phone };
    contact.code_word = asking.code_word.clone();
    contact.interpreter = content.situation.interpreter;
    Some(contact)
}

/// Something to tell only when a person answered or a child may be harmed; else there is nothing to judge.
pub(super) fn incident(content: &Content, began_at: Timestamp) -> Option<Incident> {
    let concern = content.concern_in_force().is_some_and(|concern| concern.suspected);
    let stated = content.situation.kind.is_some() || content.asking.is_yes() || concern;
    stated.then(|| Incident::new(content.situation.kind.unwrap_or(IncidentKind::Unknown), began_at, PlaceKind::Unknown))
}

fn address(content: &Content, held: &mut Vec<Held>) -> Option<IncidentAddress> {
    let street = content.concern_in_force().filter(|concern| concern.suspected)?.address.clone()?;
    let Some(proof) = content.asking.protection_level().unprotected() else {
        held.push(Held::ProtectedAddress);
        return None;
    };
    // It was checked when it was written down.
    IncidentAddress::new(street.expose(), proof).ok()
}

fn needs(situation: &Situation) -> Option<AcuteNeeds> {
    let acute = situation.acute.codes().iter().filter_map(|acute| match acute {
        Acute::MedicalCare => Some(AcuteNeed::MedicalCare),
        Acute::ProtectionTonight => Some(AcuteNeed::ProtectionTonight),
        _ => None,
    });
    let needs = CodeSet::new(acute.chain(situation.interpreter.map(|_| AcuteNeed::Interpreter)));
    (!needs.is_empty()).then_some(AcuteNeeds { needs })
}

fn signs(situation: &Situation) -> Option<DangerSigns> {
    let signs = CodeSet::new(situation.acute.codes().iter().filter_map(|acute| match acute {
        Acute::Strangulation => Some(DangerSign::Strangulation),
        Acute::SuicideThreat => Some(DangerSign::SuicideThreat),
        Acute::VeryAfraid => Some(DangerSign::OutspokenFear),
        _ => None,
    }));
    (!signs.is_empty()).then_some(DangerSigns { signs })
}
