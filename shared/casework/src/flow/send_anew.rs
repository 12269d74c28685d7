//! What the law orders is not left lying because the rule book changed under way.
//!
//! Invariant: what a person saw is sent byte for byte, or nothing is. So nothing is put together here: the very fields and
//! values of an offer that never left, to the very unit, by the very basis. Only the edition that judges is another. One field
//! that does not go by duty under it, and a person must look again.

use jiff::Timestamp;
use protocol::Basis;
use rulebook::keep_cleared;
use store::{Conn, events};
use wire::{Draft, DraftField, HandoverId, OfferHeader};

use super::{
    past_decision::sent_offer,
    preview::Judged,
    send::{Signer, unreadable},
};
use crate::{
    Casework, HandoverChange,
    db::{
        cases, handover_drafts,
        handovers::{self, Handover},
    },
    domain::{HandoverStateCode, StaleDetail, Way, basis_of},
    error::{Fault, SendProblem},
};

/// What became of a handover whose rule book changed under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anew {
    /// The very same went again under this id.
    Sent(HandoverId),
    /// A person must look at it again.
    Review,
    /// The edition that it must be judged by is not in force here yet, or the recipient's keys are not known.
    Waits,
    /// It has been settled, or is nothing that goes again by itself.
    Settled,
}

impl Casework {
    /// Seals a duty or a word of state anew when its offer was refused because the rule book had changed.
    ///
    /// # Errors
    /// Those of the database; a fault when what is kept can't be read.
    pub(crate) fn send_anew(&self, conn: &mut Conn, id: HandoverId, now: Timestamp) -> Result<Anew, SendProblem> {
        let stale = handovers::find(conn, id)?.filter(|handover| handover.state == HandoverStateCode::Stale && handover.detail.is_none());
        let Some(stale) = stale.filter(|handover| handover.way == Way::Sent && goes_by_itself(handover.basis)) else {
            return Ok(Anew::Settled);
        };
        let header = sent_offer(conn, id).map_err(unreadable)?.header;
        if header.edition == *self.edition().reference() {
            return Ok(Anew::Waits);
        }
        let draft = self.draft_of(conn, &stale, &header)?;
        match self.judge(conn, &draft, now) {
            Ok(judged) if basis_of(&judged.decision) == Some(stale.basis) => self.seal_again(conn, &stale, &header, judged, now),
            // Something about a person became known meanwhile that forbids a value.
            Ok(_) | Err(SendProblem::Value(_)) => {
                self.settle_stale(conn, stale, StaleDetail::ReviewAgain, now)?;
                Ok(Anew::Review)
            }
            Err(other) => Err(other),
        }
    }

    fn seal_again(
        &self,
        conn: &mut Conn,
        stale: &Handover,
        header: &OfferHeader,
        judged: Judged,
        now: Timestamp,
    ) -> Result<Anew, SendProblem> {
        let case = cases::find(conn, stale.case)?.ok_or_else(|| Fault::of("a handover without its case"))?;
        let fault = |error| Fault::because("the decision is of another draft", error);
        let cleared = keep_cleared(judged.draft.clone(), &judged.decision).map_err(fault)?;
        let from = Signer { role: header.sender_role, name: header.sender.clone(), edition: judged.edition.reference() };
        let sent = match self.send_parts(conn, &case, &judged, cleared, &from, now) {
            Ok(sent) => sent,
            Err(SendProblem::RecipientUnknown) => return Ok(Anew::Waits),
            Err(other) => return Err(other),
        };
        let [sent] = sent.as_slice() else { return Err(Fault::of("what went as one would go as several").into()) };
        if let Some(draft) = handover_drafts::of_handover(conn, stale.id)? {
            handover_drafts::note_handover(conn, draft, sent.id)?;
        }
        self.settle_stale(conn, stale.clone(), StaleDetail::SentAnew, now)?;
        let anew = handovers::find(conn, sent.id)?.ok_or_else(|| Fault::of("a handover that was just made is not there"))?;
        self.tell_change(conn, &anew, now)?;
        Ok(Anew::Sent(sent.id))
    }

    /// The very fields and values of an offer, with its own persons and answers.
    fn draft_of(&self, conn: &mut Conn, stale: &Handover, header: &OfferHeader) -> Result<Draft, SendProblem> {
        let fields = self.read_fields(conn, stale, |_| true).map_err(unreadable)?;
        let fields = fields.into_iter().map(|field| DraftField { subject: field.subject.map(|person| person.id), value: field.value });
        Ok(Draft {
            case_code: header.case_code,
            from: header.from.clone(),
            from_kind: header.from_kind,
            to: header.to.clone(),
            to_kind: header.to_kind,
            purpose: header.purpose,
            phase: header.phase,
            urgency: header.urgency,
            subjects: header.subjects.clone(),
            fields: fields.collect(),
            facts: header.facts.clone(),
            consents: header.consents.clone(),
            answers: header.answers,
        })
    }

    fn settle_stale(&self, conn: &mut Conn, mut stale: Handover, detail: StaleDetail, now: Timestamp) -> store::Result<()> {
        handovers::settle_stale(conn, stale.id, detail)?;
        stale.detail = Some(detail.to_string());
        self.tell_change(conn, &stale, now)
    }

    fn tell_change(&self, conn: &mut Conn, handover: &Handover, now: Timestamp) -> store::Result<()> {
        events::append(conn, crate::STREAM, "handover_changed", &handover.id.to_string(), now)?;
        let change = HandoverChange {
            handover: handover.id,
            case: handover.case,
            case_code: handover.case_code,
            way: handover.way,
            state: handover.state,
            detail: handover.detail.clone(),
        };
        self.0.reception.handover_changed(self, conn, &change, now)
    }
}

/// A duty waits for nobody's decision, and a word of state is about nobody. All else a person looks at again.
fn goes_by_itself(basis: Basis) -> bool {
    matches!(basis, Basis::Duty | Basis::StateOnly)
}
