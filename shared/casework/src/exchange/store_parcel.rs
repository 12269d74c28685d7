//! An opened parcel becomes part of this agency's records: case, persons, values, receipt and the service's own rows in
//! one transaction.

use std::sync::Arc;

use jiff::Timestamp;
use protocol::{
    consent::Standing,
    handover::{HandoverEvent, HandoverState},
};
use store::{
    Conn, Error, ErrorKind, events,
    queue::{self, Lease},
};
use wire::{HandoverId, OfferHeader, ReceiptState, RejectCode};

use super::{alarm, receiving::WITHDRAWN};
use crate::{
    Casework, OpenedParcel,
    db::{
        arrivals,
        cases::{self, Case},
        channel_numbers::Channel,
        cosignatures_due,
        handovers::{self, Handover},
        parcels,
        sealed_fields::{self, SealedField},
        subjects, tombstones,
    },
    domain::{ArrivalState, HandoverStateCode, Opened, Way},
    error::{AnswerProblem, Fault},
    flow::{Kept, seal_value},
};

/// A parcel that was checked and opened.
pub(super) struct Arrived {
    pub(super) handover: HandoverId,
    /// As it was fetched.
    pub(super) bytes: Vec<u8>,
    pub(super) opened: Box<Opened>,
}

/// Writes it all, or nothing. A crash before the commit: the lease ends, the parcel is fetched and opened again.
/// A crash after it: the receipt is in the outbox.
pub(super) async fn store_parcel(casework: &Casework, lease: &Lease, arrived: Arrived) -> store::Result<()> {
    let (own, lease, arrived) = (casework.clone(), lease.clone(), Arc::new(arrived));
    let now = casework.0.clock.now();
    let written = casework.db().try_write("store_parcel", move |conn| {
        match parcels::offer_hash(conn, arrived.handover)? {
            Some(hash) if hash == arrived.opened.offer.payload_hash().0 => {}
            Some(_) => other_bytes(arrived.handover),
            None if handovers::find(conn, arrived.handover)?.is_some() => other_bytes(arrived.handover),
            None if withdrawn(conn, &arrived)? => own.write_rejection(conn, arrived.handover, WITHDRAWN, now)?,
            None => own.write_parcel(conn, &arrived, now)?,
        }
        queue::complete(conn, &lease, now)?;
        Ok(())
    });
    written.await.map_err(store_error)
}

/// Signs and stores the rejection.
pub(super) async fn reject(casework: &Casework, lease: &Lease, handover: HandoverId, code: RejectCode) -> store::Result<()> {
    let (own, lease) = (casework.clone(), lease.clone());
    let now = casework.0.clock.now();
    let written = casework.db().try_write("reject_parcel", move |conn| {
        if handovers::find(conn, handover)?.is_some() {
            // What is here stays: the stored parcel was good, this is another one under its name.
            other_bytes(handover);
        } else {
            own.write_rejection(conn, handover, code, now)?;
        }
        queue::complete(conn, &lease, now)?;
        Ok(())
    });
    written.await.map_err(store_error)
}

fn store_error(problem: AnswerProblem) -> Error {
    match problem {
        AnswerProblem::Store(error) => error,
        other => Error::new(ErrorKind::Query, other),
    }
}

fn other_bytes(handover: HandoverId) {
    tracing::error!(%handover, "the same handover came with other bytes; what is stored stays");
    alarm("other-bytes");
}

/// A withdrawal that came while the parcel was being opened: heard here, or told by the broker after the fetch was
/// logged.
fn withdrawn(conn: &mut Conn, arrived: &Arrived) -> store::Result<bool> {
    if arrived.opened.basis != protocol::Basis::Consent {
        return Ok(false);
    }
    let told = arrivals::find(conn, arrived.handover)?.is_some_and(|arrival| arrival.state == ArrivalState::Gone);
    Ok(told || !tombstones::among(conn, &arrived.opened.offer.message().header.consents)?.is_empty())
}

impl Casework {
    fn write_rejection(&self, conn: &mut Conn, handover: HandoverId, code: RejectCode, now: Timestamp) -> Result<(), AnswerProblem> {
        if arrivals::set_state(conn, handover, ArrivalState::Rejected, Some(code.code()))? {
            self.tell_arrival(conn, handover, now)?;
        }
        self.sign_receipt(conn, handover, ReceiptState::Rejected { code }, None, now)
    }

