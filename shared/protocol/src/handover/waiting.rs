//! What time alone does: expiry, and pages about what the law demands that somebody sees.

use jiff::{SignedDuration, Timestamp};
use wire::NoticeKind;

use super::{Effect, Fetched, HandoverState, LogKind, Paged, Paging, Party, Released, Step, step::gone};
use crate::{Basis, ClockLimits};

pub(super) fn step(state: &HandoverState, now: Timestamp, limits: &ClockLimits) -> Step {
    match state {
        HandoverState::Offered { terms } if terms.is_past(now) => gone(HandoverState::Expired, Some(LogKind::Expired), false),
        HandoverState::Released(parcel) if parcel.terms.is_past(now) => gone(HandoverState::Expired, Some(LogKind::Expired), true),
        HandoverState::Released(parcel) if parcel.terms.basis() == Basis::Duty => unfetched(state, *parcel, now, limits),
        HandoverState::Fetched(parcel) => unanswered(state, *parcel, now, limits),
        _ => Step::repeated(state),
    }
}

/// A statutory notice that nobody fetches: first the recipient, then both.
fn unfetched(state: &HandoverState, parcel: Released, now: Timestamp, limits: &ClockLimits) -> Step {
    let waited = now.duration_since(parcel.since);
    let due = paging_due(waited, limits.unfetched_page_recipient, limits.unfetched_page_both);
    if due <= parcel.paging {
        return Step::repeated(state);
    }
    Step::to(HandoverState::Released(Released { paging: due, ..parcel }), page(due, NoticeKind::Unfetched))
}

/// A parcel that was fetched and never answered. A statutory notice gets no longer than an unfetched one.
fn unanswered(state: &HandoverState, parcel: Fetched, now: Timestamp, limits: &ClockLimits) -> Step {
    let waited = now.duration_since(parcel.since);
    let due = match parcel.basis {
        Basis::Duty => paging_due(waited, limits.unfetched_page_recipient, limits.unfetched_page_both),
        _ if waited >= limits.unanswered => Paging::Recipient,
        _ => Paging::Nobody,
    };
    if due <= parcel.paging {
        return Step::repeated(state);
    }
    Step::to(HandoverState::Fetched(Fetched { paging: due, ..parcel }), page(due, NoticeKind::Unfetched))
}

fn paging_due(waited: SignedDuration, recipient: SignedDuration, both: SignedDuration) -> Paging {
    if waited >= both {
        Paging::Both
    } else if waited >= recipient {
        Paging::Recipient
    } else {
        Paging::Nobody
    }
}

fn page(paging: Paging, kind: NoticeKind) -> Vec<Effect> {
    let notify = |who| Effect::Notify { who, kind };
    match paging {
        Paging::Nobody => Vec::new(),
        Paging::Recipient => vec![notify(Party::Recipient), Effect::Page(Paged::Recipient)],
        Paging::Both => vec![notify(Party::Sender), notify(Party::Recipient), Effect::Page(Paged::Both)],
    }
}
