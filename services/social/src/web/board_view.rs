//! The list in the reader's language.

use casework::{Casework, Staff};
use jiff::Timestamp;
use protocol::{Basis, acknowledgement::Wait, acknowledgement::wait};
use web::{Page, Phone};

use super::sender::sender_name;
use crate::{
    domain::{DutyItem, DutyState, Group, Section, written_number},
    flow::{BoardShown, ItemShown},
};

/// The list as the template draws it.
pub(crate) struct BoardView {
    /// “2 väntar på kvittens, 3 pågår”.
    pub(crate) summary: String,
    /// A word above the list, such as who was quicker.
    pub(crate) notice: Option<String>,
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
}

impl BoardView {
    /// The list for one person.
    pub(crate) fn of(page: &Page, staff: &Staff, casework: &Casework, shown: &BoardShown, notice: Option<String>) -> Self {
        let reader = Reader { page, staff, casework, shown };
        let part = |groups: &[Group]| groups.iter().map(|group| reader.group(group)).collect::<Vec<_>>();
        let (waiting, ongoing) = (part(&shown.board.waiting), part(&shown.board.ongoing));
        let limits = casework.limits();
        let recipient = casework.recipient();
        Self {
            summary: page.words.with("duty-summary", &[("waiting", waiting.len()), ("ongoing", ongoing.len())]),
            notice,
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

struct Reader<'a> {
    page: &'a Page,
    staff: &'a Staff,
    casework: &'a Casework,
    shown: &'a BoardShown,
}

impl Reader<'_> {
    fn group(&self, group: &Group) -> GroupView {
        let ids = |state: DutyState| {
            let free = group.items.iter().filter(move |item| item.state == state && item.owner.is_none());
            free.map(|item| item.handover.to_string()).collect::<Vec<_>>()
        };
        GroupView {
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
        }
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

/// Minutes as the browser's clock writes them.
fn waited(page: &Page, since: Timestamp) -> String {
    let minutes = page.now.duration_since(since).as_mins().max(0);
    let text = page.text(if minutes >= 60 { "clock-hour" } else { "clock-minute" });
    let rest = if minutes >= 60 { minutes % 60 } else { minutes };
    text.replace("{h}", &(minutes / 60).to_string()).replace("{n}", &rest.to_string())
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
