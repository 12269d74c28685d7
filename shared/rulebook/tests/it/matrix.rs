//! The printed matrices, one for each shipped edition: what goes, for people to read and for a difference to show.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use rulebook::{Edition, Moment, Verdict};
use wire::{About, Category, Direction, Subject};

use crate::{
    situations::{ALL, Situation},
    town::{NOW, child, custodian, moment, now, person_using_violence, rules_by, victim},
};

fn persons(category: Category) -> Vec<Option<Subject>> {
    let all = [victim(), person_using_violence(), child(), custodian()];
    match category.about() {
        About::TheSubject => all.into_iter().filter(|person| category.subjects().contains(&person.role)).map(Some).collect(),
        About::Roles(_) | About::Nobody => vec![None],
    }
}

/// The rules by which the field goes, or the reason it stays.
fn verdict(
    edition: &Edition,
    situation: &Situation,
    direction: Direction,
    category: Category,
    person: Option<Subject>,
) -> Result<String, String> {
    let at = situation.date().map_or(moment(NOW), |date| Moment::on(date, now()));
    let decision = situation.case(direction, category, person).decide_by(edition, at);
    let field = &decision.fields()[0];
    match field.verdict {
        Verdict::Disclose(_) => {
            let mut rules = rules_by(field, edition).expect("it goes");
            rules.dedup();
            Ok(rules.join(" + "))
        }
        Verdict::Withhold { why, .. } => Err(why.code().to_owned()),
    }
}

/// Categories that an edition speaks of: codes that came later are not in its matrix.
fn spoken_of(edition: &Edition) -> BTreeSet<Category> {
    edition.rules().iter().flat_map(|rule| &rule.opens).flat_map(|opening| opening.categories.clone()).collect()
}

fn print(edition: &Edition) -> String {
    let mut out = format!(
        "Edition {} judged on 2026-11-22, or on the day a situation names. Made by the test `matrix`; UPDATE_MATRIX=1 writes it\n\
         anew. For each field: why it stays when nothing is known, then every situation of tests/it/situations.rs in which it goes,\n\
         save those that only add something to one that is already shown.\n",
        edition.id()
    );
    for &direction in Direction::ALL {
        for category in spoken_of(edition) {
            for person in persons(category) {
                let whom = person.map_or("the case", |person| person.role.code());
                let bare = verdict(edition, &Situation::nothing(), direction, category, person);
                let bare = bare.map_or_else(|why| why, |rules| format!("goes by {rules}"));
                writeln!(out, "\n{direction} · {category} · {whom}: {bare}").expect("memory");
                let mut shown: Vec<(&Situation, String)> = Vec::new();
                for situation in ALL {
                    let Ok(rules) = verdict(edition, situation, direction, category, person) else { continue };
                    let known = shown.iter().any(|(smaller, same)| *same == rules && situation.holds_all_of(smaller));
                    if !known && format!("goes by {rules}") != bare {
                        shown.push((situation, rules));
                    }
                }
                let open = shown.into_iter().map(|(situation, rules)| (situation.name, rules));
                open.for_each(|(name, rules)| writeln!(out, "  {name:<46} {rules}").expect("memory"));
            }
        }
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a developer asks for the files to be written anew")]
fn the_matrices_in_the_repository_are_the_editions() {
    for edition in Edition::all_shipped() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("matrix/{}.txt", edition.id()));
        let printed = print(&edition);
        if std::env::var("UPDATE_MATRIX").is_ok() {
            fs::write(&path, &printed).expect("the matrix can be written");
        }
        let kept = fs::read_to_string(&path).expect("the matrix is in the repository");
        assert!(kept == printed, "{} is not what the edition says: read the difference, then UPDATE_MATRIX=1", path.display());
        assert!(printed.lines().count() < 4_000, "nobody reads more");
    }
}