    fn write_parcel(&self, conn: &mut Conn, arrived: &Arrived, now: Timestamp) -> Result<(), AnswerProblem> {
        let header = &arrived.opened.offer.message().header;
        let case = self.case_of(conn, header, now)?;
        for subject in &header.subjects {
            subjects::insert(conn, case.id, *subject, now)?;
        }
        if let Some(number) = arrived.opened.sequence {
            self.note_number(conn, &Channel::received(&header.from.unit, &header.to.unit), number, arrived.handover, now)?;
        }
        handovers::insert(conn, &self.received(&case, arrived, now)?)?;
        parcels::insert(conn, arrived.handover, arrived.opened.offer.payload_hash().0, &arrived.bytes, now)?;
        crate::flow::remember_protection(conn, &arrived.opened.fields)?;
        let fields = self.resealed(conn, &case, arrived)?;
        sealed_fields::insert(conn, arrived.handover, &fields)?;
        if let Some(due) = &arrived.opened.cosignature_due {
            cosignatures_due::insert(conn, due)?;
        }
        arrivals::set_state(conn, arrived.handover, ArrivalState::Opened, None)?;
        self.sign_receipt(conn, arrived.handover, ReceiptState::Received, None, now)?;
        events::append(conn, crate::STREAM, "parcel_opened", &arrived.handover.to_string(), now)?;
        self.0.reception.parcel_opened(self, conn, &opened_parcel(case, arrived), now)?;
        Ok(())
    }

    /// The case of an answer is that of what it answers; else the one this agency and the sender already share under
    /// the code; else a new one of the sender's.
    fn case_of(&self, conn: &mut Conn, header: &OfferHeader, now: Timestamp) -> Result<Case, AnswerProblem> {
        let answered = header.answers.map(|id| handovers::find(conn, id)).transpose()?.flatten();
        let ours = answered.filter(|handover| handover.to.agency == header.from.agency && handover.case_code == header.case_code);
        if let Some(handover) = ours
            && let Some(case) = cases::find(conn, handover.case)?
        {
            return Ok(case);
        }
        if let Some(case) = cases::by_code(conn, &header.case_code, &self.0.config.id)? {
            let shared = handovers::of_case(conn, case.id)?.iter().any(|handover| handover.to.agency == header.from.agency);
            if shared {
                return Ok(case);
            }
        }
        Ok(self.open_case(conn, header.case_code, &header.from.agency, now)?)
    }

    fn received(&self, case: &Case, arrived: &Arrived, now: Timestamp) -> Result<Handover, Fault> {
        let (opened, header) = (&arrived.opened, &arrived.opened.offer.message().header);
        let released = HandoverState::released(opened.terms, now);
        let events =
            [HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true }, HandoverEvent::Receipt(ReceiptState::Received)];
        // An offer whose last moment passed while its proof was made was fetched in time: the log says so.
        let within = header.expires_at.map_or(now, |end| now.min(end.saturating_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(end)));
        let machine = events
            .iter()
            .try_fold(released, |state, event| protocol::handover::step(&state, event, within, &self.0.limits).map(|step| step.state));
        let machine = machine.map_err(|_| Fault::of("a fetched parcel can't be received"))?;
        Ok(Handover {
            id: arrived.handover,
            case: case.id,
            case_code: case.code,
            way: Way::Received,
            from: header.from.clone(),
            to: header.to.clone(),
            purpose: header.purpose,
            phase: header.phase,
            urgency: header.urgency,
            basis: opened.basis,
            categories: opened.fields.iter().map(|field| field.category).collect(),
            state: HandoverStateCode::Received,
            detail: None,
            machine,
            at: now,
            made_at: header.made_at,
            answers: header.answers,
            steps: Vec::new(),
        })
    }

    fn resealed(&self, conn: &mut Conn, case: &Case, arrived: &Arrived) -> Result<Vec<SealedField>, AnswerProblem> {
        let key = self.case_key(conn, case.id)?;
        let opened = &arrived.opened;
        let seal = |(field, salt): (&crate::OpenedField, &wire::Bytes32)| {
            let kept = Kept { value: &field.value, salt: Some(*salt) };
            let sealed = seal_value(&key, case.id, arrived.handover, field.n, &kept)?;
            Ok(SealedField { n: field.n, category: field.category, subject: field.subject, sealed })
        };
        let fields: Result<Vec<_>, Fault> = opened.fields.iter().zip(&opened.salts).map(seal).collect();
        Ok(fields?)
    }

    /// Tells pages that something about an announced parcel changed.
    pub(super) fn tell_arrival(&self, conn: &mut Conn, handover: HandoverId, now: Timestamp) -> store::Result<()> {
        events::append(conn, crate::STREAM, "arrival_changed", &handover.to_string(), now)?;
        match arrivals::find(conn, handover)? {
            Some(arrival) => self.0.reception.arrival_changed(self, conn, &arrival, now),
            None => Ok(()),
        }
    }
}

fn opened_parcel(case: Case, arrived: &Arrived) -> OpenedParcel {
    let header = &arrived.opened.offer.message().header;
    OpenedParcel {
        handover: arrived.handover,
        case,
        from: header.from.clone(),
        to: header.to.clone(),
        purpose: header.purpose,
        phase: header.phase,
        urgency: header.urgency,
        basis: arrived.opened.basis,
        subjects: header.subjects.clone(),
        facts: header.facts.clone(),
        fields: arrived.opened.fields.clone(),
        made_at: header.made_at,
        answers: header.answers,
    }
}
