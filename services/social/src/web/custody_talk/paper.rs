//! The script on paper: words to read and boxes to tick. Nothing of the case but its code, and nobody's answers.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{
    Staff,
    web::{
        TalkPaper,
        handovers::{DoorProblem, Handling},
    },
};
use practice::{Script, TalkFact, TalkFacts};
use serde::Deserialize;
use web::{Page, Problem, page};

use super::{
    TalkDoor,
    blanks::{Reader, language_of},
    case_of, code_of,
};
use crate::{
    config::DeskConfig,
    flow::{self, CustodyTalkProblem},
};

/// Which script, and which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    of: String,
    children: String,
}

#[derive(Template)]
#[template(path = "custody_talk/paper.html")]
struct PaperPage {
    page: Page,
    code: String,
    paper: TalkPaper,
}

/// `GET /cases/{code}/custody-talk/paper`: of the talk that is open, else of the script that is asked for, and then without what only
/// an answer of the gate brings.
pub(crate) async fn print(
    page: Page,
    staff: Staff,
    path: Path<String>,
    wanted: Query<Wanted>,
    handling: Data<Handling>,
    desk: Data<DeskConfig>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, now, wanted) = (code_of(&path)?, page.now, wanted.into_inner());
    let (own, of) = ((**handling).clone(), wanted.of.clone());
    let open = handling.casework.db().try_write("print_custody_talk", move |conn| -> Result<_, TalkDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &staff)?;
        let talks = flow::view_custody_talks(&own.casework, conn, &case, (&staff, tie), now)?;
        // Without the gate there is nothing to call with.
        if talks.open.is_none() && !talks.contact_gate.is_open() {
            return Err(DoorProblem::NotFound.into());
        }
        let Some(open) = talks.open else { return Ok(None) };
        // As it stands: what was told in the talk decides over the words as much as the gate.
        let facts = open.replayed(&own.library)?.facts().clone();
        Ok(Some((open.talk.script, facts, open.gate.has_interpreter())))
    });
    let (script, facts, interpreter) = match open.await? {
        Some(((id, version), facts, interpreter)) => (handling.library.script_version(&id, &version), facts, interpreter),
        None => asked(&handling, &wanted.children),
    };
    let script = script.ok_or(TalkDoor::Verb(CustodyTalkProblem::Unreadable))?;
    let reader = Reader::of(&handling.casework, &desk, "");
    let page = page.titled(&code.pairing().spoken());
    let paper = TalkPaper::of(script, language_of(&page), (&facts, interpreter), |blank| reader.open(&page, blank));
    page::html(&PaperPage { code: code.to_string(), paper, page })
}

/// Nobody has said yet whether a decision keeps the person from home: then it is as if there were one.
fn asked<'a>(handling: &'a Handling, children: &str) -> (Option<&'a Script>, TalkFacts, bool) {
    match children {
        "yes" => (handling.library.script("custody-talk-children"), [TalkFact::Children, TalkFact::ContactBan].into(), false),
        _ => (handling.library.script("custody-talk-no-children"), [TalkFact::ContactBan].into(), false),
    }
}
