//! The shipped file is frozen, complete, and refused when something is wrong with it.

use std::collections::BTreeSet;

use rulebook::{Edition, EditionError, Reading, RuleKind};
use sha2::{Digest, Sha256};
use wire::{Category, Direction, FactCode, SubjectRole, value::CrimeCode};

use crate::town::{Case, FEARED, OBVIOUS, child, custodian, edition, person_using_violence, victim};

fn first() -> &'static str {
    std::str::from_utf8(Edition::FIRST).expect("text")
}

fn parse_changed(from: &str, to: &str) -> Result<Edition, EditionError> {
    assert!(first().contains(from), "the test looks for “{from}”");
    Edition::parse(first().replacen(from, to, 1).as_bytes())
}

#[test]
fn a_published_file_never_changes() {
    let kept = include_str!("../../editions/CHECKSUMS").lines().map(|line| line.split_once("  ").expect("checksum and file").0);
    let shipped: Vec<String> =
        Edition::FILES.iter().map(|file| Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    assert_eq!(kept.collect::<Vec<_>>(), shipped);
    assert_eq!(edition().reference().hash.0, <[u8; 32]>::from(Sha256::digest(Edition::SHIPPED)));
}

#[test]
fn the_older_edition_stays_for_old_decisions() {
    let all = Edition::all_shipped();
    assert_eq!(all.iter().map(|edition| edition.id().to_string()).collect::<Vec<_>>(), ["2026-11-22.1", "2026-11-23.1", "2026-11-28.1"]);
    assert_eq!(edition().reference(), all[2].reference());
    let weapons = Case::call_out().facts(&OBVIOUS[1..]).field(Category::Weapons, Some(person_using_violence()));
    let at = crate::town::moment(crate::town::NOW);
    assert!(weapons.decide_by(&all[0], at).any_goes(), "the older one did not ask whether it is obvious");
    assert!(all[1..].iter().all(|newer| !weapons.decide_by(newer, at).any_goes()));
}

#[test]
fn consent_texts_state_their_length() {
    assert_eq!(edition().consent_days("call-out"), Some(14));
    assert_eq!(edition().consent_days("another"), None);
    let long = parse_changed("days = 14", "days = 185");
    assert_eq!(long.err(), Some(EditionError::ConsentLength("call-out".to_owned())));
}

/// A new category is ruled on, not forgotten: some rule that discloses names it, and some facts and consents open it.
#[test]
fn every_category_is_ruled() {
    let ruled: BTreeSet<Category> = edition()
        .rules()
        .iter()
        .filter(|rule| !matches!(rule.kind, RuleKind::Never | RuleKind::OutsideHub))
        .flat_map(|rule| rule.opens.iter().flat_map(|opening| opening.categories.clone()))
        .collect();
    let missing: Vec<&Category> = Category::ALL.iter().filter(|category| !ruled.contains(category)).collect();
    assert!(missing.is_empty(), "no rule of the edition speaks of {missing:?}");
    for &category in Category::ALL {
        let persons = [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())];
        let opens = |direction, purpose, person| {
            let givers = [victim(), person_using_violence(), custodian()];
            let case = givers
                .into_iter()
                .fold(Case::new(direction, purpose).facts(FactCode::ALL), |case, giver| case.consent(giver, Category::ALL));
            case.field(category, person).only().is_ok()
        };
        let some_way = Direction::ALL.iter().any(|&direction| {
            wire::Purpose::ALL.iter().any(|&purpose| persons.into_iter().any(|person| opens(direction, purpose, person)))
        });
        assert!(some_way, "{category} can't go in any case");
    }
}

#[test]
fn a_rule_that_opens_is_cited_and_dated_in_both_languages() {
    for rule in edition().rules() {
        for words in [&rule.citation, &rule.label, &rule.text] {
            assert!(!words.sv.trim().is_empty() && !words.en.trim().is_empty(), "{}", rule.id);
        }
        let old = rule.until.is_some_and(|until| until < edition().text_cutoff());
        assert_eq!(old, rule.id.ends_with("-OLD") || rule.id.ends_with("-A") || rule.id.ends_with("-SOCIAL-A"), "{}", rule.id);
    }
    assert_eq!(edition().switches().len(), 20);
}

