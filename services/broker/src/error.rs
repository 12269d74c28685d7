//! The only place that knows a refusal and an HTTP status.

use actix_web::http::StatusCode;
use web::Problem;
use wire::ProblemCode;

use crate::{domain::Refusal, flow::FlowError};

impl From<FlowError> for Problem {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Refused(refusal) => Self::new(status(refusal), refusal.code().code()),
            FlowError::Fenced => Self::new(StatusCode::SERVICE_UNAVAILABLE, ProblemCode::LogFenced.code()).because(error),
            FlowError::Busy | FlowError::Stopped => Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").because(error),
            FlowError::Store(error) => error.into(),
        }
    }
}

/// A problem with a code of the wire.
pub(crate) fn problem(code: ProblemCode) -> Problem {
    FlowError::from(code).into()
}

const fn status(refusal: Refusal) -> StatusCode {
    let Refusal::Code(code) = refusal else { return StatusCode::GONE };
    match code {
        ProblemCode::NotCanonical => StatusCode::BAD_REQUEST,
        ProblemCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ProblemCode::BadSignature | ProblemCode::UnknownKey | ProblemCode::UnknownAgency => StatusCode::FORBIDDEN,
        ProblemCode::NotFound => StatusCode::NOT_FOUND,
        ProblemCode::OtherBytes | ProblemCode::RulebookChanged | ProblemCode::WrongState => StatusCode::CONFLICT,
        ProblemCode::Expired | ProblemCode::ConsentWithdrawn => StatusCode::GONE,
        ProblemCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::UnknownCategory
        | ProblemCode::Refused
        | ProblemCode::WrongTime
        | ProblemCode::WrongAddress
        | ProblemCode::WrongSealingKey => StatusCode::UNPROCESSABLE_ENTITY,
        ProblemCode::LogFenced => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_that_is_gone_says_no_more_than_that() {
        let gone = Problem::from(FlowError::Refused(Refusal::Gone));
        assert_eq!((gone.status(), gone.code()), (StatusCode::GONE, "not-found"));
    }

    #[test]
    fn every_code_has_a_status_that_tells_the_caller_what_to_do() {
        for code in ProblemCode::ALL {
            let status = status(Refusal::Code(*code));
            assert!(status.is_client_error() || *code == ProblemCode::LogFenced, "{code}: {status}");
        }
    }
}
