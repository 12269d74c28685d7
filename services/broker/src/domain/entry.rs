//! The readable entries behind the leaves: codes alone, for the parties.

use jiff::Timestamp;
use ledger::{Entry, EntryFields, EntryKind, Hash, LogTime};
use rulebook::{Decision, Edition};
use store::Hash32;
use wire::{About, AgencyId, Offer, ProblemCode, UnitAddress, WithdrawalChannel};

use super::{Refusal, consent_grant::RegisteredConsent, disclosure::Disclosure};

/// Everything an entry has in common with every other.
fn blank(kind: EntryKind, at: Timestamp, object: Hash32) -> EntryFields {
    EntryFields {
        kind,
        at: LogTime::from(at),
        handover: None,
        parties: Vec::new(),
        from_unit: None,
        to_unit: None,
        purpose: None,
        roles: Vec::new(),
        categories: Vec::new(),
        rules: Vec::new(),
        edition: None,
        consents: Vec::new(),
        sequence: None,
        detail: None,
        object_hash: Hash::from_bytes(*object.as_bytes()),
    }
}

/// What the ledger refuses as an entry never gets into the log: a name of more than a hundred letters, say.
fn checked(fields: EntryFields) -> Result<Entry, Refusal> {
    Entry::new(fields).map_err(|_| ProblemCode::WrongAddress.into())
}

/// A registration: every agency may read it.
pub fn registration(agency: &AgencyId, manifest_hash: Hash32, at: Timestamp) -> Result<Entry, Refusal> {
    let blank = blank(EntryKind::ManifestRegistered, at, manifest_hash);
    checked(EntryFields { parties: vec![agency.to_string()], detail: Some(agency.to_string()), ..blank })
}

/// An edition that becomes active: every agency may read it.
pub fn edition(edition: &wire::EditionRef, broker: &AgencyId, at: Timestamp) -> Result<Entry, Refusal> {
    let blank = blank(EntryKind::EditionActivated, at, Hash32::new(edition.hash.0));
    checked(EntryFields { parties: vec![broker.to_string()], edition: Some(edition.id.to_string()), ..blank })
}

/// A consent, for the agency that asked: who has received nothing is told nothing.
pub fn consent(consent: &wire::ConsentGrant, object: Hash32, at: Timestamp) -> Result<Entry, Refusal> {
    checked(EntryFields {
        parties: vec![consent.from.to_string()],
        purpose: Some(consent.purpose.code().to_owned()),
        roles: vec![consent.giver.role.code().to_owned()],
        categories: consent.categories.iter().map(|category| category.code().to_owned()).collect(),
        edition: Some(consent.edition.to_string()),
        consents: vec![consent.id.to_string()],
        ..blank(EntryKind::ConsentRegistered, at, object)
    })
}

/// A withdrawal, for the agency that asked, the one that heard it, and the recipient if it holds something under it. Who
/// typed the code of a card is told nothing by being heard: not even that the code belonged to a consent.
pub fn withdrawal(
    consent: &RegisteredConsent,
    withdrawal: &wire::Withdrawal,
    object: Hash32,
    holds: bool,
    at: Timestamp,
) -> Result<Entry, Refusal> {
    let to = consent.grant.to.agency();
    let mut parties = vec![consent.grant.from.to_string()];
    parties.extend((withdrawal.channel != WithdrawalChannel::CardCode).then(|| withdrawal.heard_by.to_string()));
    parties.extend(holds.then(|| to.to_string()));
    parties.sort_unstable();
    parties.dedup();
    checked(EntryFields {
        parties,
        consents: vec![consent.grant.id.to_string()],
        detail: Some(withdrawal.channel.code().to_owned()),
        ..blank(EntryKind::ConsentWithdrawn, at, object)
    })
}

