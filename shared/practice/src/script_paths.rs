//! That a script can be walked: whatever is known, every step leads on, each is reached by somebody, and each can come to an end.

use crate::{
    error::ContentError,
    script::{Next, Script},
    talk_fact::{TalkFact, TalkFacts},
};

/// A step and what is known there: its place, and the place of a combination of facts.
type Stand = (usize, usize);

/// The script, and where each step lands by each combination of facts.
struct Paths<'a> {
    script: &'a Script,
    landings: Vec<Vec<Option<usize>>>,
}

pub(crate) fn check_paths(script: &Script) -> Result<(), ContentError> {
    let known: Vec<TalkFacts> = (0..combinations()).map(facts).collect();
    let landings = |place: usize| known.iter().map(|facts| script.landing(place, facts)).collect();
    let paths = Paths { script, landings: (0..script.steps.len()).map(landings).collect() };
    let named = |place: usize| script.steps[place].id.clone();
    if let Some(place) = paths.landings.iter().position(|landings| landings.contains(&None)) {
        return Err(ContentError::NoWayRound(named(place)));
    }
    let reached = paths.reached();
    if let Some(place) = reached.iter().position(|known| !known.contains(&true)) {
        return Err(ContentError::Unreached(named(place)));
    }
    let ending = paths.ending();
    let endless = |place: &usize| reached[*place].iter().zip(&ending[*place]).any(|(reached, ends)| *reached && !ends);
    match (0..script.steps.len()).find(endless) {
        Some(place) => Err(ContentError::NoEnd(named(place))),
        None => Ok(()),
    }
}

impl Paths<'_> {
    /// Every step that somebody can come to, by what is known there.
    fn reached(&self) -> Vec<Vec<bool>> {
        let mut reached = self.nowhere();
        let mut waiting: Vec<Stand> = (0..combinations()).filter_map(|known| Some((self.landings[0][known]?, known))).collect();
        while let Some((place, known)) = waiting.pop() {
            if !std::mem::replace(&mut reached[place][known], true) {
                waiting.extend(self.ways((place, known)).into_iter().flatten());
            }
        }
        reached
    }

    /// Every step from which the end can be come to, without a guard and without breaking off.
    fn ending(&self) -> Vec<Vec<bool>> {
        let mut ending = self.nowhere();
        loop {
            let ends = |stand: &Stand| self.ways(*stand).iter().any(|way| way.is_none_or(|(place, known)| ending[place][known]));
            let stands = (0..ending.len()).flat_map(|place| (0..combinations()).map(move |known| (place, known)));
            let more: Vec<Stand> = stands.filter(|(place, known)| !ending[*place][*known]).filter(ends).collect();
            if more.is_empty() {
                return ending;
            }
            more.into_iter().for_each(|(place, known)| ending[place][known] = true);
        }
    }

    fn nowhere(&self) -> Vec<Vec<bool>> {
        vec![vec![false; combinations()]; self.script.steps.len()]
    }

    /// Where a step leads; none is the end. Guards lead back.
    fn ways(&self, (place, known): Stand) -> Vec<Option<Stand>> {
        let step = &self.script.steps[place];
        let chips = step.chips.iter().map(|chip| (chip.next, chip.sets.iter().fold(known, |known, fact| known | bit(*fact))));
        let all = step.next.map(|next| (next, known)).into_iter().chain(chips);
        all.filter_map(|(next, known)| match next {
            Next::Step(place) => self.landings[place][known].map(|place| Some((place, known))),
            Next::End(_) => Some(None),
            Next::Guard(_) | Next::Back => None,
        })
        .collect()
    }
}

fn combinations() -> usize {
    1 << TalkFact::ALL.len()
}

fn bit(fact: TalkFact) -> usize {
    TalkFact::ALL.iter().position(|known| *known == fact).map_or(0, |place| 1 << place)
}

fn facts(known: usize) -> TalkFacts {
    TalkFact::ALL.iter().copied().filter(|fact| known & bit(*fact) != 0).collect()
}
