//! From a cleared draft to an offer.

use wire::{AgencyKind, Bytes32, Draft, DraftField, KeyId, OFFER_FIELDS_MAX, Octets, Offer, OfferField, OfferHeader, Outline, UnitAddress};
use zeroize::Zeroizing;

use super::{
    binding::{associated_data, commitment_of, fits, header_digest, info},
    error::SealError,
    plaintext::pad,
    seed::SealSeed,
    suite::Sealer,
};
use crate::digest::{join, sha256};

/// The key of a unit to seal to now. Only a [`crate::TrustedAgency`] gives one: its chain ends in a pinned root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientKey {
    pub(crate) address: UnitAddress,
    pub(crate) kind: AgencyKind,
    pub(crate) id: KeyId,
    pub(crate) public: Bytes32,
    pub(crate) manifest_version: u32,
}

impl RecipientKey {
    /// The unit, its board and its agency: goes into the header as `to`.
    pub const fn address(&self) -> &UnitAddress {
        &self.address
    }

    /// Kind of the agency: goes into the header as `to_kind`.
    pub const fn kind(&self) -> AgencyKind {
        self.kind
    }

    /// Id of the key: goes into the header as `unit_key`.
    pub const fn id(&self) -> &KeyId {
        &self.id
    }

    /// Version of the manifest it was read from: goes into the header as `manifest_version`.
    pub const fn manifest_version(&self) -> u32 {
        self.manifest_version
    }
}

/// A field before it is sealed.
struct Prepared {
    bytes: Zeroizing<Vec<u8>>,
    commitment: Bytes32,
}

/// Seals the values of a draft to a unit. The header must say what the draft says, and name this recipient.
///
/// The caller is casework, and the draft the one inside a `Cleared` of the rule book: nothing else may be sealed.
/// The order of the fields is the draft's. The same arguments give the same offer.
///
/// # Errors
/// [`SealError`]; nothing is sealed then.
pub fn seal_draft(draft: &Draft, header: OfferHeader, recipient: &RecipientKey, seed: SealSeed) -> Result<Offer, SealError> {
    check_recipient(&header, recipient)?;
    check_fields(draft, &header)?;
    draft.inspect()?;
    let digest = header_digest(&header)?;
    let prepared: Vec<Prepared> =
        draft.fields.iter().zip(0..).map(|(field, n)| prepare(field, n, digest, &seed)).collect::<Result<_, _>>()?;
    let (mut sealer, encapsulated) = sealer_for(&prepared, digest, recipient, &seed)?;
    let fields = draft
        .fields
        .iter()
        .zip(prepared)
        .zip(0..)
        .map(|((field, prepared), n)| {
            seal_field(field, &prepared, n, digest, &mut sealer).ok_or_else(|| SealError::Key(recipient.id.clone()))
        })
        .collect::<Result<_, _>>()?;
    let offer = Offer { header, encapsulated, fields };
    same_outline(&draft.outline(), &offer.outline())?;
    Ok(offer)
}

fn check_recipient(header: &OfferHeader, recipient: &RecipientKey) -> Result<(), SealError> {
    let checks = [
        ("to", header.to == recipient.address),
        ("to_kind", header.to_kind == recipient.kind),
        ("unit_key", header.unit_key == recipient.id),
        ("manifest_version", header.manifest_version == recipient.manifest_version),
    ];
    checks.into_iter().try_for_each(|(member, same)| if same { Ok(()) } else { Err(SealError::Recipient(member)) })
}

fn check_fields(draft: &Draft, header: &OfferHeader) -> Result<(), SealError> {
    let count = draft.fields.len();
    if count == 0 || count > OFFER_FIELDS_MAX {
        return Err(SealError::FieldCount(count));
    }
    same("case_code", draft.case_code == header.case_code)?;
    same("urgency", draft.urgency == header.urgency)?;
    for (field, n) in draft.fields.iter().zip(0..) {
        let category = field.value.category();
        if !fits(category, field.subject, &header.subjects) {
            return Err(SealError::Subject { n, category });
        }
    }
    Ok(())
}

fn prepare(field: &DraftField, n: u32, header_digest: Bytes32, seed: &SealSeed) -> Result<Prepared, SealError> {
    let category = field.value.category();
    let value = Zeroizing::new(field.value.to_canonical()?);
    let salt = seed.salt(header_digest, n);
    let bytes = pad(category, salt, &value).ok_or(SealError::TooLong { n, category })?;
    Ok(Prepared { bytes, commitment: commitment_of(salt, category, &value) })
}

fn sealer_for(
    prepared: &[Prepared],
    header_digest: Bytes32,
    recipient: &RecipientKey,
    seed: &SealSeed,
) -> Result<(Sealer, Bytes32), SealError> {
    let digests: Vec<Bytes32> = prepared.iter().map(|field| sha256(&field.bytes)).collect();
    let plaintexts_digest = join(&digests.iter().map(|digest| digest.0.as_slice()).collect::<Vec<_>>());
    let ephemeral = seed.ephemeral(header_digest, plaintexts_digest);
    let info = info(&recipient.address.unit, &recipient.id);
    Sealer::new(recipient.public, &info, ephemeral).ok_or_else(|| SealError::Key(recipient.id.clone()))
}

fn seal_field(field: &DraftField, prepared: &Prepared, n: u32, header_digest: Bytes32, sealer: &mut Sealer) -> Option<OfferField> {
    let category = field.value.category();
    let associated_data = associated_data(header_digest, n, category, field.subject);
    let sealed = sealer.seal(&prepared.bytes, &associated_data).ok()?;
    Some(OfferField { n, category, subject: field.subject, commitment: prepared.commitment, sealed: Octets(sealed) })
}

/// What the broker will judge is what was judged here.
fn same_outline(draft: &Outline, offer: &Outline) -> Result<(), SealError> {
    same("from", draft.from == offer.from && draft.from_kind == offer.from_kind)?;
    same("to", draft.to == offer.to && draft.to_kind == offer.to_kind)?;
    same("purpose", draft.purpose == offer.purpose)?;
    same("phase", draft.phase == offer.phase)?;
    same("subjects", draft.subjects == offer.subjects)?;
    same("facts", draft.facts == offer.facts)?;
    same("consents", draft.consents == offer.consents)?;
    same("answers", draft.answers == offer.answers)?;
    same("another member", draft == offer)
}

fn same(member: &'static str, same: bool) -> Result<(), SealError> {
    if same { Ok(()) } else { Err(SealError::Differs(member)) }
}
