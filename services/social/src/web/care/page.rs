//! The page of the care, and its taps.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{
    Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::CaseCode;

use super::{
    CareDoor, case_of, code_of, not_of_the_page, path_of,
    view::{Choice, OutView, ProtectionView, TalksView, TopicView, out_times, protection, talks, topics},
};
use crate::{
    domain::{CareAnswer, CareDetail, CareTopic, next_time},
    flow::{self, Care, Outing},
};

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    pub(super) of: String,
}

#[derive(Template)]
#[template(path = "care/page.html")]
struct CarePage {
    page: Page,
    errors: FieldErrors,
    code: String,
    spoken: String,
    of: String,
    /// The time of a meeting as it was typed.
    meets: String,
    /// The last time that somebody went out: until when, whether they are late, and when they were back.
    out: Option<OutView>,
    times: Vec<Choice>,
    protection: ProtectionView,
    talks: TalksView,
    topics: Vec<TopicView>,
}

impl CarePage {
    fn of(page: Page, code: &CaseCode, care: &Care, typed: &Typed, errors: FieldErrors) -> Self {
        let spoken = code.pairing().spoken();
        Self {
            code: code.to_string(),
            of: typed.one("of").to_owned(),
            meets: typed.one("meets").to_owned(),
            out: care.out.as_ref().map(|out| OutView::of(&page, out)),
            times: out_times(&page),
            protection: protection(&page, care),
            talks: talks(&page, care, typed),
            topics: topics(&page, care),
            errors,
            page: page.titled(&spoken),
            spoken,
        }
    }
}

impl CarePage {
    /// Somebody is out in the case.
    fn is_out(&self) -> bool {
        self.out.as_ref().is_some_and(|out| !out.is_back)
    }
}

/// `GET /cases/{code}/care`
pub(crate) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    let care = seen(&handling, code, &typed, &staff, page.now).await?;
    page::html(&CarePage::of(page, &code, &care, &typed, FieldErrors::none()))
}

/// The page again, with what was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    typed: &Typed,
    staff: &Staff,
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let care = seen(handling, code, typed, staff, page.now).await?;
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &CarePage::of(page, &code, &care, typed, errors))
}

async fn seen(handling: &Handling, code: CaseCode, typed: &Typed, staff: &Staff, now: jiff::Timestamp) -> Result<Care, Problem> {
    let (own, staff, of) = (handling.clone(), staff.clone(), typed.one("of").to_owned());
    let seen = handling.casework.db().try_write("view_care", move |conn| -> Result<Care, CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::view_care(&own.casework, conn, &case, &staff, now)?)
    });
    Ok(seen.await?)
}

/// `POST /cases/{code}/care`: one tap, and the time of a meeting when one was agreed.
pub(crate) async fn note(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let tapped = typed.one("topic").parse::<CareTopic>().ok().zip(typed.one("answer").parse::<CareAnswer>().ok());
    let meets = typed.one("meets").trim();
    let meets_at = next_time(meets, now);
    let mut errors = FieldErrors::none();
    if tapped.is_some() && !meets.is_empty() && meets_at.is_none() {
        errors.add("meets", "error-time");
    }
    if tapped.is_none() && typed.one("topic") == CareTopic::MeetingPoint.code() && typed.one("answer").is_empty() {
        errors.add(CareTopic::MeetingPoint.code(), "care-error-place");
    }
    if errors.any() {
        return again(page, &handling, code, &typed, &staff, errors).await;
    }
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let noted = handling.casework.db().try_write("note_care", move |conn| -> Result<bool, CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        let Some((topic, answer)) = tapped else { return Ok(false) };
        flow::note_care(&own.casework, conn, &case, (topic, &CareDetail::Noted { answer, meets_at }), &staff, now)?;
        Ok(true)
    });
    if noted.await? {
        Ok(redirect::see_other(&format!("{}#{}", path_of(&code, typed.one("of")), typed.one("topic")), Some("flash-kept")))
    } else {
        Err(not_of_the_page("answer"))
    }
}

/// `POST /cases/{code}/care/outings`: one tap. Who goes alone says for how long, and that they are back.
pub(crate) async fn go_out(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let outing = match typed.one("act") {
        "back" => Some(Outing::Back),
        _ => typed.one("minutes").parse().ok().map(Outing::Out),
    };
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let noted = handling.casework.db().try_write("note_outing", move |conn| -> Result<bool, CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        let Some(outing) = outing else { return Ok(false) };
        flow::note_outing(conn, &case, outing, &staff, now)?;
        Ok(true)
    });
    if noted.await? {
        Ok(redirect::see_other(&format!("{}#going_out", path_of(&code, typed.one("of"))), Some("flash-kept")))
    } else {
        Err(not_of_the_page("minutes"))
    }
}

/// `POST /cases/{code}/care/protection-assessments`: one tap.
pub(crate) async fn assess(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let outcome = typed.one("outcome").parse().ok();
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let made = handling.casework.db().try_write("assess_protection", move |conn| -> Result<bool, CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        let Some(outcome) = outcome else { return Ok(false) };
        flow::assess_protection(&own.casework, conn, &case, outcome, &staff, now)?;
        Ok(true)
    });
    if made.await? {
        Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-kept")))
    } else {
        Err(not_of_the_page("outcome"))
    }
}
