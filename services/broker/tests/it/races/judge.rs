//! Says of races that are over whether the lower index has won each, and whether everybody was told so.

use std::{collections::BTreeSet, fmt};

use wire::{ConsentId, HandoverId};

use super::{
    race::{FetchAnswer, Race},
    record::{Log, Record, Row},
};

/// What must never be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The log has a fetch under a consent above its withdrawal.
    FetchedAboveWithdrawal(HandoverId),
    /// The log has no release by this consent, more than one, or more than one end.
    NotOneOutcome(HandoverId),
    /// The log has no withdrawal, several, or another one than whoever withdrew was told.
    WithdrawalToldOtherwise(ConsentId),
    /// The recipient was told something else than the log says.
    FetchToldOtherwise(HandoverId),
    /// The tables say something else than the log.
    RowsSayOtherwise(HandoverId),
    /// Who was answered before the other one began has lost.
    AgainstTheClock(HandoverId),
}

/// How the races ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// The fetch had the lower index.
    pub fetched: usize,
    /// The withdrawal had it: nothing was fetched.
    pub stopped: usize,
    /// Both callers were under way at the same moment.
    pub together: usize,
    /// The recipient was given the parcel with its proof.
    pub parcels: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fetched, stopped, together, parcels } = self;
        write!(f, "{fetched} fetched first ({parcels} parcels with proof), {stopped} withdrawn first; both under way at once in {together}")
    }
}

/// Judges them all.
pub fn judge(races: &[Race], record: &Record) -> (Figures, Vec<Fault>) {
    let (mut figures, mut faults) = (Figures::default(), above_a_withdrawal(&record.log));
    for race in races {
        let end = end_of(race, &record.log);
        match end {
            Ok(None) => figures.stopped += 1,
            Ok(Some(_)) => figures.fetched += 1,
            Err(fault) => faults.push(fault),
        }
        figures.together += usize::from(race.fetch.sent.max(race.withdrawal.sent) < race.fetch.answered.min(race.withdrawal.answered));
        figures.parcels += usize::from(matches!(race.again, FetchAnswer::Parcel(_)));
        if let Ok(end) = end {
            faults.extend(of_race(race, end, record));
        }
    }
    (figures, faults)
}

/// By the log alone, whatever the callers say: every fetch of it, of races or not.
fn above_a_withdrawal(log: &Log) -> Vec<Fault> {
    let is_above = |(handover, places): &(&HandoverId, &Vec<u64>)| {
        let consents: BTreeSet<_> = log.released.get(handover).into_iter().flatten().flatten().collect();
        let withdrawn = consents.iter().filter_map(|consent| log.withdrawn.get(consent)).flatten().min();
        withdrawn.is_some_and(|withdrawn| places.iter().any(|fetched| fetched > withdrawn))
    };
    log.fetched.iter().filter(is_above).map(|(handover, _)| Fault::FetchedAboveWithdrawal(*handover)).collect()
}

/// Where the log has the one fetch of a race, if it was fetched.
fn end_of(race: &Race, log: &Log) -> Result<Option<u64>, Fault> {
    let released = log.released.get(&race.handover).map(Vec::as_slice).unwrap_or_default();
    let by_it = matches!(released, [consents] if consents.iter().eq([&race.consent]));
    match (by_it, log.fetched.get(&race.handover).map(Vec::as_slice).unwrap_or_default()) {
        (true, []) => Ok(None),
        (true, [fetched]) => Ok(Some(*fetched)),
        _ => Err(Fault::NotOneOutcome(race.handover)),
    }
}

/// Whether callers and tables say of a race what the log says.
fn of_race(race: &Race, end: Option<u64>, record: &Record) -> impl Iterator<Item = Fault> {
    let withdrawn = record.log.withdrawn.get(&race.consent).is_some_and(|places| *places == [race.withdrawal.answer]);
    let told = [race.fetch.answer, race.again].into_iter().all(|answer| match answer {
        FetchAnswer::Parcel(index) => end == Some(index),
        FetchAnswer::Waiting => end.is_some(),
        FetchAnswer::Gone => end.is_none(),
    });
    let row = match end {
        Some(_) => Row { state: "fetched".to_owned(), fetched_index: end, sealed: (true, true) },
        None => Row { state: "withdrawn".to_owned(), fetched_index: None, sealed: (false, false) },
    };
    let registry = record.withdrawn.get(&race.consent) == Some(&Some(race.withdrawal.answer));
    let against = if end.is_some() { race.withdrawal.answered < race.fetch.sent } else { race.fetch.answered < race.withdrawal.sent };
    [
        (withdrawn, Fault::WithdrawalToldOtherwise(race.consent)),
        (told, Fault::FetchToldOtherwise(race.handover)),
        (registry && record.rows.get(&race.handover) == Some(&row), Fault::RowsSayOtherwise(race.handover)),
        (!against, Fault::AgainstTheClock(race.handover)),
    ]
    .into_iter()
    .filter_map(|(holds, fault)| (!holds).then_some(fault))
}
