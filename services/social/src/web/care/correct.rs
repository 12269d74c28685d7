//! Another line in the place of one: the earlier stays, struck out.

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
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::CaseCode;

use super::{
    CareDoor, case_of, code_of,
    page::Which,
    path_of, talk,
    view::{Choice, LineView, answer_words, feelings, line_view, present},
};
use crate::{
    domain::{CareAnswer, CareDetail, CareTopic, next_time},
    flow::{self, CareProblem, CareShown},
};

/// Chosen by who noted it by mistake.
const MISTAKEN: &str = "mistaken";
/// Chosen by who says of a talk anew how it was.
const TALKED: &str = "talked";

#[derive(Template)]
#[template(path = "care/correct.html")]
struct CorrectPage {
    page: Page,
    errors: FieldErrors,
    code: String,
    spoken: String,
    of: String,
    title: String,
    line: LineView,
    answers: Vec<Choice>,
    /// The line is of a talk with a child.
    present: Vec<Choice>,
    feelings: Vec<Choice>,
    /// A time may be agreed.
    has_time: bool,
    meets: String,
}

impl CorrectPage {
    fn of(page: Page, code: &CaseCode, (shown, line): (&CareShown, LineView), typed: &Typed, errors: FieldErrors) -> Self {
        let topic = shown.entry.topic;
        let is_talk = topic == CareTopic::ChildTalk;
        let chosen = |value: &str| value == typed.one("answer");
        let mut answers: Vec<Choice> =
            topic.answers().iter().map(|one| (one.to_string(), answer_words(&page, topic, one.code()), chosen(one.code()))).collect();
        if is_talk {
            answers.push((TALKED.to_owned(), page.text("care-talked-otherwise"), chosen(TALKED)));
        }
        answers.push((MISTAKEN.to_owned(), page.text("care-mistaken"), chosen(MISTAKEN)));
        let spoken = code.pairing().spoken();
        Self {
            code: code.to_string(),
            of: typed.one("of").to_owned(),
            title: page.text(&format!("care-topic-{topic}")),
            line,
            answers,
            present: if is_talk { present(&page, typed) } else { Vec::new() },
            feelings: if is_talk { feelings(&page, typed) } else { Vec::new() },
            has_time: topic == CareTopic::MeetingPoint,
            meets: typed.one("meets").to_owned(),
            errors,
            page: page.titled(&spoken),
            spoken,
        }
    }
}

/// `GET /cases/{code}/care/{entry}/correct`
pub(crate) async fn ask_how(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    let (code, id) = ids(&path)?;
    let shown = found(&page, &handling, code, id, &typed, &staff).await?;
    page::html(&CorrectPage::of(page, &code, (&shown.0, shown.1), &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/care/{entry}/correct`
pub(crate) async fn correct(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let ((code, id), typed, now) = (ids(&path)?, form.into_inner(), page.now);
    let (shown, line) = found(&page, &handling, code, id, &typed, &staff).await?;
    let mut errors = FieldErrors::none();
    let Some(detail) = read(&shown, &typed, &mut errors)? else {
        let again = CorrectPage::of(page, &code, (&shown, line), &typed, errors);
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let corrected = handling.casework.db().try_write("correct_care", move |conn| -> Result<(), CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::correct_care(&own.casework, conn, &case, (id, &detail), &staff, now)?)
    });
    corrected.await?;
    Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-kept")))
}

fn ids(path: &(String, String)) -> Result<(CaseCode, Id), Problem> {
    Ok((code_of(&path.0)?, path.1.parse().map_err(|_| Problem::not_found())?))
}

/// What the line says instead.
fn read(shown: &CareShown, typed: &Typed, errors: &mut FieldErrors) -> Result<Option<CareDetail>, Problem> {
    let (topic, said) = (shown.entry.topic, typed.one("answer"));
    if said == MISTAKEN {
        return Ok(Some(CareDetail::Mistaken));
    }
    if topic == CareTopic::ChildTalk && said == TALKED {
        return talk::read(typed, errors);
    }
    let answer = said.parse::<CareAnswer>().ok().filter(|answer| topic.answers().contains(answer));
    if answer.is_none() {
        errors.add("answer", "sharing-error-choose");
    }
    // Around the time the line was written, not around now: the meeting may have been.
    let meets = typed.one("meets").trim();
    let meets_at = next_time(meets, shown.entry.at);
    if !meets.is_empty() && meets_at.is_none() {
        errors.add("meets", "error-time");
    }
    Ok(answer.filter(|_| !errors.any()).map(|answer| CareDetail::Noted { answer, meets_at }))
}

/// A line that nothing corrects yet.
async fn found(
    page: &Page,
    handling: &Handling,
    code: CaseCode,
    id: Id,
    typed: &Typed,
    staff: &Staff,
) -> Result<(CareShown, LineView), Problem> {
    let (own, staff, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_care_line", move |conn| -> Result<_, CareDoor> {
        let case = case_of(&own, conn, &code, &of, &staff)?;
        let care = flow::view_care(&own.casework, conn, &case, &staff, now)?;
        let line = care.lines.iter().find(|line| line.entry.id == id).cloned().ok_or(CareProblem::NotFound)?;
        if line.corrected { Err(CareProblem::Corrected.into()) } else { Ok((line, care)) }
    });
    let (line, care) = seen.await?;
    let view = line_view(page, &care, &line);
    Ok((line, view))
}
