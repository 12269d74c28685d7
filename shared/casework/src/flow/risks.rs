//! Outcomes of risk assessments: recorded, replaced, reviewed, and the call that one of them opens at once.

use jiff::{Timestamp, civil::Date};
use store::{Conn, ErrorKind, Id};
use wire::{Category, StaffRole, Subject, SubjectRole, canonical};

use super::Tie;
use crate::{
    Casework,
    db::{
        access_entries,
        cases::Case,
        risk_calls::{self, RiskCall},
        risk_reviews::{self, RiskReview},
        risks::{self, KeptRisk},
    },
    domain::{NotRung, Replacing, ReviewOutcome, RiskId, RiskOutcome, Staff, ViewPurpose},
    error::Fault,
    risk_error::RiskProblem,
};

/// An outcome to be written down.
#[derive(Debug, Clone)]
pub struct NewRisk {
    /// Whom it concerns: of this case.
    pub subject: Subject,
    /// What came out.
    pub outcome: RiskOutcome,
    /// Day of the assessment.
    pub assessed_on: Date,
    /// Role of who assessed.
    pub assessor: StaffRole,
    /// The earlier one that it takes the place of, and how.
    pub replaces: Option<(RiskId, Replacing)>,
    /// The day it is looked at again.
    pub review_on: Option<Date>,
}

/// An outcome in the clear, with what came after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRisk {
    /// The outcome as it is kept.
    pub kept: KeptRisk,
    /// What came out.
    pub outcome: RiskOutcome,
    /// How a later one took its place.
    pub replaced: Option<Replacing>,
    /// Its reviews, the latest first.
    pub reviews: Vec<RiskReview>,
    /// The call it has opened.
    pub call: Option<RiskCall>,
}

impl CaseRisk {
    /// The day of the review to come.
    pub fn review_on(&self) -> Option<Date> {
        self.reviews.iter().find(|review| review.ended.is_none()).and_then(|review| review.planned_on)
    }

    /// Whether the support line is to be rung and nobody has said that it was, or why not.
    pub fn calls(&self) -> bool {
        self.replaced.is_none() && self.call.as_ref().is_some_and(|call| call.answered.is_none())
    }
}

