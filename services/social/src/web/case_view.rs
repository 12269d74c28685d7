//! An opened case in the reader's language.

use casework::{
    Casework, FieldCorrection, Row, Staff,
    web::{
        RowView, ShownLine,
        handovers::{ContactLine, contact_lines},
        number_shut, protection_words,
    },
};
use jiff::Timestamp;
use protocol::Basis;
use web::{Page, Phone};
use wire::{Category, HandoverId, SubjectRole, Value, value::CorrectionHow};

use super::{
    board_view::gone,
    sender::sender_name,
    work_view::{NotesView, StepsView, WorkView, notes, steps, work},
};
use crate::{
    config::DeskConfig,
    domain::{Agreed, DutyItem, DutyState, Section, written_number},
    flow::{OpenedCase, OpenedItem},
};

/// A case as the template draws it.
pub(crate) struct CaseView {
    /// As it is read aloud.
    pub(crate) spoken: String,
    /// Its handovers.
    pub(crate) items: Vec<ItemView>,
    /// What one press acknowledges: the first, and those beside it.
    pub(crate) takes: Vec<String>,
    /// Whom to ring.
    pub(crate) sender: Phone,
    /// Level of protected identity, as a warning.
    pub(crate) protection: Option<String>,
    /// The number that is safe, with what may be done with it.
    pub(crate) contact: Option<Contact>,
    /// The line of each exposed person: how often, who last.
    pub(crate) lines: Vec<ContactLine>,
    /// Somebody said that nobody may call.
    pub(crate) do_not_call: bool,
    /// A talk in custody is over: the exposed person is called before the release.
    pub(crate) call_first: bool,
    /// Her safety plan is to be gone through.
    pub(crate) plan_due: bool,
    /// A handover by consent came without a number.
    pub(crate) contact_missing: bool,
    /// The handover by which a word of state is sent, and the words, each with whether it is the one the case has.
    pub(crate) tell: Option<(String, Vec<Choice>)>,
    /// What the desk writes down while it has the case.
    pub(crate) work: Option<WorkView>,
    /// Notes.
    pub(crate) notes: Option<NotesView>,
}

/// One handover, opened.
pub(crate) struct ItemView {
    pub(crate) handover: String,
    pub(crate) title: String,
    /// “från Polisen, polis i yttre tjänst”.
    pub(crate) from: String,
    pub(crate) came_at: Timestamp,
    pub(crate) consent_until: Option<String>,
    pub(crate) edition: Option<String>,
    /// Another edition is in force by now than the one it was judged by, whose words the page has.
    pub(crate) other_edition: bool,
    pub(crate) log_index: Option<u64>,
    pub(crate) rows: Vec<RowView>,
    pub(crate) state: String,
    pub(crate) state_at: Timestamp,
    pub(crate) state_by: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) may_decline: bool,
    /// The question of the first contact: answers, each with whether it is the one that was given.
    pub(crate) answers: Vec<Choice>,
    /// The person says that there never was a consent.
    pub(crate) said_no: bool,
    /// What came by consent is not shown any more.
    pub(crate) hidden: bool,
    pub(crate) may_take_back: bool,
    pub(crate) withdrawn_at: Option<Timestamp>,
    pub(crate) must_stop: bool,
    pub(crate) announced: bool,
    pub(crate) rejected: bool,
    /// Why it is gone, in neutral words, or where it belongs.
    pub(crate) gone: Option<String>,
    /// The steps of a report of concern.
    pub(crate) steps: Option<StepsView>,
}

