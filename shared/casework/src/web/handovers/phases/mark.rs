//! A word on an item, by one tap, and the phase the work moves to.

use std::collections::BTreeSet;

use ::web::{FieldErrors, Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use practice::{Checklist, ChecklistItem};
use wire::{Phase, value::ItemState};

use super::{
    super::{
        handling::{Handling, code_of},
        problem::DoorProblem,
    },
    board::{Again, Wanted, place, shown},
    view::anchor_of,
};
use crate::{ChecklistRun, Marking, NotApplicable, Staff, Word, checklist_runs, web::value_forms::Typed};

/// What a form of one item says.
enum Said {
    Word(Word),
    /// An answer is chosen.
    Choose(String),
    /// It is not any more.
    Unchoose(String),
}

/// `POST /cases/{code}/phases`
pub(super) async fn item(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let said = match read(&typed) {
        Ok(said) => said,
        Err(errors) => {
            let wanted = Wanted { of: typed.one("of").to_owned(), phase: typed.one("phase").to_owned(), copy: None };
            let again = Again { status: StatusCode::UNPROCESSABLE_ENTITY, meanwhile: false, errors, typed };
            return shown(page, &handling, code, staff, &wanted, again).await;
        }
    };
    let (own, now, marked) = ((**handling).clone(), page.now, typed.clone());
    let phase = handling
        .casework
        .db()
        .try_write("mark_item", move |conn| -> Result<Phase, DoorProblem> {
            let (checklist, item) = (marked.one("checklist"), marked.one("item"));
            let case = own.find_one(conn, &code, marked.one("of"), &staff)?;
            let who = (&staff, own.works_with(conn, &case, &staff)?);
            let run = own.casework.checklist_run(conn, &case, checklist, who)?;
            let (word, answers) = match &said {
                Said::Word(word) => (Some(*word), None),
                Said::Choose(answer) | Said::Unchoose(answer) => {
                    let chosen = run.as_ref().map(|run| last_answers(conn, run, item)).transpose()?.unwrap_or_default();
                    let read = read_here(&own, run.as_ref(), checklist).ok_or(DoorProblem::NotFound)?;
                    let item = read.item(item).ok_or(DoorProblem::NotFound)?;
                    (None, Some(with(item, chosen, answer, matches!(said, Said::Choose(_)))))
                }
            };
            let marking = Marking { checklist, item, word, answers };
            Ok(own.casework.mark_item(conn, &case, &own.library, &marking, who, now)?)
        })
        .await?;
    let anchor = format!("#{}", anchor_of(typed.one("item")));
    Ok(redirect::see_other(&place(&code, typed.one("of"), phase, &anchor), None))
}

/// `POST /cases/{code}/phases/move`
pub(super) async fn phase(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let phase = typed.one("phase").parse::<Phase>().map_err(|_| Problem::not_found())?;
    let (own, of, now) = ((**handling).clone(), typed.one("of").to_owned(), page.now);
    let moved = handling.casework.db().try_write("move_to_phase", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let who = (&staff, own.works_with(conn, &case, &staff)?);
        Ok(own.casework.move_to_phase(conn, &case, phase, who, now)?)
    });
    moved.await?;
    Ok(redirect::see_other(&place(&code, typed.one("of"), phase, ""), Some("flash-phase-moved")))
}

/// One thing at a time: a word, or an answer. What does not apply needs a reason.
fn read(typed: &Typed) -> Result<Said, FieldErrors> {
    let (choose, unchoose) = (typed.one("choose"), typed.one("unchoose"));
    if !choose.is_empty() {
        return Ok(Said::Choose(choose.to_owned()));
    }
    if !unchoose.is_empty() {
        return Ok(Said::Unchoose(unchoose.to_owned()));
    }
    let state = typed.one("word").parse::<ItemState>().ok();
    let reason = typed.one("reason").parse::<NotApplicable>().ok();
    let reason = reason.filter(|_| state == Some(ItemState::NotApplicable));
    state.and_then(|state| Word::of(state, reason)).map(Said::Word).ok_or_else(|| {
        let mut errors = FieldErrors::none();
        errors.add("reason", "sharing-error-choose");
        errors
    })
}

/// The answers as they are with this one chosen, or without it. One that stands alone shuts out the others.
fn with(item: &ChecklistItem, mut chosen: BTreeSet<String>, answer: &str, is_chosen: bool) -> BTreeSet<String> {
    if !is_chosen {
        chosen.remove(answer);
        return chosen;
    }
    let alone = |id: &str| item.answers().iter().any(|known| known.id() == id && known.stands_alone());
    if item.choice() == practice::Choice::One || alone(answer) {
        chosen.clear();
    } else {
        chosen.retain(|id| !alone(id));
    }
    chosen.insert(answer.to_owned());
    chosen
}

fn last_answers(conn: &mut store::Conn, run: &ChecklistRun, item: &str) -> store::Result<BTreeSet<String>> {
    let last = checklist_runs::marks(conn, run.id)?.into_iter().rfind(|mark| mark.item == item);
    Ok(last.map(|mark| mark.answers).unwrap_or_default())
}

/// The checklist in the version that is read in this case.
fn read_here<'a>(handling: &'a Handling, run: Option<&ChecklistRun>, checklist: &str) -> Option<&'a Checklist> {
    let library = &handling.library;
    run.map_or_else(|| library.checklist(checklist), |run| library.checklist_version(checklist, &run.version))
}
