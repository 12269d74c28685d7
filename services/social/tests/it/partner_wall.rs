//! The wall: his therapist, and everybody of his unit, sees to the byte the same whatever she has answered, whether there was contact,
//! and whoever told what there is to consider.

use std::sync::{Arc, Mutex};

use social::access::DOORS;
use store::Backend;

use crate::{
    browser::{Browser, goes_to},
    held_talk::count,
    night::{Night, through},
    two_sides::Sides,
};

/// What goes on on her side. What he does is the same in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hers {
    /// Nothing at all.
    Nothing,
    /// She says yes, they talk, tasks are done, letters printed, and she tells something for the therapist on Wednesday.
    Everything,
    /// The same, and she takes back on Saturday what she told.
    TakesBack,
    /// She says no.
    Declines,
    /// Nothing of hers, but the team's own assessment on Tuesday says the same.
    TeamTells,
}

/// Something on his unit's pages: who, what was asked for, and what came.
type Seen = (String, String);

/// What the unit sees up to Sunday, and on the Monday after six.
#[derive(Debug, Default, Clone)]
struct Run {
    until_sunday: Vec<Seen>,
    on_monday: Vec<Seen>,
}

fn run(backend: Backend, hers: Hers) -> Run {
    let kept = Arc::new(Mutex::new(Run::default()));
    let own = Arc::clone(&kept);
    through(backend, |night| async move {
        let run = lived(&night, hers).await;
        *own.lock().unwrap() = run;
        night.end().await;
    });
    kept.lock().unwrap().clone()
}

/// From the night to the second Monday. A step takes as long in every run.
async fn lived(night: &Night, hers: Hers) -> Run {
    let sides = Sides::agreed(night).await;
    let mut seen = Vec::new();
    look(&sides, &mut seen).await;
    at(night, "2026-11-22T10:00:00Z");
    if matches!(hers, Hers::Everything | Hers::TakesBack) {
        sides.tap("phone", "failed").await;
        sides.tap("phone", "reached").await;
        sides.she_answers("given").await;
    } else if hers == Hers::Declines {
        sides.she_answers("refused").await;
        goes_to(sides.at_hers("exclusions", &[("exclusion", "sheltered_housing")]).await);
    }
    at(night, "2026-11-22T12:00:00Z");
    look(&sides, &mut seen).await;
    // He goes on as if nothing were: what is answered to the therapist's own taps is compared too.
    for (form, fields) in [
        ("answers", vec![("part", "safety"), ("answer", "given"), ("answered_on", "2026-11-22"), ("form", "spoken")]),
        ("events", vec![("kind", "missed"), ("happened_on", "2026-11-22")]),
        ("events", vec![("kind", "danger_raised"), ("wording", "control"), ("happened_on", "2026-11-22")]),
        ("answers", vec![("part", "in_treatment"), ("answer", "withdrawn"), ("answered_on", "2026-11-22"), ("form", "spoken")]),
        ("events", vec![("kind", "missed"), ("happened_on", "yesterday")]),
    ] {
        let answer = sides.at_his(form, &fields).await;
        seen.push((format!("POST {form} {fields:?}"), blind(&format!("{} {}\n{}", answer.status, answer.location, answer.text))));
        night.after(1);
    }
    at(night, "2026-11-24T10:00:00Z");
    if hers == Hers::TeamTells {
        sides.pass_on("own_assessment", "substances").await;
    }
    at(night, "2026-11-25T15:00:00Z");
    if matches!(hers, Hers::Everything | Hers::TakesBack) {
        sides.finish("Faran har ökat", "done").await;
        sides.pass_on("exposed_person", "substances").await;
        let asked = [("kind", "partner-letter-neutral"), ("letter_wording", "sv"), ("phone", "070-174 06 60")];
        assert!(sides.at_hers("letters/preview", &asked).await.status.is_success());
    }
    at(night, "2026-11-28T12:00:00Z");
    if hers == Hers::TakesBack {
        let page = sides.her_page().await;
        let told = page.split_once("name=\"passed_on\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        goes_to(sides.at_hers("wordings/withdraw", &[("passed_on", &told)]).await);
    }
    for moment in ["2026-11-28T15:00:00Z", "2026-11-30T04:59:00Z"] {
        at(night, moment);
        look(&sides, &mut seen).await;
    }
    seen.push(("rows of his side".to_owned(), rows(night).await));
    at(night, "2026-11-30T06:00:00Z");
    let mut on_monday = Vec::new();
    look(&sides, &mut on_monday).await;
    Run { until_sunday: seen, on_monday }
}

/// Turns the clock to a moment.
fn at(night: &Night, moment: &str) {
    let now = store::clock::Clock::now(&*night.clock);
    let step = moment.parse::<jiff::Timestamp>().unwrap().duration_since(now);
    assert!(step.is_positive(), "{moment} has been");
    night.clock.advance(step);
}

/// Everything that anybody of his unit can open, in both languages: every door that is there, by its own pages and by her addresses.
async fn look(sides: &Sides<'_>, seen: &mut Vec<Seen>) {
    for name in ["tove", "tor", "ulf"] {
        let browser = Browser::of(sides.night, name).await;
        let doors = DOORS.iter().filter(|door| door.method == "GET" && !door.path.contains('{')).map(|door| door.path.to_owned());
        for path in doors.chain([sides.his.clone(), sides.hers.clone(), format!("{}/letters/x", sides.hers)]) {
            for language in ["sv", "en"] {
                let answer = browser.get_in(&path, language).await;
                let text = answer.text.replace(&path, "/here");
                let whole = blind(&format!("{} {}\n{text}", answer.status, answer.location));
                seen.push((format!("{name} {language} {}", blind(&path)), whole));
            }
        }
    }
}

/// Random ids, references and tokens are the one thing that two runs may differ in.
fn blind(text: &str) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
    for character in text.chars().chain(['\n']) {
        if is_part(character) {
            word.push(character);
            continue;
        }
        // No word of a page is as long as that.
        let is_token = word.len() >= 32;
        out.push_str(if is_token { "…" } else { &word });
        word.clear();
        out.push(character);
    }
    out
}

