//! Offers: what is checked from values alone, and how one is judged.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rulebook::{Decision, Edition, Moment};
use store::Hash32;
use wire::{AgencyId, Category, ConsentGrant, Envelope, OFFER_FIELDS_MAX, Octets, Offer, OfferHeader, ProblemCode, Purpose};

use super::{Refusal, agency::Directory};

/// How far an agency's clock may be ahead of the broker's.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);
/// An offer that waited longer than this in an outbox is made anew; a report of concern never is.
const OLDEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest time an offer may wait to be fetched (requests).
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// What the seal adds to a padded value (ChaCha20-Poly1305, RFC 8439 section 2.8).
const SEAL_BYTES: usize = 16;

/// An offer whose signature fitted and whose parts fit together.
pub struct NewOffer {
    /// The offer.
    pub offer: Offer,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came, in canonical JSON.
    pub envelope: Vec<u8>,
}

/// Checks an offer from values alone. `caller` has signed it.
///
/// # Errors
/// The code of the first thing that does not fit.
pub fn check(offer: &Offer, caller: &AgencyId, directory: &Directory, now: Timestamp) -> Result<(), Refusal> {
    check_addresses(&offer.header, caller, directory)?;
    check_times(&offer.header, now)?;
    check_key(&offer.header, directory, now)?;
    check_persons(offer)?;
    check_fields(offer)
}

fn check_addresses(header: &OfferHeader, caller: &AgencyId, directory: &Directory) -> Result<(), Refusal> {
    let ends = [(&header.from, header.from_kind), (&header.to, header.to_kind)];
    let known = ends.into_iter().all(|(address, kind)| {
        let Some(member) = directory.agency(&address.agency) else { return false };
        let unit = member.trusted().unit(&address.unit);
        address.is_consistent() && member.row().kind == kind && unit.is_some_and(|unit| unit.board == address.board)
    });
    let fits = header.from.agency == *caller && header.to.agency != *caller;
    ensure(known && fits, ProblemCode::WrongAddress)
}

fn check_times(header: &OfferHeader, now: Timestamp) -> Result<(), Refusal> {
    let age = now.duration_since(header.made_at);
    let concern = header.purpose == Purpose::ChildProtection;
    ensure(age >= -CLOCK_SKEW && (concern || age <= OLDEST), ProblemCode::WrongTime)?;
    let Some(end) = header.expires_at else { return Ok(()) };
    let wait = end.duration_since(header.made_at);
    ensure(wait.is_positive() && wait <= LONGEST_WAIT, ProblemCode::WrongTime)?;
    ensure(end > now, ProblemCode::Expired)
}

/// Sealed to a key that was in its time then, and that the unit still has: what nobody can open is not taken.
fn check_key(header: &OfferHeader, directory: &Directory, now: Timestamp) -> Result<(), Refusal> {
    let Some(recipient) = directory.agency(&header.to.agency) else { return Err(ProblemCode::WrongAddress.into()) };
    let keys = recipient.trusted().unit(&header.to.unit).map(|unit| unit.sealing_keys.as_slice()).unwrap_or_default();
    let opens = keys.iter().any(|key| key.id == header.unit_key && now < key.open_until);
    ensure(opens && recipient.trusted().may_seal_to(&header.to.unit, &header.unit_key, header.made_at), ProblemCode::WrongSealingKey)
}

/// Each person once, each consent once.
fn check_persons(offer: &Offer) -> Result<(), Refusal> {
    let header = &offer.header;
    let persons: BTreeSet<_> = header.subjects.iter().map(|subject| subject.id).collect();
    let consents: BTreeSet<_> = header.consents.iter().collect();
    let once = persons.len() == header.subjects.len() && consents.len() == header.consents.len();
    ensure(once && header.subjects.len() <= OFFER_FIELDS_MAX && header.consents.len() <= OFFER_FIELDS_MAX, ProblemCode::NotCanonical)
}

/// Numbered without gaps, about persons of the case, each as long as its category says: the length tells nothing.
fn check_fields(offer: &Offer) -> Result<(), Refusal> {
    ensure(!offer.fields.is_empty() && offer.fields.len() <= OFFER_FIELDS_MAX, ProblemCode::NotCanonical)?;
    let known = |id| offer.header.subjects.iter().any(|subject| subject.id == id);
    let fits = offer.fields.iter().zip(0..).all(|(field, n)| {
        let length = field.category.sealed_length() + SEAL_BYTES;
        field.n == n && field.sealed.0.len() == length && field.subject.is_none_or(known)
    });
    ensure(fits, ProblemCode::NotCanonical)
}

fn ensure(holds: bool, code: ProblemCode) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(code.into()) }
}

/// Judges an offer with the consents at hand: at the moment it was made, or now when that is later, so that what
/// ended while it waited does not count.
pub fn judge(offer: &Offer, grants: &[ConsentGrant], edition: &Edition, now: Timestamp) -> Decision {
    rulebook::decide(offer.outline(), grants, edition, Moment::in_sweden(now.max(offer.header.made_at)))
}

/// Reads a stored offer. It was checked when it came.
pub fn read(envelope: &[u8]) -> Option<Offer> {
    let envelope: Envelope = wire::canonical::from_bytes(envelope).ok()?;
    wire::canonical::from_bytes(&envelope.payload.0).ok()
}

/// Whether a payload that is no offer names a category that this version does not know: said apart, so that an agency
/// with a newer program hears what is wrong.
pub fn names_unknown_category(payload: &Octets) -> bool {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&payload.0) else { return false };
    let fields = value.get("fields").and_then(serde_json::Value::as_array);
    let unknown = |field: &serde_json::Value| field.get("category").and_then(serde_json::Value::as_str).is_some_and(is_unknown);
    fields.is_some_and(|fields| fields.iter().any(unknown))
}

fn is_unknown(category: &str) -> bool {
    category.parse::<Category>().is_err()
}
