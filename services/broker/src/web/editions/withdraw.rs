//! Taking a proposal back.

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
        Broker, VerbError,
        withdraw_proposal::{WithdrawFault, withdraw},
    },
    web::{faults::Faults, visitor::Writer},
};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Fields {}

pub(crate) async fn take_back(
    broker: Data<Broker>,
    page: Page,
    writer: Writer,
    path: Path<String>,
    _form: Form<Fields>,
) -> Result<HttpResponse, Problem> {
    let id = edition_of(&path)?;
    let state = match withdraw(&broker, &writer.0.login, &id).await {
        Ok(()) => return Ok(redirect::see_other(&format!("/rulebook/{id}"), Some("withdraw-done"))),
        Err(VerbError::Refused(WithdrawFault::NotFound)) => return Err(Problem::not_found()),
        Err(VerbError::Refused(WithdrawFault::NotAllowed)) => return Err(Problem::not_allowed()),
        Err(VerbError::Flow(error)) => return Err(error.into()),
        Err(VerbError::Refused(WithdrawFault::State(state))) => page.text(&format!("state-{state}")).to_lowercase(),
    };
    let faults = Faults::one("withdraw", page.words.with("fault-withdraw-state", &[("state", state)]));
    let view = view_of(&broker, &path).await?;
    render(&broker, page, &writer.0, &view, Typed { day: "", envelope: String::new() }, faults).await
}
