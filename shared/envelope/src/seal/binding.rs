//! What a seal is bound to, and what the signed header commits to.

use wire::{Bytes32, Category, KeyId, OfferField, OfferHeader, Subject, SubjectId, UnitId, Value, canonical, canonical::CanonicalError};

use crate::digest::{join, sha256};

/// Category and schema in bytes: length of the category (u32, big-endian) ‖ category ‖ schema (u32, big-endian).
fn label(category: Category) -> Vec<u8> {
    let code = category.code();
    // Codes are a few letters: the number of a longer one would be cut and no seal would open.
    let length = code.len() as u32;
    [&length.to_be_bytes(), code.as_bytes(), &category.schema().to_be_bytes()].concat()
}

/// The commitment of a field, for auditors too: SHA-256(`stafett/commitment/v1` ‖ 0 ‖ salt ‖ label ‖ value).
///
/// # Errors
/// Only by a fault of this program.
pub fn field_commitment(salt: Bytes32, value: &Value) -> Result<Bytes32, CanonicalError> {
    Ok(commitment_of(salt, value.category(), &value.to_canonical()?))
}

pub(super) fn commitment_of(salt: Bytes32, category: Category, value: &[u8]) -> Bytes32 {
    join(&[b"stafett/commitment/v1\0", &salt.0, &label(category), value])
}

/// SHA-256 of the header's RFC 8785 bytes.
pub(super) fn header_digest(header: &OfferHeader) -> Result<Bytes32, CanonicalError> {
    Ok(sha256(&canonical::to_bytes(header)?))
}

/// `stafett/handover/v1` ‖ unit ‖ key id. The first has one length, the last has one length.
pub(super) fn info(unit: &UnitId, key: &KeyId) -> Vec<u8> {
    [b"stafett/handover/v1".as_slice(), unit.as_str().as_bytes(), key.as_str().as_bytes()].concat()
}

/// Associated data: a seal opens under this header, at this place, as this category, about this person only.
pub(super) fn associated_data(header_digest: Bytes32, n: u32, category: Category, subject: Option<SubjectId>) -> Vec<u8> {
    let subject = subject.map(|subject| subject.0.into_bytes().to_vec()).unwrap_or_default();
    [header_digest.0.as_slice(), &n.to_be_bytes(), &label(category), &subject].concat()
}

/// Whether a field of this category can be about this person: known to the header, in a role it may have.
pub(super) fn fits(category: Category, subject: Option<SubjectId>, subjects: &[Subject]) -> bool {
    match subject {
        None => category.subjects().is_empty(),
        Some(id) => subjects.iter().any(|known| known.id == id && category.subjects().contains(&known.role)),
    }
}

/// The associated data of a field of an offer.
pub(super) fn associated_data_of(header_digest: Bytes32, field: &OfferField) -> Vec<u8> {
    associated_data(header_digest, field.n, field.category, field.subject)
}
