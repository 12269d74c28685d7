//! Notices into this agency's memory: all of an answer and the cursor in one transaction.

use std::{collections::HashMap, time::Duration};

use envelope::verify;
use jiff::Timestamp;
use protocol::{
    consent::Standing,
    handover::{HandoverEvent, ended},
};
use store::{
    Conn,
    queue::{self, Lease, Message},
};
use wire::{GoneCause, HandoverId, MessageKind, Notice, NoticeKind, Receipt, ReceiptState, TraceParent, WithdrawnConsent};

use super::{INBOX, alarm, broker_client::CallError, hand_in_again::hand_in_again, refresh};
use crate::{
    Casework,
    db::{
        arrivals,
        channel_numbers::Channel,
        cursor,
        handovers::{self, Handover},
        receipts::{self, SignedReceipt},
    },
    domain::{ArrivalState, HandoverStateCode, Way},
    error::CaseError,
};

/// How long a parcel is ours to fetch and open.
pub(super) const LEASE: Duration = Duration::from_secs(90);

/// Receipts of an answer that verify, by number of the notice.
pub(super) type Receipts = HashMap<u64, (Receipt, SignedReceipt)>;

/// Checks the receipts before anything is written. A false one is told and left out.
///
/// # Errors
/// That of the directory, when a receipt is signed with a key that is not known here: it may be a good one, so nothing
/// of the answer is taken, the cursor stays and the same notices come again.
pub(super) async fn verified_receipts(casework: &Casework, notices: &[Notice]) -> Result<Receipts, CallError> {
    let mut verified = Receipts::new();
    for notice in notices.iter().filter(|notice| notice.receipt.is_some()) {
        if !is_key_known(casework, notice) {
            refresh::directory(casework).await?;
        }
        match check_receipt(casework, notice) {
            Some(receipt) => drop(verified.insert(notice.number, receipt)),
            None => {
                tracing::error!(number = notice.number, "a receipt does not verify and is not believed");
                alarm("receipt-refused");
            }
        }
    }
    Ok(verified)
}

fn is_key_known(casework: &Casework, notice: &Notice) -> bool {
    let now = casework.0.clock.now();
    notice.receipt.as_ref().is_none_or(|envelope| casework.directory().signer(&envelope.key_id, now).is_some())
}

fn check_receipt(casework: &Casework, notice: &Notice) -> Option<(Receipt, SignedReceipt)> {
    let envelope = notice.receipt.as_ref()?;
    let directory = casework.directory();
    let (agency, key) = directory.signer(&envelope.key_id, casework.0.clock.now())?;
    let receipt = verify::<Receipt>(MessageKind::Receipt, envelope, key).ok()?.into_message();
    let about_it = receipt.from == *agency.agency() && notice.handover == Some(receipt.handover);
    let signed = SignedReceipt {
        id: receipt.id,
        handover: receipt.handover,
        from: receipt.from.clone(),
        state: receipt.outcome.code(),
        signed_receipt: envelope::envelope_to_json(envelope),
        at: receipt.at,
    };
    about_it.then_some((receipt, signed))
}

/// Writes it all down and takes the leases of what is to be fetched.
pub(super) async fn take(
    casework: &Casework,
    after: u64,
    notices: Vec<Notice>,
    next: u64,
    receipts: Receipts,
) -> store::Result<Vec<(Lease, HandoverId)>> {
    let own = casework.clone();
    let now = casework.0.clock.now();
    let written = casework.db().write("take_notices", move |conn| {
        if cursor::next(conn)? != after {
            // Another process of this agency was quicker with the same answer.
            return Ok(Vec::new());
        }
        for notice in &notices {
            notice_span(notice).in_scope(|| take_one(&own, conn, notice, receipts.get(&notice.number), now))?;
        }
        cursor::move_to(conn, next)?;
        queue::claim_for(conn, INBOX, &own.0.config.replica, 64, LEASE, now)
    });
    let leases = written.await?;
    Ok(leases.into_iter().filter_map(|lease| handover_of(&lease).map(|handover| (lease, handover))).collect())
}

/// The handover of a message of the inbox: its payload is the id.
pub(super) fn handover_of(lease: &Lease) -> Option<HandoverId> {
    std::str::from_utf8(lease.payload.as_bytes()).ok()?.parse().ok()
}

/// A notice belongs to the trace of what caused it at the other agency.
fn notice_span(notice: &Notice) -> tracing::Span {
    let kind = notice.kind.code();
    let span = match notice.kind {
        NoticeKind::Receipt => tracing::info_span!("answer_seen", kind),
        _ => tracing::info_span!("take_notice", kind),
    };
    web::telemetry::adopt_some(&span, notice.trace.as_ref().map(TraceParent::as_str));
    span
}

