//! The order of the list: who waits longest, what is due next, and which rows are one case.

use jiff::Timestamp;
use wire::CaseCode;

use super::{DutyItem, Section};

/// Handovers of one case that stand together: the report of concern first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Code of the case.
    pub case_code: CaseCode,
    /// The rows, never empty.
    pub items: Vec<DutyItem>,
}

/// The list in its three parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    /// Nobody owns these; the longest waiting first.
    pub waiting: Vec<Group>,
    /// Somebody owns these; the next deadline first.
    pub ongoing: Vec<Group>,
    /// Nothing more to do tonight; the latest first.
    pub done: Vec<Group>,
}

/// Orders the rows. Two rows are one case when both code and this agency's case are the same; an announced row, whose case is
/// not known yet, stands with the code.
pub fn arrange(items: Vec<DutyItem>) -> Board {
    let part = |section| items.iter().filter(move |item| item.section() == section).cloned().collect::<Vec<_>>();
    let mut done = grouped(part(Section::Done), |item| item.state_at);
    done.reverse();
    Board { waiting: grouped(part(Section::Waiting), |item| item.announced_at), ongoing: grouped(part(Section::Ongoing), deadline), done }
}

/// What is due next: a report of concern calls for a judgement at once (SoL 20:1, “genast”), so since it came; a handover by
/// consent is good until the consent ends; anything else has no end of its own.
pub fn deadline(item: &DutyItem) -> Timestamp {
    if item.is_concern() { item.announced_at } else { item.consent_until.unwrap_or(Timestamp::MAX) }
}

fn grouped(mut items: Vec<DutyItem>, due: impl Fn(&DutyItem) -> Timestamp) -> Vec<Group> {
    items.sort_by_key(|item| (due(item), item.announced_at, item.handover));
    let mut groups: Vec<Group> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|group| belongs(group, &item)) {
            Some(group) => group.items.push(item),
            None => groups.push(Group { case_code: item.case_code, items: vec![item] }),
        }
    }
    for group in &mut groups {
        group.items.sort_by_key(|item| (!item.is_concern(), item.announced_at, item.handover));
    }
    groups
}

fn belongs(group: &Group, item: &DutyItem) -> bool {
    let known = group.items.iter().find_map(|other| other.case);
    group.case_code == item.case_code && (known.is_none() || item.case.is_none() || known == item.case)
}

#[cfg(test)]
mod tests {
    use protocol::Basis;
    use wire::{HandoverId, PairingCode, Purpose, Urgency};

    use super::*;
    use crate::domain::DutyState;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_795_300_000 + 60 * minute).unwrap()
    }

    fn item(n: u8, draw: u32, purpose: Purpose, minute: i64) -> DutyItem {
        let code = CaseCode::new(PairingCode::from_draw(draw), 26, 11).unwrap();
        let id = HandoverId(uuid::Uuid::from_bytes([n; 16]));
        let unit = "socialtjansten-exempelstad/socialjouren".parse().unwrap();
        DutyItem {
            state: DutyState::Received,
            received_at: Some(at(minute)),
            ..DutyItem::announced(id, code, unit, purpose, Urgency::Immediate, at(minute))
        }
    }

    fn ids(groups: &[Group]) -> Vec<Vec<u8>> {
        groups.iter().map(|group| group.items.iter().map(|item| item.handover.0.as_bytes()[0]).collect()).collect()
    }

    #[test]
    fn the_longest_waiting_case_is_first_and_the_report_of_concern_first_within_it() {
        let items = vec![
            item(1, 7, Purpose::AcuteSupport, 5),
            item(2, 9, Purpose::AcuteSupport, 2),
            item(3, 9, Purpose::ChildProtection, 3),
            item(4, 4, Purpose::AcuteSupport, 4),
        ];
        assert_eq!(ids(&arrange(items).waiting), [vec![3, 2], vec![4], vec![1]]);
    }

    #[test]
    fn the_same_code_of_two_agencies_is_two_cases() {
        let case = |n: u8| Some(store::Id::from_bytes([n; 16]));
        let items = vec![
            DutyItem { case: case(1), ..item(1, 7, Purpose::AcuteSupport, 1) },
            DutyItem { case: case(2), ..item(2, 7, Purpose::AcuteSupport, 2) },
            DutyItem { case: case(1), ..item(3, 7, Purpose::AcuteSupport, 3) },
        ];
        assert_eq!(ids(&arrange(items).waiting), [vec![1, 3], vec![2]]);
    }

    #[test]
    fn what_is_owned_is_ordered_by_what_is_due_next() {
        let own = |item: DutyItem| DutyItem { state: DutyState::Acknowledged, ..item };
        let consent =
            |item: DutyItem, days: i64| DutyItem { basis: Some(Basis::Consent), consent_until: Some(at(days * 1440)), ..own(item) };
        let items = vec![
            own(item(1, 1, Purpose::Coordination, 1)),
            consent(item(2, 2, Purpose::AcuteSupport, 2), 14),
            consent(item(3, 3, Purpose::AcuteSupport, 3), 2),
            own(item(4, 4, Purpose::ChildProtection, 4)),
        ];
        assert_eq!(ids(&arrange(items).ongoing), [vec![4], vec![3], vec![2], vec![1]]);
    }

    #[test]
    fn one_that_could_not_be_opened_waits_until_somebody_has_rung() {
        let rejected = DutyItem { state: DutyState::Rejected, ..item(1, 1, Purpose::AcuteSupport, 1) };
        assert_eq!(rejected.section(), Section::Waiting);
        let staff = "0123456789abcdef0123456789abcdef".parse().unwrap();
        assert_eq!(DutyItem { owner: Some(staff), ..rejected }.section(), Section::Done);
    }
}
