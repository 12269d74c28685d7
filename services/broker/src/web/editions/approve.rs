//! Handing in a signed approval.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Deserialize;
use web::{Form, Page, Problem, redirect};

use super::{
    edition_of,
    open::{Typed, render},
    view_of,
};
use crate::{
    flow::{
        Broker, ProposalState,
        approve::{ApproveError, approve},
    },
    web::{faults::Faults, visitor::Writer},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    envelope: String,
    day: String,
}

pub(crate) async fn hand_in(
    broker: Data<Broker>,
    page: Page,
    writer: Writer,
    path: Path<String>,
    form: Form<Fields>,
) -> Result<HttpResponse, Problem> {
    let id = edition_of(&path)?;
    let Fields { envelope, day } = form.into_inner();
    let faults = match approve(&broker, &writer.0.login, &id, envelope.trim().as_bytes()).await {
        Ok(ProposalState::UnderReview) => return Ok(redirect::see_other(&format!("/rulebook/{id}"), Some("approval-first"))),
        Ok(_) => return Ok(redirect::see_other(&format!("/rulebook/{id}"), Some("approval-second"))),
        Err(ApproveError::NotFound) => return Err(Problem::not_found()),
        Err(ApproveError::Flow(error)) => return Err(error.into()),
        Err(error) => Faults::one("envelope", words(&page, &error)),
    };
    let view = view_of(&broker, &path).await?;
    render(&broker, page, &writer.0, &view, Typed { day: &day, envelope }, faults).await
}

fn words(page: &Page, error: &ApproveError) -> String {
    let say = |key: &str, name: &'static str, value: String| page.words.with(key, &[(name, value)]);
    match error {
        ApproveError::State(state) => say("fault-approval-state", "state", page.text(&format!("state-{state}")).to_lowercase()),
        ApproveError::NoSigner => page.text("fault-approval-no-signer"),
        ApproveError::OtherKey => page.text("fault-approval-other-key"),
        ApproveError::BadSignature => page.text("fault-approval-signature"),
        ApproveError::OtherEdition(id) => say("fault-approval-other-edition", "id", id.to_string()),
        ApproveError::OtherBytes => page.text("fault-approval-other-bytes"),
        ApproveError::OtherCases => page.text("fault-approval-other-cases"),
        ApproveError::OtherReplaced { active } => say("fault-approval-other-replaced", "active", active.to_string()),
        ApproveError::IdNotLater { active } => say("fault-approval-id-not-later", "active", active.to_string()),
        ApproveError::DayPast { day } => say("fault-approval-day-past", "day", page.date(day)),
        ApproveError::OtherDay { first } => say("fault-approval-other-day", "day", page.date(first)),
        ApproveError::CasesFail { failed } => say("fault-approval-cases", "failed", failed.to_string()),
        ApproveError::SamePerson => page.text("fault-approval-same-person"),
        ApproveError::NeedsLawyer => page.text("fault-approval-needs-lawyer"),
        _ => page.text("fault-approval-none"),
    }
}