#[test]
fn a_faulty_file_is_refused_with_the_place() {
    assert!(matches!(Edition::parse(b"\xff"), Err(EditionError::NotText)));
    assert!(matches!(parse_changed("categories = [\"custody_status\", ", "categories = [\"horoscope\", "), Err(EditionError::Shape(_))));
    assert!(matches!(parse_changed("kind = \"duty\"", "kind = \"whim\""), Err(EditionError::Shape(_))));
    assert!(matches!(parse_changed("from = \"2025-07-01\"", "from = \"2025-07-01\"\nsurprise = 1"), Err(EditionError::Shape(_))));
    assert_eq!(parse_changed("format = 3", "format = 4").err(), Some(EditionError::Format(4)));
    assert_eq!(parse_changed("id = \"SOL-19-1-A\"", "id = \"SOL-20-6\"").err(), Some(EditionError::Twice("SOL-20-6".to_owned())));
    assert_eq!(parse_changed("until = \"2026-01-14\"", "until = \"2025-01-14\"").err(), Some(EditionError::Dates("SOL-19-1-A".to_owned())));
    assert!(matches!(parse_changed("switch = \"L-13\"", "switch = \"L-99\""), Err(EditionError::UnknownSwitch { .. })));
    assert_eq!(parse_changed("code = \"no_rule\"", "code = \"no_rul\"").err(), Some(EditionError::Words("no_rule")));
    let order = "precedence = [\"never\", \"duty\"";
    assert!(matches!(parse_changed(order, "precedence = [\"duty\", \"never\""), Err(EditionError::Shape(_))));
    let groundless = parse_changed(
        "from = \"2024-11-08\"\nconfidence = \"verified\"\nneeds = [\"harm_test_passed\"]",
        "from = \"2024-11-08\"\nconfidence = \"verified\"",
    );
    assert!(matches!(groundless, Err(EditionError::Rule { lack: "needs no fact", .. })));
}

#[test]
fn the_law_stands_beside_every_rule() {
    let edition = edition();
    for rule in edition.rules() {
        let sources: Vec<_> = edition.sources_of(rule).collect();
        assert!(!sources.is_empty() && sources.len() == rule.sources.len(), "{}", rule.id);
    }
    for source in edition.sources() {
        let used = edition.rules().iter().any(|rule| rule.sources.contains(&source.id));
        let narrowed = edition.narrowings().iter().any(|narrowing| narrowing.sources.contains(&source.id));
        assert!(used || narrowed, "nothing stands on {}", source.id);
        assert_eq!(source.reading == Reading::NotRead, source.paragraphs().next().is_none(), "{}", source.id);
    }
    assert!(edition.source("osl-10-18c").is_some_and(|source| source.text.contains("konkreta omständigheter")));
    assert!(Edition::all_shipped()[..2].iter().all(|older| older.sources().is_empty() && older.narrowings().is_empty()));
}

#[test]
fn a_source_that_contradicts_itself_is_refused() {
    let fault = |from: &str, to: &str| parse_changed(from, to).expect_err("it is refused");
    assert!(matches!(fault("sources = [\"osl-26-3\"]", "sources = [\"osl-99-3\"]"), EditionError::UnknownSource { .. }));
    assert!(matches!(fault("reading = \"whole\"", "reading = \"not_read\""), EditionError::Source { .. }));
    assert!(matches!(fault("reading = \"not_read\"\ntext = \"\"", "reading = \"whole\"\ntext = \"\""), EditionError::Source { .. }));
    assert!(matches!(fault("last_checked = \"2026-02-15\"", "last_checked = \"2026-02-16\""), EditionError::Source { .. }));
    let groundless = fault("sources = [\"osl-10-20\", \"osl-26-1\"]", "sources = []");
    assert!(matches!(groundless, EditionError::Rule { lack: "names no source", .. }), "{groundless}");
    let early = parse_changed("format = 3", "format = 2").expect_err("sources came later");
    assert!(matches!(early, EditionError::Shape(_)));
}

