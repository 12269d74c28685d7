//! The support line, at once: a number to tap, and what came of it.

use ::web::{Form, Page, Phone, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::super::{
    handling::{Handling, code_of, id_of},
    problem::DoorProblem,
};
use crate::{CallAnswer, NotRung, RiskId, Staff, web::value_forms::Typed, web::values::written_number};

/// A call to make now.
pub(in crate::web::handovers) struct CallView {
    pub risk: String,
    pub phone: Phone,
    /// Why it could not be made: code, and words.
    pub reasons: Vec<(&'static str, String)>,
}

impl CallView {
    pub(in crate::web::handovers) fn of(page: &Page, handling: &Handling, risk: RiskId) -> Self {
        let line = handling.casework.support_line();
        let reason = |reason: &NotRung| (reason.code(), page.text(&format!("risk-not-rung-{reason}")));
        Self {
            risk: risk.to_string(),
            phone: Phone { number: written_number(&line.tel), whom: line.name },
            reasons: NotRung::ALL.iter().map(reason).collect(),
        }
    }
}

/// What was tapped: that it was rung, or why not.
fn read(answer: &str) -> Option<Option<NotRung>> {
    if answer == CallAnswer::Rung.code() { Some(None) } else { answer.parse().ok().map(Some) }
}

/// `POST /cases/{code}/risks/{risk}/call`: one tap, time and role come by themselves.
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, risk, typed) = (code_of(&path.0)?, id_of::<RiskId>(&path.1)?, form.into_inner());
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let answer = read(typed.one("answer"));
    let kept = handling.casework.db().try_write("answer_risk_call", move |conn| -> Result<bool, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        let Some(reason) = answer else { return Ok(false) };
        own.casework.answer_risk_call(conn, &case, risk, reason, (&staff, tie), now)?;
        Ok(true)
    });
    if !kept.await? {
        let mut errors = ::web::FieldErrors::none();
        errors.add("answer", "sharing-error-choose");
        return Err(Problem::invalid_fields(errors));
    }
    let of = if typed.one("of").is_empty() { String::new() } else { format!("?of={}", typed.one("of")) };
    Ok(redirect::see_other(&format!("/cases/{code}/risks{of}"), Some("flash-risk-call")))
}
