//! One case of the outreach: how it came in, what is followed up, who visits, what is promised.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{OutFor, Staff};
use jiff::Timestamp;
use web::{FieldErrors, Page, Problem, page};
use wire::{AgencyKind, CaseCode};

use super::{
    super::code_of,
    help::PromiseForm,
    view::{Choice, DueView, IntakeView, choices, role},
    visits::{ALONE, NAMED, PlanForm, UNNAMED},
};
use crate::{
    access::{Door, SHARING},
    app::Police,
    db::{home_visits::HomeVisit, outreach_spells::Spell, practical_help::PracticalHelp},
    domain::{
        home_visit::{MeetingPlace, VisitOutcome, come_along},
        outreach_case::{CloseReason, FollowUp, Made, NotMade},
        practical_help::{HelpKind, HelpOutcome},
    },
    flow::{
        follow_outreach::{self, OpenedOutreach},
        visit_home,
    },
};

/// What was typed and could not be taken.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub plan: PlanForm,
    pub promise: PromiseForm,
}

#[derive(Template)]
#[template(path = "outreach/one.html")]
pub(super) struct OnePage {
    page: Page,
    errors: FieldErrors,
    code: String,
    spoken: String,
    intake: IntakeView,
    /// It is open, since when.
    open: Option<Timestamp>,
    steps: Vec<StepView>,
    spells: Vec<SpellView>,
    /// What is known of the other agency.
    there: Option<(String, Timestamp)>,
    reasons: Vec<Choice>,
    /// The reader hands over, asks and sees consents.
    shares: bool,
    visits: Vec<VisitView>,
    companions: Vec<Choice>,
    /// For each board whether identity may be named there, or why not.
    named: Vec<(String, Option<String>)>,
    help: Vec<HelpView>,
    kinds: Vec<Choice>,
    typed: Typed,
    identities: Vec<Choice>,
    places: Vec<Choice>,
}

struct StepView {
    due: DueView,
    /// What became of it, by which role, when; `None` while it waits.
    noted: Option<(String, String, Timestamp)>,
    reasons: Vec<Choice>,
    /// Where a missing reason is told.
    field: String,
}

struct SpellView {
    opened_at: Timestamp,
    opener: String,
    closed: Option<(Timestamp, String, String)>,
}

struct VisitView {
    id: String,
    day: String,
    place: String,
    who: String,
    outcome: Option<(String, Timestamp)>,
    /// Who is out: role, since when, until when, whether late.
    out: Option<(String, Timestamp, bool)>,
    back: Option<Timestamp>,
}

struct HelpView {
    id: String,
    what: String,
    day: Option<String>,
    outcome: Option<(String, Timestamp)>,
}

impl OnePage {
    fn outcomes(&self) -> Vec<Choice> {
        choices(&self.page, "visit-outcome", &VisitOutcome::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), "")
    }

    fn times(&self) -> Vec<Choice> {
        choices(&self.page, "out-for", &OutFor::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), "")
    }

    fn help_outcomes(&self) -> Vec<Choice> {
        choices(&self.page, "help-outcome", &HelpOutcome::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), "")
    }
}

impl StepView {
    fn of(page: &Page, opened: &OpenedOutreach, step: FollowUp, opened_at: Timestamp) -> Self {
        let noted = opened.noted.iter().find(|noted| noted.step == step).map(|noted| {
            let words = match noted.made {
                Made::Done => page.text("outreach-made-done"),
                Made::NotApplicable(reason) => {
                    format!("{}: {}", page.text("outreach-made-not_applicable"), page.text(&format!("outreach-not-{reason}")))
                }
            };
            (words, role(page, noted.role), noted.at)
        });
        let reasons: Vec<&str> = NotMade::ALL.iter().map(|reason| reason.code()).collect();
        Self {
            due: DueView::of(page, step, step.due(opened_at)),
            noted,
            reasons: choices(page, "outreach-not", &reasons, ""),
            field: format!("reason-{step}"),
        }
    }
}

impl SpellView {
    fn of(page: &Page, spell: &Spell) -> Self {
        let closed = spell.closed.map(|(at, closer, reason)| (at, role(page, closer), page.text(&format!("outreach-close-{reason}"))));
        Self { opened_at: spell.opened_at, opener: role(page, spell.role), closed }
    }
}

impl VisitView {
    fn of(page: &Page, police: &Police, opened: &OpenedOutreach, visit: &HomeVisit) -> Self {
        let planned = &visit.planned;
        let who = match &planned.companion {
            None => page.text("visit-alone"),
            Some(companion) => {
                // A consent that was taken back meanwhile names nobody.
                let stands = companion.consent.is_some_and(|consent| opened.identity.iter().any(|(_, given)| *given == consent));
                let identity = page.text(if stands { "visit-identity-by_consent" } else { "visit-identity-left_out" });
                format!("{} · {identity}", page.words.with("visit-with", &[("board", board_name(police, &companion.board))]))
            }
        };
        let outcome = visit.outcome.map(|(outcome, _, at)| (page.text(&format!("visit-outcome-{outcome}")), at));
        Self {
            id: visit.id.to_string(),
            day: page.date(&planned.planned_on),
            place: page.text(&format!("visit-place-{}", planned.place)),
            who,
            outcome,
            out: visit.out.map(|out| (role(page, out.role), out.expected_at, out.is_overdue(page.now))),
            back: visit.out.and_then(|out| out.back_at),
        }
    }
}

