//! The cases that lawyers write: all pass, every rule and category is tried, and what breaks a rule breaks a case.

mod planted;
mod tables;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
    sync::LazyLock,
    thread,
};

use rulebook::{
    Case, CaseTable,
    cases::{FieldOutcome, case_words},
    coverage, run,
};

use crate::town::edition;
use planted::Planted;

/// The shipped cases, read once.
pub fn table() -> &'static CaseTable {
    static SHIPPED: LazyLock<CaseTable> = LazyLock::new(CaseTable::shipped);
    &SHIPPED
}

/// Rules in use, and categories, that no case tries, and why. May only shrink.
const UNTRIED: [(&str, &str); 0] = [];

fn told(number: u32, field: &FieldOutcome) -> String {
    format!("case {number}: expected {} but came {}\n", field.expected.cells().join(" | "), field.came.cells().join(" | "))
}

#[test]
fn all_shipped_cases_pass() {
    let report = run(table(), edition());
    let failed = report.failed().flat_map(|outcome| outcome.fields.iter().map(|field| (outcome.number, field)));
    let told: String = failed.filter(|(_, field)| !field.passed()).map(|(number, field)| told(number, field)).collect();
    assert!(told.is_empty(), "\n{told}");
    assert!(table().cases().len() >= 120, "{} cases", table().cases().len());
}

/// Whether the file is as it is made; `UPDATE_CASES=1` makes it anew.
#[expect(clippy::disallowed_methods, reason = "a developer asks for the files to be written anew")]
fn is_kept(path: &str, made: &str) -> bool {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var("UPDATE_CASES").is_ok() {
        fs::write(&path, made).expect("the file can be written");
    }
    fs::read_to_string(&path).is_ok_and(|kept| kept == made)
}

#[test]
fn every_rule_in_use_and_every_category_is_tried() {
    let coverage = coverage(table(), edition());
    let rules = coverage.untried_rules().map(str::to_owned);
    let untried: Vec<String> = rules.chain(coverage.untried_categories().map(|category| category.to_string())).collect();
    assert_eq!(untried, UNTRIED.map(|(name, _)| name));
    assert!(is_kept("cases/COVERAGE.txt", &coverage.to_string()), "read the difference, then UPDATE_CASES=1");
}

/// Where each subject begins.
const SUBJECTS: [(u32, &str); 10] = [
    (100, "Orosanmälan"),
    (200, "Barnets utredning och återkoppling"),
    (300, "Samtycke"),
    (400, "Två personer i en uppgift"),
    (500, "Förundersökningsledaren"),
    (600, "Beslut av utsedd person"),
    (800, "Aldrig, och det som inte går att uttrycka"),
    (900, "Vid sidan av systemet"),
    (1000, "Läget, rättelser och ordningen"),
    (REST, "Vad en regel inte öppnar"),
];

const HEAD: &str = "# Fallen

Gjord av testet `lawyers` ur `shared/rulebook/cases/*.csv`; `UPDATE_CASES=1` skriver den på nytt. Ingen jurist har godkänt fallen.
Varje rad är ett prov: det som står under Så och Genom är vad regelboken ska svara den dagen, och CI håller den till det.

Filerna öppnas i ett kalkylprogram: UTF-8, semikolon mellan cellerna. I en cell skiljs flera saker med semikolon. Svaren under Så, Genom
och Väg framåt är lika många som uppgifterna under När, eller ett för alla. Orden står sist på sidan.

| att skriva under Givet | betyder |
|---|---|
| `oro för barnet` | frågan är besvarad med ja av någon som får |
| `nej: oro för barnet` | frågan är besvarad med nej |
| `oro för barnet – av drift` | besvarad av just den rollen, som kanske inte får |
| `befarat brott: grov misshandel` | regelboken avgör om straffgränsen nås den dagen |
| `samtycke av den utsatta: identitet, säkert nummer` | samma morgon, i enrum; `allt` är alla uppgifter |
| `samtycke av den utsatta: allt – inom hörhåll, text: call-out, gavs 2026-11-09` | så här skiljer det sig |
| `den utsatta säger nej` | tillfrågad, inget samtycke |
| `två vårdnadshavare`, `den som utövar våld är också barnet` | fler personer i en roll, en person i två |
| `sekretessmarkering för den utsatta` | skyddade uppgifter |
| `mottagaren är samma nämnd` | ingen överlämning |

