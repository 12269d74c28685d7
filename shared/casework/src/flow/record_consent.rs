//! What the person answered when consent was asked for.

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Id};
use wire::{
    AskedWhere, BoardId, CardCodeHash, Category, ConsentForm, ConsentGrant, ConsentId, ConsentText, MessageKind, Purpose, Subject,
    WithdrawalChannel,
};

use crate::{
    Casework,
    db::{
        cases::Case,
        consents::{self, ConsentOutcome, ConsentRecord},
        offers, subjects,
    },
    domain::{ChildAsked, ConsentQuestion, ConsentState, CouldNotAsk, Staff},
    error::{CaseError, Fault},
    exchange::Outgoing,
    flow::{enqueue_outgoing, withdraw_consent::Heard},
};

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentAnswer {
    /// Yes.
    Given(GivenConsent),
    /// No. It ends what the same person said yes to before, to the same question, and is never sent.
    Refused {
        /// Who answered.
        giver: Subject,
        /// The question.
        question: ConsentQuestion,
    },
    /// The question was not asked. It ends an earlier yes like a no: it corrects it. Never sent.
    CouldNotAsk {
        /// Who should have been asked.
        giver: Subject,
        /// The question.
        question: ConsentQuestion,
        /// Why not.
        reason: CouldNotAsk,
    },
}

/// What the person said yes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenConsent {
    /// Who gives it.
    pub giver: Subject,
    /// The board that may receive.
    pub to: BoardId,
    /// What may go.
    pub categories: Vec<Category>,
    /// What for.
    pub purpose: Purpose,
    /// For how many days; never longer than the edition says for the text.
    pub days: u16,
    /// How it was given.
    pub form: ConsentForm,
    /// Who could hear.
    pub asked: AskedWhere,
    /// The words that were read.
    pub text: ConsentText,
    /// Hash of the contact card's code, when a card was given ([`Casework::draw_card_code`]).
    pub card_code_hash: Option<CardCodeHash>,
    /// Whether the child was asked as well, when a custodian says yes for it. Stays here.
    pub child_asked: Option<ChildAsked>,
}

