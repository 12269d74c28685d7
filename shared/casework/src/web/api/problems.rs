//! What a verb may fail with, as a caller of the API is told.

use ::web::{FieldErrors, Problem};
use actix_web::http::StatusCode;

use super::documents;
use crate::{AnswerProblem, DraftProblem, SendProblem};

/// 409 with a code.
pub(super) fn conflict(code: &'static str) -> Problem {
    Problem::new(StatusCode::CONFLICT, code)
}

/// 422 at one member.
pub(super) fn at(member: &'static str, key: &'static str) -> Problem {
    let mut errors = FieldErrors::none();
    errors.add(member, key);
    Problem::invalid_fields(errors)
}

/// Why nothing was sent. A changed preview comes with the refusal, so that the caller sees what it would send now.
pub(super) fn sending(problem: SendProblem) -> Problem {
    match problem {
        SendProblem::Changed(preview) => match documents::preview(&preview) {
            Ok(preview) => conflict("preview-changed").member("preview", preview),
            Err(problem) => problem,
        },
        SendProblem::NothingToSend => conflict("nothing-to-send"),
        SendProblem::RecipientUnknown => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "recipient-unknown"),
        SendProblem::NobodyToAnswer | SendProblem::Address => at("to", "error-choice"),
        SendProblem::Value(error) => at("value", "error-value").because(error),
        SendProblem::Store(error) => error.into(),
        SendProblem::Inside(fault) => Problem::internal(fault),
    }
}

/// Why a draft was not changed.
pub(super) fn drafting(problem: DraftProblem) -> Problem {
    match problem {
        DraftProblem::NotFound => Problem::not_found(),
        DraftProblem::NotOpen(_) | DraftProblem::NothingToCorrect | DraftProblem::NotARequest => conflict("wrong-state"),
        DraftProblem::ChangedMeanwhile => conflict("conflict"),
        DraftProblem::Value(error) => at("value", "error-value").because(error),
        DraftProblem::NoConsent => conflict("keep-an-eye-no-consent"),
        DraftProblem::Reason => at("reason", "error-value"),
        DraftProblem::SubjectNeeded | DraftProblem::WrongSubject => at("role", "error-choice"),
        DraftProblem::FactNotYours(_) => Problem::not_allowed(),
        DraftProblem::NeedsItsForm(_) => conflict("needs-a-person"),
        DraftProblem::RecipientUnknown => at("to", "error-choice"),
        DraftProblem::Send(problem) => sending(problem),
        DraftProblem::Store(error) => error.into(),
        DraftProblem::Inside(fault) => Problem::internal(fault),
    }
}

/// Why a handover was not answered.
pub(super) fn answering(problem: AnswerProblem) -> Problem {
    match problem {
        AnswerProblem::NotFound => Problem::not_found(),
        AnswerProblem::WrongState(_) => conflict("wrong-state"),
        AnswerProblem::Duty => conflict("needs-a-person"),
        AnswerProblem::Store(error) => error.into(),
        AnswerProblem::Inside(fault) => Problem::internal(fault),
    }
}
