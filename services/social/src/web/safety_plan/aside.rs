//! What stands beside the form of a plan: why it is due, who coordinates it, its versions, the paper, the close.

use casework::{Staff, web::value_forms::Typed};
use jiff::Timestamp;
use web::{Page, moment};
use wire::{
    StaffRole,
    value::{CallWindow, MeetingPlace},
};

use super::Choice;
use crate::{
    domain::{FollowUpOutcome, PaperChoice, PlanDue, PlanDueWhen, PlanOf, follow_ups_proposed},
    flow::{FollowUp, PlanClosing, SafetyPlanShown},
};

/// What stands beside the form.
pub(super) struct AsideView {
    pub(super) due: Vec<String>,
    /// Day of the next review.
    pub(super) review_on: Option<String>,
    pub(super) next: String,
    /// Who coordinates, and who did.
    pub(super) coordinators: Vec<String>,
    pub(super) colleagues: Vec<Choice>,
    /// Number, and who saved it when.
    pub(super) versions: Vec<(i64, String)>,
    pub(super) reviews: Vec<String>,
    pub(super) paper: Option<PaperView>,
    pub(super) share: Option<ShareView>,
    pub(super) closing: Option<ClosingView>,
    /// Name and day of the follow-ups that are proposed.
    pub(super) follow_ups: Vec<(String, String)>,
}

/// Whether she gets a paper.
pub(super) struct PaperView {
    pub(super) choices: Vec<Choice>,
    pub(super) noted: String,
    pub(super) may_print: bool,
    pub(super) prints: Vec<String>,
}

/// What can be carried to the police.
pub(super) struct ShareView {
    pub(super) code_word: bool,
    pub(super) help: bool,
    pub(super) ticked: [bool; 2],
    pub(super) phone: String,
    pub(super) may_call: Vec<Choice>,
    pub(super) places: Vec<Choice>,
}

/// The close, while it stands.
pub(super) struct ClosingView {
    pub(super) noted: String,
    pub(super) follow_ups: Vec<FollowUpView>,
    pub(super) outcomes: Vec<Choice>,
}

/// A follow-up as the template draws it.
pub(super) struct FollowUpView {
    pub(super) day: String,
    pub(super) words: String,
    pub(super) done: Option<String>,
}

pub(super) fn aside(page: &Page, shown: &SafetyPlanShown, colleagues: &[Staff], typed: &Typed) -> AsideView {
    let today = moment::today(page.now);
    let is_hers = shown.plan.whose == PlanOf::Victim;
    let current = shown.coordinators.first().map(|(reference, ..)| reference);
    let colleague = |member: &Staff| {
        let words = format!("{}, {}", member.name, role(page, member.role));
        (member.reference.to_string(), words, Some(&member.reference) == current)
    };
    let proposed = follow_ups_proposed(today).into_iter().enumerate().map(|(place, day)| {
        let name = format!("follow-up-{}", place + 1);
        // A day that was taken out stays out.
        let day = typed.all(&name).next().map_or_else(|| day.to_string(), str::to_owned);
        (name, day)
    });
    AsideView {
        due: shown.due.iter().map(|due| due_words(page, due)).collect(),
        review_on: shown.review_on.map(|day| page.date(&day)),
        next: typed.one("next").to_owned(),
        coordinators: shown.coordinators.iter().map(|(_, name, at)| since(page, name, at)).collect(),
        colleagues: colleagues.iter().map(colleague).collect(),
        versions: shown.versions.iter().map(|(n, name, as_role, at)| (*n, by(page, name, *as_role, at))).collect(),
        reviews: shown.reviews.iter().map(|review| when(page, review.role, &review.at)).collect(),
        paper: is_hers.then(|| paper(page, shown)),
        share: is_hers.then(|| share(page, shown, typed)),
        closing: shown.closing.as_ref().map(|closing| closed(page, closing)),
        follow_ups: proposed.collect(),
    }
}

/// “Polisen har lämnat uppgift om frisläppande, 22 nov. 2026 02:20”.
pub(super) fn due_words(page: &Page, due: &PlanDue) -> String {
    let reason = page.text(&format!("safety-plan-due-{}", due.reason));
    match due.when {
        PlanDueWhen::At(at) => format!("{reason}, {} {}", page.day(&at), page.time(&at)),
        PlanDueWhen::On(day) => format!("{reason}, {}", page.date(&day)),
    }
}

fn paper(page: &Page, shown: &SafetyPlanShown) -> PaperView {
    // No paper is the default, and stands until somebody has chosen.
    let standing = shown.paper.map_or(PaperChoice::None, |(choice, ..)| choice);
    let choice = |one: &PaperChoice| (one.to_string(), page.text(&format!("safety-plan-paper-choice-{one}")), *one == standing);
    PaperView {
        choices: PaperChoice::ALL.iter().map(choice).collect(),
        noted: shown.paper.map(|(_, as_role, at)| when(page, as_role, &at)).unwrap_or_default(),
        may_print: shown.may_print(),
        prints: shown.prints.iter().map(|(as_role, at)| when(page, *as_role, at)).collect(),
    }
}

fn share(page: &Page, shown: &SafetyPlanShown, typed: &Typed) -> ShareView {
    let ticked = |name: &str, code: &str| typed.all(name).any(|chosen| chosen == code);
    let window = |one: &CallWindow| (one.to_string(), page.text(&format!("call-{one}")), ticked("may_call", one.code()));
    let place = |one: &MeetingPlace| (one.to_string(), page.text(&format!("meeting-place-{one}")), ticked("place", one.code()));
    ShareView {
        code_word: shown.content.code_word().is_some(),
        help: !shown.content.help().is_empty(),
        ticked: ["code_word", "help"].map(|code| ticked("items", code)),
        phone: typed.one("phone").to_owned(),
        may_call: CallWindow::ALL.iter().map(window).collect(),
        places: MeetingPlace::ALL.iter().map(place).collect(),
    }
}

fn closed(page: &Page, closing: &PlanClosing) -> ClosingView {
    let outcome_words = |outcome: FollowUpOutcome| page.text(&format!("safety-plan-follow-up-{outcome}"));
    let follow_up = |one: &FollowUp| FollowUpView {
        day: one.due_on.to_string(),
        words: page.date(&one.due_on),
        done: one.done.map(|(outcome, as_role, at)| format!("{}, {}", outcome_words(outcome), when(page, as_role, &at))),
    };
    ClosingView {
        noted: when(page, closing.role, &closing.at),
        follow_ups: closing.follow_ups.iter().map(follow_up).collect(),
        outcomes: FollowUpOutcome::ALL.iter().map(|one| (one.to_string(), outcome_words(*one), false)).collect(),
    }
}

fn role(page: &Page, of: StaffRole) -> String {
    page.text(&format!("role-{of}")).to_lowercase()
}

/// Day, time and role.
pub(super) fn when(page: &Page, as_role: StaffRole, at: &Timestamp) -> String {
    format!("{} {}, {}", page.day(at), page.time(at), role(page, as_role))
}

/// The same with a name, when the person is still there.
pub(super) fn by(page: &Page, name: &str, as_role: StaffRole, at: &Timestamp) -> String {
    if name.is_empty() { when(page, as_role, at) } else { format!("{}, {name}", when(page, as_role, at)) }
}

fn since(page: &Page, name: &str, at: &Timestamp) -> String {
    let name = if name.is_empty() { page.text("safety-plan-left") } else { name.to_owned() };
    page.words.with("safety-plan-coordinator-since", &[("name", name), ("day", page.day(at))])
}