impl Casework {
    /// Writes an answer. A yes is signed here and registered at the broker together with the first offer that rests on
    /// it, and at once when a card was given with it: the card's code must work at every agency from then on. A no and a
    /// question that was not asked never leave this agency.
    ///
    /// # Errors
    /// [`CaseError::EmptyConsent`] for a yes to nothing or a person of another case; those of the database.
    pub fn record_consent(
        &self,
        conn: &mut Conn,
        case: &Case,
        answer: ConsentAnswer,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<ConsentRecord, CaseError> {
        let (giver, question) = (answer.giver(), answer.question());
        if !subjects::of_case(conn, case.id)?.contains(&giver) {
            return Err(CaseError::EmptyConsent);
        }
        // A new answer may end an earlier one: an offer under way is waited for and seen.
        consents::lock_of_case(conn, case.id)?;
        let id = ConsentId(Id::generate(now).into());
        let earlier = same_question(in_force(conn, case.id, giver, now)?, &question);
        let heard = Heard { channel: WithdrawalChannel::Spoken, staff: Some(staff), now };
        let child_asked = answer.child_asked();
        let (outcome, state) = match answer {
            ConsentAnswer::Given(given) => {
                let grant = self.grant(id, case, given, staff, now)?;
                self.supersede(conn, earlier, &grant, &heard)?;
                (ConsentOutcome::Given(Box::new(grant)), ConsentState::Recorded)
            }
            ConsentAnswer::Refused { .. } => {
                self.take_back(conn, earlier, &heard)?;
                (ConsentOutcome::Refused, ConsentState::Closed)
            }
            ConsentAnswer::CouldNotAsk { reason, .. } => {
                self.take_back(conn, earlier, &heard)?;
                (ConsentOutcome::CouldNotAsk(reason), ConsentState::Closed)
            }
        };
        let (question, asked_by) = (Some(question), Some(staff.unit.clone()));
        let record = ConsentRecord { id, giver, outcome, asked_at: now, state, question, asked_by, child_asked };
        let signed = match &record.outcome {
            ConsentOutcome::Given(grant) => Some(self.signed(MessageKind::ConsentGrant, &**grant)?),
            _ => None,
        };
        consents::insert(conn, case.id, &record, signed)?;
        if record.has_card() {
            enqueue_outgoing(self, conn, Outgoing::Consent(id), now)?;
        }
        Ok(record)
    }

    /// A no after a yes is a withdrawal, and so is the correction that nothing was asked.
    fn take_back(&self, conn: &mut Conn, earlier: InForce, heard: &Heard<'_>) -> Result<(), CaseError> {
        for (record, _) in earlier {
            self.withdraw(conn, &record, heard)?;
        }
        Ok(())
    }

    /// Asked again: the new answer stands alone. What nobody was told of is put aside; what others rely on stays under a
    /// new yes to at least as much, and is taken back under one to less.
    fn supersede(&self, conn: &mut Conn, earlier: InForce, new: &ConsentGrant, heard: &Heard<'_>) -> Result<(), CaseError> {
        for (record, grant) in earlier {
            if !is_told(conn, &record)? {
                consents::set_state(conn, record.id, ConsentState::Superseded)?;
            } else if !covers(new, &grant, heard.now) {
                self.withdraw(conn, &record, heard)?;
            }
        }
        Ok(())
    }

    fn grant(&self, id: ConsentId, case: &Case, given: GivenConsent, staff: &Staff, now: Timestamp) -> Result<ConsentGrant, CaseError> {
        let categories = wire::value::CodeSet::new(given.categories);
        if categories.is_empty() {
            return Err(CaseError::EmptyConsent);
        }
        let edition = self.edition();
        let longest = edition.consent_days(&given.text.id).unwrap_or(0);
        let length = SignedDuration::from_hours(24 * i64::from(longest.min(u32::from(given.days))));
        Ok(ConsentGrant {
            id,
            case_code: case.code,
            giver: given.giver,
            from: self.0.config.id.clone(),
            to: given.to,
            categories,
            purpose: given.purpose,
            valid_from: now,
            valid_until: now.checked_add(length).unwrap_or(Timestamp::MAX),
            form: given.form,
            asked: given.asked,
            text: given.text,
            taken_by_role: staff.role,
            taken_by: self.staff_name(case.id, &staff.reference)?,
            edition: edition.id().clone(),
            card_code_hash: given.card_code_hash,
        })
    }

    /// Signs a message with the service key, as the bytes that are posted.
    pub(crate) fn signed<T: serde::Serialize>(&self, kind: MessageKind, message: &T) -> Result<Vec<u8>, Fault> {
        let envelope = envelope::sign(kind, message, &self.0.keyring.service);
        let envelope = envelope.map_err(|error| Fault::because("a message could not be signed", error))?;
        Ok(envelope::envelope_to_json(&envelope))
    }
}

/// What a person has said yes to and not taken back.
pub(super) type InForce = Vec<(ConsentRecord, ConsentGrant)>;

/// What the person has said yes to and not taken back. What has ended by its own time is noted as such.
pub(super) fn in_force(conn: &mut Conn, case: Id, giver: Subject, now: Timestamp) -> store::Result<InForce> {
    let mut found = Vec::new();
    for record in consents::of_case(conn, case)?.into_iter().filter(|record| record.giver == giver) {
        let ConsentOutcome::Given(grant) = &record.outcome else { continue };
        match record.state {
            ConsentState::Recorded | ConsentState::Registered if grant.valid_until <= now => {
                consents::set_state(conn, record.id, ConsentState::Expired)?;
            }
            ConsentState::Recorded | ConsentState::Registered => {
                let grant = (**grant).clone();
                found.push((record, grant));
            }
            _ => {}
        }
    }
    Ok(found)
}

fn same_question(mut found: InForce, question: &ConsentQuestion) -> InForce {
    found.retain(|(record, _)| record.question.as_ref() == Some(question));
    found
}

/// Whether others may know of it: the broker has it or is being told, or an offer rests on it.
pub(super) fn is_told(conn: &mut Conn, record: &ConsentRecord) -> store::Result<bool> {
    Ok(record.state != ConsentState::Recorded || record.has_card() || offers::rest_on(conn, record.id)?)
}

/// Whether a new yes to the same question allows all that an earlier one does.
fn covers(new: &ConsentGrant, earlier: &ConsentGrant, now: Timestamp) -> bool {
    let wider = earlier.categories.iter().all(|category| new.categories.contains(category));
    wider && new.valid_until >= earlier.valid_until && new.is_effective(now)
}

impl ConsentAnswer {
    /// Who was or should have been asked.
    pub fn giver(&self) -> Subject {
        match self {
            Self::Given(given) => given.giver,
            Self::Refused { giver, .. } | Self::CouldNotAsk { giver, .. } => *giver,
        }
    }

    /// To whom and what for the question was.
    pub fn question(&self) -> ConsentQuestion {
        match self {
            Self::Given(given) => ConsentQuestion { to: given.to.clone(), purpose: given.purpose },
            Self::Refused { question, .. } | Self::CouldNotAsk { question, .. } => question.clone(),
        }
    }

    fn child_asked(&self) -> Option<ChildAsked> {
        if let Self::Given(given) = self { given.child_asked } else { None }
    }
}
