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
        Broker, ProposalState, VerbError,
        approve::{ApprovalFault, approve},
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
        Err(VerbError::Refused(ApprovalFault::NotFound)) => return Err(Problem::not_found()),
        Err(VerbError::Flow(error)) => return Err(error.into()),
        Err(VerbError::Refused(refused)) => Faults::one("envelope", words(&page, &refused)),
    };
    let view = view_of(&broker, &path).await?;
    render(&broker, page, &writer.0, &view, Typed { day: &day, envelope }, faults).await
}

fn words(page: &Page, refused: &ApprovalFault) -> String {
    let say = |key: &str, name: &'static str, value: String| page.words.with(key, &[(name, value)]);
    match refused {
        ApprovalFault::State(state) => say("fault-approval-state", "state", page.text(&format!("state-{state}")).to_lowercase()),
        ApprovalFault::NoSigner => page.text("fault-approval-no-signer"),
        ApprovalFault::UnknownKey | ApprovalFault::OtherLogin => page.text("fault-approval-other-key"),
        ApprovalFault::BadSignature => page.text("fault-approval-signature"),
        ApprovalFault::OtherEdition(id) => say("fault-approval-other-edition", "id", id.to_string()),
        ApprovalFault::OtherBytes => page.text("fault-approval-other-bytes"),
        ApprovalFault::OtherCases => page.text("fault-approval-other-cases"),
        ApprovalFault::OtherReplaced { active } => say("fault-approval-other-replaced", "active", active.to_string()),
        ApprovalFault::IdNotLater { active } => say("fault-approval-id-not-later", "active", active.to_string()),
        ApprovalFault::DayPast { day } => say("fault-approval-day-past", "day", page.date(day)),
        ApprovalFault::OtherDay { first } => say("fault-approval-other-day", "day", page.date(first)),
        ApprovalFault::CasesFail { failed } => say("fault-approval-cases", "failed", failed.to_string()),
        ApprovalFault::SamePerson => page.text("fault-approval-same-person"),
        ApprovalFault::NeedsLawyer => page.text("fault-approval-needs-lawyer"),
        ApprovalFault::NotAnApproval | ApprovalFault::NotFound => page.text("fault-approval-none"),
    }
}
