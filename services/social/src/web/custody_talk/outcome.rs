//! What a talk came to: filled in by what was tapped, and asked where nobody said. Then the exposed person is rung first.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    DraftId, Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use practice::{Ending, Talk, TalkFact, TalkFinding, TalkPart};
use store::Id;
use web::{FieldErrors, Form, Page, Problem, redirect};

use super::{
    TalkDoor,
    blanks::finding_words,
    case_of, code_of,
    gate::{Choice, one},
    page::{Again, again},
    path_of,
};
use crate::{
    config::DeskConfig,
    domain::{TalkOutcome, TalkYesNo},
    flow::{self, ConcludedTalk, CustodyTalkProblem},
};

/// The parts that are asked, each with the name of its field.
const ASKED: [(TalkPart, &str); 4] =
    [(TalkPart::Plan, "plan"), (TalkPart::Until, "until"), (TalkPart::Transport, "transport"), (TalkPart::Contact, "contact")];

/// The outcome as the template asks it.
pub(super) struct OutcomeView {
    pub(super) ending: String,
    pub(super) elapsed: String,
    pub(super) stale: bool,
    /// Kind of place, as it was said.
    pub(super) place: String,
    /// Name, legend, options with whether they are chosen.
    pub(super) asked: Vec<(&'static str, String, Vec<Choice>)>,
    pub(super) concern: Vec<Choice>,
    pub(super) needs: Vec<Choice>,
}

/// A talk that is over and written down.
pub(super) struct ConcludedView {
    pub(super) id: String,
    pub(super) ending: String,
    pub(super) lines: Vec<String>,
    pub(super) noted: String,
    pub(super) concerned: bool,
    /// Without a plan the protection is assessed again.
    pub(super) no_plan: bool,
    /// When the exposed person was rung, and by which role.
    pub(super) called: Option<String>,
}

pub(super) fn view(page: &Page, talk: &Talk<'_>, ending: Ending, typed: &Typed, stale: bool) -> OutcomeView {
    let is_typed = !typed.one("outcome").is_empty();
    let chosen = |name: &str, finding: TalkFinding| match is_typed {
        true => typed.all(name).any(|word| word == finding.word()),
        false => talk.findings().iter().any(|told| told == finding),
    };
    let options = |part: TalkPart, name: &str| {
        let option = |finding: TalkFinding| (finding.word().to_owned(), finding_words(page, finding), chosen(name, finding));
        TalkFinding::of(part).filter(|finding| may_be(talk, *finding)).map(option).collect::<Vec<_>>()
    };
    let concern = |answer: &TalkYesNo| {
        (answer.to_string(), page.text(&format!("custody-talk-concern-{answer}")), typed.one("concern") == answer.code())
    };
    let place = talk.findings().of(TalkPart::Place).map(|place| place.word().to_owned()).unwrap_or_default();
    OutcomeView {
        ending: page.text(&format!("custody-talk-ending-{}", ending.code())),
        elapsed: clock(talk.elapsed(page.now).as_secs()),
        place: if is_typed { typed.one("place").to_owned() } else { place },
        asked: ASKED.iter().map(|(part, name)| (*name, page.text(&format!("custody-talk-ask-{name}")), options(*part, name))).collect(),
        concern: TalkYesNo::ALL.iter().map(concern).collect(),
        needs: options(TalkPart::Need, "needs"),
        stale,
    }
}

/// Nobody plans at home whom a decision keeps from there.
fn may_be(talk: &Talk<'_>, finding: TalkFinding) -> bool {
    finding != TalkFinding::PlanHomeWithPlan || !talk.facts().contains(&TalkFact::ContactBan)
}

/// `5:07`.
fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

pub(super) fn concluded(page: &Page, one: &ConcludedTalk) -> ConcludedView {
    let when = |at: &jiff::Timestamp, role: &wire::StaffRole| {
        format!("{} {}, {}", page.day(at), page.time(at), page.text(&format!("role-{role}")).to_lowercase())
    };
    let ending = one.talk.ended.map_or("held", |(ending, _)| ending.code());
    let (mut lines, mut noted, mut concerned, mut no_plan) = (Vec::new(), String::new(), false, false);
    if let Some(outcome) = &one.talk.outcome {
        let said = &outcome.said;
        let parts = [Some(said.plan), said.place, said.until, said.transport, Some(said.contact)].into_iter().flatten();
        let labelled = |finding: TalkFinding| {
            let (part, words) = (page.text(&format!("custody-talk-part-{}", finding.part())), finding_words(page, finding));
            format!("{part}: {}", words.to_lowercase())
        };
        lines.extend(parts.map(labelled));
        lines.extend(one.needs.iter().map(|need| labelled(*need)));
        lines.push(page.words.with("custody-talk-took", &[("time", clock(outcome.seconds))]));
        noted = when(&outcome.at, &outcome.role);
        concerned = said.concern == TalkYesNo::Yes;
        no_plan = said.plan == TalkFinding::PlanNone;
    }
    ConcludedView {
        id: one.talk.id.to_string(),
        ending: page.text(&format!("custody-talk-ending-{ending}")),
        called: one.talk.called.map(|(role, at)| when(&at, &role)),
        lines,
        noted,
        concerned,
        no_plan,
    }
}

fn read(typed: &Typed, errors: &mut FieldErrors) -> Option<TalkOutcome> {
    let plan = chosen(typed, TalkPart::Plan, "plan", errors);
    let elsewhere = plan == Some(TalkFinding::PlanOtherPlace);
    let mut where_to = |part, name| if elsewhere { chosen(typed, part, name, errors) } else { None };
    let (until, transport) = (where_to(TalkPart::Until, "until"), where_to(TalkPart::Transport, "transport"));
    let contact = chosen(typed, TalkPart::Contact, "contact", errors);
    let concern = one::<TalkYesNo>(typed, "concern", errors);
    if errors.any() {
        return None;
    }
    Some(TalkOutcome {
        plan: plan?,
        place: TalkFinding::named(TalkPart::Place, typed.one("place")).filter(|_| elsewhere),
        until,
        transport,
        contact: contact?,
        concern: concern?,
        needs: typed.all("needs").filter_map(|word| TalkFinding::named(TalkPart::Need, word)).collect(),
    })
}

fn chosen(typed: &Typed, part: TalkPart, name: &'static str, errors: &mut FieldErrors) -> Option<TalkFinding> {
    let finding = TalkFinding::named(part, typed.one(name));
    if finding.is_none() {
        errors.add(name, "sharing-error-choose");
    }
    finding
}

/// `POST /cases/{code}/custody-talk/outcome`
pub(crate) async fn conclude(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    desk: Data<DeskConfig>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let outcome = read(&typed, &mut errors);
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let written = handling.casework.db().try_write("conclude_custody_talk", move |conn| -> Result<bool, TalkDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &person)?;
        let Some(outcome) = outcome.clone() else { return Ok(false) };
        flow::conclude_custody_talk(&own.casework, conn, &case, outcome, &person, now)?;
        Ok(true)
    });
    let said = match written.await {
        Ok(true) => return Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-kept"))),
        Ok(false) => Again::invalid(errors),
        Err(TalkDoor::Verb(CustodyTalkProblem::Stale)) => Again::stale(),
        Err(problem) => return Err(problem.into()),
    };
    again(page, (&handling, &desk), code, &typed, &staff, said).await
}

/// `POST /cases/{code}/custody-talk/called`: the exposed person's worker was rung.
pub(crate) async fn call_first(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let talk: Option<Id> = typed.one("talk").parse().ok();
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let called = handling.casework.db().try_write("call_first", move |conn| -> Result<(), TalkDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &staff)?;
        let talk = talk.ok_or(CustodyTalkProblem::NotFound)?;
        Ok(flow::call_first(conn, &case, talk, &staff, now)?)
    });
    called.await?;
    Ok(redirect::see_other(&path_of(&code, typed.one("of")), Some("flash-kept")))
}

/// `POST /cases/{code}/custody-talk/draft`: what it came to, in a draft for the police.
pub(crate) async fn draft(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let talk: Option<Id> = typed.one("talk").parse().ok();
    let own = (**handling).clone();
    let begun = handling.casework.db().try_write("draft_custody_talk", move |conn| -> Result<DraftId, TalkDoor> {
        let (case, _) = case_of(&own, conn, &code, typed.one("of"), &staff)?;
        let talk = talk.ok_or(CustodyTalkProblem::NotFound)?;
        Ok(flow::draft_custody_talk(&own.casework, conn, &case, talk, &staff, now)?)
    });
    let draft = begun.await?;
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{draft}"), None))
}