Alla är med från början: den utsatta, den som utövar våld, barnet och vårdnadshavaren. Beslutet fattas kl. 12.

| Så | Genom |
|---|---|
| `lämnas` | regelns id, ett för varje person vars sekretess uppgiften rör, med + emellan |
| `stannar` | skälet; `vilket skäl som helst` när det räcker att uppgiften stannar |
| `aldrig` | id för den regel som står över allt |
| `finns inte` | id för den regel som säger det; `typen` när det inte finns något sådant värde |
";

fn page() -> String {
    let mut out = HEAD.to_owned();
    for (place, (first, name)) in SUBJECTS.iter().enumerate() {
        let next = SUBJECTS.get(place + 1).map_or(u32::MAX, |(next, _)| *next);
        let head = "| nr | Fall | Dag | Givet | När | Så | Genom | Väg framåt | Källa |\n|---|---|---|---|---|---|---|---|---|";
        writeln!(out, "\n## {name}\n\n{head}").expect("memory");
        table().cases().iter().filter(|case| (*first..next).contains(&case.number)).for_each(|case| line(&mut out, case));
    }
    writeln!(out, "\n## Orden\n").expect("memory");
    glossary(&mut out);
    out
}

/// Every list of words that a cell may hold, on one line each.
fn glossary(out: &mut String) {
    let lists = [
        ("Riktning", "direction"),
        ("Ändamål", "purpose"),
        ("Uppgifter", "category"),
        ("Det som inte går att uttrycka", "thing"),
        ("Personer", "person"),
        ("Den andra i en roll", "second_person"),
        ("Två i en roll", "two"),
        ("Frågor", "fact"),
        ("Befarade brott", "crime"),
        ("Roller", "staff"),
        ("Skydd", "protection"),
        ("Hur ett samtycke skiljer sig", "flaw"),
        ("Så", "then"),
        ("Genom, när det stannar", "reason"),
        ("Väg framåt", "way"),
        ("Det som följer", "task"),
        ("Återkoppling", "feedback"),
    ];
    for (name, list) in lists {
        let words: Vec<&str> =
            case_words().filter(|phrase| phrase.list == list && phrase.code != "unguarded").map(|phrase| phrase.words).collect();
        writeln!(out, "- **{name}**: {}", words.join(" · ")).expect("memory");
    }
}

fn line(out: &mut String, case: &Case) {
    let given = format!("{}, {}: {}", header(case, "direction"), header(case, "purpose"), case.given);
    let day = case.day.to_string();
    let cells = [&case.title, &day, &given, &case.when, &case.then, &case.by, &case.way, &case.source].map(|cell| cell.replace('|', "\\|"));
    writeln!(out, "| {} | {} |", case.number, cells.join(" | ")).expect("memory");
}

fn header(case: &Case, list: &str) -> &'static str {
    let code = if list == "direction" { case.direction.code() } else { case.purpose.code() };
    case_words().find(|phrase| phrase.list == list && phrase.code == code).expect("a phrase").words
}

#[test]
fn the_page_of_cases_is_current() {
    let page = page();
    let rows = page.lines().filter(|line| line.strip_prefix("| ").is_some_and(|row| row.starts_with(|first: char| first.is_ascii_digit())));
    assert_eq!(rows.count(), table().cases().len());
    assert!(is_kept("../../docs/rulebook/cases.md", &page), "read the difference, then UPDATE_CASES=1");
}

#[test]
fn numbers_and_titles_are_of_one_case() {
    let numbers: Vec<u32> = table().cases().iter().map(|case| case.number).collect();
    assert!(numbers.is_sorted(), "the files are joined in order");
    let titles: BTreeSet<&str> = table().cases().iter().map(|case| case.title.as_str()).collect();
    assert_eq!(titles.len(), table().cases().len(), "each title is said once");
}

const FIRST: &str = "one of the two persons is enough to close a value about both";
const OLDER: &str = "the older wording still stands that day, and it comes first in the file";
const CLOSED: &str = "a never-rule closes the other directions";
const ASKED: &str = "the person's consent is always asked for first";
const SLEEPS: &str = "the rules that need it are off";