fn take_one(
    casework: &Casework,
    conn: &mut Conn,
    notice: &Notice,
    receipt: Option<&(Receipt, SignedReceipt)>,
    now: Timestamp,
) -> store::Result<()> {
    if let Some(handover) = notice.handover {
        match notice.kind {
            NoticeKind::ParcelWaiting => announce(casework, conn, handover, notice, now)?,
            NoticeKind::ParcelFetched => {
                let event = HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true };
                follow(casework, conn, handover, &event, notice.at)?;
            }
            NoticeKind::Receipt => take_receipt(casework, conn, handover, receipt)?,
            NoticeKind::ParcelGone => gone(casework, conn, handover, notice, now)?,
            NoticeKind::Unfetched => alarm("unfetched"),
            NoticeKind::ConsentWithdrawn
            | NoticeKind::CheckpointDue
            | NoticeKind::RulebookChanged
            | NoticeKind::DirectoryChanged
            | NoticeKind::LogRepaired => {}
        }
    }
    if let (NoticeKind::LogRepaired, Some(from)) = (notice.kind, notice.repaired_from) {
        hand_in_again(casework, conn, from, now)?;
    }
    if let (NoticeKind::ConsentWithdrawn, Some(told)) = (notice.kind, notice.withdrawn) {
        withdrawn(casework, conn, told, now)?;
    }
    casework.0.reception.notice_arrived(casework, conn, notice, now)
}

fn announce(casework: &Casework, conn: &mut Conn, handover: HandoverId, notice: &Notice, now: Timestamp) -> store::Result<()> {
    let is_again = !arrivals::announce(conn, handover, notice, now)? && arrivals::announce_again(conn, handover, now)?;
    if is_again {
        casework.tell_arrival(conn, handover, now)?;
    }
    note_told_number(casework, conn, handover, notice, now)?;
    // What was not to be had was done with: the parcel that is there now is fetched under a key of its own.
    let key = if is_again { format!("fetch/{handover}/{}", notice.number) } else { format!("fetch/{handover}") };
    let message = Message::new(key, handover.to_string()).trace_parent(web::telemetry::inject());
    queue::enqueue(conn, INBOX, &message, now).map(drop)
}

/// The number a notice tells. A notice is not signed: the entry of the log that comes with the parcel says it again.
fn note_told_number(casework: &Casework, conn: &mut Conn, id: HandoverId, notice: &Notice, now: Timestamp) -> store::Result<()> {
    match (&notice.from, &notice.unit, notice.sequence) {
        // What goes out from here is numbered by the broker's signed answers.
        (Some(from), Some(to), Some(number)) if from.agency() != casework.0.config.id => {
            casework.note_number(conn, &Channel::received(from, to), number, id, now)
        }
        _ => Ok(()),
    }
}

/// Moves a handover this agency sent.
fn follow(casework: &Casework, conn: &mut Conn, id: HandoverId, event: &HandoverEvent, at: Timestamp) -> store::Result<()> {
    let Some(mut handover) = sent(conn, id)? else {
        tracing::error!(handover = %id, "a notice about a handover that was not sent from here");
        alarm("unknown-handover");
        return Ok(());
    };
    if let Err(refused) = casework.advance_handover(conn, &mut handover, event, None, at)? {
        tracing::error!(handover = %id, ?refused, "a notice does not follow from the state here");
        alarm("notice-out-of-order");
    }
    Ok(())
}

fn sent(conn: &mut Conn, id: HandoverId) -> store::Result<Option<Handover>> {
    Ok(handovers::find_for_change(conn, id)?.filter(|handover| handover.way == Way::Sent))
}

fn take_receipt(casework: &Casework, conn: &mut Conn, id: HandoverId, receipt: Option<&(Receipt, SignedReceipt)>) -> store::Result<()> {
    let Some((receipt, signed)) = receipt else { return Ok(()) };
    let Some(sent) = sent(conn, id)?.filter(|handover| handover.to.agency == receipt.from) else {
        tracing::error!(handover = %id, "a receipt from somebody who is not the recipient");
        alarm("receipt-refused");
        return Ok(());
    };
    receipts::insert(conn, signed)?;
    if receipt.outcome == ReceiptState::Received {
        casework.compare_number(conn, &Channel::of_sent(&sent), id, receipt.sequence, casework.0.clock.now())?;
    }
    follow(casework, conn, id, &HandoverEvent::Receipt(receipt.outcome.clone()), receipt.at)
}

/// A notice is not signed, and a broker that lies here stops what it could as well refuse: nothing is sent by mistake.
fn withdrawn(casework: &Casework, conn: &mut Conn, told: WithdrawnConsent, now: Timestamp) -> store::Result<()> {
    match casework.note_withdrawn(conn, told, now) {
        Ok(()) => Ok(()),
        Err(CaseError::Store(error)) => Err(error),
        Err(error) => {
            tracing::error!(%error, "a notice about a consent that was not asked for here");
            alarm("unknown-consent");
            Ok(())
        }
    }
}

/// No longer to be had; or, once it is here: the consent it came by was withdrawn, and we must say so on the record.
fn gone(casework: &Casework, conn: &mut Conn, id: HandoverId, notice: &Notice, now: Timestamp) -> store::Result<()> {
    note_told_number(casework, conn, id, notice, now)?;
    match handovers::find_for_change(conn, id)? {
        Some(handover) if handover.way == Way::Received => handovers::note_step(conn, id, HandoverStateCode::Withdrawn, notice.at),
        Some(handover) => follow(casework, conn, id, &ended(&handover.machine, notice.gone, notice.at), notice.at),
        None if arrivals::set_state(conn, id, ArrivalState::Gone, notice.gone.map(GoneCause::code))? => {
            casework.tell_arrival(conn, id, now)
        }
        None => Ok(()),
    }
}
