//! To whom, and what for: the beginning of a handover, and of a question.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use wire::{AgencyKind, CaseCode, Category, Phase, Purpose, UnitId, Urgency, value::District};

use super::{
    handling::{Frame, Handling, code_of, page_of},
    problem::DoorProblem,
};
use crate::{
    Ask, DraftProblem, NewDraft, RecipientUnit, Staff,
    flow::of_area,
    web::value_forms::{self, ControlView, Typed},
};

/// Which kind of beginning; empty: a handover.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Kind {
    /// `ask`, or empty.
    kind: String,
    /// The agency that opened the case, when the code alone does not say it.
    of: String,
}

#[derive(Template)]
#[template(path = "handovers/new.html")]
struct NewPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    units: Vec<Choice>,
    /// The area of the case, in words; empty when none is known.
    area: String,
    purposes: Vec<Choice>,
    urgencies: Vec<Choice>,
    phases: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "handovers/ask.html")]
struct AskPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    units: Vec<Choice>,
    controls: Vec<ControlView>,
}

/// Something to choose: value, words, whether it is chosen.
type Choice = (String, String, bool);

fn choices(page: &Page, list: &str, codes: &[&'static str], chosen: &str) -> Vec<Choice> {
    codes.iter().map(|code| ((*code).to_owned(), page.text(&format!("{list}-{code}")), *code == chosen)).collect()
}

fn units(handling: &Handling, is: impl Fn(&RecipientUnit) -> bool, chosen: &str) -> Vec<Choice> {
    let known = handling.casework.recipients();
    let unit = |unit: &RecipientUnit| {
        let id = unit.address.unit.to_string();
        let words = if unit.name == unit.board_name { unit.name.clone() } else { format!("{}, {}", unit.name, unit.board_name) };
        let is_chosen = id == chosen;
        (id, words, is_chosen)
    };
    known.iter().filter(|unit| is(unit)).map(unit).collect()
}

/// The unit of an area first, and chosen until somebody chooses another.
fn propose(handling: &Handling, area: Option<&District>, units: &mut [Choice]) {
    let known = handling.casework.recipients();
    let Some(there) = area.and_then(|area| of_area(&known, area)) else { return };
    let id = there.address.unit.to_string();
    let anybody = units.iter().any(|(_, _, chosen)| *chosen);
    if let Some(unit) = units.iter_mut().find(|(unit, _, _)| *unit == id) {
        unit.2 |= !anybody;
    }
    units.sort_by_key(|(unit, _, _)| *unit != id);
}

impl NewPage {
    fn of(
        page: Page,
        handling: &Handling,
        (code, area): (&CaseCode, Option<District>),
        of: String,
        typed: &Typed,
        errors: FieldErrors,
    ) -> Self {
        let mut units = units(handling, |_| true, typed.one("to"));
        propose(handling, area.as_ref(), &mut units);
        let purposes: Vec<&'static str> = Purpose::ALL
            .iter()
            .filter(|purpose| !matches!(purpose, Purpose::Correction | Purpose::Request))
            .map(|purpose| purpose.code())
            .collect();
        Self {
            frame: Frame::of(handling, code),
            units,
            area: area.map(|area| page.words.with("sharing-area", &[("area", area.expose().to_owned())])).unwrap_or_default(),
            purposes: choices(&page, "purpose", &purposes, typed.one("purpose")),
            urgencies: choices(&page, "urgency", &Urgency::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), typed.one("urgency")),
            phases: choices(&page, "phase", &Phase::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), typed.one("phase")),
            errors: errors.named(ASKED.map(|(field, key)| (field, page.text(key)))),
            page: page_of(page, code),
            of,
        }
    }
}

/// What the form of a handover asks: field, and key of its legend.
const ASKED: [(&str, &str); 4] =
    [("to", "sharing-whom"), ("purpose", "sharing-purpose"), ("phase", "sharing-phase"), ("urgency", "sharing-urgency")];

impl AskPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, of: String, typed: &Typed, errors: FieldErrors) -> Self {
        let own = handling.casework.config().kind;
        let other = |unit: &RecipientUnit| unit.kind != own && unit.kind != AgencyKind::Broker;
        let controls = question(&page, handling, typed, &errors);
        let whom = ASKED[..1].iter().map(|(field, key)| (*field, page.text(key)));
        Self {
            frame: Frame::of(handling, code),
            units: units(handling, other, typed.one("to")),
            errors: errors.named(whom).named(value_forms::labels(&controls)),
            controls,
            page: page_of(page, code),
            of,
        }
    }
}

/// The members of a question: only what a rule could carry from there to here is offered.
fn question(page: &Page, handling: &Handling, typed: &Typed, errors: &FieldErrors) -> Vec<ControlView> {
    let possible = handling.answerable(page.now);
    let mut controls = value_forms::form(page, Category::Request, typed, errors);
    for control in controls.iter_mut().filter(|control| control.id == "v-categories") {
        control.options.retain(|option| option.chosen || possible.iter().any(|category| category.code() == option.code));
    }
    controls
}

/// `GET /cases/{code}/handovers/new`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    kind: Query<Kind>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, kind) = (code_of(&path)?, kind.into_inner());
    let (own, of) = ((**handling).clone(), kind.of.clone());
    let area = handling.casework.db().try_read(move |conn| area_of(&own, conn, &code, &of, &staff)).await?;
    if kind.kind == "ask" {
        return page::html(&AskPage::of(page, &handling, &code, kind.of, &Typed::default(), FieldErrors::none()));
    }
    page::html(&NewPage::of(page, &handling, (&code, area), kind.of, &Typed::default(), FieldErrors::none()))
}

