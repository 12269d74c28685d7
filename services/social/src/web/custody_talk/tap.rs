//! One tap. Sent again it is the same tap; made on an old page it changes nothing, and the page is shown where the talk is.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use jiff::SignedDuration;
use practice::TalkEvent;
use web::{Form, Page, Problem, redirect};

use super::{
    TalkDoor, case_of, code_of,
    page::{Again, again},
    path_of,
};
use crate::{
    config::DeskConfig,
    flow::{self, CustodyTalkProblem, NewTap},
};

/// `POST /cases/{code}/custody-talk/taps`
pub(crate) async fn tap(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    desk: Data<DeskConfig>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let made = read(&typed);
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let tapped = handling.casework.db().try_write("tap_custody_talk", move |conn| -> Result<(), TalkDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &person)?;
        let made = made.as_ref().ok_or(CustodyTalkProblem::Stale)?;
        Ok(flow::tap_custody_talk(&own.casework, conn, &case, made, &person, now)?)
    });
    let said = match tapped.await {
        Ok(()) => return Ok(redirect::see_other(&path_of(&code, typed.one("of")), None)),
        Err(TalkDoor::Verb(CustodyTalkProblem::Stale)) => Again::stale(),
        Err(TalkDoor::Verb(CustodyTalkProblem::MustFirst)) => Again::must(),
        Err(problem) => return Err(problem.into()),
    };
    again(page, (&handling, &desk), code, &typed, &staff, said).await
}

/// What is no tap at all is as good as one from another page.
fn read(typed: &Typed) -> Option<NewTap> {
    let waited = typed.one("waited").parse().map_or(SignedDuration::ZERO, SignedDuration::from_secs);
    Some(NewTap { after: typed.one("after").parse().ok()?, event: TalkEvent::parse(typed.one("tap"))?, waited })
}
