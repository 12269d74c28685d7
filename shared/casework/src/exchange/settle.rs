//! What the broker answered, written down together with the end of the message.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use protocol::{
    consent::Standing,
    delivery::{self, DeliveryEvent, DeliveryState, Jitter},
    handover::{HandoverEvent, came_too_late},
};
use store::{
    Conn, events,
    queue::{self, Lease},
};
use wire::{ConsentId, HandoverId, OfferAnswer, OfferOutcome, ProblemCode};

use super::{Outgoing, alarm, broker_client::CallError, deliver::Posted, send_anew};
use crate::{
    Casework,
    db::{channel_numbers::Channel, consents, handovers, offers, recalls, receipts, tombstones, witness},
    domain::{HandoverStateCode, RecallState},
    flow::{change_state, random_bytes},
};

/// A withdrawal is in the log, and the own witness has not followed the log so far.
const NOT_WITNESSED: &str = "not-witnessed";

/// What is to be done with a message that was not taken.
enum Next {
    Again {
        after: Duration,
        code: &'static str,
    },
    Park {
        code: &'static str,
    },
    /// The rule book changed: preview again.
    Stale,
    /// A consent it rests on is withdrawn at the broker.
    Withdrawn,
    /// Past its time at the broker.
    Expired,
    /// Fetched before it was taken back.
    TooLate,
}

/// Writes the outcome. On an error of the database the lease ends by itself and the message is posted again.
pub(super) async fn settle(casework: &Casework, lease: Lease, outgoing: Outgoing, posted: Posted) {
    let now = casework.0.clock.now();
    let next = match &posted {
        Posted::Failed { error, .. } => Some(next_step(casework, &lease, outgoing, error, now)),
        _ => None,
    };
    let stale = matches!(next, Some(Next::Stale));
    let own = casework.clone();
    let written = casework.db().write("settle_outbox", move |conn| match (&posted, &next) {
        (Posted::Failed { registered, .. }, Some(next)) => {
            register(conn, registered)?;
            settle_failed(&own, conn, &lease, outgoing, next, now)
        }
        (posted, _) => settle_taken(&own, conn, &lease, outgoing, posted, now),
    });
    if let Err(error) = written.await {
        tracing::error!(%error, "what the broker answered could not be written; it is asked again");
    }
    if matches!(outgoing, Outgoing::Withdrawal(_)) {
        casework.0.to_cosign.notify_one();
    }
    if stale && let Err(error) = send_anew::ask_for_rulebook(casework).await {
        tracing::warn!(%error, "the broker could not be asked for its rule book");
    }
}

fn settle_taken(
    casework: &Casework,
    conn: &mut Conn,
    lease: &Lease,
    outgoing: Outgoing,
    posted: &Posted,
    now: Timestamp,
) -> store::Result<()> {
    match (posted, outgoing) {
        (Posted::Decided { registered, signed_answer, answer }, Outgoing::Offer(id)) => {
            register(conn, registered)?;
            offers::set_answer(conn, id, signed_answer, answer.log_index)?;
            numbered(casework, conn, id, answer, now)?;
            decided(casework, conn, id, answer)?;
        }
        (Posted::Logged { log_index }, Outgoing::Receipt(id)) => receipts::set_log_index(conn, id, *log_index)?,
        (Posted::Logged { log_index }, Outgoing::Withdrawal(id)) => return withdrawn(casework, conn, lease, id, *log_index, now),
        (Posted::Logged { log_index }, Outgoing::Recall(id)) => recalled(casework, conn, id, Some(*log_index), now)?,
        (Posted::Recalled, Outgoing::Offer(id)) => recalled(casework, conn, id, None, now)?,
        (Posted::Logged { log_index }, Outgoing::Consent(id)) => consents::set_registered(conn, id, *log_index)?,
        (Posted::Heard, Outgoing::CodeWithdrawal(_)) | (Posted::Settled, Outgoing::Recall(_) | Outgoing::Consent(_)) => {}
        (Posted::Withdrawn, Outgoing::Offer(id)) => gone(casework, conn, id, false, now)?,
        // Its bytes are not there: the row was removed by hand. Nothing can be posted, and a person must know.
        _ => return queue::park(conn, lease, "no_bytes", now),
    }
    queue::complete(conn, lease, now)
}

