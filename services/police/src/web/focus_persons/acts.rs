//! What is done with a person that is there: cleared, renewed, ended, removed, passed by.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::Staff;
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, redirect};

use super::{
    super::call_outs::Nothing,
    id_of,
    one::{RenewTyped, shown},
};
use crate::{
    access::Door,
    app::Police,
    flow::{FlowError, focus_items, focus_persons},
};

/// The items that were ticked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ClearForm {
    items: Vec<String>,
}

/// `POST /focus-persons/{focus}/clear`
pub(super) async fn clear(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<ClearForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::ClearFocus.let_in(staff)?;
    let id = id_of(&path)?;
    let items: Result<Vec<Id>, _> = form.items.iter().map(|item| item.parse()).collect();
    let items = items.map_err(|_| Problem::not_found())?;
    if items.is_empty() {
        let mut errors = FieldErrors::none();
        errors.add("items", "focus-error-clear");
        return shown(page, &police, id, &staff, RenewTyped::default(), errors).await;
    }
    focus_items::clear(&police.casework, id, items, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/focus-persons/{id}"), Some("flash-focus-cleared")))
}

/// Another life.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RenewForm {
    life: String,
    reason: String,
}

/// `POST /focus-persons/{focus}/renew`
pub(super) async fn renew(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<RenewForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::RenewFocus.let_in(staff)?;
    let id = id_of(&path)?;
    let mut errors = FieldErrors::none();
    let (life, reason) = (form.life.parse().ok(), form.reason.parse().ok());
    if life.is_none() {
        errors.add("life", "error-choice");
    }
    if reason.is_none() {
        errors.add("reason", "error-choice");
    }
    if let Some(chosen) = life.zip(reason) {
        match focus_persons::renew(&police.casework, id, chosen, &staff, page.now).await {
            Ok(()) => return Ok(redirect::see_other(&format!("/focus-persons/{id}"), Some("flash-focus-renewed"))),
            Err(FlowError::Focus(why)) => errors.add("renew", format!("focus-refused-{why}")),
            Err(other) => return Err(other.into()),
        }
    }
    let RenewForm { life, reason } = form.into_inner();
    shown(page, &police, id, &staff, RenewTyped { life, reason }, errors).await
}

/// `POST /focus-persons/{focus}/end`
pub(super) async fn end(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::EndFocus.let_in(staff)?;
    focus_persons::end(&police.casework, id_of(&path)?, &staff, page.now).await?;
    Ok(redirect::see_other("/focus-persons", Some("flash-focus-ended")))
}

/// `POST /focus-persons/{focus}/items/{item}/remove`
pub(super) async fn remove(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::RemoveFocusItem.let_in(staff)?;
    let (id, item): (Id, Id) = (path.0.parse().map_err(|_| Problem::not_found())?, path.1.parse().map_err(|_| Problem::not_found())?);
    focus_items::remove(&police.casework, id, item, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/focus-persons/{id}"), Some("flash-focus-removed")))
}

/// The address, and the card it was tapped on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PassForm {
    item: String,
    briefing: String,
    card: usize,
}

/// `POST /focus-persons/{focus}/passings`
pub(super) async fn pass_by(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<PassForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::PassAddress.let_in(staff)?;
    let (item, briefing): (Id, Id) =
        (form.item.parse().map_err(|_| Problem::not_found())?, form.briefing.parse().map_err(|_| Problem::not_found())?);
    focus_items::pass_by(&police.casework, id_of(&path)?, item, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/briefing/{briefing}?card={}", form.card), Some("flash-saved")))
}
