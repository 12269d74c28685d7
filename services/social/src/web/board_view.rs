//! The list in the reader's language.

use casework::{Casework, Staff, StillOut};
use jiff::Timestamp;
use protocol::{Basis, acknowledgement::Wait, acknowledgement::wait};
use web::{Page, Phone};

use super::{
    clock_view::{ClockView, clocks, due_words, waited},
    sender::{belongs_words, sender_name},
};
use crate::{
    config::DeskConfig,
    domain::{AttemptOutcome, DutyItem, DutyState, Group, Section, written_number},
    flow::{BoardShown, ItemShown, may_reassign},
};

/// The list as the template draws it.
pub(crate) struct BoardView {
    /// “2 väntar på kvittens, 3 pågår”.
    pub(crate) summary: String,
    /// A word above the list, such as who was quicker.
    pub(crate) notice: Option<String>,
    /// Who is out alone, in words, each with whether somebody must ring.
    pub(crate) out: Vec<(String, bool)>,
    /// Nobody owns these.
    pub(crate) waiting: Vec<GroupView>,
    /// Somebody does.
    pub(crate) ongoing: Vec<GroupView>,
    /// Done tonight.
    pub(crate) done: Vec<GroupView>,
    /// How many cases nobody owns.
    pub(crate) waiting_cases: usize,
    /// Something has waited beyond the second limit.
    pub(crate) anything_late: bool,
    /// No way to the broker: since when, if ever.
    pub(crate) cut_off: Option<String>,
    /// Whom to ring.
    pub(crate) sender: Phone,
    /// The limits in minutes, for clocks that run in the browser.
    pub(crate) amber_minutes: i64,
    /// The second limit.
    pub(crate) late_minutes: i64,
    /// Where the stream goes on.
    pub(crate) latest: i64,
}

/// A case on the list.
pub(crate) struct GroupView {
    /// Code of the case.
    pub(crate) code: String,
    /// As it is read aloud.
    pub(crate) spoken: String,
    /// The handovers.
    pub(crate) rows: Vec<RowView>,
    /// Rows that one press acknowledges.
    pub(crate) takes: Vec<String>,
    /// One that could not be opened: a press says that somebody has rung.
    pub(crate) rings: Option<String>,
    /// Who has it and how far it is, for a row that must not move.
    pub(crate) said: String,
    /// A handover by which somebody who has the case writes what they do.
    pub(crate) in_hand: Option<String>,
    /// This reader may give it to a colleague.
    pub(crate) may_assign: bool,
    /// This agency's id of the case, where notes are written.
    pub(crate) place: Option<String>,
}

/// A handover on the list.
pub(crate) struct RowView {
    /// When it was announced.
    pub(crate) since: Timestamp,
    /// How long ago, for readers without scripts.
    pub(crate) waited: String,
    /// `warn`, `late` or nothing.
    pub(crate) wait_state: &'static str,
    /// Which unit sent it.
    pub(crate) from: String,
    /// Whether something about children came.
    pub(crate) children: bool,
    /// Custody in words.
    pub(crate) custody: Option<String>,
    /// The safety clock: since when, and how long that is.
    pub(crate) custody_since: Option<(Timestamp, String)>,
    /// What it rests on.
    pub(crate) basis: String,
    /// Until when, or that no consent is needed.
    pub(crate) basis_detail: Option<String>,
    /// A report of concern.
    pub(crate) concern: bool,
    /// Not opened yet.
    pub(crate) announced: bool,
    /// No proof in time, or not to be opened: the number to ring is shown.
    pub(crate) ring: bool,
    /// Could not be opened.
    pub(crate) rejected: bool,
    /// A withdrawal that nobody has confirmed.
    pub(crate) must_stop: bool,
    /// Who owns it.
    pub(crate) owner: String,
    /// How far it has come.
    pub(crate) state: String,
    /// When that was.
    pub(crate) state_at: Timestamp,
    /// Why it is gone, in neutral words, or where it belongs.
    pub(crate) gone: Option<String>,
    /// Name of the district it is handed to.
    pub(crate) district: Option<String>,
    /// Promises and what the law calls for.
    pub(crate) clocks: Vec<ClockView>,
    /// “3 försök, senast 02:40”.
    pub(crate) attempts: Option<String>,
    /// When release is expected or was.
    pub(crate) release: Option<(Timestamp, String)>,
}

