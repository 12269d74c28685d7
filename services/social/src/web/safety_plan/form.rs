//! From what was typed to a version of a plan, and back: the form is always drawn from what was typed, so that nothing is lost.

use std::collections::BTreeMap;

use casework::web::value_forms::Typed;
use jiff::{Timestamp, civil::Date};
use web::FieldErrors;
use wire::{
    TextError,
    value::{CodeSet, Stated},
};

use crate::{
    domain::{
        BarnahusConsultation, GoalDropped, GoalState, PlanChildren, PlanContent, PlanEntry, PlanGoal, PlanItem, PlanOf, PlanSection,
        PlanWords, year_after,
    },
    flow::{NewPlanVersion, SafetyPlanShown},
};

/// The consultation at a Barnahus as the form says it.
pub(super) const BARNAHUS: [&str; 4] = ["not_stated", "not_needed", "to_be_asked", "held"];

/// What was typed, as a version.
///
/// # Errors
/// What is wrong, field by field.
pub(super) fn read(of: PlanOf, typed: &Typed, today: Date) -> Result<NewPlanVersion, FieldErrors> {
    let mut errors = FieldErrors::none();
    let content = PlanContent {
        sections: of.sections().iter().filter_map(|section| Some((*section, entry(*section, typed, &mut errors)?))).collect(),
        children: if of == PlanOf::Victim { children(typed, today, &mut errors) } else { PlanChildren::default() },
        goals: if of == PlanOf::Victim { goals(typed, today, &mut errors) } else { Vec::new() },
    };
    let review_on = day_ahead(typed, "review_on", today, &mut errors);
    if errors.any() {
        return Err(errors);
    }
    Ok(NewPlanVersion { of, based_on: typed.one("version").parse().unwrap_or_default(), content, review_on, seen_at: seen_at(typed) })
}

/// When the page was made that somebody had before them. Without it nothing counts as seen.
pub(super) fn seen_at(typed: &Typed) -> Timestamp {
    typed.one("seen").parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A day to come, at most a year away; none when nothing was typed.
pub(super) fn day_ahead(typed: &Typed, name: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    let text = typed.one(name).trim();
    let day = day(text).filter(|day| *day > today && *day <= year_after(today));
    if day.is_none() && !text.is_empty() {
        errors.add(name, "safety-plan-error-day");
    }
    day
}

/// A day as browsers write it.
pub(super) fn day(text: &str) -> Option<Date> {
    let ten = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    ten.then(|| text.parse().ok()).flatten()
}

fn entry(section: PlanSection, typed: &Typed, errors: &mut FieldErrors) -> Option<PlanEntry> {
    let ticked = |item: &&PlanItem| typed.all(&items_name(section)).any(|code| code == item.code());
    let items: CodeSet<PlanItem> = section.items().iter().filter(ticked).copied().collect();
    let (lines, characters) = section.room();
    let name = words_name(section);
    let words = words(typed.one(&name), (lines, characters), &name, errors);
    (!items.is_empty() || words.is_some()).then_some(PlanEntry { items, words })
}

fn words(text: &str, (lines, characters): (usize, usize), name: &str, errors: &mut FieldErrors) -> Option<PlanWords> {
    match PlanWords::parse(text, lines, characters) {
        Ok(words) => words,
        Err(error) => {
            errors.add(name, text_error(error));
            None
        }
    }
}

const fn text_error(error: TextError) -> &'static str {
    match error {
        TextError::Empty => "value-error-missing",
        TextError::TooLong(_) => "value-error-long",
        TextError::NotOneLine => "safety-plan-error-line",
        TextError::Markup => "value-error-markup",
        TextError::Number => "safety-plan-error-number",
    }
}

fn children(typed: &Typed, today: Date, errors: &mut FieldErrors) -> PlanChildren {
    let held_on = typed.one("barnahus_on").trim();
    let barnahus = match typed.one("barnahus") {
        "not_needed" => BarnahusConsultation::NotNeeded,
        "to_be_asked" => BarnahusConsultation::ToBeAsked,
        "held" => match day(held_on).filter(|day| *day <= today) {
            Some(day) => BarnahusConsultation::Held(day),
            None => {
                errors.add("barnahus_on", "safety-plan-error-held");
                BarnahusConsultation::NotStated
            }
        },
        _ => BarnahusConsultation::NotStated,
    };
    PlanChildren {
        custodian_suspected: typed.one("custodian").parse().unwrap_or(Stated::NotStated),
        told_by: typed.one("told_by").parse().ok(),
        barnahus,
    }
}

