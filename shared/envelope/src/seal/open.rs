//! From a verified offer to values.

use wire::{Bytes32, Category, Draft, DraftField, OFFER_FIELDS_MAX, Offer, OfferField, OfferHeader, SubjectId, Value};

use super::{
    binding::{associated_data_of, commitment_of, fits, header_digest, info},
    error::OpenError,
    plaintext::{ciphertext_length, unpad},
    suite::Opener,
};
use crate::{Verified, keys::UnitKey};

/// A field that opened and fits its commitment. `Debug` prints no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedField {
    /// Place in the offer, from 0.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about; `None` when it is about the case.
    pub subject: Option<SubjectId>,
    /// The value.
    pub value: Value,
    /// Salt of the commitment: shows an auditor that this value is the one that was sent.
    pub salt: Bytes32,
}

/// Opens every field of an offer, in order, and runs the rules of values over them: all or nothing.
///
/// # Errors
/// [`OpenError`] with the first field at fault; its `code()` goes into the receipt.
pub fn open_offer(offer: &Verified<Offer>, key: &UnitKey) -> Result<Vec<OpenedField>, OpenError> {
    let Offer { header, encapsulated, fields } = offer.message();
    check_head(header, fields, key)?;
    let digest = header_digest(header)?;
    let mut opener = Opener::new(key, *encapsulated, &info(&header.to.unit, key.id())).ok_or(OpenError::Seal(0))?;
    let opened = fields.iter().map(|field| open_field(field, digest, &mut opener)).collect::<Result<_, _>>()?;
    inspect(header, opened)
}

fn check_head(header: &OfferHeader, fields: &[OfferField], key: &UnitKey) -> Result<(), OpenError> {
    if header.unit_key != *key.id() {
        return Err(OpenError::OtherKey { named: header.unit_key.clone(), held: key.id().clone() });
    }
    let in_order = fields.iter().zip(0..).all(|(field, n)| field.n == n);
    if fields.is_empty() || fields.len() > OFFER_FIELDS_MAX || !in_order {
        return Err(OpenError::Fields);
    }
    let stranger = fields.iter().find(|field| !fits(field.category, field.subject, &header.subjects));
    stranger.map_or(Ok(()), |field| Err(OpenError::Subject(field.n)))
}

fn open_field(field: &OfferField, header_digest: Bytes32, opener: &mut Opener) -> Result<OpenedField, OpenError> {
    let OfferField { n, category, subject, commitment, sealed } = field;
    let (n, category) = (*n, *category);
    if sealed.0.len() != ciphertext_length(category) {
        return Err(OpenError::Seal(n));
    }
    let bytes = opener.open(&sealed.0, &associated_data_of(header_digest, field)).ok_or(OpenError::Seal(n))?;
    let (salt, value) = unpad(category, &bytes).ok_or(OpenError::Padding(n))?;
    if commitment_of(salt, category, value) != *commitment {
        return Err(OpenError::Commitment(n));
    }
    let value = Value::from_canonical(category, value).map_err(|cause| OpenError::Shape { n, cause })?;
    Ok(OpenedField { n, category, subject: *subject, value, salt })
}

/// The rules of values see what the sender's rules saw: a draft of the same persons and fields.
fn inspect(header: &OfferHeader, opened: Vec<OpenedField>) -> Result<Vec<OpenedField>, OpenError> {
    let draft = Draft {
        case_code: header.case_code,
        from: header.from.clone(),
        from_kind: header.from_kind,
        to: header.to.clone(),
        to_kind: header.to_kind,
        purpose: header.purpose,
        phase: header.phase,
        urgency: header.urgency,
        subjects: header.subjects.clone(),
        fields: opened.iter().map(|field| DraftField { subject: field.subject, value: field.value.clone() }).collect(),
        facts: Vec::new(),
        consents: Vec::new(),
        answers: header.answers,
    };
    draft.inspect()?;
    Ok(opened)
}
