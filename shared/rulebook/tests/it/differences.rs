//! What a new edition changes: nothing that changes a decision is left out, and nothing is told that does not.

use std::sync::LazyLock;

use proptest::prelude::*;
use rulebook::{Cell, Difference, Edition, RuleKind, Said, WayChange, decide, difference};
use toml::Value;
use wire::{Category, Direction, FactCode, Purpose, StaffRole, SubjectRole};

use crate::{chance::drawn, pasts, town::edition};

fn text() -> &'static str {
    std::str::from_utf8(Edition::SHIPPED).expect("text")
}

fn parsed(text: &str) -> Edition {
    Edition::parse(text.as_bytes()).expect("an edition")
}

fn changed(from: &str, to: &str) -> Difference {
    let other = text().replacen(from, to, 1);
    assert_ne!(other, text(), "nothing was changed");
    difference(edition(), &parsed(&other))
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    assert!(difference(edition(), edition()).is_empty());
    let commented = parsed(&format!("# a comment\n{}", text()));
    assert!(difference(edition(), &commented).is_empty(), "a comment changes bytes and nothing else");
}

#[test]
fn a_category_more_for_a_consent_is_one_way_for_every_purpose() {
    let with =
        "categories = [\"weapons\", \"custody_status\"], roles = [\"person_using_violence\"] },\n]\n\n[[rule]]\nid = \"CONSENT-PERP\"";
    let found = changed("categories = [\"weapons\"], roles = [\"person_using_violence\"] },\n]\n\n[[rule]]\nid = \"CONSENT-PERP\"", with);
    assert_eq!(found.said, []);
    let [way] = found.ways.as_slice() else { panic!("one way: {found:?}") };
    assert!(way.is_new && way.way.kind == RuleKind::Consent && way.way.direction == Direction::SocialToPolice);
    assert_eq!(way.cells, [Cell { category: Category::CustodyStatus, role: Some(SubjectRole::PersonUsingViolence) }]);
    assert_eq!(way.way.giver, Some(SubjectRole::Victim));
    assert!(way.way.facts.contains(&FactCode::HarmTestPassed) && way.way.purposes.contains(&Purpose::AcuteSupport));
    assert_eq!((way.until, way.rules.as_slice()), (None, ["CONSENT-VICTIM-SEEN".to_owned()].as_slice()));
}

#[test]
fn a_day_moved_is_a_way_for_that_day() {
    let found = changed(
        "until = \"2026-01-14\"\nconfidence = \"verified_text_date_not\"\nneeds = [\"child_under_18\"",
        "until = \"2026-01-13\"\nconfidence = \"verified_text_date_not\"\nneeds = [\"child_under_18\"",
    );
    let days: Vec<_> = found.ways.iter().map(|way| (way.is_new, way.from.to_string(), way.until.map(|day| day.to_string()))).collect();
    assert!(days.iter().all(|day| *day == (false, "2026-01-14".to_owned(), Some("2026-01-14".to_owned()))), "{days:?}");
    assert!(!days.is_empty());
    assert!(found.said.iter().any(|said| said.said == Said::Rule && said.id == "SOL-19-1-A" && said.part == "until"));
}

#[test]
fn a_switch_turned_on_tells_the_switch_and_every_way_it_opens() {
    let found = changed("id = \"L-16\"\non = false", "id = \"L-16\"\non = true");
    assert_eq!(found.said.len(), 1);
    assert_eq!((found.said[0].said, found.said[0].id.as_str(), found.said[0].part), (Said::Switch, "L-16", "on"));
    let opens = |way: &WayChange| way.is_new && way.rules == ["OSL-26-9"] && way.way.decided_by.contains(&StaffRole::DutyLead);
    assert!(!found.ways.is_empty() && found.ways.iter().all(opens), "{:?}", found.ways);
}

#[test]
fn words_lengths_and_answerers_are_told() {
    let days = changed("id = \"call-out\"\ndays = 14", "id = \"call-out\"\ndays = 7");
    assert_eq!(
        (days.said[0].said, days.said[0].before.as_deref(), days.said[0].after.as_deref()),
        (Said::ConsentText, Some("14"), Some("7"))
    );
    let asked = changed(
        "code = \"lead_has_cleared\"\nanswered_by = [\"investigation_lead\"]",
        "code = \"lead_has_cleared\"\nanswered_by = [\"investigation_lead\", \"investigator\"]",
    );
    assert!(asked.said.iter().any(|said| said.said == Said::Question && said.part == "answered_by"));
    let worded = changed("label = { sv = \"samtycke\"", "label = { sv = \"medgivande\"");
    assert!(worded.ways.is_empty() && worded.said.iter().any(|said| said.part == "label_sv"));
    let lead = changed("clears = [\"injury_level\", ", "clears = [");
    assert!(lead.ways.iter().all(|way| way.cells.iter().all(|cell| cell.category == Category::InjuryLevel)));
    assert!(lead.ways.iter().any(|way| way.is_new) && lead.ways.iter().any(|way| !way.is_new));
}

