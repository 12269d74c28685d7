//! How a case stands at this agency and at the other: closed with a reason, taken up again, told.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query, ServiceConfig, get, post, resource},
};
use askama::Template;
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, value::CaseStateWord};

use super::{
    case::Which,
    handling::{Frame, Handling, code_of, page_of},
    problem::{DoorProblem, of_send},
};
use crate::{Case, CaseClosing, CaseStanding, ClosingProblem, ClosingReason, Staff, TakeUpReason, Tie, web::value_forms::Typed};

/// To choose from: value, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "handovers/closing.html")]
struct ClosingPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    /// The close that stands, in words.
    closed: Option<String>,
    came_after: bool,
    told: Option<Timestamp>,
    /// The unit of the other agency that could be told; none: nobody there knows of the case.
    knows: Option<String>,
    /// The last word of the other agency, and when it was sent.
    other: Option<(String, Timestamp)>,
    /// When the other agency was told of a close that does not stand any more.
    believed_closed: Option<Timestamp>,
    drafts: usize,
    questions: usize,
    earlier: Vec<String>,
    reasons: Vec<Choice>,
    take_up: Vec<Choice>,
}

/// Mounts the pages.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/closing").route(get().to(show)).route(post().to(close)))
        .service(resource("/cases/{code}/closing/take-up").route(post().to(take_up)))
        .service(resource("/cases/{code}/closing/tell").route(post().to(tell)));
}

/// `GET /cases/{code}/closing`
async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    again(page, &handling, code_of(&path)?, staff, (StatusCode::OK, typed, FieldErrors::none())).await
}

/// The page, with what was typed and what is wrong with it.
async fn again(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    staff: Staff,
    (status, typed, errors): (StatusCode, Typed, FieldErrors),
) -> Result<HttpResponse, Problem> {
    let page = Page { path: format!("/cases/{code}/closing"), ..page };
    let (own, of, now) = (handling.clone(), typed.one("of").to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_standing", move |conn| -> Result<CaseStanding, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.view_standing(conn, &case, (&staff, tie), now)?)
    });
    let shown = seen.await?;
    page::html_with(status, &ClosingPage::of(page, handling, &code, &shown, (&typed, errors)))
}

impl ClosingPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, shown: &CaseStanding, (typed, errors): (&Typed, FieldErrors)) -> Self {
        let reason = |one: &ClosingReason| (one.to_string(), page.text(&format!("closing-{one}")), typed.one("reason") == one.code());
        let why = |one: &TakeUpReason| (one.to_string(), page.text(&format!("take-up-{one}")), typed.one("why") == one.code());
        let errors = errors.named([("reason", page.text("closing-why")), ("why", page.text("take-up-why"))]);
        Self {
            frame: Frame::of(handling, code),
            of: typed.one("of").to_owned(),
            closed: shown.closed.as_ref().map(|closing| closed_words(&page, closing)),
            came_after: shown.came_after,
            told: shown.closed.as_ref().and_then(|closing| closing.told_at),
            knows: shown.knows.as_ref().map(|to| handling.unit_name(&to.unit)),
            other: shown.other.map(|(word, at)| (word_of_theirs(&page, word), at)),
            believed_closed: shown.believed_closed,
            drafts: shown.drafts,
            questions: shown.questions,
            earlier: shown.earlier.iter().map(|closing| earlier_words(&page, closing)).collect(),
            reasons: ClosingReason::ALL.iter().map(reason).collect(),
            take_up: TakeUpReason::ALL.iter().map(why).collect(),
            page: page_of(page, code),
            errors,
        }
    }
}

/// Their word as it is read here: what is closed is closed at theirs.
fn word_of_theirs(page: &Page, word: CaseStateWord) -> String {
    match word {
        CaseStateWord::ClosedHere => page.text("closing-other-closed"),
        word => page.text(&format!("case-state-{word}")),
    }
}

/// A close in one line.
pub(super) fn closed_words(page: &Page, closing: &CaseClosing) -> String {
    let (role, at) = &closing.closed;
    let said = [
        ("day", page.day(at)),
        ("role", page.text(&format!("role-{role}")).to_lowercase()),
        ("reason", page.text(&format!("closing-{}", closing.reason)).to_lowercase()),
    ];
    page.words.with("closing-closed", &said)
}

