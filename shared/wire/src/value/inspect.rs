//! The rules of values that a type alone does not hold: run before sealing and again after opening.

use super::{ChildrenPresent, Identity, IncidentAddress, SafeContact, Value, fault::ensure, moment::is_hour};
use crate::{Category, Protection, TextError};

/// Why a value is not carried. Names category and rule, never the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// A text breaks a rule.
    #[error("{0}: {1}")]
    Text(Category, TextError),
    /// The person is protected, or nobody has asked: no address and no contact through the hub (OSL 21:3, 21:3 a).
    #[error("{0}: not carried for a protected person")]
    ProtectedPerson(Category),
    /// Nothing in it.
    #[error("{0}: nothing is stated")]
    Empty(Category),
    /// A number or a time outside its range.
    #[error("{0}: out of range")]
    OutOfRange(Category),
    /// Parts that can't hold together.
    #[error("{0}: two answers contradict each other")]
    Contradiction(Category),
}

/// Checks a value of a person with this level of protection.
///
/// # Errors
/// [`ValueError`] with the first rule that is broken.
pub fn inspect(value: &Value, protection: Protection) -> Result<(), ValueError> {
    let category = value.category();
    match value {
        Value::Identity(identity) => inspect_identity(identity, category),
        Value::SafeContact(contact) => inspect_contact(contact, protection, category),
        Value::IncidentAddress(address) => inspect_address(address, protection, category),
        Value::Incident(incident) => ensure(is_hour(incident.hour), ValueError::OutOfRange(category)),
        Value::ChildrenPresent(present) => inspect_children(present, category),
        Value::ChildConcern(concern) => ensure(!concern.grounds.is_empty(), ValueError::Empty(category)),
        Value::AcuteNeeds(needs) => ensure(!needs.needs.is_empty(), ValueError::Empty(category)),
        Value::DangerSigns(signs) => ensure(!signs.signs.is_empty(), ValueError::Empty(category)),
        Value::ChildFeeling(value) => value.check().map_err(|fault| fault.of(category)),
        Value::Release(value) => value.check().map_err(|fault| fault.of(category)),
        Value::RestrainingOrder(value) => value.check().map_err(|fault| fault.of(category)),
        Value::RiskLevel(value) => value.check().map_err(|fault| fault.of(category)),
        Value::SubstanceUse(value) => value.check().map_err(|fault| fault.of(category)),
        Value::SupportWanted(value) => value.check().map_err(|fault| fault.of(category)),
        Value::NewViolence(value) => value.check().map_err(|fault| fault.of(category)),
        Value::FearedCrime(value) => value.check().map_err(|fault| fault.of(category)),
        Value::PhaseState(value) => value.check().map_err(|fault| fault.of(category)),
        Value::CustodyTalkOffer(value) => value.check().map_err(|fault| fault.of(category)),
        Value::CustodyTalkOutcome(value) => value.check().map_err(|fault| fault.of(category)),
        Value::InvestigationStep(value) => value.check().map_err(|fault| fault.of(category)),
        Value::Consultation(value) => value.check().map_err(|fault| fault.of(category)),
        Value::PracticalHelp(value) => value.check().map_err(|fault| fault.of(category)),
        Value::Request(value) => value.check().map_err(|fault| fault.of(category)),
        Value::Correction(value) => value.check().map_err(|fault| fault.of(category)),
        // Codes alone, each of which may stand: there is nothing more to check.
        Value::CustodyStatus(_)
        | Value::InjuryLevel(_)
        | Value::Weapons(_)
        | Value::CaseState(_)
        | Value::ConcernFeedback(_)
        | Value::InTreatment(_)
        | Value::TreatmentEvent(_)
        | Value::Referral(_)
        | Value::ReferralOutcome(_) => Ok(()),
    }
}

fn inspect_identity(identity: &Identity, category: Category) -> Result<(), ValueError> {
    let given = identity.name.is_some() || identity.number.is_some() || identity.birth_year.is_some();
    ensure(given, ValueError::Empty(category))?;
    ensure(identity.birth_year.is_none_or(|year| (1900..=2100).contains(&year)), ValueError::OutOfRange(category))?;
    identity
        .name
        .as_ref()
        .map_or(Ok(()), |name| name.check(Identity::NAME_CHARACTERS_MAX))
        .map_err(|error| ValueError::Text(category, error))
}

fn inspect_contact(contact: &SafeContact, protection: Protection, category: Category) -> Result<(), ValueError> {
    ensure(protection.unprotected().is_some(), ValueError::ProtectedPerson(category))?;
    contact
        .code_word
        .as_ref()
        .map_or(Ok(()), |word| word.check(SafeContact::CODE_WORD_CHARACTERS_MAX))
        .map_err(|error| ValueError::Text(category, error))
}

fn inspect_address(address: &IncidentAddress, protection: Protection, category: Category) -> Result<(), ValueError> {
    ensure(protection.unprotected().is_some(), ValueError::ProtectedPerson(category))?;
    address.street().check(IncidentAddress::STREET_CHARACTERS_MAX).map_err(|error| ValueError::Text(category, error))
}

fn inspect_children(present: &ChildrenPresent, category: Category) -> Result<(), ValueError> {
    ensure(present.children.len() <= ChildrenPresent::LISTED_MAX, ValueError::OutOfRange(category))
}
