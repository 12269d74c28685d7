//! Numbers of a channel: is one missing, doubled, or not the one that was told before?

use wire::{HandoverId, codes};

codes!(
    /// What is wrong with a number.
    GapKind, "fault of a number" {
        /// A later one came and this one did not: a handover may have been withheld.
        Missing = "missing",
        /// Two handovers came under it.
        Doubled = "doubled",
        /// The broker told one end another number than the other, or than before.
        Contradicted = "contradicted",
    }
);

codes!(
    /// Where a gap stands.
    GapState, "state of a gap" {
        /// Seen; it may still come.
        Noticed = "noticed",
        /// It has not come for a minute: people are told.
        Open = "open",
        /// It came or was explained.
        Closed = "closed",
    }
);

/// Most missing numbers that are written down for one telling. More are one fault, not many.
const MISSING_MAX: u64 = 64;

/// What was known of a channel before a telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// The highest number so far, 0 when there is none.
    pub(crate) highest: u64,
    /// Who has the number that is told now.
    pub(crate) holder: Option<HandoverId>,
    /// The number the handover was told under before.
    pub(crate) before: Option<u64>,
}

/// What a telling means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// It was told before, the same.
    Repeated,
    /// It is the handover's number. Those that are skipped by it, in order.
    New { skipped: Vec<u64> },
    /// Somebody must look at once.
    Wrong(GapKind),
}

/// Judges a number of a handover.
pub(crate) fn judge_number(told: Told, number: u64, handover: HandoverId) -> Numbering {
    match (told.before, told.holder) {
        (Some(before), _) if before == number => Numbering::Repeated,
        (Some(_), _) => Numbering::Wrong(GapKind::Contradicted),
        (None, Some(holder)) if holder != handover => Numbering::Wrong(GapKind::Doubled),
        (None, _) => {
            let first = (told.highest + 1).max(number.saturating_sub(MISSING_MAX));
            Numbering::New { skipped: (first..number).collect() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handover(n: u8) -> HandoverId {
        format!("0199aa00-0000-7000-8000-0000000000{n:02}").parse().unwrap()
    }

    fn after(highest: u64) -> Told {
        Told { highest, holder: None, before: None }
    }

    #[test]
    fn the_next_number_leaves_nothing_out() {
        assert_eq!(judge_number(after(0), 1, handover(1)), Numbering::New { skipped: vec![] });
        assert_eq!(judge_number(after(7), 8, handover(1)), Numbering::New { skipped: vec![] });
        assert_eq!(judge_number(after(9), 8, handover(1)), Numbering::New { skipped: vec![] }, "it comes late");
    }

    #[test]
    fn a_later_number_leaves_out_those_between() {
        assert_eq!(judge_number(after(0), 3, handover(1)), Numbering::New { skipped: vec![1, 2] });
        let Numbering::New { skipped } = judge_number(after(0), u64::MAX, handover(1)) else { panic!("new") };
        assert_eq!(skipped.len(), 64, "a false number fills no table");
    }

    #[test]
    fn a_number_is_one_handovers_and_a_handover_has_one_number() {
        let taken = Told { holder: Some(handover(2)), ..after(4) };
        assert_eq!(judge_number(taken, 4, handover(1)), Numbering::Wrong(GapKind::Doubled));
        let other = Told { before: Some(3), ..after(4) };
        assert_eq!(judge_number(other, 4, handover(1)), Numbering::Wrong(GapKind::Contradicted));
        let same = Told { before: Some(4), holder: Some(handover(1)), ..after(4) };
        assert_eq!(judge_number(same, 4, handover(1)), Numbering::Repeated);
    }
}