/// A button: its value, its words, and whether it is the answer at hand.
pub(crate) type Choice = (&'static str, String, bool);

/// How the person may be reached.
pub(crate) struct Contact {
    pub(crate) phone: Phone,
    pub(crate) lines: Vec<ShownLine>,
    pub(crate) row: RowView,
}

/// The words that a person may send back.
const TELLS: &[DutyState] = &[DutyState::ContactMade, DutyState::ContactTried, DutyState::ContactDeclined, DutyState::ClosedHere];

impl CaseView {
    /// The case for one person.
    pub(crate) fn of(page: &Page, staff: &Staff, casework: &Casework, rules: &DeskConfig, opened: &OpenedCase) -> Self {
        let recipient = casework.recipient();
        let free = |item: &&OpenedItem| item.shown.item.state == DutyState::Received && item.shown.item.owner.is_none();
        let number = standing_number(opened);
        let contact = number.and_then(|(_, row)| contact(page, row));
        let by_consent = |item: &OpenedItem| item.shown.item.basis == Some(Basis::Consent) && !item.rows.is_empty();
        Self {
            spoken: opened.code.pairing().spoken(),
            items: opened.items.iter().map(|item| ItemView::of(page, staff, casework, (item, opened.gate, number))).collect(),
            takes: opened.items.iter().filter(free).map(|item| item.shown.item.handover.to_string()).collect(),
            sender: Phone { whom: recipient.name, number: written_number(&recipient.phone) },
            protection: protection(page, opened),
            contact_missing: contact.is_none() && opened.items.iter().any(by_consent),
            contact,
            call_first: opened.call_first,
            plan_due: opened.plan_due,
            do_not_call: opened.cadences.iter().any(|cadence| cadence.wishes.do_not_call.is_some()),
            lines: contact_lines(page, &opened.persons, &opened.cadences),
            tell: tell(page, opened),
            work: work(page, staff, rules, opened),
            notes: notes(page, opened),
        }
    }
}

/// A row, and the handover it stands in.
type Placed<'a> = (HandoverId, &'a Row);

/// The number of the exposed person that holds: the last that came, while its consent stands and its sender has not corrected it.
fn standing_number(opened: &OpenedCase) -> Option<Placed<'_>> {
    let standing = opened.items.iter().filter(|item| item.shown.item.withdrawn_at.is_none());
    let numbers = standing.flat_map(|item| {
        let holds = move |row: &&Row| is_number_of_hers(row) && correction_of(item, row).is_none();
        item.rows.iter().filter(holds).map(move |row| (item.shown.item.announced_at, (item.shown.item.handover, row)))
    });
    numbers.max_by_key(|(came_at, _)| *came_at).map(|(_, placed)| placed)
}

/// What its sender did with a row last.
fn correction_of<'a>(item: &'a OpenedItem, row: &Row) -> Option<&'a FieldCorrection> {
    item.corrections.iter().filter(|correction| correction.n == row.n).max_by_key(|correction| correction.at)
}

/// The number apart from the rest: it is what the desk needs first.
fn contact(page: &Page, row: &Row) -> Option<Contact> {
    let row = RowView::of(page, row);
    let phone = row.lines.iter().find_map(|line| line.phone.clone())?;
    let lines = row.lines.iter().filter(|line| line.phone.is_none()).cloned().collect();
    Some(Contact { phone, lines, row })
}

fn is_number_of_hers(row: &Row) -> bool {
    row.category == Category::SafeContact && row.subject.is_some_and(|subject| subject.role == SubjectRole::Victim)
}

/// A row; the number of the person who uses violence only when the gate is open. A number of hers that is not the one that holds
/// is shown, and nobody rings it by a tap; what its sender corrected says so.
fn row_view(page: &Page, (item, row): (&OpenedItem, &Row), gate: bool) -> RowView {
    let view = RowView::of(page, row);
    let is_his =
        row.category == Category::SafeContact && row.subject.is_some_and(|subject| subject.role == SubjectRole::PersonUsingViolence);
    let mut lines = if is_his && !gate { number_shut(page) } else { view.lines };
    let correction = correction_of(item, row);
    if correction.is_some() || is_number_of_hers(row) {
        lines.iter_mut().for_each(|line| line.phone = None);
    }
    lines.extend(correction.map(|correction| ShownLine { text: correction_words(page, correction), phone: None, strong: true }));
    RowView { lines, ..view }
}

fn correction_words(page: &Page, correction: &FieldCorrection) -> String {
    let key = match correction.how {
        CorrectionHow::Withdrawn => "sharing-field-withdrawn",
        CorrectionHow::Replaced => "sharing-field-replaced",
    };
    page.words.with(key, &[("day", page.day(&correction.at)), ("time", page.time(&correction.at))])
}

