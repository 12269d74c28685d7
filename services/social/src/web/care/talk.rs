//! A talk with a child: which child, whether the police were there, and feelings in codes. Before an inquiry is opened it is
//! not noted, and the page says why.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use web::{FieldErrors, Form, Page, Problem, redirect};
use wire::value::{CodeSet, Feeling, Stated};

use super::{CareDoor, case_of, code_of, not_of_the_page, page::again, path_of};
use crate::{
    domain::CareDetail,
    flow::{self, CareProblem, TalkedWith},
};

/// What was seen and heard, in codes.
pub(super) fn read(typed: &Typed, errors: &mut FieldErrors) -> Result<Option<CareDetail>, Problem> {
    let present = typed.one("police_present").parse::<Stated>().ok().filter(|stated| *stated != Stated::Unknown);
    if present.is_none() {
        errors.add("police_present", "sharing-error-choose");
    }
    let feelings = typed.all("feelings").map(str::parse::<Feeling>).collect::<Result<Vec<_>, _>>();
    let feelings = CodeSet::new(feelings.map_err(|_| not_of_the_page("feelings"))?);
    Ok(present.map(|police_present| CareDetail::Talked { police_present, feelings }))
}

fn read_child(typed: &Typed, errors: &mut FieldErrors) -> Option<TalkedWith> {
    let child = match typed.one("child") {
        "another" => Some(TalkedWith::Another),
        id => id.parse().ok().map(TalkedWith::Known),
    };
    if child.is_none() {
        errors.add("child", "sharing-error-choose");
    }
    child
}

/// `POST /cases/{code}/care/child-talks`
pub(crate) async fn note_talk(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let (child, detail) = (read_child(&typed, &mut errors), read(&typed, &mut errors)?);
    let (Some(child), Some(detail)) = (child, detail) else {
        return again(page, &handling, code, &typed, &staff, errors).await;
    };
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let noted = handling.casework.db().try_write("note_talk", move |conn| -> Result<(), CareDoor> {
        let case = case_of(&own, conn, &code, &of, &person)?;
        Ok(flow::note_talk(&own.casework, conn, &case, (child, &detail), &person, now)?)
    });
    match noted.await {
        Err(CareDoor::Verb(CareProblem::NoInquiry)) => {
            errors.add("child", "care-error-inquiry");
            again(page, &handling, code, &typed, &staff, errors).await
        }
        noted => {
            noted?;
            Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-kept")))
        }
    }
}
