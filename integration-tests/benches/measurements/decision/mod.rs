//! The rule book's decision over 25 fields, with a rule or a reason and a way forward for each, beside the floor and
//! beside two engines of others over the same outlines by the same edition.

mod others;
mod outlines;

use std::{hint::black_box, sync::Arc};

use engines::cedar::Cedar;
use rulebook::{Edition, Moment, Verdict, decide};

use crate::{Outcome, cpu, floors::named_table::Floor, samples::Samples, table::Table};
use others::Others;
use outlines::{Case, FIELDS, Openness, cases};

const NOW: &str = "2026-11-28T12:00:00Z";
const ROUNDS: usize = 9;
/// Passes over all outlines in a slice: each slice is long enough for the clock and short enough for the neighbours.
const FLOOR_PASSES: usize = 40;
const OWN_PASSES: usize = 20;

pub fn run(table: &mut Table) -> Outcome {
    table.heading(
        "decision",
        "25 fields, a rule or a reason with its way forward for each; CPU of one core; nine rounds of slices in turn",
    )?;
    let (floor, edition) = (Floor::new()?, Edition::shipped());
    let at = Moment::in_sweden(NOW.parse()?);
    let text = std::str::from_utf8(Edition::SHIPPED)?;
    let cedar = Cedar::of(text);
    let mut others = Others::of(&cedar, text, at);
    for (name, openness) in [
        ("every consent and fact there", Openness::Everything),
        ("consents and facts by chance", Openness::ByChance),
        ("nothing asked", Openness::Nothing),
    ] {
        let cases = cases(openness, &edition)?;
        table.heading(name, &format!("{:.0} % of the fields go", share_that_goes(&cases, &edition, at) * 100.0))?;
        let same = others.ask(&cases, &edition, at);
        let mut rounds = Rounds::default();
        for _ in 0..ROUNDS {
            rounds.add(&floor, &mut others, &cases, &edition, at);
        }
        rounds.print(same, table)?;
    }
    Ok(())
}

fn share_that_goes(cases: &[Case], edition: &Edition, at: Moment) -> f64 {
    let goes = |case: &Case| {
        let decision = decide(Arc::clone(&case.outline), &case.grants, edition, at);
        decision.fields().iter().filter(|field| matches!(field.verdict, Verdict::Disclose(_))).count()
    };
    cases.iter().map(goes).sum::<usize>() as f64 / (cases.len() * FIELDS) as f64
}

/// CPU microseconds an outline in each round, and ratios within a round: neighbours change from second to second.
#[derive(Default)]
struct Rounds {
    floor: Samples,
    own: Samples,
    rego: Samples,
    cedar: Samples,
    own_to_floor: Samples,
    rego_to_own: Samples,
    cedar_to_own: Samples,
}

impl Rounds {
    fn add(&mut self, floor: &Floor, others: &mut Others<'_>, cases: &[Case], edition: &Edition, at: Moment) {
        let least = slice(FLOOR_PASSES * cases.len(), |call| floor.decide(call));
        let own = slice(OWN_PASSES * cases.len(), |call| {
            let case = &cases[call % cases.len()];
            black_box(decide(Arc::clone(black_box(&case.outline)), &case.grants, edition, at));
        });
        self.floor.add(least);
        self.own.add(own);
        self.own_to_floor.add(own / least);
        if others.len() == 0 {
            return;
        }
        let rego = slice(others.len(), |call| others.rego(call));
        let cedar = slice(others.len(), |call| others.cedar(call));
        self.rego.add(rego);
        self.cedar.add(cedar);
        self.rego_to_own.add(rego / own);
        self.cedar_to_own.add(cedar / own);
    }

    fn print(&self, same: f64, table: &mut Table) -> Outcome {
        let times = |ratio: &Samples, of: &str| format!("{:.2} x {of} ({:.2} to {:.2})", ratio.median(), ratio.at(0.25), ratio.at(0.75));
        table.figure("floor: table of names, deciding rule kept", self.floor.median(), "us")?;
        table.line("rule book", self.own.median(), "us", &times(&self.own_to_floor, "floor"))?;
        table.figure("fields that all three answer alike, with the same rules", same * 100.0, "%")?;
        table.line("Rego: regorus, compiled, register machine", self.rego.median(), "us", &times(&self.rego_to_own, "rule book"))?;
        table.line("Cedar: policies of the direction and category", self.cedar.median(), "us", &times(&self.cedar_to_own, "rule book"))
    }
}

/// CPU microseconds a call.
fn slice(calls: usize, call: impl FnMut(usize)) -> f64 {
    cpu::of(|| (0..calls).for_each(call)).0 * 1e6 / calls as f64
}
