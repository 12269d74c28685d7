//! The sequencer of a real broker: consents that are registered by so many callers at once, each in the log and durable
//! before it is answered. One process on SQLite; the agencies are this program.

use std::{
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use integration_tests::{Kind, Outside, Plan, Town, fresh_id, now};
use jiff::SignedDuration;
use rulebook::Edition;
use wire::{
    AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentText, Language, MessageKind, PairingCode, Purpose, StaffRole,
    Subject, SubjectId, SubjectRole, value::CodeSet,
};

use crate::{Outcome, floors::sync, folder, handovers::services::Used, samples::Samples, table::Table};

const SLICES: usize = 5;
const FLOOR: Duration = Duration::from_millis(500);

/// Consents of a slice by how many callers wait at once.
const KINDS: [(usize, usize); 3] = [(16, 1_000), (64, 2_000), (256, 4_000)];

/// Measures each kind and writes its row: consents a second, as a share of as many records a sync.
pub fn run(table: &mut Table) -> Outcome {
    table.heading(
        "sequencer",
        "consents registered at a broker on SQLite; floor: 1.5 KB records appended to one file, as many a sync as are in flight",
    )?;
    let town = Town::with(Plan { broker_alone: true, ungated: true, ..Plan::default() });
    let (police, folder, edition) = (town.outside(Kind::Police), folder("sequencer")?, Edition::shipped());
    let used = || Used::by(&town, "broker", town.broker.metrics_url());
    let mut runs = KINDS.map(|(in_flight, _)| Run { in_flight, ..Run::default() });
    for _ in 0..SLICES {
        for ((in_flight, count), run) in KINDS.into_iter().zip(&mut runs) {
            let bodies = (0..count).map(|_| signed(&police, &edition)).collect::<Outcome<Vec<_>>>()?;
            let floor = sync::records_a_second(&folder, in_flight, FLOOR)?;
            let before = used()?;
            // Connections of its own: those of the slice before may be closed by now.
            run.add(register(&town.outside(Kind::Police), bodies, in_flight)?, used()?.since(before), floor);
        }
    }
    runs.iter().try_for_each(|run| run.print(table))
}

/// A consent as the police post it.
fn signed(police: &Outside, edition: &Edition) -> Outcome<Vec<u8>> {
    let now = now();
    let grant = ConsentGrant {
        id: fresh_id().parse()?,
        case_code: CaseCode::new(PairingCode::from_draw(4711), 26, 11)?,
        giver: Subject { id: SubjectId(fresh_id().parse()?), role: SubjectRole::Victim },
        from: Kind::Police.agency().parse()?,
        to: "socialtjansten-exempelstad/socialnamnden".parse()?,
        categories: CodeSet::new([Category::Identity, Category::SafeContact]),
        purpose: Purpose::AcuteSupport,
        valid_from: now,
        valid_until: now + SignedDuration::from_hours(14 * 24),
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: "0123456789abcdef0123456789abcdef".parse()?,
        edition: edition.id().clone(),
        card_code_hash: None,
    };
    Ok(police.signed(MessageKind::ConsentGrant, &serde_json::to_value(grant)?))
}

/// What came of a slice.
struct Slice {
    milliseconds: Samples,
    seconds: f64,
}

/// Posts all of them; so many callers wait for an answer at once.
fn register(police: &Outside, bodies: Vec<Vec<u8>>, in_flight: usize) -> Outcome<Slice> {
    let left = Mutex::new(bodies);
    let next = || left.lock().ok().and_then(|mut left| left.pop());
    let call = || {
        let mut samples = Samples::default();
        while let Some(body) = next() {
            let start = Instant::now();
            let answer = police.caller.attempt("POST", "/api/v1/consents", &body)?;
            if answer.status != 200 {
                return Err(format!("{} {}", answer.status, answer.text()).into());
            }
            samples.add(start.elapsed().as_secs_f64() * 1e3);
        }
        Outcome::Ok(samples)
    };
    let start = Instant::now();
    let milliseconds = thread::scope(|scope| {
        let callers: Vec<_> = (0..in_flight).map(|_| scope.spawn(call)).collect();
        let mut all = Samples::default();
        for caller in callers {
            all.append(caller.join().map_err(|_| "a caller crashed")??);
        }
        Outcome::Ok(all)
    })?;
    Ok(Slice { milliseconds, seconds: start.elapsed().as_secs_f64() })
}

#[derive(Default)]
struct Run {
    in_flight: usize,
    rates: Samples,
    floors: Samples,
    ratios: Samples,
    waits: Samples,
    used: Vec<Used>,
}

impl Run {
    fn add(&mut self, slice: Slice, used: Used, floor: f64) {
        let count = slice.milliseconds.len();
        let rate = count as f64 / slice.seconds;
        self.rates.add(rate);
        self.floors.add(floor);
        self.ratios.add(rate / floor);
        self.waits.append(slice.milliseconds);
        self.used.push(used.each(count));
    }

    fn print(&self, table: &mut Table) -> Outcome {
        let rate = &self.rates;
        let spread = format!("slices {:.0} to {:.0}", rate.at(0.0), rate.at(1.0));
        table.line(&format!("consents registered, {} in flight", self.in_flight), rate.median(), "a second", &spread)?;
        let waits = &self.waits;
        table.line("  from the call to the answer, p50", waits.median(), "ms", &format!("p99 {:.1} ms", waits.at(0.99)))?;
        table.line("  records of the floor", self.floors.median(), "a second", &format!("{:.3} x that", self.ratios.median()))?;
        let each = |of: fn(&Used) -> f64| self.used.iter().map(of).collect::<Samples>().median();
        let batch = format!("{:.1} consents a commit", 1.0 / each(|used| used.commits));
        table.line("  CPU of the broker a consent", each(|used| used.cpu_milliseconds), "ms", &batch)
    }
}
