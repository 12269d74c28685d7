//! What a talk came to, and that it was a contact: both or none.

use std::collections::BTreeSet;

use casework::{Case, Casework, Concerned, ContactChannel, ContactTopic, InteractionOutcome, NewInteraction, Staff};
use jiff::Timestamp;
use practice::{Talk, TalkFact, TalkFinding};
use store::Conn;
use wire::{SubjectRole, canonical};

use super::{
    CustodyTalkProblem,
    custody_talk::{needs_label, open_talk},
};
use crate::{
    db::custody_talks::{self, KeptOutcome},
    domain::TalkOutcome,
};

/// Writes what a talk came to. The contact with the person using violence is written by it.
///
/// # Errors
/// [`CustodyTalkProblem::Stale`] before its end and after its outcome; [`CustodyTalkProblem::DoesNotFit`], also of a plan at home
/// where a decision keeps the person from there.
pub fn conclude_custody_talk(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    outcome: TalkOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CustodyTalkProblem> {
    let found = custody_talks::open_for_change(conn, &staff.unit, case.id)?.ok_or(CustodyTalkProblem::Stale)?;
    let (_, ended_at) = found.ended.ok_or(CustodyTalkProblem::Stale)?;
    if !outcome.is_whole() {
        return Err(CustodyTalkProblem::DoesNotFit);
    }
    let open = open_talk(casework, conn, found)?;
    let library = casework.library();
    let talk = open.replayed(&library)?;
    if outcome.plan == TalkFinding::PlanHomeWithPlan && talk.facts().contains(&TalkFact::ContactBan) {
        return Err(CustodyTalkProblem::DoesNotFit);
    }
    let needs = canonical::to_bytes(&outcome.needs).map_err(|_| CustodyTalkProblem::Unreadable)?;
    let (contact, topics) = contact_of(&talk, &outcome);
    let kept = KeptOutcome {
        sealed_needs: casework.seal_for_case(conn, case.id, &needs_label(open.talk.id), &needs)?,
        seconds: talk.elapsed(ended_at).as_secs(),
        role: staff.role,
        at: now,
        said: outcome,
    };
    custody_talks::conclude(conn, open.talk.id, &kept, &staff.reference)?;
    casework.record_talk(conn, case, staff, (contact, topics), now)?;
    Ok(())
}

/// The contact that the talk was. Nobody answered: an attempt.
fn contact_of(talk: &Talk<'_>, outcome: &TalkOutcome) -> (NewInteraction, BTreeSet<ContactTopic>) {
    let reached = talk.was_answered();
    let went = if reached { InteractionOutcome::Reached } else { InteractionOutcome::Failed };
    let planned = outcome.plan != TalkFinding::PlanNone;
    let supported = matches!(outcome.contact, TalkFinding::ContactYes | TalkFinding::ContactLater);
    let topics = [
        (reached, ContactTopic::Information),
        (reached && planned, ContactTopic::SafetyPlanning),
        (reached && supported, ContactTopic::SupportForViolence),
    ];
    let contact = NewInteraction {
        id: None,
        concerned: Concerned::in_role(SubjectRole::PersonUsingViolence),
        outcome: went,
        channel: Some(ContactChannel::Phone),
    };
    (contact, topics.into_iter().filter_map(|(spoken, topic)| spoken.then_some(topic)).collect())
}