impl BoardView {
    /// The list for one person.
    pub(crate) fn of(reader: Reader<'_>, notice: Option<String>) -> Self {
        let Reader { page, casework, shown, .. } = reader;
        let part = |groups: &[Group]| groups.iter().map(|group| reader.group(group)).collect::<Vec<_>>();
        let (waiting, ongoing) = (part(&shown.board.waiting), part(&shown.board.ongoing));
        let limits = casework.limits();
        let recipient = casework.recipient();
        Self {
            summary: page.words.with("duty-summary", &[("waiting", waiting.len()), ("ongoing", ongoing.len())]),
            notice,
            out: shown.out.iter().map(|still| out_words(page, still)).collect(),
            waiting_cases: waiting.len(),
            anything_late: waiting.iter().flat_map(|group| &group.rows).any(|row| row.wait_state == "late"),
            waiting,
            ongoing,
            done: part(&shown.board.done),
            cut_off: cut_off(page, casework),
            sender: Phone { whom: recipient.name, number: written_number(&recipient.phone) },
            amber_minutes: limits.acknowledge_amber.as_mins(),
            late_minutes: limits.acknowledge_late.as_mins(),
            latest: shown.latest,
        }
    }
}

/// “Ute ensam i KV7 42: socialjouren, tillbaka 03:10”.
fn out_words(page: &Page, still: &StillOut) -> (String, bool) {
    let late = still.out.is_overdue(page.now);
    let (role, code) = (page.text(&format!("role-{}", still.out.role)).to_lowercase(), still.code.pairing().spoken());
    let key = if late { "care-out-late" } else { "care-out-until" };
    (page.words.with(key, &[("role", role), ("code", code), ("time", page.time(&still.out.expected_at))]), late)
}

/// What new alarms would not get through.
fn cut_off(page: &Page, casework: &Casework) -> Option<String> {
    let link = casework.link();
    if link.broker_reachable {
        return None;
    }
    Some(match link.last_contact {
        Some(last) => page.words.with("duty-cut-off-since", &[("time", page.time(&last))]),
        None => page.text("duty-cut-off"),
    })
}

/// For whom the list is drawn, and from what.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// The frame with the reader's language.
    pub(crate) page: &'a Page,
    /// The reader.
    pub(crate) staff: &'a Staff,
    /// For limits and names of senders.
    pub(crate) casework: &'a Casework,
    /// For names of districts.
    pub(crate) rules: &'a DeskConfig,
    /// The list.
    pub(crate) shown: &'a BoardShown,
}

