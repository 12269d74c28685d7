//! Which consents count.

use jiff::{SignedDuration, Timestamp};
use wire::{AskedWhere, ConsentGrant, Outline};

use crate::{Edition, Reason, decision::Counted};

/// The consents that count for this outline now.
pub(super) fn counted(outline: &Outline, grants: &[ConsentGrant], edition: &Edition, now: Timestamp) -> Vec<Counted> {
    let fits = |grant: &&ConsentGrant| outline.consents.contains(&grant.id) && obstacle(outline, grant, edition, now).is_none();
    let counted =
        |grant: &ConsentGrant| Counted { id: grant.id, giver: grant.giver, categories: grant.categories.iter().copied().collect() };
    grants.iter().filter(fits).map(counted).collect()
}

/// Why a consent that is at hand opens nothing here, apart from its giver and its categories.
pub(super) fn obstacle(outline: &Outline, grant: &ConsentGrant, edition: &Edition, now: Timestamp) -> Option<Reason> {
    if grant.case_code != outline.case_code {
        // Subject ids are drawn for each case, so only a copied id comes here: nobody has consented in this case.
        Some(Reason::ConsentMissing)
    } else if grant.from != outline.from.agency || grant.to != outline.to.board {
        Some(Reason::ConsentOtherRecipient)
    } else if grant.purpose != outline.purpose {
        Some(Reason::ConsentOtherPurpose)
    } else if grant.asked != AskedWhere::OutOfEarshot {
        Some(Reason::ConsentPreliminary)
    } else if now < grant.valid_from {
        Some(Reason::ConsentNotYet)
    } else if grant.is_effective(now) && now < text_end(grant, edition) {
        None
    } else {
        Some(Reason::ConsentExpired)
    }
}

/// When the words that were read say that it ends; at once for words the edition does not know.
fn text_end(grant: &ConsentGrant, edition: &Edition) -> Timestamp {
    let hours = edition.consent_days(&grant.text.id).map_or(0, |days| i64::from(days) * 24);
    grant.valid_from.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}