#[test]
fn a_switch_turns_its_rules_off() {
    let weapons = || Case::call_out().facts(&OBVIOUS).field(Category::Weapons, Some(person_using_violence()));
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

#[test]
fn an_agency_may_only_tighten() {
    let tightened = edition().tightened(["L-03"]).expect("a switch of the edition");
    assert_eq!(tightened.reference(), edition().reference());
    assert_eq!(edition().tightened(["L-99"]).err(), Some(EditionError::Switch("L-99".to_owned())));
    let weapons = Case::call_out().facts(&OBVIOUS).field(Category::Weapons, Some(person_using_violence()));
    let at = crate::town::moment(crate::town::NOW);
    assert!(weapons.decide_by(edition(), at).any_goes() && !weapons.decide_by(&tightened, at).any_goes());
}

#[test]
fn nothing_in_the_edition_is_dead() {
    let rules = edition().rules();
    let needed: BTreeSet<FactCode> =
        rules.iter().flat_map(|rule| rule.needs.iter().chain(rule.opens.iter().flat_map(|opening| &opening.needs))).copied().collect();
    let idle: Vec<_> = FactCode::ALL.iter().filter(|code| !needed.contains(code)).collect();
    assert!(idle.is_empty(), "no rule needs {idle:?}");
    let unanswered: Vec<_> = FactCode::ALL.iter().filter(|code| edition().fact(**code).is_none()).collect();
    assert!(unanswered.is_empty(), "nobody can answer {unanswered:?}");
    let purposes: BTreeSet<_> = rules.iter().flat_map(|rule| &rule.purposes).copied().collect();
    assert_eq!(purposes.into_iter().collect::<Vec<_>>(), wire::Purpose::ALL, "a purpose has no rule");
}

/// What is off is turned on for the test: a rule that could then cover nothing is dead.
#[test]
fn every_rule_can_fire() {
    let text = first().replace("on = false", "on = true").replace("confidence = \"needs_text\"", "confidence = \"verified\"");
    let awake = Edition::parse(text.as_bytes()).expect("an edition");
    for rule in awake.rules().iter().filter(|rule| !rule.opens.is_empty() && !matches!(rule.kind, RuleKind::Never | RuleKind::OutsideHub)) {
        let at = rulebook::Moment::on(rule.until.unwrap_or(awake.text_cutoff()).max(rule.from), crate::town::now());
        let fires = rule.directions.iter().any(|&direction| fires(&awake, rule, direction, at));
        assert!(fires, "{} covers nothing", rule.id);
    }
}

/// With the facts of the rule, and with or without what other rules cover the rest of a field by.
fn fires(awake: &Edition, rule: &rulebook::Rule, direction: Direction, at: rulebook::Moment) -> bool {
    let openings = rule.opens.iter().filter(|opening| opening.is_for(direction));
    let fields = openings.flat_map(|opening| opening.categories.iter().map(move |category| (opening, *category)));
    fields.flat_map(|field| [(field, false), (field, true)]).any(|((opening, category), beside)| {
        let rest = if beside { &[FactCode::LeadHasCleared, FactCode::HarmTestPassed][..] } else { &[FactCode::LeadHasCleared] };
        let facts: Vec<FactCode> = rule.needs.iter().chain(&opening.needs).chain(rest).copied().collect();
        let everybody = [victim(), person_using_violence(), child(), custodian()];
        let asked = |giver: &wire::Subject| match rule.kind {
            RuleKind::Consent => rule.giver.is_none_or(|role| role == giver.role) || giver.role == SubjectRole::Victim,
            _ => beside && giver.role == SubjectRole::Victim,
        };
        let case = Case::new(direction, rule.purposes[0]).facts(&facts);
        let case = everybody.iter().filter(|giver| asked(giver)).fold(case, |case, giver| case.consent(*giver, Category::ALL));
        [None].into_iter().chain(everybody.map(Some)).any(|person| {
            let decision = case.clone().field(category, person).decide_by(awake, at);
            decision.rule_ids(awake).contains(&rule.id.as_str())
        })
    })
}

#[test]
fn crimes_reach_by_their_date() {
    let on = |date: &str| {
        let date = date.parse().expect("a date");
        edition().crimes(date).map(|crime| (crime.code, crime.reaches, crime.minimum_months)).collect::<Vec<_>>()
    };
    let now = on("2026-11-22");
    assert_eq!(now.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), CrimeCode::ALL, "every crime that can be feared, in its order");
    let reaching = now.iter().filter(|(_, reaches, _)| *reaches).count();
    assert_eq!(reaching, 9);
    assert!(now.iter().all(|(_, reaches, months)| *reaches == months.is_some_and(|months| months >= 12)));
    assert!(now.contains(&(CrimeCode::Assault, false, None)) && now.contains(&(CrimeCode::LessSeriousRape, false, Some(6))));
    assert!(on("2021-12-31").contains(&(CrimeCode::GrossViolationOfIntegrity, false, None)));
    assert!(on("2022-01-01").contains(&(CrimeCode::GrossViolationOfIntegrity, true, Some(12))));
    assert!(on("2021-07-31").is_empty(), "the paragraph was not in force");
}

#[test]
fn permissions_are_forms_by_direction_and_date() {
    let ids = |direction, date: &str| {
        let date = date.parse().expect("a date");
        edition().permissions(direction, date).into_iter().map(|permission| permission.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(Direction::SocialToPolice, "2026-11-22"), ["OSL-10-18c-B", "OSL-10-18a", "OSL-10-20", "SOL-19-6-P"]);
    assert_eq!(ids(Direction::SocialToPolice, "2025-03-31"), ["OSL-10-18c-A"]);
    assert_eq!(ids(Direction::PoliceToSocial, "2026-11-22"), ["OSL-10-27", "OSL-10-27-STEP", "OSL-10-15a-PS"]);
    let all = edition().permissions(Direction::SocialToPolice, "2026-11-22".parse().expect("a date"));
    assert_eq!(all[0].facts_needed, FEARED.into_iter().collect());
    assert!(all.iter().all(|permission| !permission.decided_by.is_empty()));
    let police = edition().permissions(Direction::PoliceToSocial, "2026-11-22".parse().expect("a date"));
    assert!(police.iter().all(|permission| permission.facts_needed.contains(FactCode::NecessityWeighed)), "brottsdatalagen 2:22");
}

#[test]
fn who_decides_must_be_able_to_answer() {
    let decides = "decided_by = [\"duty_worker\"";
    let changed = parse_changed(decides, "decided_by = [\"patrol_officer\", \"duty_worker\"");
    assert!(matches!(changed, Err(EditionError::Fact { .. })), "{changed:?}");
}
