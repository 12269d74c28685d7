//! Meetings about a case: planned, proposed to the other agency, held or called off, and what was decided there.

use jiff::Timestamp;
use store::{Conn, Id};
use wire::{Category, Phase, Purpose, Urgency, Value};

use super::Tie;
use crate::{
    Casework,
    consultation_error::ConsultationProblem,
    db::{
        access_entries,
        cases::Case,
        consultation_decisions,
        consultations::{self, KeptConsultation},
    },
    domain::{CaseConsultation, ConsultationEnd, DraftId, NewConsultation, NewDecision, NewDraft, Staff, ViewPurpose},
    error::{CaseError, Fault},
};

/// The longest minutes, in characters.
pub const MINUTES_CHARACTERS_MAX: usize = 10_000;

impl Casework {
    /// The meetings of a case that this person's unit keeps, the latest first. Writes who looked.
    ///
    /// # Errors
    /// Those of the database; a fault when what was written does not open.
    pub fn view_consultations(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<Vec<CaseConsultation>, ConsultationProblem> {
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::Consultation], now)?;
        let kept = consultations::of_case(conn, case.id)?;
        let own = kept.into_iter().filter(|kept| self.is_contact_seen(&kept.open.unit, (staff, tie)));
        own.map(|kept| self.open_consultation(conn, kept)).collect()
    }

    /// Writes a meeting that is planned. Nobody is told by it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plan_consultation(
        &self,
        conn: &mut Conn,
        case: &Case,
        new: &NewConsultation,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Id, ConsultationProblem> {
        let id = Id::generate(now);
        consultations::insert(conn, id, case.id, new, staff, now)?;
        Ok(id)
    }

    /// A draft that asks the usual unit of the other agency whether the time fits.
    ///
    /// # Errors
    /// [`ConsultationProblem::NotFound`]; [`ConsultationProblem::Over`]; those of a draft.
    pub fn propose_consultation(
        &self,
        conn: &mut Conn,
        case: &Case,
        id: Id,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<DraftId, ConsultationProblem> {
        let kept = self.own_consultation(conn, case, id, (staff, tie))?;
        if kept.open.ended.is_some() {
            return Err(ConsultationProblem::Over);
        }
        let to = self.0.config.recipient.unit.clone();
        let new = NewDraft { to, purpose: Purpose::Coordination, phase: Phase::Coordination, urgency: Urgency::Ordinary };
        let draft = self.start_draft(conn, case, &new, staff, now)?;
        self.replace_field(conn, &draft, None, &Value::Consultation(kept.open.planned.as_value()))?;
        Ok(draft.id)
    }

    /// Writes what became of a meeting, with the unit's own minutes of one that was held. Minutes that say nothing are none.
    ///
    /// # Errors
    /// [`ConsultationProblem::NotFound`]; [`ConsultationProblem::Over`] when somebody has said so already.
    pub fn end_consultation(
        &self,
        conn: &mut Conn,
        case: &Case,
        id: Id,
        (ended, minutes): (ConsultationEnd, &str),
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), ConsultationProblem> {
        self.own_consultation(conn, case, id, (staff, tie))?;
        let said = Some(minutes.trim()).filter(|minutes| ended == ConsultationEnd::Held && !minutes.is_empty());
        let sealed = said.map(|minutes| self.seal_for_case(conn, case.id, &minutes_label(id), minutes.as_bytes())).transpose()?;
        if consultations::end(conn, id, ended, sealed, staff, now)? { Ok(()) } else { Err(ConsultationProblem::Over) }
    }

    /// Writes what was decided at a meeting that was held.
    ///
    /// # Errors
    /// [`ConsultationProblem::NotFound`]; [`ConsultationProblem::Over`] for one that was not held.
    pub fn decide_at_consultation(
        &self,
        conn: &mut Conn,
        case: &Case,
        id: Id,
        new: &NewDecision,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), ConsultationProblem> {
        let kept = self.own_consultation(conn, case, id, (staff, tie))?;
        if kept.open.ended.is_none_or(|(ended, _)| ended != ConsultationEnd::Held) {
            return Err(ConsultationProblem::Over);
        }
        let decision = Id::generate(now);
        let sealed = self.seal_for_case(conn, case.id, &decision_label(decision), new.words.as_str().as_bytes())?;
        consultation_decisions::insert(conn, (decision, id), new, &sealed, staff, now)?;
        Ok(())
    }

    /// Writes that a decision was done.
    ///
    /// # Errors
    /// [`ConsultationProblem::NotFound`].
    pub fn decision_done(
        &self,
        conn: &mut Conn,
        case: &Case,
        (id, decision): (Id, Id),
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), ConsultationProblem> {
        self.own_consultation(conn, case, id, (staff, tie))?;
        if consultation_decisions::done(conn, (decision, id), staff, now)? { Ok(()) } else { Err(ConsultationProblem::NotFound) }
    }

    fn own_consultation(&self, conn: &mut Conn, case: &Case, id: Id, who: (&Staff, Tie)) -> Result<KeptConsultation, ConsultationProblem> {
        let kept = consultations::of_case(conn, case.id)?.into_iter().find(|kept| kept.open.id == id);
        kept.filter(|kept| self.is_contact_seen(&kept.open.unit, who)).ok_or(ConsultationProblem::NotFound)
    }

    fn open_consultation(&self, conn: &mut Conn, kept: KeptConsultation) -> Result<CaseConsultation, ConsultationProblem> {
        let KeptConsultation { case, mut open, sealed_minutes } = kept;
        if let Some(sealed) = sealed_minutes {
            open.minutes = self.opened_words(conn, case, &minutes_label(open.id), &sealed)?;
        }
        for (mut decision, sealed) in consultation_decisions::of_consultation(conn, open.id)? {
            decision.words = self.opened_words(conn, case, &decision_label(decision.id), &sealed)?;
            open.decisions.push(decision);
        }
        Ok(open)
    }

    fn opened_words(&self, conn: &mut Conn, case: Id, label: &str, sealed: &[u8]) -> Result<String, CaseError> {
        let plain = self.open_for_case(conn, case, label, sealed)?;
        let words = std::str::from_utf8(&plain).map_err(|error| Fault::because("kept words can't be read", error))?;
        Ok(words.to_owned())
    }
}

fn minutes_label(consultation: Id) -> String {
    format!("consultation/{consultation}/minutes")
}

fn decision_label(decision: Id) -> String {
    format!("consultation_decision/{decision}/words")
}