/// How many rows his side has: views among them.
async fn rows(night: &Night) -> String {
    let tables = ["treatments", "treatment_consents", "treatment_partners", "treatment_events", "treatment_decisions", "treatment_views"];
    let mut counted = String::new();
    for table in tables.into_iter().chain(["access_entries", "duty_items"]) {
        counted.push_str(&format!("{table} {}\n", count(night, table).await));
    }
    counted
}

fn same(one: &[Seen], other: &[Seen], between: &str) {
    assert_eq!(one.len(), other.len(), "{between}");
    for ((asked, first), (also, second)) in one.iter().zip(other) {
        assert_eq!(asked, also, "{between}");
        assert!(first == second, "{between}: {asked}\n--- one\n{first}\n--- the other\n{second}");
    }
}

fn nothing_that_is_hers_is_seen_on_his_side(backend: Backend) {
    let nothing = run(backend, Hers::Nothing);
    if nothing.until_sunday.is_empty() {
        return;
    }
    let everything = run(backend, Hers::Everything);
    let others = [
        (Hers::Everything, everything.clone()),
        (Hers::TakesBack, run(backend, Hers::TakesBack)),
        (Hers::Declines, run(backend, Hers::Declines)),
    ];
    for (hers, other) in &others {
        same(&nothing.until_sunday, &other.until_sunday, &format!("nothing and {hers:?}, until Sunday"));
        if *hers != Hers::Everything {
            same(&nothing.on_monday, &other.on_monday, &format!("nothing and {hers:?}, on Monday"));
        }
    }
    // Who told, and on which day of the week, makes no difference either.
    let team = run(backend, Hers::TeamTells);
    same(&team.until_sunday, &everything.until_sunday, "the team's own word and hers, until Sunday");
    same(&team.on_monday, &everything.on_monday, "the team's own word and hers, on Monday");
    // The comparison can see: what is there to consider on Monday is a difference, on the page of the treatment alone.
    let differs = |(one, other): (&Seen, &Seen)| (one != other).then(|| one.0.clone());
    let found: Vec<String> = nothing.on_monday.iter().zip(&everything.on_monday).filter_map(differs).collect();
    assert_eq!(found.len(), 4, "two therapists in two languages: {found:?}");
    assert!(found.iter().all(|asked| asked.contains("/treatments/…")), "{found:?}");
}

/// A leak that is put in on purpose is found: each of these would tell of her.
#[test]
fn a_leak_would_be_found() {
    let page = |line: &str| vec![("tove sv /treatments/…".to_owned(), blind(&format!("200 OK \n<h1>Behandling 1</h1>{line}<p>x</p>")))];
    let leaks = ["<p>2 av minst 5</p>", "<p>Erbjudandet kvarstår</p>", " ", "<!-- -->", "<p>Från partnern</p>", "<time>10:02</time>"];
    for leak in leaks {
        let found = std::panic::catch_unwind(|| same(&page(""), &page(leak), "a leak"));
        assert!(found.is_err(), "{leak:?}");
    }
    same(&page("0197a9b0-0000-7000-8000-000000000000"), &page("0197a9b0-0000-7000-8000-00000000ffff"), "an id");
}

/// His tables lead nowhere on her side.
#[test]
fn no_table_of_his_points_to_hers() {
    for migration in [
        include_str!("../../../../migrations/social/sqlite/2026-11-30-0590_treatments/up.sql"),
        include_str!("../../../../migrations/social/postgres/2026-11-30-0590_treatments/up.sql"),
    ] {
        let statements = migration.lines().filter(|line| !line.trim_start().starts_with("--"));
        let to: Vec<&str> = statements.filter_map(|line| line.split_once("REFERENCES ")).map(|(_, rest)| rest).collect();
        assert!(to.len() > 10);
        for target in to {
            assert!(target.starts_with("treatments ") || target.starts_with("staff_members "), "{target}");
        }
    }
}

mod sqlite {
    #[test]
    fn nothing_that_is_hers_is_seen_on_his_side() {
        super::nothing_that_is_hers_is_seen_on_his_side(store::Backend::Sqlite);
    }
}

mod postgres {
    #[test]
    fn nothing_that_is_hers_is_seen_on_his_side() {
        super::nothing_that_is_hers_is_seen_on_his_side(store::Backend::Postgres);
    }
}
