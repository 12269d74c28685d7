//! The only place that knows a refusal of the desk and an HTTP status.

use actix_web::http::StatusCode;
use casework::web::handovers::DoorProblem;
use web::Problem;

use crate::flow::{CareProblem, CustodyTalkProblem, DeskProblem, PartnerContactProblem, ReferralProblem, SafetyPlanProblem};

impl From<DeskProblem> for Problem {
    fn from(problem: DeskProblem) -> Self {
        match problem {
            DeskProblem::NotFound => Self::not_found(),
            // No name: what a case system is told may be kept anywhere.
            DeskProblem::Taken { code, .. } => Self::new(StatusCode::CONFLICT, "already-taken").with("code", code.pairing().spoken()),
            DeskProblem::WrongState => Self::new(StatusCode::CONFLICT, "wrong-state"),
            DeskProblem::NotYours => Self::new(StatusCode::FORBIDDEN, "not-yours"),
            DeskProblem::UnknownUnit => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("unit", "error-not-in-the-list")
            }
            DeskProblem::HandsFull => Self::new(StatusCode::CONFLICT, "hands-full"),
            DeskProblem::TooLong => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "note-too-long"),
            DeskProblem::CannotTell => Self::new(StatusCode::SERVICE_UNAVAILABLE, "cannot-tell"),
            DeskProblem::MayNotTell => Self::new(StatusCode::CONFLICT, "may-not-tell"),
            DeskProblem::Store(error) => error.into(),
            DeskProblem::Inside(fault) => Self::internal(fault),
        }
    }
}

impl From<CareProblem> for Problem {
    fn from(problem: CareProblem) -> Self {
        match problem {
            CareProblem::NotFound => Self::not_found(),
            CareProblem::NoInquiry => Self::new(StatusCode::CONFLICT, "care-no-inquiry"),
            CareProblem::DoesNotFit => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("answer", "error-not-in-the-list")
            }
            CareProblem::Corrected => Self::new(StatusCode::CONFLICT, "care-corrected"),
            CareProblem::AlreadyOut => Self::new(StatusCode::CONFLICT, "care-already-out"),
            CareProblem::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<CustodyTalkProblem> for Problem {
    fn from(problem: CustodyTalkProblem) -> Self {
        match problem {
            CustodyTalkProblem::NotFound => Self::not_found(),
            CustodyTalkProblem::GateShut => Self::new(StatusCode::CONFLICT, "custody-talk-contacts-shut"),
            CustodyTalkProblem::Stale | CustodyTalkProblem::MustFirst | CustodyTalkProblem::Shut(_) => {
                Self::new(StatusCode::CONFLICT, "custody-talk-elsewhere")
            }
            CustodyTalkProblem::DoesNotFit => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("plan", "error-not-in-the-list")
            }
            CustodyTalkProblem::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<SafetyPlanProblem> for Problem {
    fn from(problem: SafetyPlanProblem) -> Self {
        match problem {
            SafetyPlanProblem::NotFound => Self::not_found(),
            SafetyPlanProblem::Changed => Self::new(StatusCode::CONFLICT, "safety-plan-changed"),
            SafetyPlanProblem::WrongState => Self::new(StatusCode::CONFLICT, "safety-plan-state"),
            SafetyPlanProblem::NoPaper => Self::new(StatusCode::CONFLICT, "safety-plan-no-paper"),
            SafetyPlanProblem::DoesNotFit | SafetyPlanProblem::NothingToShare => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("review_on", "safety-plan-error-day")
            }
            // A draft is refused in the words of every draft.
            SafetyPlanProblem::Draft(problem) => DoorProblem::Draft(problem).into(),
            SafetyPlanProblem::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<PartnerContactProblem> for Problem {
    fn from(problem: PartnerContactProblem) -> Self {
        let field =
            |field: &'static str, key: &'static str| Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field(field, key);
        match problem {
            PartnerContactProblem::NotFound => Self::not_found(),
            PartnerContactProblem::SamePerson => field("contact_person", "partner-error-same-person"),
            PartnerContactProblem::NoContactPerson => field("contact_person", "sharing-error-choose"),
            PartnerContactProblem::Shut(_) => Self::new(StatusCode::CONFLICT, "partner-shut"),
            PartnerContactProblem::NoLetter => Self::new(StatusCode::CONFLICT, "partner-no-letter"),
            PartnerContactProblem::DoesNotFit => Self::new(StatusCode::CONFLICT, "partner-does-not-fit"),
            PartnerContactProblem::Meanwhile => Self::new(StatusCode::CONFLICT, "partner-meanwhile"),
            PartnerContactProblem::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<ReferralProblem> for Problem {
    fn from(problem: ReferralProblem) -> Self {
        match problem {
            ReferralProblem::NotFound => Self::not_found(),
            ReferralProblem::DoesNotFit => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("service", "referral-error-service")
            }
            ReferralProblem::Meanwhile => Self::new(StatusCode::CONFLICT, "referral-meanwhile"),
            // A draft is refused in the words of every draft.
            ReferralProblem::Draft(problem) => DoorProblem::Draft(problem).into(),
            ReferralProblem::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

/// The same for a page of this agency, which says who was quicker.
pub(crate) fn for_colleagues(problem: DeskProblem) -> Problem {
    match &problem {
        DeskProblem::Taken { by, .. } if !by.is_empty() => {
            let who = by.clone();
            Problem::from(problem).with("who", who).detail_key("problem-already-taken-by")
        }
        _ => problem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_row_says_no_more_than_that() {
        let problem = Problem::from(DeskProblem::NotFound);
        assert_eq!((problem.status(), problem.code()), (StatusCode::NOT_FOUND, "not-found"));
    }
}
