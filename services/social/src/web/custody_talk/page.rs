//! The page: the gate, the player or the outcome, by where the talk is.

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
use web::{FieldErrors, Page, Problem, page};
use wire::CaseCode;

use super::{
    TalkDoor,
    blanks::Reader,
    case_of, code_of,
    gate::{self, GateView},
    outcome::{self, ConcludedView, OutcomeView},
    player::{self, PlayerView},
};
use crate::{
    config::DeskConfig,
    domain::TalkShut,
    flow::{self, CustodyTalks},
};

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    pub(super) of: String,
}

#[derive(Template)]
#[template(path = "custody_talk/page.html")]
struct TalkPage {
    page: Page,
    errors: FieldErrors,
    code: String,
    spoken: String,
    of: String,
    /// Why there is no talk now, a sentence each.
    shut: Vec<String>,
    /// The person using violence may not be contacted: nothing to fill in.
    contacts_shut: Option<String>,
    gate: Option<GateView>,
    player: Option<PlayerView>,
    outcome: Option<OutcomeView>,
    concluded: Vec<ConcludedView>,
    number: String,
}

/// Why the page is shown again.
pub(super) struct Again {
    pub(super) status: StatusCode,
    pub(super) errors: FieldErrors,
    pub(super) shut: Vec<TalkShut>,
    /// The talk was somewhere else by now.
    pub(super) stale: bool,
    /// Something has to be ticked first.
    pub(super) must: bool,
}

impl Again {
    fn with(status: StatusCode) -> Self {
        Self { status, errors: FieldErrors::none(), shut: Vec::new(), stale: false, must: false }
    }

    pub(super) fn invalid(errors: FieldErrors) -> Self {
        Self { errors, ..Self::with(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    pub(super) fn shut(shut: Vec<TalkShut>) -> Self {
        Self { shut, ..Self::with(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    pub(super) fn stale() -> Self {
        Self { stale: true, ..Self::with(StatusCode::CONFLICT) }
    }

    pub(super) fn must() -> Self {
        Self { must: true, ..Self::with(StatusCode::UNPROCESSABLE_ENTITY) }
    }
}

/// `GET /cases/{code}/custody-talk`
pub(crate) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
    desk: Data<DeskConfig>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    again(page, (&handling, &desk), code, &typed, &staff, Again::with(StatusCode::OK)).await
}

/// The page where the talk is now, with what was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    (handling, desk): (&Handling, &DeskConfig),
    code: CaseCode,
    typed: &Typed,
    staff: &Staff,
    said: Again,
) -> Result<HttpResponse, Problem> {
    let page = Page { path: format!("/cases/{code}/custody-talk"), ..page };
    let (own, person, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_custody_talks", move |conn| -> Result<(CustodyTalks, bool), TalkDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &person)?;
        let keys_off = flow::keys_off(conn, &person)?;
        Ok((flow::view_custody_talks(&own.casework, conn, &case, (&person, tie), now)?, keys_off))
    });
    let (talks, keys_off) = seen.await?;
    let status = said.status;
    page::html_with(status, &drawn(page, (handling, desk), code, (typed, said), (staff, keys_off), &talks)?)
}

/// What the card and the outcome ask, by the field.
fn questions(page: &Page) -> impl Iterator<Item = (&'static str, String)> {
    const ASKED: [&str; 14] = [
        "agreed",
        "officer",
        "decisions",
        "police_first",
        "danger",
        "children",
        "inquiry",
        "interpreter",
        "colleague",
        "plan",
        "until",
        "transport",
        "contact",
        "concern",
    ];
    ASKED.into_iter().map(|field| (field, page.text(&format!("custody-talk-ask-{field}"))))
}

fn drawn(
    page: Page,
    (handling, desk): (&Handling, &DeskConfig),
    code: CaseCode,
    (typed, said): (&Typed, Again),
    (staff, keys_off): (&Staff, bool),
    talks: &CustodyTalks,
) -> Result<TalkPage, Problem> {
    let reader = Reader::of(&handling.casework, desk, &staff.name);
    let spoken = code.pairing().spoken();
    let (mut player, mut outcome) = (None, None);
    if let Some(open) = &talks.open {
        let talk = open.replayed(&handling.library).map_err(TalkDoor::from)?;
        match talk.ending() {
            Some(ending) => outcome = Some(outcome::view(&page, &talk, ending, typed, said.stale)),
            None => player = Some(player::view(&page, &reader, (open, &talk), staff, (&said, keys_off, talks.contact_gate.is_open()))),
        }
    }
    let may_begin = talks.open.is_none();
    let contacts_shut = (may_begin && !talks.contact_gate.is_open()).then(|| match talks.contact_gate.is_refused() {
        true => page.text("custody-talk-contacts-refused"),
        false => page.text("custody-talk-contacts-shut"),
    });
    let gate = (may_begin && contacts_shut.is_none()).then(|| gate::view(&page, handling, &reader, &talks.told, typed));
    Ok(TalkPage {
        shut: said.shut.iter().map(|why| page.text(&format!("custody-talk-shut-{why}"))).collect(),
        concluded: talks.concluded.iter().map(|one| outcome::concluded(&page, one)).collect(),
        errors: said.errors.named(questions(&page)),
        code: code.to_string(),
        of: typed.one("of").to_owned(),
        number: reader.number,
        page: page.titled(&spoken),
        contacts_shut,
        gate,
        player,
        outcome,
        spoken,
    })
}