/// Planted faults that change no decision and no way forward, and why. May only shrink.
const HARMLESS: [(&str, &str); 24] = [
    ("NEVER-ECHO-CUSTODY: opening 1: roles without victim", FIRST),
    ("NEVER-ECHO-CUSTODY: opening 1: roles without person_using_violence", FIRST),
    ("NEVER-ADDRESS-TO-POLICE: opening 0: roles without victim", FIRST),
    ("NEVER-ADDRESS-TO-POLICE: opening 0: roles without person_using_violence", FIRST),
    ("SOL-19-1-A: from 2025-06-30", OLDER),
    ("SOL-19-1-B: from 2026-01-14", OLDER),
    ("SOL-19-1-SOCIAL-B: from 2026-01-14", OLDER),
    ("SOL-19-6-D: from 2026-01-14", OLDER),
    ("CONSENT-VICTIM: opening 2: directions without social_to_police", "elsewhere her yes needs no named person"),
    ("CONSENT-PERP: opening 1: directions without police_to_social", CLOSED),
    ("OSL-26-1-H: opening 1: directions without social_to_social", CLOSED),
    ("OSL-10-27-STEP: needs without lead_has_cleared", "the lead clears the category in any case"),
    ("SOL-19-6-P: from 2026-01-14", OLDER),
    ("OSL-10-18c-RING: opening 0: categories without identity", ASKED),
    ("OSL-10-18c-RING: opening 0: categories without safe_contact", ASKED),
    ("OSL-10-18c-RING: opening 0: categories without acute_needs", ASKED),
    ("OSL-10-18c-RING: opening 0: categories without restraining_order", ASKED),
    ("OSL-10-18c-RING: opening 1: categories without safe_contact", ASKED),
    ("OSL-10-18c-RING: opening 1: categories without restraining_order", ASKED),
    ("OSL-10-18c-RING: opening 1: roles without person_using_violence", ASKED),
    ("SOL-19-1-RING: purposes without acute_support", ASKED),
    ("SOL-20-6-RING: opening 1: roles without person_using_violence", "the way is shown for the exposed person's part first"),
    ("fact child_exposed_to_listed_crime: answered by anybody", SLEEPS),
    ("fact committed_crime_reaches_threshold: answered by anybody", SLEEPS),
];

/// The table with only some of its cases.
fn only(wanted: impl Fn(&Case) -> bool) -> Option<CaseTable> {
    let lines: Vec<&str> = table().text().lines().collect();
    let rows = table().cases().iter().filter(|case| wanted(case)).map(|case| lines[case.row - 1]);
    let text: String = std::iter::once(lines[0]).chain(rows).map(|line| format!("{line}\n")).collect();
    CaseTable::parse(&text).ok()
}

/// The cases that try each rule: they find most faults in it, and are few.
fn near() -> BTreeMap<String, CaseTable> {
    let rules = coverage(table(), edition()).rules.into_iter();
    rules.filter_map(|rule| only(|case| rule.cases.contains(&case.number)).map(|table| (rule.id, table))).collect()
}

/// Where the cases begin that say what a rule does not open.
const REST: u32 = 1200;

/// The faults that no case finds, in their order. An edition that is not taken is found as well: no case is asked.
fn unfound(planted: &[Planted]) -> Vec<&str> {
    let (file, near) = (planted::shipped(), near());
    let rest = only(|case| case.number >= REST).expect("cases");
    let missed = |fault: &&Planted| {
        let Ok(edition) = fault.edition(&file) else { return false };
        near.get(fault.place()).into_iter().chain([&rest, table()]).all(|table| run(table, &edition).all_pass())
    };
    let (one, other) = planted.split_at(planted.len() / 2);
    let look = |part: &'_ [Planted]| -> Vec<usize> {
        part.iter().enumerate().filter(|(_, fault)| missed(fault)).map(|(place, _)| place).collect()
    };
    thread::scope(|scope| {
        let first = scope.spawn(|| look(one));
        let second = look(other).into_iter().map(|place| place + one.len());
        let places = first.join().expect("the other half").into_iter().chain(second);
        places.map(|place| planted[place].what.as_str()).collect()
    })
}

#[test]
fn a_slip_in_the_edition_breaks_a_case() {
    let planted = planted::all(&planted::shipped());
    assert!(planted.len() > 800, "{} planted", planted.len());
    assert_eq!(unfound(&planted), HARMLESS.map(|(what, _)| what));
}

#[test]
fn a_category_too_many_in_any_rule_breaks_a_case() {
    let planted = planted::wider(&planted::shipped());
    assert!(planted.len() > 700, "{} planted", planted.len());
    assert!(unfound(&planted).is_empty(), "{:?}", unfound(&planted));
}
