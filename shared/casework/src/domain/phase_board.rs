//! The phase board: how far this agency has come by its own checklists, and how far the other says it has come.

use std::collections::BTreeMap;

use jiff::Timestamp;
use practice::{Checklist, ChecklistItem, FlagChange, Flags};
use wire::value::{ItemState, PhaseItem, PhaseState};

use super::{ChecklistRun, Mark, last_words};

/// A checklist of this agency with what was said of it in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedChecklist {
    /// The checklist in the version that is read here.
    pub checklist: Checklist,
    /// The run; none before the first item is marked.
    pub run: Option<ChecklistRun>,
    /// Every word on its items, oldest first.
    pub marks: Vec<Mark>,
}

/// A state that crossed, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldState {
    /// The item and how far it has come.
    pub state: PhaseState,
    /// When whoever said it said it.
    pub at: Timestamp,
}

impl WorkedChecklist {
    /// The last word on an item.
    pub fn last_word(&self, item: &str) -> Option<&Mark> {
        last_words(&self.marks).get(item).copied()
    }

    fn changes(&self) -> impl Iterator<Item = (Timestamp, FlagChange)> + '_ {
        let last = last_words(&self.marks);
        let items = self.checklist.items().iter().filter_map(move |item| last.get(item.id()).map(|mark| (item, *mark)));
        items.flat_map(|(item, mark)| {
            let chosen = item.answers().iter().filter(|answer| mark.answers.contains(answer.id()));
            chosen.flat_map(|answer| answer.sets()).map(|change| (mark.at, *change)).collect::<Vec<_>>()
        })
    }
}

/// What is known of a case: what the case itself says, and then the answers in the order they were given.
pub fn flags_of(lists: &[WorkedChecklist], known: &[FlagChange]) -> Flags {
    let mut answers: Vec<(Timestamp, FlagChange)> = lists.iter().flat_map(WorkedChecklist::changes).collect();
    answers.sort_by_key(|(at, _)| *at);
    known.iter().copied().chain(answers.into_iter().map(|(_, change)| change)).collect()
}

/// How far each item of the closed list has come by all checklists together. An item that no checklist speaks to has no
/// state, and neither has one that nobody has said anything of.
pub fn own_states(lists: &[WorkedChecklist], flags: &Flags) -> BTreeMap<PhaseItem, ItemState> {
    let mut said: BTreeMap<PhaseItem, Vec<Option<ItemState>>> = BTreeMap::new();
    for list in lists {
        let last = last_words(&list.marks);
        for item in list.checklist.items() {
            let word = last.get(item.id()).map(|mark| mark.word.state());
            if let Some(phase_item) = spoken_to(item, flags, word) {
                said.entry(phase_item).or_default().push(word);
            }
        }
    }
    said.into_iter().filter_map(|(item, states)| together(&states).map(|state| (item, state))).collect()
}

/// An item counts when it applies, and when somebody has said something of it although it does not.
fn spoken_to(item: &ChecklistItem, flags: &Flags, word: Option<ItemState>) -> Option<PhaseItem> {
    item.phase_item().filter(|_| word.is_some() || item.applies(flags))
}

/// Several items that speak to one: done when each is done or does not apply; under way when some are.
fn together(states: &[Option<ItemState>]) -> Option<ItemState> {
    if states.iter().all(Option::is_none) {
        return None;
    }
    let all = |wanted: &[ItemState]| states.iter().all(|state| state.is_some_and(|state| wanted.contains(&state)));
    Some(if all(&[ItemState::NotApplicable]) {
        ItemState::NotApplicable
    } else if all(&[ItemState::Done, ItemState::NotApplicable]) {
        ItemState::Done
    } else if states.iter().all(|state| matches!(state, None | Some(ItemState::NotStarted))) {
        ItemState::NotStarted
    } else {
        ItemState::UnderWay
    })
}

/// The newest word on each item.
pub fn newest(told: &[ToldState]) -> BTreeMap<PhaseItem, &ToldState> {
    let mut newest: BTreeMap<PhaseItem, &ToldState> = BTreeMap::new();
    for one in told {
        let known = newest.entry(one.state.item).or_insert(one);
        if one.at >= known.at {
            *known = one;
        }
    }
    newest
}

/// What the other agency has not been told, or was told otherwise, in the order of the closed list. That nobody has begun
/// is worth a word only to take an earlier one back.
pub fn untold(own: &BTreeMap<PhaseItem, ItemState>, told: &[ToldState]) -> Vec<PhaseState> {
    let newest = newest(told);
    let differs = |(item, state): (&PhaseItem, &ItemState)| {
        let before = newest.get(item).map_or(ItemState::NotStarted, |told| told.state.state);
        (before != *state).then(|| PhaseState::new(*item, *state))
    };
    own.iter().filter_map(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_items_that_speak_to_one_are_done_together() {
        use ItemState::{Done, NotApplicable, NotStarted, UnderWay};
        for (states, whole) in [
            (vec![None, None], None),
            (vec![Some(Done), None], Some(UnderWay)),
            (vec![Some(Done), Some(NotApplicable)], Some(Done)),
            (vec![Some(NotApplicable)], Some(NotApplicable)),
            (vec![Some(NotStarted), None], Some(NotStarted)),
            (vec![Some(UnderWay)], Some(UnderWay)),
            (vec![Some(NotStarted), Some(Done)], Some(UnderWay)),
        ] {
            assert_eq!(together(&states), whole, "{states:?}");
        }
    }

    #[test]
    fn only_what_differs_from_what_was_told_last_is_told() {
        let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
        let own = BTreeMap::from([
            (PhaseItem::ChildrenMapped, ItemState::Done),
            (PhaseItem::ConcernJudged, ItemState::NotStarted),
            (PhaseItem::SafetyPlan, ItemState::NotStarted),
        ]);
        let told = [
            ToldState { state: PhaseState::new(PhaseItem::SafetyPlan, ItemState::Done), at: at(2) },
            ToldState { state: PhaseState::new(PhaseItem::ChildrenMapped, ItemState::Done), at: at(1) },
        ];
        assert_eq!(untold(&own, &told), [PhaseState::new(PhaseItem::SafetyPlan, ItemState::NotStarted)]);
        assert_eq!(untold(&own, &[]), [PhaseState::new(PhaseItem::ChildrenMapped, ItemState::Done)]);
    }
}