fn earlier_words(page: &Page, closing: &CaseClosing) -> String {
    let mut words = closed_words(page, closing);
    if let Some((why, role, at)) = &closing.taken_up {
        let said = [
            ("day", page.day(at)),
            ("role", page.text(&format!("role-{role}")).to_lowercase()),
            ("reason", page.text(&format!("take-up-{why}")).to_lowercase()),
        ];
        words.push(' ');
        words.push_str(&page.words.with("closing-taken-up", &said));
    }
    words
}

/// What a door does, once the case is known to be the person's unit's.
type Act<T> = fn(&Handling, &mut Conn, &Case, &T, (&Staff, Tie), Timestamp) -> Result<(), ClosingProblem>;

/// Does it in the case, once it is known to be the unit's; or shows what is wrong.
async fn done<T: Send + Sync + 'static>(
    page: Page,
    handling: &Handling,
    (staff, code): (Staff, CaseCode),
    (typed, wanted, field): (Typed, Option<T>, &'static str),
    (name, act): (&'static str, Act<T>),
) -> Result<HttpResponse, Problem> {
    let mut errors = FieldErrors::none();
    let Some(wanted) = wanted else {
        errors.add(field, "sharing-error-choose");
        return again(page, handling, code, staff, (StatusCode::UNPROCESSABLE_ENTITY, typed, errors)).await;
    };
    let (own, person, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
    let written = handling.casework.db().try_write(name, move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &person)?;
        let tie = own.works_with(conn, &case, &person)?;
        Ok(act(&own, conn, &case, &wanted, (&person, tie), now)?)
    });
    match written.await {
        Ok(()) => Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-sharing-noted"))),
        Err(DoorProblem::Closing(ClosingProblem::QuestionWaits)) => {
            errors.add(field, "closing-error-question");
            again(page, handling, code, staff, (StatusCode::UNPROCESSABLE_ENTITY, typed, errors)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /cases/{code}/closing`
async fn close(page: Page, staff: Staff, path: Path<String>, handling: Data<Handling>, form: Form<Typed>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let reason = typed.one("reason").parse::<ClosingReason>().ok();
    let act = |own: &Handling, conn: &mut Conn, case: &Case, reason: &ClosingReason, who: (&Staff, Tie), now| {
        own.casework.close_case(conn, case, *reason, who, now)
    };
    done(page, &handling, (staff, code), (typed, reason, "reason"), ("close_case", act)).await
}

/// `POST /cases/{code}/closing/take-up`
async fn take_up(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let why = typed.one("why").parse::<TakeUpReason>().ok();
    let act = |own: &Handling, conn: &mut Conn, case: &Case, why: &TakeUpReason, (staff, _): (&Staff, Tie), now| {
        own.casework.take_up_case(conn, case, *why, staff, now)
    };
    done(page, &handling, (staff, code), (typed, why, "why"), ("take_up_case", act)).await
}

/// `POST /cases/{code}/closing/tell`: the bare word, to who knows of the case there.
async fn tell(page: Page, staff: Staff, path: Path<String>, handling: Data<Handling>, form: Form<Typed>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let act =
        |own: &Handling, conn: &mut Conn, case: &Case, (): &(), who: (&Staff, Tie), now| own.casework.tell_closed(conn, case, who, now);
    done(page, &handling, (staff, code), (typed, Some(()), "reason"), ("tell_closed", act)).await
}

fn path_of(code: &CaseCode, of: &str) -> String {
    if of.is_empty() { format!("/cases/{code}/closing") } else { format!("/cases/{code}/closing?of={of}") }
}

/// What a browser is told.
pub(super) fn of_closing(problem: ClosingProblem) -> Problem {
    match problem {
        ClosingProblem::QuestionWaits => Problem::new(StatusCode::CONFLICT, "closing-question"),
        ClosingProblem::Meanwhile => Problem::new(StatusCode::CONFLICT, "closing-meanwhile"),
        ClosingProblem::NobodyToTell => Problem::new(StatusCode::CONFLICT, "closing-nobody"),
        ClosingProblem::Send(problem) => of_send(problem),
        ClosingProblem::Store(problem) => problem.into(),
        ClosingProblem::Inside(fault) => Problem::internal(fault),
    }
}