impl HelpView {
    fn of(page: &Page, help: &PracticalHelp) -> Self {
        Self {
            id: help.id.to_string(),
            what: page.text(&format!("help-{}", help.kind)),
            day: help.promised_on.map(|day| page.date(&day)),
            outcome: help.outcome.map(|(outcome, _, at)| (page.text(&format!("help-outcome-{outcome}")), at)),
        }
    }
}

fn board_name(police: &Police, board: &wire::BoardId) -> String {
    let known = police.casework.recipient_boards().into_iter().find(|known| known.id == *board);
    known.map_or_else(|| board.to_string(), |known| known.name)
}

/// Who may come along: the police alone, or a social worker of a board.
fn companions(page: &Page, police: &Police, chosen: &str) -> Vec<Choice> {
    let alone = (ALONE.to_owned(), page.text("visit-alone"), chosen == ALONE);
    let boards = police.casework.recipient_boards().into_iter().filter(|board| board.kind == AgencyKind::Social);
    let along = boards.map(|board| {
        let id = board.id.to_string();
        let is_chosen = id == chosen;
        (id, page.words.with("visit-with", &[("board", board.name)]), is_chosen)
    });
    std::iter::once(alone).chain(along).collect()
}

/// For each board: its name, and why identity stays out; nothing when it may be named.
fn named(page: &Page, police: &Police, opened: &OpenedOutreach) -> Vec<(String, Option<String>)> {
    let switch_on = visit_home::may_come_along(&police.casework);
    let boards = police.casework.recipient_boards().into_iter().filter(|board| board.kind == AgencyKind::Social);
    let why = |board: casework::RecipientBoard| {
        let consent = opened.identity.iter().find(|(to, _)| *to == board.id).map(|(_, consent)| *consent);
        let why = come_along(switch_on, consent, false)
            .and(come_along(switch_on, consent, true))
            .err()
            .map(|why| page.text(&format!("visit-unnamed-{why}")));
        (board.name, why)
    };
    boards.map(why).collect()
}

/// `GET /outreach/{code}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::FollowOutreach.let_in(staff)?;
    let code = code_of(&path)?;
    page::html(&page_of(page, &police, &staff, code, Typed::default(), FieldErrors::none()).await?)
}

/// The page of a case, also with what could not be taken.
pub(super) async fn page_of(
    page: Page,
    police: &Police,
    staff: &Staff,
    code: CaseCode,
    typed: Typed,
    errors: FieldErrors,
) -> Result<OnePage, Problem> {
    let opened = follow_outreach::one(&police.casework, code, staff, page.now).await?;
    let (open, newest) = (opened.opened_at(), opened.spells.first().map(|spell| spell.opened_at));
    let step = |at: Timestamp| FollowUp::ALL.iter().map(|step| StepView::of(&page, &opened, *step, at)).collect();
    let steps: Vec<StepView> = newest.map(step).unwrap_or_default();
    let there = opened.sent.as_ref().map(|sent| (page.text(&format!("sharing-state-{}", sent.state)), sent.at));
    let reasons: Vec<&str> = CloseReason::ALL.iter().map(|reason| reason.code()).collect();
    let named = named(&page, police, &opened);
    // What can't be chosen is not offered.
    let identities = if named.iter().any(|(_, why)| why.is_none()) { vec![UNNAMED, NAMED] } else { vec![UNNAMED] };
    Ok(OnePage {
        errors,
        code: code.to_string(),
        spoken: code.pairing().spoken(),
        intake: IntakeView::of(&page, &opened.case),
        open,
        steps,
        spells: opened.spells.iter().map(|spell| SpellView::of(&page, spell)).collect(),
        there,
        reasons: choices(&page, "outreach-close", &reasons, ""),
        shares: SHARING.contains(&staff.role),
        visits: opened.visits.iter().map(|visit| VisitView::of(&page, police, &opened, visit)).collect(),
        companions: companions(&page, police, &typed.plan.with),
        identities: choices(&page, "visit-identity", &identities, &typed.plan.identity),
        places: choices(&page, "visit-place", &MeetingPlace::ALL.iter().map(|place| place.code()).collect::<Vec<_>>(), &typed.plan.place),
        named,
        help: opened.help.iter().map(|help| HelpView::of(&page, help)).collect(),
        kinds: choices(&page, "help", &HelpKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>(), &typed.promise.kind),
        typed,
        page: super::super::page_of(page, &code),
    })
}
