//! The printed matrix: what goes and what stays, for people to read and for a difference to show.

use std::{fmt::Write as _, fs, path::Path};

use rulebook::{Edition, Reason};
use wire::{About, Category, Direction, FactCode, Purpose, Subject};

use crate::town::{Case, child, custodian, person_using_violence, victim};

/// One column: a name, the purpose it is judged for, the facts, and who has consented to everything.
struct Basis {
    name: &'static str,
    purpose: Purpose,
    facts: &'static [FactCode],
    givers: fn() -> Vec<Subject>,
}

fn nobody() -> Vec<Subject> {
    Vec::new()
}

fn her() -> Vec<Subject> {
    vec![victim()]
}

fn everybody() -> Vec<Subject> {
    vec![victim(), person_using_violence(), custodian()]
}

const CONCERN: [FactCode; 2] = [FactCode::ChildUnder18, FactCode::ConcernForChild];

const BASES: &[Basis] = &[
    Basis { name: "nothing", purpose: Purpose::AcuteSupport, facts: &[], givers: nobody },
    Basis { name: "the exposed person consents", purpose: Purpose::AcuteSupport, facts: &[], givers: her },
    Basis { name: "and the harm test is passed", purpose: Purpose::AcuteSupport, facts: &[FactCode::HarmTestPassed], givers: her },
    Basis { name: "every adult consents", purpose: Purpose::AcuteSupport, facts: &[], givers: everybody },
    Basis { name: "and the lead has cleared", purpose: Purpose::AcuteSupport, facts: &[FactCode::LeadHasCleared], givers: everybody },
    Basis { name: "concern for a child", purpose: Purpose::ChildProtection, facts: &CONCERN, givers: nobody },
    Basis {
        name: "and it belongs to the concern",
        purpose: Purpose::ChildProtection,
        facts: &[CONCERN[0], CONCERN[1], FactCode::RelevantToChild],
        givers: nobody,
    },
    Basis {
        name: "and he is custodian or in the home",
        purpose: Purpose::ChildProtection,
        facts: &[CONCERN[0], CONCERN[1], FactCode::RelevantToChild, FactCode::CustodianOrInHome],
        givers: nobody,
    },
    Basis {
        name: "a child inquiry is opened",
        purpose: Purpose::ChildProtection,
        facts: &[FactCode::ChildInquiryOpened, FactCode::RelevantToChild],
        givers: nobody,
    },
    Basis {
        name: "a named person decides, the lead clears",
        purpose: Purpose::AcuteSupport,
        facts: &[FactCode::NecessityWeighed, FactCode::LeadHasCleared],
        givers: nobody,
    },
    Basis {
        name: "serious crime is feared",
        purpose: Purpose::PreventionOfSeriousCrime,
        facts: &[FactCode::FearedCrimeReachesThreshold],
        givers: nobody,
    },
];

fn persons(category: Category) -> Vec<Option<Subject>> {
    let all = [victim(), person_using_violence(), child(), custodian()];
    match category.about() {
        About::TheSubject => all.into_iter().filter(|person| category.subjects().contains(&person.role)).map(Some).collect(),
        About::Roles(_) | About::Nobody => vec![None],
    }
}

fn cell(case: &Case) -> String {
    match case.only() {
        Ok(mut rules) => {
            rules.dedup();
            format!("goes   {}", rules.join(" + "))
        }
        Err(Reason::NeverThroughHub) => "never".to_owned(),
        Err(reason) => format!("stays  {reason}"),
    }
}

fn print() -> String {
    let edition = Edition::first();
    let mut out = format!("Edition {} judged on 2026-11-22. Made by the test `matrix`; UPDATE_MATRIX=1 writes it anew.\n", edition.id());
    for &direction in Direction::ALL {
        for &category in Category::ALL {
            for person in persons(category) {
                let whom = person.map_or("the case", |person| person.role.code());
                writeln!(out, "\n{direction} · {category} · {whom}").expect("memory");
                for basis in BASES {
                    let case = Case::new(direction, basis.purpose).facts(basis.facts).field(category, person);
                    let case = (basis.givers)().into_iter().fold(case, |case, giver| case.consent(giver, Category::ALL));
                    writeln!(out, "  {:<40} {}", basis.name, cell(&case)).expect("memory");
                }
            }
        }
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a developer asks for the file to be written anew")]
fn the_matrix_in_the_repository_is_the_edition_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("matrix.txt");
    let printed = print();
    if std::env::var("UPDATE_MATRIX").is_ok() {
        fs::write(&path, &printed).expect("the matrix can be written");
    }
    let kept = fs::read_to_string(&path).expect("the matrix is in the repository");
    assert!(kept == printed, "matrix.txt is not what the edition says: read the difference, then UPDATE_MATRIX=1");
}
