//! The steps of a report of concern.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{Form, Page, Problem};
use wire::value::InquiryOutcome;

use super::{
    answers::{not_in_the_list, to_the_case},
    handover_of,
};
use crate::{
    access,
    flow::{self, ConcernStep},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Documenting {
    step: String,
}

/// One tick: time and role come by themselves.
pub(crate) async fn document(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Documenting>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now, desk) = (handover_of(&path)?, page.now, (**casework).clone());
    let step = match form.step.as_str() {
        "protection" => ConcernStep::Protection,
        "feedback_asked" => ConcernStep::FeedbackAsked,
        "feedback_given" => ConcernStep::FeedbackGiven,
        other => ConcernStep::Decision(other.parse::<InquiryOutcome>().map_err(|_| not_in_the_list("step"))?),
    };
    let kept = casework.db().try_write("document", move |conn| flow::document(&desk, conn, handover, step, &staff, now)).await;
    to_the_case(kept, "flash-kept")
}
