//! The page of the board, one phase at a time.

use ::web::{FieldErrors, Page, Problem, page};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use store::Conn;
use wire::{CaseCode, Phase};

use super::{
    super::{
        handling::{Frame, Handling, code_of, page_of},
        problem::DoorProblem,
    },
    view::{BoardView, CopyView},
};
use crate::{BoardGround, PhaseBoard, Staff, checklist_copies, web::value_forms::Typed};

/// Which of the cases with one code, which phase, and the copy that was just made.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    pub of: String,
    pub phase: String,
    pub copy: Option<i32>,
}

#[derive(Template)]
#[template(path = "handovers/phases.html")]
struct BoardPage {
    page: Page,
    frame: Frame,
    back: String,
    of: String,
    errors: FieldErrors,
    /// Something was not as it was shown: nothing was done.
    meanwhile: bool,
    board: BoardView,
    copy: Option<CopyView>,
}

/// What a form of the board led to when it did not lead on.
pub(super) struct Again {
    pub status: StatusCode,
    pub meanwhile: bool,
    pub errors: FieldErrors,
    pub typed: Typed,
}

/// `GET /cases/{code}/phases`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    wanted: Query<Wanted>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, wanted) = (code_of(&path)?, wanted.into_inner());
    let none = Again { status: StatusCode::OK, meanwhile: false, errors: FieldErrors::none(), typed: Typed::default() };
    shown(page, &handling, code, staff, &wanted, none).await
}

/// The board as it is now, with what is wrong with a form.
pub(super) async fn shown(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    staff: Staff,
    wanted: &Wanted,
    again: Again,
) -> Result<HttpResponse, Problem> {
    let (own, of, now, copy) = (handling.clone(), wanted.of.clone(), page.now, wanted.copy);
    let asked = wanted.phase.parse::<Phase>().ok();
    let (board, phase, copy) = handling
        .casework
        .db()
        .try_write("view_phase_board", move |conn| -> Result<_, DoorProblem> {
            let board = look(&own, conn, &code, &of, &staff, now)?;
            let phase = asked.unwrap_or(board.phase);
            let case = own.find_one(conn, &code, &of, &staff)?;
            let copy = copy.map(|n| checklist_copies::find(conn, case.id, phase, n)).transpose()?.flatten();
            let by = copy.as_ref().map(|copy| crate::staff::find(conn, &copy.by)).transpose()?.flatten();
            Ok((board, phase, copy.map(|copy| (copy, by.map(|member| member.role)))))
        })
        .await?;
    let view = BoardView::of(&page, handling, &board, phase, &again.typed);
    let view = BoardPage {
        frame: Frame::of(handling, &code),
        back: format!("/cases/{code}/handovers"),
        of: wanted.of.clone(),
        copy: copy.map(|(copy, role)| CopyView::of(&page, &copy, role)),
        errors: again.errors,
        meanwhile: again.meanwhile,
        board: view,
        page: page_of(page, &code),
    };
    page::html_with(again.status, &view)
}

fn look(
    handling: &Handling,
    conn: &mut Conn,
    code: &CaseCode,
    of: &str,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<PhaseBoard, DoorProblem> {
    let case = handling.find_one(conn, code, of, staff)?;
    let tie = handling.works_with(conn, &case, staff)?;
    let known = (handling.flags)(&handling.casework, conn, &case, staff)?;
    Ok(handling.casework.view_board(conn, &case, BoardGround { library: &handling.library, known: &known }, (staff, tie), now)?)
}

/// The board at the place of an item, or at its top.
pub(super) fn place(code: &CaseCode, of: &str, phase: Phase, anchor: &str) -> String {
    let of = if of.is_empty() { String::new() } else { format!("&of={of}") };
    format!("/cases/{code}/phases?phase={phase}{of}{anchor}")
}