/// A withdrawal in the log is settled when the own witness has followed the log past it. A broker that was restored to a
/// moment before it gets no cosignature of that witness any more, and what goes by consent is opened under both.
///
/// Under another history the witness may have been past that index already. Then it vouches for nothing there, which sounds,
/// and a repair has everything posted again.
fn withdrawn(casework: &Casework, conn: &mut Conn, lease: &Lease, id: ConsentId, log_index: u64, now: Timestamp) -> store::Result<()> {
    tombstones::set_log_index(conn, id, log_index)?;
    if witness::size(conn, casework.0.log_key.name().as_str())? > log_index {
        return queue::complete(conn, lease, now);
    }
    match next_attempt(casework, lease, None, NOT_WITNESSED, now) {
        Next::Again { after, code } => queue::retry_later(conn, lease, after, code, now),
        _ => {
            alarm("message-parked");
            queue::park(conn, lease, NOT_WITNESSED, now)
        }
    }
}

fn register(conn: &mut Conn, registered: &[(ConsentId, u64)]) -> store::Result<()> {
    registered.iter().try_for_each(|(id, log_index)| consents::set_registered(conn, *id, *log_index))
}

/// The broker's signed number of what it released: kept, so that one that is left out or given twice shows.
fn numbered(casework: &Casework, conn: &mut Conn, id: HandoverId, answer: &OfferAnswer, now: Timestamp) -> store::Result<()> {
    let Some(handover) = handovers::find(conn, id)? else { return Ok(()) };
    match answer.sequence {
        Some(number) => casework.note_number(conn, &Channel::of_sent(&handover), number, id, now),
        None if answer.outcome == OfferOutcome::Released => {
            tracing::error!(handover = %id, "released without a number");
            alarm("number-missing");
            Ok(())
        }
        None => Ok(()),
    }
}

/// Judged by the moment the broker decided at: an answer that is heard a week later is still that answer.
fn decided(casework: &Casework, conn: &mut Conn, id: HandoverId, answer: &OfferAnswer) -> store::Result<()> {
    let Some(mut handover) = handovers::find_for_change(conn, id)? else { return Ok(()) };
    let refused = answer.outcome == OfferOutcome::Refused;
    if refused {
        // Sender and broker judge by the same edition: a refusal means that one of them is wrong, or a race was lost.
        tracing::error!(handover = %id, "the broker refused an offer that was cleared here");
        alarm("offer-refused");
    }
    let reasons = answer.refusals.iter().map(|refusal| format!("{}:{}", refusal.n, refusal.reason)).collect::<Vec<_>>();
    let event = HandoverEvent::Decide { outcome: answer.outcome, consents: Standing::Effective };
    let detail = refused.then(|| reasons.join(","));
    match casework.advance_handover(conn, &mut handover, &event, detail, answer.decided_at)? {
        // The recipient was quicker than the answer: what came later is known already, and this step is still one of its steps.
        Ok(false) if !refused => handovers::note_step(conn, id, HandoverStateCode::Released, answer.decided_at),
        Ok(_) => Ok(()),
        Err(refused) => {
            tracing::error!(handover = %id, ?refused, "the broker's decision does not follow from the state here");
            alarm("decision-out-of-order");
            Ok(())
        }
    }
}

fn gone(casework: &Casework, conn: &mut Conn, id: HandoverId, is_past: bool, now: Timestamp) -> store::Result<()> {
    let Some(mut handover) = handovers::find_for_change(conn, id)? else { return Ok(()) };
    let (event, at) = if is_past { came_too_late(&handover.machine, now) } else { (HandoverEvent::Withdraw, now) };
    // What does not follow from the state changes nothing.
    casework.advance_handover(conn, &mut handover, &event, None, at)?.ok();
    Ok(())
}

/// Taken back before anybody fetched it. The offer's own message ends when its turn comes.
fn recalled(casework: &Casework, conn: &mut Conn, id: HandoverId, log_index: Option<u64>, now: Timestamp) -> store::Result<()> {
    recalls::settle(conn, id, RecallState::Done, log_index, now)?;
    let Some(mut handover) = handovers::find_for_change(conn, id)? else { return Ok(()) };
    // What does not follow from the state changes nothing: it has ended otherwise meanwhile.
    casework.advance_handover(conn, &mut handover, &HandoverEvent::Recall, None, now)?.ok();
    Ok(())
}

