//! The answers before a talk. Nothing is chosen beforehand; what the police have told stands beside the question.

use std::str::FromStr;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    Staff, ToldValue,
    web::{handovers::Handling, value_forms::Typed, value_lines},
};
use web::{FieldErrors, Form, Page, Problem, redirect};
use wire::{Value, value::Stated};

use super::{
    TalkDoor,
    blanks::{Reader, language_of},
    case_of, code_of,
    page::{Again, again},
    path_of,
};
use crate::{
    config::DeskConfig,
    domain::{
        TalkAgreed, TalkChildren, TalkDanger, TalkDecisions, TalkGate, TalkInquiry, TalkInterpreter, TalkOfficer, TalkYesNo, last_time,
    },
    flow::{self, CustodyTalkProblem},
};

/// To choose from: value, words, whether it is chosen.
pub(super) type Choice = (String, String, bool);

/// The gate as the template draws it.
pub(super) struct GateView {
    /// What the police have told, in words, each with its time.
    pub(super) told: Vec<(String, Vec<String>)>,
    /// The purpose to read, with and without children.
    pub(super) purposes: Vec<(String, String)>,
    pub(super) questions: Vec<QuestionView>,
    /// The time of the agreement, as it was typed.
    pub(super) agreed_time: String,
}

/// A question and its answers.
pub(super) struct QuestionView {
    pub(super) name: &'static str,
    pub(super) legend: String,
    pub(super) why: String,
    /// What the police said of the same.
    pub(super) told: Option<String>,
    pub(super) options: Vec<Choice>,
}

pub(super) fn view(page: &Page, handling: &Handling, reader: &Reader, told: &[ToldValue], typed: &Typed) -> GateView {
    let language = language_of(page);
    let scripts = ["custody-talk-children", "custody-talk-no-children"].into_iter().filter_map(|id| handling.library.script(id));
    let purpose = |script: &practice::Script| script.filled_purpose(language, |blank| reader.open(page, blank));
    GateView {
        told: told.iter().map(|one| (when(page, one), value_lines(page, &one.value).into_iter().map(|line| line.text).collect())).collect(),
        purposes: scripts.map(|script| (script.title(language).to_owned(), purpose(script))).collect(),
        questions: questions(page, told, typed),
        agreed_time: typed.one("agreed_time").to_owned(),
    }
}

fn questions(page: &Page, told: &[ToldValue], typed: &Typed) -> Vec<QuestionView> {
    let question = |name: &'static str, codes: Vec<&'static str>, told: Option<String>| QuestionView {
        legend: page.text(&format!("custody-talk-ask-{name}")),
        why: page.text(&format!("custody-talk-why-{name}")),
        options: codes
            .into_iter()
            .map(|code| (code.to_owned(), page.text(&format!("custody-talk-{name}-{code}")), typed.one(name) == code))
            .collect(),
        told,
        name,
    };
    let offered = |answer: fn(&wire::value::CustodyTalkOffer) -> Vec<Stated>| offer(page, told, answer);
    vec![
        question("agreed", codes(TalkAgreed::ALL, TalkAgreed::code), offered(|offer| vec![offer.lead_cleared])),
        question("officer", codes(TalkOfficer::ALL, TalkOfficer::code), offered(|offer| vec![offer.officer_present])),
        question("decisions", codes(TalkDecisions::ALL, TalkDecisions::code), None),
        question("police_first", codes(TalkYesNo::ALL, TalkYesNo::code), offered(|offer| vec![offer.judged_suitable, offer.willing])),
        question("danger", codes(TalkDanger::ALL, TalkDanger::code), None),
        question("children", codes(TalkChildren::ALL, TalkChildren::code), None),
        question("inquiry", codes(TalkInquiry::ALL, TalkInquiry::code), None),
        question("interpreter", codes(TalkInterpreter::ALL, TalkInterpreter::code), None),
        question("colleague", codes(TalkYesNo::ALL, TalkYesNo::code), None),
    ]
}

fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(code).collect()
}

/// What the latest offer answers to a question.
fn offer(page: &Page, told: &[ToldValue], answer: fn(&wire::value::CustodyTalkOffer) -> Vec<Stated>) -> Option<String> {
    let (one, offer) = told.iter().find_map(|one| match &one.value {
        Value::CustodyTalkOffer(offer) => Some((one, offer)),
        _ => None,
    })?;
    let words: Vec<String> = answer(offer).iter().map(|stated| page.text(&format!("stated-{stated}")).to_lowercase()).collect();
    Some(page.words.with("custody-talk-told", &[("when", when(page, one)), ("answer", words.join(", "))]))
}

fn when(page: &Page, one: &ToldValue) -> String {
    format!("{} {}", page.day(&one.told_at), page.time(&one.told_at))
}

fn read(typed: &Typed, now: jiff::Timestamp, errors: &mut FieldErrors) -> Option<TalkGate> {
    let children = one::<TalkChildren>(typed, "children", errors);
    let agreed = one::<TalkAgreed>(typed, "agreed", errors);
    let (officer, decisions) = (one(typed, "officer", errors), one(typed, "decisions", errors));
    let (police_first, danger) = (one(typed, "police_first", errors), one(typed, "danger", errors));
    let inquiry = match children {
        None | Some(TalkChildren::None) => None,
        Some(_) => one(typed, "inquiry", errors),
    };
    let (interpreter, colleague) = (one(typed, "interpreter", errors), one(typed, "colleague", errors));
    let agreed_at = last_time(typed.one("agreed_time"), now);
    if agreed.is_some_and(|agreed| agreed != TalkAgreed::No) && agreed_at.is_none() {
        errors.add("agreed_time", "error-time");
    }
    if errors.any() {
        return None;
    }
    Some(TalkGate {
        agreed: agreed?,
        agreed_at,
        officer: officer?,
        decisions: decisions?,
        police_first: police_first?,
        danger: danger?,
        children: children?,
        inquiry,
        interpreter: interpreter?,
        colleague: colleague?,
    })
}

/// The chosen code of a list.
pub(super) fn one<T: FromStr>(typed: &Typed, name: &'static str, errors: &mut FieldErrors) -> Option<T> {
    let chosen = typed.one(name).parse().ok();
    if chosen.is_none() {
        errors.add(name, "sharing-error-choose");
    }
    chosen
}

/// `POST /cases/{code}/custody-talk`
pub(crate) async fn begin(
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
    let gate = read(&typed, now, &mut errors);
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let begun = handling.casework.db().try_write("begin_custody_talk", move |conn| -> Result<bool, TalkDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &person)?;
        let Some(gate) = &gate else { return Ok(false) };
        flow::begin_custody_talk(&own.casework, conn, &case, gate, (&person, tie), now)?;
        Ok(true)
    });
    let said = match begun.await {
        Ok(true) => return Ok(redirect::see_other(&path_of(&code, typed.one("of")), None)),
        Ok(false) => Again::invalid(errors),
        Err(TalkDoor::Verb(CustodyTalkProblem::Shut(why))) => Again::shut(why),
        Err(TalkDoor::Verb(CustodyTalkProblem::Stale)) => Again::stale(),
        Err(problem) => return Err(problem.into()),
    };
    again(page, (&handling, &desk), code, &typed, &staff, said).await
}