/// The release of a whole offer, for both, with its number on the channel between the units.
pub fn release(
    offer: &Offer,
    decision: &Decision,
    edition: &Edition,
    sequence: u64,
    object: Hash32,
    at: Timestamp,
) -> Result<Entry, Refusal> {
    let header = &offer.header;
    let categories = offer.fields.iter().map(|field| field.category.code().to_owned());
    checked(EntryFields {
        handover: Some(header.id.to_string()),
        parties: both(&header.from.agency, &header.to.agency),
        from_unit: Some(unit(&header.from)),
        to_unit: Some(unit(&header.to)),
        purpose: Some(header.purpose.code().to_owned()),
        roles: roles(offer),
        categories: sorted(categories.collect()),
        rules: decision.rule_ids(edition).into_iter().map(str::to_owned).collect(),
        edition: Some(header.edition.id.to_string()),
        consents: decision.consents_used().into_iter().map(|id| id.to_string()).collect(),
        sequence: Some(sequence),
        ..blank(EntryKind::OfferReleased, at, object)
    })
}

/// A refusal, for the sender alone, without a word of what it held.
pub fn refusal(offer: &Offer, object: Hash32, at: Timestamp) -> Result<Entry, Refusal> {
    let header = &offer.header;
    checked(EntryFields {
        handover: Some(header.id.to_string()),
        parties: vec![header.from.agency.to_string()],
        from_unit: Some(unit(&header.from)),
        purpose: Some(header.purpose.code().to_owned()),
        edition: Some(header.edition.id.to_string()),
        ..blank(EntryKind::OfferRefused, at, object)
    })
}

/// A recall of what never came: for the sender alone, whom else should it concern?
pub fn early_recall(recall: &wire::Recall, object: Hash32, at: Timestamp) -> Result<Entry, Refusal> {
    checked(EntryFields {
        handover: Some(recall.handover.to_string()),
        parties: vec![recall.from.to_string()],
        ..blank(EntryKind::Recalled, at, object)
    })
}

/// What happened later to a handover. A refusal at the fetch is the sender's alone, like every other.
pub fn later(kind: EntryKind, disclosure: &Disclosure, detail: Option<&str>, object: Hash32, at: Timestamp) -> Result<Entry, Refusal> {
    let parties = match kind {
        EntryKind::OfferRefused => vec![disclosure.from.to_string()],
        _ => both(&disclosure.from, &disclosure.to),
    };
    checked(EntryFields {
        handover: Some(disclosure.handover.to_string()),
        parties,
        to_unit: Some(disclosure.headline.unit.to_string()),
        purpose: Some(disclosure.headline.purpose.code().to_owned()),
        detail: detail.map(str::to_owned),
        ..blank(kind, at, object)
    })
}

/// Whether an entry is about somebody's handover or consent, so that it is destroyed at its date. What concerns everybody
/// stays: keys, editions and publications are needed to judge the past.
pub const fn goes_at_its_date(kind: EntryKind) -> bool {
    match kind {
        EntryKind::ConsentRegistered
        | EntryKind::ConsentWithdrawn
        | EntryKind::OfferReleased
        | EntryKind::OfferRefused
        | EntryKind::ParcelFetched
        | EntryKind::Receipt
        | EntryKind::Expired
        | EntryKind::Recalled => true,
        EntryKind::ManifestRegistered | EntryKind::EditionActivated | EntryKind::CountBatch | EntryKind::Publication => false,
    }
}

/// Whether an agency of the registry may read an entry: the parties, and everybody what concerns everybody.
pub fn may_read(entry: &Entry, agency: &AgencyId) -> bool {
    let common = matches!(entry.fields().kind, EntryKind::ManifestRegistered | EntryKind::EditionActivated | EntryKind::Publication);
    common || entry.is_party(agency.as_str())
}

fn both(one: &AgencyId, other: &AgencyId) -> Vec<String> {
    sorted(vec![one.to_string(), other.to_string()])
}

/// `agency/board/unit`.
fn unit(address: &UnitAddress) -> String {
    let last = address.unit.as_str().rsplit('/').next().unwrap_or_default();
    format!("{}/{last}", address.board)
}

/// Every role whose secrecy a field touches.
fn roles(offer: &Offer) -> Vec<String> {
    let outline = offer.outline();
    let touched = offer.fields.iter().flat_map(|field| {
        let fixed: &[wire::SubjectRole] = if let About::Roles(roles) = field.category.about() { roles } else { &[] };
        fixed.iter().copied().chain(field.subject.and_then(|subject| outline.role(subject)))
    });
    sorted(touched.map(|role| role.code().to_owned()).collect())
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort_unstable();
    codes.dedup();
    codes
}