impl Reader<'_> {
    fn group(&self, group: &Group) -> GroupView {
        let ids = |state: DutyState| {
            let free = group.items.iter().filter(move |item| item.state == state && item.owner.is_none());
            free.map(|item| item.handover.to_string()).collect::<Vec<_>>()
        };
        let in_hand = group.items.iter().find(|item| item.is_in_hand());
        GroupView {
            said: self.said(group),
            in_hand: in_hand.map(|item| item.handover.to_string()),
            may_assign: in_hand.is_some_and(|item| may_reassign(item, self.staff)),
            place: group.items.iter().find_map(|item| item.case).map(|case| case.to_string()),
            code: group.case_code.to_string(),
            spoken: group.case_code.pairing().spoken(),
            rows: group.items.iter().filter_map(|item| self.shown.of(item.handover)).map(|shown| self.row(shown)).collect(),
            takes: ids(DutyState::Received),
            rings: ids(DutyState::Rejected).into_iter().next(),
        }
    }

    fn row(&self, shown: &ItemShown) -> RowView {
        let (page, item) = (self.page, &shown.item);
        let waiting = item.section() == Section::Waiting;
        let rejected = item.state == DutyState::Rejected;
        let reached = wait(item.announced_at, page.now, self.casework.limits());
        RowView {
            since: item.announced_at,
            waited: waited(page, item.announced_at),
            wait_state: if waiting { wait_state(reached) } else { "" },
            from: sender_name(page, self.casework, item.from_unit.as_ref()),
            children: item.children,
            custody: shown.custody.as_ref().map(|told| page.text(&format!("custody-{}", told.status.code()))),
            custody_since: shown.custody.as_ref().and_then(|told| told.clock()).map(|since| (since, waited(page, since))),
            basis: basis_words(page, item),
            basis_detail: basis_detail(page, item),
            concern: item.is_concern(),
            announced: item.state == DutyState::Announced,
            ring: waiting && (item.unproven || rejected || stuck(item, page.now, self.casework)),
            rejected,
            must_stop: item.must_stop(),
            owner: self.colleague(item.owner.as_ref().map(|owner| *owner == self.staff.reference), shown.owner.as_deref()),
            state: page.text(&format!("duty-state-{}", item.state.code())),
            state_at: item.state_at,
            gone: gone(page, self.casework, item),
            district: item.district.as_ref().map(|code| self.rules.district(code).map_or_else(|| code.clone(), |one| one.name.clone())),
            clocks: clocks(page, shown),
            attempts: self.attempts(shown),
            release: shown.custody.as_ref().and_then(|told| told.release()).map(|at| (at, due_words(page, at))),
        }
    }

    /// “Du: kvitterat”; nothing while nobody has it.
    fn said(&self, group: &Group) -> String {
        let Some(shown) = group.items.first().and_then(|item| self.shown.of(item.handover)) else { return String::new() };
        let Some(owner) = &shown.item.owner else { return String::new() };
        let who = self.colleague(Some(*owner == self.staff.reference), shown.owner.as_deref());
        format!("{who}: {}", self.page.text(&format!("duty-state-{}", shown.item.state.code())).to_lowercase())
    }

    fn attempts(&self, shown: &ItemShown) -> Option<String> {
        let last = shown.attempts.last()?;
        let failed = shown.attempts.iter().filter(|attempt| attempt.outcome == AttemptOutcome::NoAnswer).count();
        Some(self.page.words.with("attempts-said", &[("n", failed.to_string()), ("time", self.page.time(&last.at))]))
    }

    /// “Du”, a colleague's name, or nobody. `mine` is none when nobody owns it.
    fn colleague(&self, mine: Option<bool>, name: Option<&str>) -> String {
        match (mine, name) {
            (Some(true), _) => self.page.text("duty-you"),
            (Some(false), Some(name)) => name.to_owned(),
            (Some(false), None) => self.page.text("duty-former-colleague"),
            (None, _) => self.page.text("duty-nobody"),
        }
    }
}

/// The same limit as the one after which casework says that it got no proof.
fn stuck(item: &DutyItem, now: Timestamp, casework: &Casework) -> bool {
    item.state == DutyState::Announced && now.duration_since(item.announced_at) >= casework.limits().proof_wait
}

const fn wait_state(reached: Wait) -> &'static str {
    match reached {
        Wait::OnTime => "",
        Wait::Amber => "warn",
        Wait::Late => "late",
    }
}

fn basis_words(page: &Page, item: &DutyItem) -> String {
    if item.is_concern() {
        return page.text("duty-basis-concern");
    }
    match item.basis {
        Some(Basis::Consent) => page.text("duty-basis-consent"),
        Some(Basis::Duty) => page.text("duty-basis-duty"),
        Some(Basis::Permission) => page.text("duty-basis-permission"),
        Some(Basis::StateOnly) => page.text("duty-basis-state-only"),
        None => page.text("duty-not-opened"),
    }
}

fn basis_detail(page: &Page, item: &DutyItem) -> Option<String> {
    match (item.basis, item.consent_until) {
        (Some(Basis::Duty), _) => Some(page.text("duty-basis-duty-detail")),
        (_, Some(until)) => Some(page.words.with("duty-consent-until", &[("day", page.day(&until))])),
        (_, None) => None,
    }
}

/// That a row is gone, never why, or where it belongs.
pub(super) fn gone(page: &Page, casework: &Casework, item: &DutyItem) -> Option<String> {
    if item.state == DutyState::Gone { Some(page.text("duty-gone")) } else { belongs_words(page, casework, item) }
}
