//! Preview = sent: judged again, compared, sealed, and put in the outbox in one transaction.

use envelope::{RecipientKey, SealSeed, seal_draft, sha256};
use jiff::Timestamp;
use protocol::{
    Basis, Terms,
    handover::{HandoverEvent, HandoverState},
};
use rulebook::{Cleared, ClearedDrafts, keep_cleared};
use store::{Conn, Id};
use wire::{Category, Draft, EditionRef, HandoverId, MessageKind, Offer, OfferHeader, StaffRef, StaffRole, Subject};

use crate::{
    Casework,
    db::{
        cases::Case,
        consents,
        handovers::{self, Handover},
        offers::{self, SignedOffer},
        sealed_fields::{self, SealedField},
    },
    domain::{HandoverStateCode, PreviewDigest, Staff, Way, basis_of},
    error::{AnswerProblem, Fault, SendProblem},
    exchange::Outgoing,
    flow::{
        enqueue_outgoing,
        open_case::random,
        open_fields::{Kept, seal_value},
        preview::Judged,
    },
};

/// A handover that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentHandover {
    /// Its id.
    pub id: HandoverId,
    /// What governs it.
    pub basis: Basis,
    /// What it carries.
    pub categories: Vec<Category>,
}

/// What every offer of one sending has in common.
pub(super) struct Signer<'a> {
    pub(super) role: StaffRole,
    pub(super) name: StaffRef,
    pub(super) edition: &'a EditionRef,
}

impl Casework {
    /// Sends what the page with this digest showed, or nothing. What goes by a duty travels alone and first.
    ///
    /// # Errors
    /// [`SendProblem::Changed`] with the preview as it is now; see [`SendProblem`]. On any error the caller's whole
    /// transaction rolls back: nothing is sent.
    pub fn send(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        staff: &Staff,
        shown: &PreviewDigest,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        self.send_decided(conn, case, draft, staff, shown, None, now)
    }

    pub(super) fn send_shown(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        staff: &Staff,
        shown: &PreviewDigest,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        // Before it is judged, so that what is judged is what is sealed; neither rule book nor digest looks at names.
        let draft = self.with_names_of_the_case(case, draft)?;
        // A withdrawal under way is waited for and seen, or it waits and sees this offer.
        consents::lock_of_case(conn, case.id)?;
        let judged = self.judge(conn, &draft, now)?;
        if judged.preview.digest != *shown {
            return Err(SendProblem::Changed(Box::new(judged.preview)));
        }
        if draft.case_code != case.code {
            return Err(SendProblem::Address);
        }
        let cleared =
            keep_cleared(draft.clone(), &judged.decision).map_err(|error| Fault::because("the decision is of another draft", error))?;
        if cleared.is_empty() {
            return Err(SendProblem::NothingToSend);
        }
        let name = self.staff_name(case.id, &staff.reference)?;
        let from = Signer { role: staff.role, name, edition: judged.edition.reference() };
        let sent = self.send_parts(conn, case, &judged, cleared, &from, now)?;
        self.give_up_undelivered(conn, case, &sent, staff, now).map_err(unreadable)?;
        Ok(sent)
    }

    /// Each part as an offer, and beside it what was decided of the whole.
    pub(super) fn send_parts(
        &self,
        conn: &mut Conn,
        case: &Case,
        judged: &Judged,
        cleared: ClearedDrafts,
        from: &Signer<'_>,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        let mut sent = Vec::new();
        for part in cleared {
            sent.push((self.send_part(conn, case, &part, from, now)?, part.fields.clone()));
        }
        self.keep_decision(conn, case, judged, &sent, now)?;
        Ok(sent.into_iter().map(|(handover, _)| handover).collect())
    }

    fn with_names_of_the_case(&self, case: &Case, draft: &Draft) -> Result<Draft, Fault> {
        let mut draft = draft.clone();
        for fact in &mut draft.facts {
            fact.staff = self.staff_name(case.id, &fact.staff)?;
        }
        Ok(draft)
    }

    /// One offer. A crash anywhere in here is before the commit: nothing has left and nothing is remembered.
    fn send_part(
        &self,
        conn: &mut Conn,
        case: &Case,
        part: &Cleared<Draft>,
        from: &Signer<'_>,
        now: Timestamp,
    ) -> Result<SentHandover, SendProblem> {
        let basis = basis_of(part.decision()).ok_or_else(|| Fault::of("a cleared draft has no basis"))?;
        let key = self.recipient_key(part, now)?;
        let terms = Terms::made(basis, part.purpose, now, &self.0.limits);
        let header = header(part, &key, terms, from, now);
        let seed = SealSeed::new(random()?);
        let offer = seal_draft(part, header, &key, seed).map_err(|error| Fault::because("an offer could not be sealed", error))?;
        let sent =
            SentHandover { id: offer.header.id, basis, categories: part.fields.iter().map(|field| field.value.category()).collect() };
        self.keep(conn, case, part, &offer, terms, &sent.categories, now)?;
        // Crash after the commit: the outbox has it, and the same bytes are posted.
        enqueue_outgoing(self, conn, Outgoing::Offer(sent.id), now)?;
        Ok(sent)
    }