/// The recipient was quicker: people who asked are told in the same place where they asked.
fn too_late(conn: &mut Conn, id: HandoverId, now: Timestamp) -> store::Result<()> {
    recalls::settle(conn, id, RecallState::TooLate, None, now)?;
    events::append(conn, crate::STREAM, "handover_changed", &id.to_string(), now).map(drop)
}

fn next_step(casework: &Casework, lease: &Lease, outgoing: Outgoing, error: &CallError, now: Timestamp) -> Next {
    let refused = match error {
        CallError::Problem(ProblemCode::RulebookChanged) if matches!(outgoing, Outgoing::Offer(_)) => return Next::Stale,
        CallError::Problem(ProblemCode::ConsentWithdrawn) if matches!(outgoing, Outgoing::Offer(_)) => return Next::Withdrawn,
        CallError::Problem(ProblemCode::Expired) if matches!(outgoing, Outgoing::Offer(_)) => return Next::Expired,
        CallError::Problem(ProblemCode::WrongState) if matches!(outgoing, Outgoing::Recall(_)) => return Next::TooLate,
        CallError::Problem(code) => Some(*code),
        CallError::NoAnswer(_) | CallError::Unavailable(_) | CallError::Form => None,
    };
    tracing::warn!(key = lease.key, attempt = lease.attempts, %error, "not taken by the broker");
    next_attempt(casework, lease, refused, refused.map_or("no-answer", ProblemCode::code), now)
}

/// Again after a pause, or parked for a person.
fn next_attempt(casework: &Casework, lease: &Lease, refused: Option<ProblemCode>, code: &'static str, now: Timestamp) -> Next {
    let jitter = Jitter(random_bytes().map(u16::from_be_bytes).unwrap_or_default());
    let event = refused.map_or(DeliveryEvent::NoAnswer(jitter), |code| DeliveryEvent::Refuse(code, jitter));
    let step = delivery::step(DeliveryState::Sent { attempts: lease.attempts }, event, now, &casework.0.limits);
    match step.state {
        DeliveryState::Waiting { not_before, .. } => Next::Again { after: until(now, not_before), code },
        _ => Next::Park { code },
    }
}

fn until(now: Timestamp, then: Timestamp) -> Duration {
    let pause = then.duration_since(now).max(SignedDuration::ZERO);
    Duration::try_from(pause).unwrap_or(Duration::from_secs(1))
}

fn settle_failed(
    casework: &Casework,
    conn: &mut Conn,
    lease: &Lease,
    outgoing: Outgoing,
    next: &Next,
    now: Timestamp,
) -> store::Result<()> {
    match next {
        Next::Again { after, code } => queue::retry_later(conn, lease, *after, code, now),
        Next::Park { code } => {
            alarm("message-parked");
            set_offer_state(casework, conn, outgoing, HandoverStateCode::Undelivered, Some((*code).to_owned()), now)?;
            queue::park(conn, lease, code, now)
        }
        Next::Stale => {
            set_offer_state(casework, conn, outgoing, HandoverStateCode::Stale, None, now)?;
            queue::complete(conn, lease, now)
        }
        Next::TooLate => {
            if let Outgoing::Recall(id) = outgoing {
                too_late(conn, id, now)?;
            }
            queue::complete(conn, lease, now)
        }
        Next::Withdrawn | Next::Expired => {
            if let Outgoing::Offer(id) = outgoing {
                gone(casework, conn, id, matches!(next, Next::Expired), now)?;
            }
            queue::complete(conn, lease, now)
        }
    }
}

fn set_offer_state(
    casework: &Casework,
    conn: &mut Conn,
    outgoing: Outgoing,
    state: HandoverStateCode,
    detail: Option<String>,
    now: Timestamp,
) -> store::Result<()> {
    let Outgoing::Offer(id) = outgoing else { return Ok(()) };
    match handovers::find_for_change(conn, id)? {
        Some(mut handover) if handover.state == HandoverStateCode::Offered => {
            change_state(casework, conn, &mut handover, state, detail, now)
        }
        _ => Ok(()),
    }
}
