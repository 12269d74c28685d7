//! A consent is taken back: how it was said, and no reason.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;
use wire::{CaseCode, ConsentId, WithdrawalChannel};

use super::{
    super::{
        case::Which,
        handling::{Frame, Handling, code_of, id_of, page_of},
        problem::DoorProblem,
    },
    view::ConsentView,
};
use crate::Staff;

/// How it can reach a member of staff. A card's code has a page of its own.
const CHANNELS: [WithdrawalChannel; 3] = [WithdrawalChannel::Spoken, WithdrawalChannel::Phone, WithdrawalChannel::Written];

#[derive(Template)]
#[template(path = "handovers/consent_ended.html")]
struct EndPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    consent: ConsentView,
    channels: Vec<(String, String, bool)>,
}

/// What was chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ended {
    channel: String,
    of: String,
}

/// `GET /cases/{code}/consents/{consent}/withdraw`
pub(super) async fn ask(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: actix_web::web::Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let asked = asked(page, &handling, &staff, ids(&path)?, which.into_inner().of, FieldErrors::none()).await?;
    page::html(&asked)
}

/// `POST /cases/{code}/consents/{consent}/withdraw`
pub(super) async fn end(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Ended>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let ((code, consent), form) = (ids(&path)?, form.into_inner());
    let Some(channel) = CHANNELS.into_iter().find(|channel| channel.code() == form.channel) else {
        let mut errors = FieldErrors::none();
        errors.add("channel", "sharing-error-choose");
        let again = asked(page, &handling, &staff, (code, consent), form.of, errors).await?;
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    let (own, now, of) = ((**handling).clone(), page.now, form.of.clone());
    let ended = handling.casework.db().try_write("end_consent", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.end_consent(conn, &case, (consent, channel), (&staff, tie), now)?)
    });
    ended.await?;
    Ok(redirect::see_other(&format!("/cases/{code}/consents"), Some("flash-consent-ended")))
}

fn ids(path: &(String, String)) -> Result<(CaseCode, ConsentId), Problem> {
    Ok((code_of(&path.0)?, id_of(&path.1)?))
}

async fn asked(
    page: Page,
    handling: &Handling,
    staff: &Staff,
    (code, consent): (CaseCode, ConsentId),
    of: String,
    errors: FieldErrors,
) -> Result<EndPage, DoorProblem> {
    let (own, staff, opened_by, now) = (handling.clone(), staff.clone(), of.clone(), page.now);
    let found = handling.casework.db().try_write("view_consent", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &opened_by, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        let all = own.casework.view_consents(conn, &case, (&staff, tie), now)?;
        let one = all.into_iter().find(|known| known.record.id == consent && known.is_open()).ok_or(DoorProblem::NotFound)?;
        Ok((one, own.casework.persons(conn, &case)?))
    });
    let (consent, known) = found.await?;
    Ok(EndPage {
        frame: Frame::of(handling, &code),
        consent: ConsentView::of(&page, &handling.casework.recipient_boards(), &known, &consent),
        channels: CHANNELS.map(|channel| (channel.to_string(), page.text(&format!("consent-channel-{channel}")), false)).to_vec(),
        page: page_of(page, &code),
        errors,
        of,
    })
}
