//! The shipped file is frozen, complete, and refused when something is wrong with it.

use std::collections::BTreeSet;

use rulebook::{Edition, EditionError, RuleKind};
use sha2::{Digest, Sha256};
use wire::{Category, Direction, FactCode};

use crate::town::{Case, child, custodian, person_using_violence, victim};

fn first() -> &'static str {
    std::str::from_utf8(Edition::FIRST).expect("text")
}

fn parse_changed(from: &str, to: &str) -> Result<Edition, EditionError> {
    assert!(first().contains(from), "the test looks for “{from}”");
    Edition::parse(first().replacen(from, to, 1).as_bytes())
}

#[test]
fn a_published_file_never_changes() {
    let digest: String = Sha256::digest(Edition::FIRST).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(include_str!("../../editions/CHECKSUMS").trim(), format!("{digest}  2026-11-22.toml"));
    assert_eq!(Edition::first().reference().hash.0, <[u8; 32]>::from(Sha256::digest(Edition::FIRST)));
}

#[test]
fn consent_texts_state_their_length() {
    assert_eq!(Edition::first().consent_days("call-out"), Some(14));
    assert_eq!(Edition::first().consent_days("another"), None);
    let long = parse_changed("days = 14", "days = 185");
    assert_eq!(long.err(), Some(EditionError::ConsentLength("call-out".to_owned())));
}

/// A new category is ruled on, not forgotten: some rule that discloses names it, and some facts and consents open it.
#[test]
fn every_category_is_ruled() {
    let ruled: BTreeSet<Category> = Edition::first()
        .rules()
        .iter()
        .filter(|rule| !matches!(rule.kind, RuleKind::Never | RuleKind::OutsideHub))
        .flat_map(|rule| rule.opens.iter().flat_map(|opening| opening.categories.clone()))
        .collect();
    let missing: Vec<&Category> = Category::ALL.iter().filter(|category| !ruled.contains(category)).collect();
    assert!(missing.is_empty(), "no rule of the edition speaks of {missing:?}");
    for &category in Category::ALL {
        let some_way = Direction::ALL.iter().any(|&direction| {
            wire::Purpose::ALL.iter().any(|&purpose| {
                [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())].into_iter().any(|person| {
                    let case = Case::new(direction, purpose).facts(FactCode::ALL).consent(victim(), Category::ALL);
                    case.field(category, person).only().is_ok()
                })
            })
        });
        assert!(some_way, "{category} can't go in any case");
    }
}

#[test]
fn a_rule_that_opens_is_cited_and_dated_in_both_languages() {
    for rule in Edition::first().rules() {
        for words in [&rule.citation, &rule.label, &rule.text] {
            assert!(!words.sv.trim().is_empty() && !words.en.trim().is_empty(), "{}", rule.id);
        }
        let old = rule.until.is_some_and(|until| until < Edition::first().text_cutoff());
        assert_eq!(old, rule.id.ends_with("-OLD") || rule.id.ends_with("-A"), "{}", rule.id);
    }
    assert_eq!(Edition::first().switches().len(), 20);
}

#[test]
fn a_faulty_file_is_refused_with_the_place() {
    assert!(matches!(Edition::parse(b"\xff"), Err(EditionError::NotText)));
    assert!(matches!(parse_changed("categories = [\"custody_status\"]", "categories = [\"horoscope\"]"), Err(EditionError::Shape(_))));
    assert!(matches!(parse_changed("kind = \"duty\"", "kind = \"whim\""), Err(EditionError::Shape(_))));
    assert!(matches!(parse_changed("from = \"2025-07-01\"", "from = \"2025-07-01\"\nsurprise = 1"), Err(EditionError::Shape(_))));
    assert_eq!(parse_changed("format = 1", "format = 2").err(), Some(EditionError::Format(2)));
    assert_eq!(parse_changed("id = \"SOL-19-1-A\"", "id = \"SOL-20-6\"").err(), Some(EditionError::Twice("SOL-20-6".to_owned())));
    assert_eq!(parse_changed("until = \"2026-01-14\"", "until = \"2025-01-14\"").err(), Some(EditionError::Dates("SOL-19-1-A".to_owned())));
    assert!(matches!(parse_changed("switch = \"L-13\"", "switch = \"L-99\""), Err(EditionError::UnknownSwitch { .. })));
    assert_eq!(parse_changed("code = \"no_rule\"", "code = \"no_rul\"").err(), Some(EditionError::Words("no_rule")));
    let order = "precedence = [\"never\", \"duty\"";
    assert!(matches!(parse_changed(order, "precedence = [\"duty\", \"never\""), Err(EditionError::Shape(_))));
    let groundless = parse_changed("needs = [\"harm_test_passed\"]", "needs = []");
    assert!(matches!(groundless, Err(EditionError::Rule { lack: "needs no fact", .. })));
}

#[test]
fn a_switch_turns_its_rules_off() {
    let weapons = || {
        let facts = [FactCode::NecessityWeighed, FactCode::LeadHasCleared];
        Case::call_out().facts(&facts).field(Category::Weapons, Some(person_using_violence()))
    };
    assert!(weapons().only().is_ok());
    let off = parse_changed("id = \"L-03\"\non = true", "id = \"L-03\"\non = false").expect("an edition");
    let decision = rulebook::decide(&weapons().outline, &[], &off, crate::town::moment(crate::town::NOW));
    assert!(!decision.any_goes());
}

#[test]
fn an_uncertain_prohibition_still_stands() {
    let custody = || {
        Case::new(Direction::SocialToSocial, wire::Purpose::Coordination)
            .consent(person_using_violence(), &[Category::CustodyStatus])
            .field(Category::CustodyStatus, Some(person_using_violence()))
    };
    let unsure = parse_changed("confidence = \"verified\"", "confidence = \"needs_text\"").expect("an edition");
    assert_eq!(unsure.rules()[0].id, "NEVER-ECHO-CUSTODY");
    let decision = rulebook::decide(&custody().outline, &custody().grants, &unsure, crate::town::moment(crate::town::NOW));
    assert!(!decision.any_goes());
}
