//! What is asked before the person who uses violence is contacted.

use ::web::{Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    GateAnswer, GateQuestion, Staff,
    web::{
        handovers::{
            handling::{Handling, code_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// `POST /cases/{code}/contact-gate`: one answer to one question.
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let answered = handling.casework.db().try_write("answer_contact_gate", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        own.works_with(conn, &case, &staff)?;
        let question: GateQuestion = typed.one("question").parse().map_err(|_| DoorProblem::Field("question"))?;
        let answer: GateAnswer = typed.one("answer").parse().map_err(|_| DoorProblem::Field("answer"))?;
        Ok(own.casework.answer_contact_gate(conn, &case, (question, answer), &staff, now)?)
    });
    answered.await?;
    Ok(redirect::see_other(&format!("{}#gate", super::page_path(&code, &of)), Some("flash-contact-saved")))
}
