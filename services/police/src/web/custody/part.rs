//! One thing that is written down of custody: the same form as in a handover, read into the same value.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{
    Staff,
    web::value_forms::{self, ControlView, Typed},
};
use jiff::Timestamp;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{
    CaseCode, Category, Protection, Value, codes,
    value::{ReleaseKind, Stated},
};

use super::super::sharing::knows;
use crate::{
    access::Door,
    app::Police,
    domain::custody::{CustodyStep, TalkOffer},
    flow::custody::{self, Entry},
};

codes!(
    /// What is written down of custody.
    Part, "part of custody" {
        /// Deprived of liberty or not.
        Status = "status",
        /// Expected or actual release.
        Release = "release",
        /// The offer of a talk.
        Talk = "talk",
    }
);

impl Part {
    /// The value that its form asks for.
    const fn category(self) -> Category {
        match self {
            Self::Status => Category::CustodyStatus,
            Self::Release => Category::Release,
            Self::Talk => Category::CustodyTalkOffer,
        }
    }
}

#[derive(Template)]
#[template(path = "custody/part.html")]
struct PartPage {
    page: Page,
    errors: FieldErrors,
    code: String,
    spoken: String,
    part: &'static str,
    title: String,
    controls: Vec<ControlView>,
}

impl PartPage {
    fn of(page: Page, code: &CaseCode, part: Part, typed: &Typed, errors: FieldErrors) -> Self {
        let controls = value_forms::form(&page, part.category(), typed, &errors);
        Self {
            errors: errors.named(value_forms::labels(&controls)),
            controls,
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            part: part.code(),
            title: page.text(&format!("custody-part-{part}")),
            page: super::super::page_of(page, code),
        }
    }
}

fn read_path(path: &Path<(String, String)>) -> Result<(CaseCode, Part), Problem> {
    let code = path.0.parse().map_err(|_| Problem::not_found())?;
    Ok((code, path.1.parse().map_err(|_| Problem::not_found())?))
}

/// `GET /cases/{code}/custody/{part}`
pub(super) async fn ask(page: Page, staff: Staff, path: Path<(String, String)>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::WriteCustody.let_in(staff)?;
    let (code, part) = read_path(&path)?;
    custody::open(&police.casework, code, knows, &staff, page.now).await?;
    page::html(&PartPage::of(page, &code, part, &Typed::default(), FieldErrors::none()))
}

/// `POST /cases/{code}/custody/{part}`
pub(super) async fn enter(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    police: Data<Police>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::WriteCustody.let_in(staff)?;
    let ((code, part), typed) = (read_path(&path)?, form.into_inner());
    match read(part, &typed, page.now) {
        Ok(entry) => {
            custody::enter(&police.casework, code, knows, entry, &staff, page.now).await?;
            Ok(redirect::see_other(&format!("/cases/{code}/custody"), Some("flash-saved")))
        }
        Err(errors) => {
            custody::open(&police.casework, code, knows, &staff, page.now).await?;
            page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &PartPage::of(page, &code, part, &typed, errors))
        }
    }
}

/// What was typed; what has happened has happened by now.
fn read(part: Part, typed: &Typed, now: Timestamp) -> Result<Entry, FieldErrors> {
    let value = value_forms::read(part.category(), typed, Protection::None)?;
    let mut errors = FieldErrors::none();
    let entry = match value {
        Value::CustodyStatus(status) => {
            if status.since.is_some_and(|since| since > now) {
                errors.add("v-since", "custody-error-later");
            }
            Entry::Step(CustodyStep::Status(status.status, status.since))
        }
        Value::Release(release) => {
            if release.kind == ReleaseKind::Actual && release.at > now {
                errors.add("v-at", "custody-error-later");
            }
            Entry::Step(CustodyStep::Release(release.kind, release.at, release.restraining_order_applied))
        }
        Value::CustodyTalkOffer(offer) => {
            if !matches!(offer.judged_suitable, Stated::Yes | Stated::No) {
                errors.add("v-judged_suitable", "custody-error-suitable");
            }
            match TalkOffer::read(&offer) {
                Ok(offer) => Entry::Offer(offer),
                Err(_) => {
                    errors.add("v-judged_suitable", "custody-error-unsuitable");
                    return Err(errors);
                }
            }
        }
        _ => {
            errors.add(value_forms::first(part.category()), "error-choice");
            return Err(errors);
        }
    };
    if errors.any() { Err(errors) } else { Ok(entry) }
}