/// `POST /cases/{code}/handovers/new`
pub(super) async fn start(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let of = typed.one("of").to_owned();
    let (own, person, opened_by) = ((**handling).clone(), staff.clone(), of.clone());
    let area = handling.casework.db().try_read(move |conn| area_of(&own, conn, &code, &opened_by, &person)).await?;
    let begun = match typed.one("kind") {
        "ask" => match read_ask(&typed) {
            Ok(ask) => match begin(&handling, code, of.clone(), staff, page.now, Beginning::Ask(ask)).await {
                Err(DoorProblem::Draft(DraftProblem::NoConsent)) => {
                    let mut errors = FieldErrors::none();
                    errors.add("v-categories", "problem-keep-an-eye-no-consent-detail");
                    return ask_again(page, &handling, (&code, of), &typed, errors);
                }
                begun => begun,
            },
            Err(errors) => return ask_again(page, &handling, (&code, of), &typed, errors),
        },
        "new-violence" => begin(&handling, code, of, staff, page.now, Beginning::NewViolence(usual_unit(&handling))).await,
        // The police are asked, and ask nobody.
        "keep-an-eye" if handling.casework.config().kind == AgencyKind::Social => {
            begin(&handling, code, of, staff, page.now, Beginning::KeepAnEye).await
        }
        "custody" => {
            let to = usual_unit(&handling);
            let new = NewDraft { to, purpose: Purpose::CustodyTalk, phase: Phase::Care, urgency: Urgency::SameDay };
            begin(&handling, code, of, staff, page.now, Beginning::Handover(new)).await
        }
        _ => match read_new(&typed) {
            Ok(new) => begin(&handling, code, of, staff, page.now, Beginning::Handover(new)).await,
            Err(errors) => {
                let page = NewPage::of(page, &handling, (&code, area), of, &typed, errors);
                return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        },
    };
    Ok(redirect::see_other(&begun?, None))
}

fn ask_again(
    page: Page,
    handling: &Handling,
    (code, of): (&CaseCode, String),
    typed: &Typed,
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &AskPage::of(page, handling, code, of, typed, errors))
}

/// The area of the case of a path, if the unit works with it.
fn area_of(handling: &Handling, conn: &mut store::Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<Option<District>, DoorProblem> {
    let case = handling.find_one(conn, code, of, staff)?;
    Ok((handling.area)(conn, &case, staff)?)
}

/// The other end of every shortcut.
fn usual_unit(handling: &Handling) -> UnitId {
    handling.casework.recipient().unit
}

enum Beginning {
    Handover(NewDraft),
    NewViolence(UnitId),
    Ask(Ask),
    KeepAnEye,
}

/// Begins it and says where it goes on.
async fn begin(
    handling: &Handling,
    code: CaseCode,
    of: String,
    staff: Staff,
    now: jiff::Timestamp,
    beginning: Beginning,
) -> Result<String, DoorProblem> {
    let own = handling.clone();
    let begun = handling.casework.db().try_write("start_handover_draft", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        Ok(match &beginning {
            Beginning::Handover(new) => (own.casework.start_draft(conn, &case, new, &staff, now)?.id, ""),
            Beginning::NewViolence(to) => (own.casework.start_new_violence(conn, &case, to, &staff, now)?.id, "/fields/new_violence"),
            // A question is whole at once: what is left is to see how it goes.
            Beginning::Ask(ask) => (own.casework.ask(conn, &case, ask, &staff, now)?.id, "/review"),
            Beginning::KeepAnEye => (own.casework.ask_to_keep_an_eye(conn, &case, &staff, now)?.id, "/review"),
        })
    });
    let (draft, rest) = begun.await?;
    Ok(format!("/cases/{code}/drafts/{draft}{rest}"))
}

fn read_new(typed: &Typed) -> Result<NewDraft, FieldErrors> {
    let mut errors = FieldErrors::none();
    let to: Option<UnitId> = chosen(&mut errors, typed, "to");
    let purpose: Option<Purpose> = chosen(&mut errors, typed, "purpose");
    let phase: Option<Phase> = chosen(&mut errors, typed, "phase");
    let urgency: Option<Urgency> = chosen(&mut errors, typed, "urgency");
    match (to, purpose, phase, urgency) {
        (Some(to), Some(purpose), Some(phase), Some(urgency)) => Ok(NewDraft { to, purpose, phase, urgency }),
        _ => Err(errors),
    }
}

fn read_ask(typed: &Typed) -> Result<Ask, FieldErrors> {
    let mut errors = FieldErrors::none();
    let to: Option<UnitId> = chosen(&mut errors, typed, "to");
    let asked = value_forms::read(Category::Request, typed, wire::Protection::None);
    match (to, asked) {
        (Some(to), Ok(wire::Value::Request(asked))) => {
            Ok(Ask { to, categories: asked.categories.codes().to_vec(), purpose: asked.purpose, needed_by: asked.needed_by })
        }
        (_, Err(more)) => {
            more.all().iter().for_each(|error| errors.add(error.field.clone(), error.key.clone()));
            Err(errors)
        }
        _ => Err(errors),
    }
}

fn chosen<T: std::str::FromStr>(errors: &mut FieldErrors, typed: &Typed, name: &str) -> Option<T> {
    let read = typed.one(name).parse().ok();
    if read.is_none() {
        errors.add(name, "sharing-error-choose");
    }
    read
}