/// Only what is written otherwise, with both scales in full: a lawyer approves by it.
#[test]
fn a_crimes_name_and_scale_are_told() {
    let of = |found: &Difference| -> Vec<(String, &'static str, Option<String>, Option<String>)> {
        found.said.iter().map(|said| (said.id.clone(), said.part, said.before.clone(), said.after.clone())).collect()
    };
    let scale = changed("minimum_months = 120, reaches = true", "minimum_months = 96, reaches = true");
    let (before, after) = ("2021-08-01–: 120, ≥".to_owned(), "2021-08-01–: 96, ≥".to_owned());
    assert_eq!(of(&scale), [("murder".to_owned(), "penalties", Some(before), Some(after))]);
    assert!(scale.said.iter().all(|said| said.said == Said::Crime));
    let named = changed("words = { sv = \"mord\", en = \"murder\" }", "words = { sv = \"mord.\", en = \"murder\" }");
    assert_eq!(of(&named), [("murder".to_owned(), "text_sv", Some("mord".to_owned()), Some("mord.".to_owned()))]);
}

#[test]
fn a_rule_that_comes_and_one_that_goes() {
    let all = Edition::all_shipped();
    let (older, newer) = (difference(&all[0], &all[1]), difference(&all[1], &all[0]));
    let come =
        |found: &Difference, id: &str| found.said.iter().any(|said| said.said == Said::Rule && said.id == id && said.before.is_none());
    assert!(come(&older, "CONSENT-VICTIM-SEEN") && !come(&newer, "CONSENT-VICTIM-SEEN"));
    assert_eq!(older.ways.len(), newer.ways.len());
    let turned = |way: &WayChange| (!way.is_new, way.way.clone(), way.from, way.until, way.cells.clone());
    assert!(
        older.ways.iter().all(|way| newer
            .ways
            .iter()
            .any(|other| turned(other) == (way.is_new, way.way.clone(), way.from, way.until, way.cells.clone())))
    );
}

/// Editions that differ by one small thing somewhere in the rules.
static NEIGHBOURS: LazyLock<Vec<(Edition, Difference)>> = LazyLock::new(|| {
    let file: Value = toml::from_str(text()).expect("TOML");
    let mut neighbours = Vec::new();
    for place in 0..file["rule"].as_array().expect("rules").len() {
        for change in [drop_need, other_purpose, later, earlier_end, drop_category, other_role] {
            let mut file = file.clone();
            let rule = file["rule"].as_array_mut().expect("rules")[place].as_table_mut().expect("a rule");
            if change(rule)
                && let Ok(edition) = Edition::parse(toml::to_string(&file).expect("TOML").as_bytes())
            {
                let difference = difference(self::edition(), &edition);
                neighbours.push((edition, difference));
            }
        }
    }
    neighbours
});

type Table = toml::map::Map<String, Value>;

fn drop_need(rule: &mut Table) -> bool {
    rule.get_mut("needs").and_then(Value::as_array_mut).is_some_and(|needs| needs.pop().is_some())
}

fn other_purpose(rule: &mut Table) -> bool {
    rule.get_mut("purposes").and_then(Value::as_array_mut).is_some_and(|purposes| purposes.len() > 1 && purposes.pop().is_some())
}

fn later(rule: &mut Table) -> bool {
    rule.insert("from".to_owned(), "2026-11-23".into()).is_some()
}

fn earlier_end(rule: &mut Table) -> bool {
    rule.insert("until".to_owned(), "2026-11-21".into());
    true
}

fn opening(rule: &mut Table) -> Option<&mut Table> {
    rule.get_mut("opens")?.as_array_mut()?.first_mut()?.as_table_mut()
}

fn drop_category(rule: &mut Table) -> bool {
    let categories = opening(rule).and_then(|opening| opening.get_mut("categories")).and_then(Value::as_array_mut);
    categories.is_some_and(|categories| categories.len() > 1 && categories.pop().is_some())
}

fn other_role(rule: &mut Table) -> bool {
    let roles = opening(rule).and_then(|opening| opening.get_mut("roles")).and_then(Value::as_array_mut);
    roles.is_some_and(|roles| roles.len() > 1 && roles.pop().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Where two editions decide a chance case otherwise, the difference speaks of that category in that direction.
    #[test]
    fn a_decision_that_changes_is_told_of(drawn in drawn(), neighbour in 0..NEIGHBOURS.len()) {
        let (other, told) = &NEIGHBOURS[neighbour];
        let by = |edition: &Edition| {
            let decision = decide(&drawn.case.outline, &drawn.case.grants, edition, drawn.at);
            decision.fields().iter().map(|field| pasts::verdict(field, edition)).collect::<Vec<_>>()
        };
        let (before, after) = (by(edition()), by(other));
        for (place, field) in drawn.case.outline.fields.iter().enumerate().filter(|(place, _)| before[*place] != after[*place]) {
            let speaks = |way: &WayChange| {
                let stands = way.from <= drawn.at.date() && way.until.is_none_or(|until| drawn.at.date() <= until);
                stands && Some(way.way.direction) == drawn.case.outline.direction() && way.cells.iter().any(|cell| cell.category == field.category)
            };
            prop_assert!(told.ways.iter().any(speaks), "{}: {:?} became {:?}", field.category, before[place], after[place]);
        }
    }
}

#[test]
fn the_neighbours_do_differ() {
    assert!(NEIGHBOURS.len() > 150, "{}", NEIGHBOURS.len());
    let silent = NEIGHBOURS.iter().filter(|(_, told)| told.is_empty()).count();
    assert!(silent * 10 < NEIGHBOURS.len(), "{silent} of {} say nothing", NEIGHBOURS.len());
}