fn goals(typed: &Typed, today: Date, errors: &mut FieldErrors) -> Vec<PlanGoal> {
    let mut goals = Vec::new();
    for n in 1..=PlanGoal::MOST {
        let (name, day_name) = (format!("goal-{n}"), format!("goal-{n}-day"));
        let words = words(typed.one(&name), (1, PlanGoal::CHARACTERS_MAX), &name, errors);
        let text = typed.one(&day_name).trim();
        // A day that has been stays with its goal; none is later than a year from now.
        let follow_up = day(text).filter(|day| *day <= year_after(today));
        if follow_up.is_none() && !text.is_empty() {
            errors.add(day_name, "safety-plan-error-goal-day");
        }
        match words {
            Some(words) => goals.push(PlanGoal { words, follow_up, state: goal_state(typed.one(&format!("goal-{n}-state"))) }),
            None if !text.is_empty() => errors.add(name, "safety-plan-error-goal"),
            None => {}
        }
    }
    goals
}

/// `open`, `reached`, or why it was let go.
fn goal_state(code: &str) -> GoalState {
    match code.strip_prefix("dropped-").map(str::parse::<GoalDropped>) {
        Some(Ok(why)) => GoalState::Dropped(why),
        _ if code == "reached" => GoalState::Reached,
        _ => GoalState::Open,
    }
}

/// How a goal stands, as the form says it.
pub(super) fn state_code(state: GoalState) -> String {
    match state {
        GoalState::Open => "open".to_owned(),
        GoalState::Reached => "reached".to_owned(),
        GoalState::Dropped(why) => format!("dropped-{why}"),
    }
}

/// The name of a section's words.
pub(super) fn words_name(section: PlanSection) -> String {
    format!("words-{section}")
}

/// The name of a section's ticks.
pub(super) fn items_name(section: PlanSection) -> String {
    format!("items-{section}")
}

/// What is kept, as it would be typed.
pub(super) fn fill(shown: &SafetyPlanShown, today: Date) -> Typed {
    let mut typed = Typed::default();
    put_sections(&mut typed, &shown.content.sections);
    let children = &shown.content.children;
    // What nobody has stated is no choice of anybody's.
    if children.custodian_suspected != Stated::NotStated {
        typed.put("custodian", children.custodian_suspected.code());
    }
    if let Some(by) = children.told_by {
        typed.put("told_by", by.code());
    }
    let (state, held_on) = match children.barnahus {
        BarnahusConsultation::NotStated => ("", None),
        BarnahusConsultation::NotNeeded => (BARNAHUS[1], None),
        BarnahusConsultation::ToBeAsked => (BARNAHUS[2], None),
        BarnahusConsultation::Held(day) => (BARNAHUS[3], Some(day)),
    };
    typed.put("barnahus", state);
    typed.put("barnahus_on", held_on.map(|day| day.to_string()).unwrap_or_default());
    for (n, goal) in (1..).zip(&shown.content.goals) {
        typed.put(&format!("goal-{n}"), goal.words.text());
        typed.put(&format!("goal-{n}-day"), goal.follow_up.map(|day| day.to_string()).unwrap_or_default());
        typed.put(&format!("goal-{n}-state"), state_code(goal.state));
    }
    // A day that has been is no day to plan for.
    typed.put("review_on", shown.review_on.filter(|day| *day > today).map(|day| day.to_string()).unwrap_or_default());
    typed
}

fn put_sections(typed: &mut Typed, sections: &BTreeMap<PlanSection, PlanEntry>) {
    for (section, entry) in sections {
        for item in &entry.items {
            typed.put(&items_name(*section), item.code());
        }
        if let Some(words) = &entry.words {
            typed.put(&words_name(*section), words.text());
        }
    }
}