impl Casework {
    /// The outcomes of a case that this person's unit may see, newest first: its own, and all where the unit works with the
    /// case. Writes who looked.
    ///
    /// # Errors
    /// Those of the database; a fault when one does not open.
    pub fn view_risks(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<Vec<CaseRisk>, RiskProblem> {
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::RiskLevel], now)?;
        let seen = own(conn, case, (staff, tie))?;
        seen.into_iter().map(|(kept, replaced)| self.open_risk(conn, kept, replaced)).collect()
    }

    /// The outcomes whose call to the support line nobody has answered for. A view like any other when there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_risk_calls(&self, conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie), now: Timestamp) -> store::Result<Vec<RiskId>> {
        let mut open = Vec::new();
        for (kept, replaced) in own(conn, case, (staff, tie))? {
            let call = risk_calls::of_risk(conn, kept.id)?;
            if replaced.is_none() && call.is_some_and(|call| call.answered.is_none()) {
                open.push(kept.id);
            }
        }
        if !open.is_empty() {
            access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::RiskLevel], now)?;
        }
        Ok(open)
    }

    /// Writes an outcome down. One in the place of another ends the review of that, and a high one of LAP opens the call to
    /// the support line.
    ///
    /// # Errors
    /// [`RiskProblem::NotFound`] for an earlier one that the unit does not see; [`RiskProblem::Replaced`];
    /// [`RiskProblem::WrongPerson`].
    pub fn record_risk(
        &self,
        conn: &mut Conn,
        case: &Case,
        new: NewRisk,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<RiskId, RiskProblem> {
        let instrument = new.outcome.instrument();
        if instrument.is_about_who_uses_violence() && new.subject.role != SubjectRole::PersonUsingViolence {
            return Err(RiskProblem::WrongPerson);
        }
        let id = RiskId(Id::generate(now));
        let was_answered_for = match new.replaces {
            Some((replaced, how)) => self.replace(conn, case, (replaced, how), (staff, tie), now)?,
            None => false,
        };
        let bytes = canonical::to_bytes(&new.outcome).map_err(|error| Fault::because("an outcome can't be written", error))?;
        let risk = KeptRisk {
            sealed_outcome: self.seal_for_case(conn, case.id, &label(id), &bytes)?,
            id,
            case: case.id,
            subject: new.subject,
            unit: staff.unit.clone(),
            assessed_on: new.assessed_on,
            assessor: new.assessor,
            recorded_by: staff.reference.clone(),
            recorded_role: staff.role,
            recorded_at: now,
            replaces: new.replaces,
        };
        risks::insert(conn, &risk).map_err(|error| match error.kind() {
            ErrorKind::UniqueViolation => RiskProblem::Replaced,
            _ => error.into(),
        })?;
        if new.outcome.calls_support_line() && !was_answered_for {
            risk_calls::open(conn, id)?;
        }
        if let Some(day) = new.review_on {
            risk_reviews::plan(conn, id, day, staff, now)?;
        }
        Ok(id)
    }

    /// Ends the review of the one that is replaced. Says whether the new one is the same assessment, whose call somebody has
    /// answered for already: then it is not asked for again.
    fn replace(
        &self,
        conn: &mut Conn,
        case: &Case,
        (replaced, how): (RiskId, Replacing),
        seen_by: (&Staff, Tie),
        now: Timestamp,
    ) -> Result<bool, RiskProblem> {
        standing(conn, case, replaced, seen_by)?;
        let staff = seen_by.0;
        if how == Replacing::Changed && !risk_reviews::end(conn, replaced, ReviewOutcome::Changed, staff, now)? {
            risk_reviews::held(conn, replaced, ReviewOutcome::Changed, staff, now)?;
        }
        let call = risk_calls::of_risk(conn, replaced)?;
        Ok(how == Replacing::Corrected && call.is_some_and(|call| call.answered.is_some()))
    }

    /// Ends a review by which the outcome stays, and plans the next. One that changes it is ended by recording the new one.
    ///
    /// # Errors
    /// [`RiskProblem::NotFound`]; [`RiskProblem::Replaced`].
    pub fn review_risk(
        &self,
        conn: &mut Conn,
        case: &Case,
        risk: RiskId,
        (was_held, next): (bool, Option<Date>),
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), RiskProblem> {
        standing(conn, case, risk, (staff, tie))?;
        let outcome = if was_held { ReviewOutcome::Kept } else { ReviewOutcome::Moved };
        if !risk_reviews::end(conn, risk, outcome, staff, now)? && was_held {
            risk_reviews::held(conn, risk, outcome, staff, now)?;
        }
        if let Some(day) = next {
            risk_reviews::plan(conn, risk, day, staff, now)?;
        }
        Ok(())
    }

    /// Keeps that the support line was rung, or why it was not. Said twice it stays as it was said first.
    ///
    /// # Errors
    /// [`RiskProblem::NotFound`] where no call was opened.
    pub fn answer_risk_call(
        &self,
        conn: &mut Conn,
        case: &Case,
        risk: RiskId,
        reason: Option<NotRung>,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), RiskProblem> {
        let known = own(conn, case, (staff, tie))?.into_iter().any(|(kept, _)| kept.id == risk);
        if !known || risk_calls::of_risk(conn, risk)?.is_none() {
            return Err(RiskProblem::NotFound);
        }
        risk_calls::answer(conn, risk, reason, staff, now)?;
        Ok(())
    }

    fn open_risk(&self, conn: &mut Conn, kept: KeptRisk, replaced: Option<Replacing>) -> Result<CaseRisk, RiskProblem> {
        let plain = self.open_for_case(conn, kept.case, &label(kept.id), &kept.sealed_outcome)?;
        let outcome = canonical::from_bytes(&plain).map_err(|_| Fault::of("a kept outcome can't be read"))?;
        Ok(CaseRisk { outcome, replaced, reviews: risk_reviews::of_risk(conn, kept.id)?, call: risk_calls::of_risk(conn, kept.id)?, kept })
    }
}

/// Those that the unit may see, each with how it was replaced.
fn own(conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie)) -> store::Result<Vec<(KeptRisk, Option<Replacing>)>> {
    let all = risks::of_case(conn, case.id)?;
    let by: Vec<(RiskId, Replacing)> = all.iter().filter_map(|risk| risk.replaces).collect();
    let replaced = |id: RiskId| by.iter().find(|(replaced, _)| *replaced == id).map(|(_, how)| *how);
    let seen = all.into_iter().filter(|risk| tie == Tie::Works || risk.unit == staff.unit);
    Ok(seen.map(|risk| (risk.clone(), replaced(risk.id))).collect())
}

/// One that the unit may see, if nothing has taken its place.
fn standing(conn: &mut Conn, case: &Case, id: RiskId, seen_by: (&Staff, Tie)) -> Result<(), RiskProblem> {
    match own(conn, case, seen_by)?.into_iter().find(|(kept, _)| kept.id == id) {
        None => Err(RiskProblem::NotFound),
        Some((_, Some(_))) => Err(RiskProblem::Replaced),
        Some((_, None)) => Ok(()),
    }
}

/// What a sealed outcome is bound to besides its case.
fn label(id: RiskId) -> String {
    format!("risk/{id}/outcome")
}