    fn recipient_key(&self, draft: &Draft, now: Timestamp) -> Result<RecipientKey, SendProblem> {
        let directory = self.directory();
        let agency = directory.agency(&draft.to.agency).ok_or(SendProblem::RecipientUnknown)?;
        let key = agency.sealing_key(&draft.to.unit, now).ok_or(SendProblem::RecipientUnknown)?;
        if *key.address() == draft.to && key.kind() == draft.to_kind { Ok(key) } else { Err(SendProblem::Address) }
    }

    #[allow(clippy::too_many_arguments, reason = "all of it is one row and its companions")]
    fn keep(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        offer: &Offer,
        terms: Terms,
        categories: &[Category],
        now: Timestamp,
    ) -> Result<(), SendProblem> {
        let header = &offer.header;
        let signed_offer = self.signed(MessageKind::Offer, offer)?;
        let payload = wire::canonical::to_bytes(offer).map_err(|error| Fault::because("an offer could not be written", error))?;
        let machine = protocol::handover::step(&HandoverState::Drafted, &HandoverEvent::Offer { terms }, now, &self.0.limits)
            .map_err(|_| Fault::of("a fresh offer is past its time"))?
            .state;
        let handover = Handover {
            id: header.id,
            case: case.id,
            case_code: case.code,
            way: Way::Sent,
            from: header.from.clone(),
            to: header.to.clone(),
            purpose: header.purpose,
            phase: header.phase,
            urgency: header.urgency,
            basis: terms.basis(),
            categories: categories.to_vec(),
            state: HandoverStateCode::Offered,
            detail: None,
            machine,
            at: now,
            made_at: now,
            answers: header.answers,
            steps: Vec::new(),
        };
        handovers::insert(conn, &handover)?;
        let offer_hash = sha256(&payload).0;
        offers::insert(conn, &SignedOffer { handover: header.id, signed_offer, offer_hash, consents: header.consents.clone() })?;
        let copies = self.sealed_copies(conn, case, draft, header.id)?;
        sealed_fields::insert(conn, header.id, &copies)?;
        Ok(())
    }

    /// The agency's own record of what it disclosed, under the key of the case.
    fn sealed_copies(&self, conn: &mut Conn, case: &Case, draft: &Draft, handover: HandoverId) -> Result<Vec<SealedField>, SendProblem> {
        let key = self.case_key(conn, case.id)?;
        let person = |id| draft.subjects.iter().find(|person: &&Subject| person.id == id).copied();
        let sealed = draft.fields.iter().zip(0..).map(|(field, n)| {
            let kept = Kept { value: &field.value, salt: None };
            let sealed = seal_value(&key, case.id, handover, n, &kept)?;
            Ok(SealedField { n, category: field.value.category(), subject: field.subject.and_then(person), sealed })
        });
        sealed.collect::<Result<Vec<_>, Fault>>().map_err(Into::into)
    }
}

pub(super) fn unreadable(problem: AnswerProblem) -> SendProblem {
    match problem {
        AnswerProblem::Store(error) => SendProblem::Store(error),
        AnswerProblem::Inside(fault) => SendProblem::Inside(fault),
        other => Fault::because("what was sent could not be read", other).into(),
    }
}

fn header(draft: &Draft, key: &RecipientKey, terms: Terms, from: &Signer<'_>, now: Timestamp) -> OfferHeader {
    OfferHeader {
        id: HandoverId(Id::generate(now).into()),
        case_code: draft.case_code,
        from: draft.from.clone(),
        from_kind: draft.from_kind,
        to: key.address().clone(),
        to_kind: key.kind(),
        unit_key: key.id().clone(),
        manifest_version: key.manifest_version(),
        purpose: draft.purpose,
        phase: draft.phase,
        urgency: draft.urgency,
        subjects: draft.subjects.clone(),
        facts: draft.facts.clone(),
        consents: draft.consents.clone(),
        edition: from.edition.clone(),
        made_at: now,
        expires_at: terms.expires_at(),
        sender_role: from.role,
        sender: from.name.clone(),
        answers: draft.answers,
    }
}
