//! The one place that knows what a verb may fail with and an HTTP status.

use actix_web::http::StatusCode;
use web::Problem;

use crate::flow::FlowError;

impl From<FlowError> for Problem {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::NotFound => Self::not_found(),
            FlowError::NoRelation => Self::new(StatusCode::FORBIDDEN, "no-relation"),
            FlowError::ReasonNeeded => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("reason", "error-duty-reason"),
            FlowError::Unnamed(why) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("identity", format!("visit-unnamed-{why}"))
            }
            FlowError::Focus(why) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("focus", format!("focus-refused-{why}"))
            }
            FlowError::Shift(why) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("ends", format!("shift-{why}")),
            FlowError::NothingToAsk => Self::new(StatusCode::CONFLICT, "nothing-to-ask"),
            FlowError::NothingToReview => Self::new(StatusCode::CONFLICT, "nothing-to-review"),
            FlowError::Meanwhile => Self::new(StatusCode::CONFLICT, "conflict"),
            FlowError::Changed(_) => Self::new(StatusCode::CONFLICT, "preview-changed"),
            FlowError::NotOpen => Self::new(StatusCode::CONFLICT, "call-out-not-open"),
            FlowError::NothingToSend => Self::new(StatusCode::CONFLICT, "nothing-to-send"),
            FlowError::RecipientUnknown => Self::new(StatusCode::SERVICE_UNAVAILABLE, "recipient-unknown"),
            // Values are checked when they are written down: this is a fault.
            FlowError::Value(error) => Self::internal(error),
            FlowError::NoCodeLeft => Self::new(StatusCode::SERVICE_UNAVAILABLE, "no-code-left"),
            FlowError::NoText(id) => Self::internal(format!("no text {id}")),
            FlowError::Store(error) => error.into(),
            FlowError::Inside(cause) => Self::internal(cause),
        }
    }
}
