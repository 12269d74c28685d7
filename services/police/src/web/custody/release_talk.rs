//! The words of the talk before a release, to read from and to print. What is said in it is written down nowhere.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{Staff, web::TalkPaper};
use practice::{TalkBlank, TalkFact, TalkFacts};
use serde::Deserialize;
use web::{Page, Problem, page};
use wire::value::Stated;

use super::super::{code_of, language_of, sharing::knows};
use crate::{
    access::Door,
    app::{Police, RELEASE_TALK},
    flow::custody::{self, OpenedCustody},
};

#[derive(Template)]
#[template(path = "custody/release_talk.html")]
struct ReleaseTalkPage {
    page: Page,
    code: String,
    paper: TalkPaper,
    /// The exposed person is to be told first, and was not.
    owes: bool,
    /// Nobody has applied for a ban: whether one is in force decides over the words.
    asks: bool,
}

/// What who reads has found out about a ban.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    order: String,
}

/// `GET /cases/{code}/custody/release-talk`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    asked: Query<Asked>,
    police: Data<Police>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::ReleaseTalk.let_in(staff)?;
    let code = code_of(&path)?;
    let opened = custody::open(&police.casework, code, knows, &staff, page.now).await?;
    let script = police.library.script(RELEASE_TALK).ok_or_else(Problem::not_found)?;
    let fill = |blank| match blank {
        TalkBlank::Name => staff.name.clone(),
        TalkBlank::Unit => page.agency.unit.clone(),
        TalkBlank::Number => page.agency.phone.number.clone(),
        TalkBlank::Decisions | TalkBlank::Plan | TalkBlank::Feeling | TalkBlank::Step => page.text("custody-release-talk-decisions"),
    };
    let facts = facts(&opened, asked.order == "none");
    let paper = TalkPaper::of(script, language_of(&page), (&facts, false), fill);
    let asks = opened.standing.order_applied == Some(Stated::No) && facts.contains(&TalkFact::ContactBan);
    page::html(&ReleaseTalkPage {
        owes: opened.owes_notice(),
        asks,
        code: code.to_string(),
        paper,
        page: super::super::page_of(page, &code),
    })
}

/// Where it is not clear whether a decision keeps the person from home, the talk goes as if there were one. That nobody has
/// applied for a ban says nothing of one that is in force: who reads has looked, and says so each time.
fn facts(opened: &OpenedCustody, has_looked: bool) -> TalkFacts {
    let is_free = has_looked && opened.standing.order_applied == Some(Stated::No);
    (!is_free).then_some(TalkFact::ContactBan).into_iter().collect()
}