fn protection(page: &Page, opened: &OpenedCase) -> Option<String> {
    let levels = opened.items.iter().flat_map(|item| &item.rows).filter_map(|row| match &row.value {
        Value::Identity(identity) => Some(identity.protection),
        _ => None,
    });
    levels.max().and_then(|level| protection_words(page, level))
}

/// One word for the whole case, sent by any row that somebody owns.
fn tell(page: &Page, opened: &OpenedCase) -> Option<(String, Vec<Choice>)> {
    let owned = opened.items.iter().map(|item| &item.shown.item).find(|item| item.is_in_hand())?;
    let words = TELLS.iter().map(|state| choice(page, "duty-tell", state.code(), owned.state == *state)).collect();
    Some((owned.handover.to_string(), words))
}

impl ItemView {
    fn of(page: &Page, staff: &Staff, casework: &Casework, (opened, gate, number): (&OpenedItem, bool, Option<Placed<'_>>)) -> Self {
        let (item, evidence) = (&opened.shown.item, opened.evidence.as_ref());
        // It stands above everything.
        let is_above = |row: &Row| number.is_some_and(|(handover, above)| handover == item.handover && above.n == row.n);
        let rows = opened.rows.iter().filter(|row| !is_above(row)).map(|row| row_view(page, (opened, row), gate)).collect();
        let may_answer = item.section() == Section::Ongoing && item.may_be_taken_back();
        Self {
            handover: item.handover.to_string(),
            title: title(page, item),
            from: from(page, casework, opened),
            came_at: item.announced_at,
            consent_until: item.consent_until.map(|until| page.day(&until)),
            edition: evidence.map(|evidence| evidence.edition().to_string()),
            other_edition: evidence.is_some_and(|evidence| evidence.header.edition != *casework.edition().reference()),
            log_index: evidence.map(|evidence| evidence.log_index),
            rows,
            state: page.text(&format!("duty-state-{}", item.state.code())),
            state_at: item.state_at,
            // The owner is named anyway.
            state_by: opened.shown.state_by.clone().filter(|_| item.state_by != item.owner),
            owner: owner(page, staff, opened),
            may_decline: matches!(item.state, DutyState::Received | DutyState::Acknowledged)
                && item.owner.as_ref().is_none_or(|owner| *owner == staff.reference),
            answers: if may_answer { answers(page, item) } else { Vec::new() },
            said_no: item.agreed == Some(Agreed::No) && item.withdrawn_at.is_none(),
            hidden: item.has_lost_its_consent(),
            may_take_back: item.may_be_taken_back(),
            withdrawn_at: item.withdrawn_at,
            must_stop: item.must_stop(),
            announced: item.state == DutyState::Announced,
            rejected: item.state == DutyState::Rejected,
            gone: gone(page, casework, item),
            steps: steps(page, &opened.shown),
        }
    }
}

fn choice(page: &Page, list: &str, code: &'static str, chosen: bool) -> Choice {
    (code, page.text(&format!("{list}-{code}")), chosen)
}

fn answers(page: &Page, item: &DutyItem) -> Vec<Choice> {
    Agreed::ALL.iter().map(|answer| choice(page, "agreed", answer.code(), item.agreed == Some(*answer))).collect()
}

fn title(page: &Page, item: &DutyItem) -> String {
    if item.is_concern() {
        return page.text("case-title-concern");
    }
    match item.basis {
        Some(Basis::Consent) => page.text("case-title-consent"),
        Some(Basis::StateOnly) => page.text("case-title-state"),
        _ => page.text("case-title-other"),
    }
}

fn from(page: &Page, casework: &Casework, opened: &OpenedItem) -> String {
    let unit = sender_name(page, casework, opened.shown.item.from_unit.as_ref());
    match &opened.evidence {
        Some(evidence) => format!("{unit}, {}", page.text(&format!("role-{}", evidence.header.sender_role.code())).to_lowercase()),
        None => unit,
    }
}

fn owner(page: &Page, staff: &Staff, opened: &OpenedItem) -> Option<String> {
    let owner = opened.shown.item.owner.as_ref()?;
    let mine = *owner == staff.reference;
    Some(if mine { page.text("duty-you") } else { opened.shown.owner.clone().unwrap_or_else(|| page.text("duty-former-colleague")) })
}
