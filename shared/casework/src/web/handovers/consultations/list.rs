//! The meetings of a case, with a form for the next.

use ::web::{FieldErrors, Page, Problem, page};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use store::Id;
use wire::{CaseCode, value::AgendaItem};

use super::view::{Choice, ConsultationView, participants};
use crate::{
    CaseConsultation, ConsultationKind, Staff,
    web::{
        handovers::{
            case::Which,
            handling::{Frame, Handling, code_of, page_of},
            problem::DoorProblem,
        },
        value_forms::{LineView, Typed, moment_lines},
        values::capital,
    },
};

#[derive(Template)]
#[template(path = "handovers/consultations.html")]
struct ConsultationsPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    kinds: Vec<Choice>,
    planned: Vec<LineView>,
    agenda: Vec<Choice>,
    participants: Vec<Choice>,
    consultations: Vec<ConsultationView>,
    /// The other agency's usual unit.
    other: String,
}

/// A form of the page that comes back.
pub(super) struct Back {
    pub(super) status: StatusCode,
    pub(super) typed: Typed,
    pub(super) errors: FieldErrors,
    /// The meeting whose form it is; none: the form for the next.
    pub(super) of_meeting: Option<Id>,
}

/// `GET /cases/{code}/consultations`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    let back = Back { status: StatusCode::OK, typed, errors: FieldErrors::none(), of_meeting: None };
    again(page, &handling, code_of(&path)?, staff, back).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn again(page: Page, handling: &Handling, code: CaseCode, staff: Staff, back: Back) -> Result<HttpResponse, Problem> {
    let page = Page { path: format!("/cases/{code}/consultations"), ..page };
    let (own, of, now) = (handling.clone(), back.typed.one("of").to_owned(), page.now);
    let found = handling.casework.db().try_write("view_consultations", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.view_consultations(conn, &case, (&staff, tie), now)?)
    });
    let found = found.await?;
    page::html_with(back.status, &ConsultationsPage::of(page, handling, &code, &found, back))
}

impl ConsultationsPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, all: &[CaseConsultation], back: Back) -> Self {
        let Back { typed, errors, of_meeting, .. } = back;
        let nothing = Typed::default();
        let next = if of_meeting.is_some() { &nothing } else { &typed };
        let chosen = |name: &str, code: &str| next.all(name).any(|one| one == code);
        let kind = |one: &ConsultationKind| (one.to_string(), page.text(&format!("consultation-{one}")), chosen("kind", one.code()));
        let item = |one: &AgendaItem| (one.to_string(), capital(&page.text(&format!("agenda-{one}"))), chosen("agenda", one.code()));
        let labels = [
            ("kind", "consultation-which"),
            ("planned", "consultation-when"),
            ("agenda", "consultation-agenda"),
            ("participants", "consultation-participants"),
            ("owner", "consultation-owner"),
        ];
        let errors = errors.named(labels.map(|(field, key)| (field, page.text(key))));
        let of_one = |one: &CaseConsultation| Some((&typed, &errors)).filter(|_| of_meeting == Some(one.id));
        Self {
            frame: Frame::of(handling, code),
            of: typed.one("of").to_owned(),
            kinds: ConsultationKind::ALL.iter().map(kind).collect(),
            planned: moment_lines(&page, "planned", next).to_vec(),
            agenda: AgendaItem::ALL.iter().map(item).collect(),
            participants: participants(&page, |part| chosen("participants", part.code())),
            other: handling.casework.recipient().name,
            consultations: all.iter().map(|one| ConsultationView::of(&page, one, of_one(one))).collect(),
            page: page_of(page, code),
            errors,
        }
    }
}
