//! Opening what was received: every view leaves an entry in the same transaction.

use casework::{Casework, ContactCadence, FieldCorrection, Row, Staff, Tie, ViewPurpose, cases, parcels, subjects};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId, Subject};

use super::{DeskProblem, ItemShown, NoteShown, notes::notes_on, safety_plan_due::safety_plan_due, show_board::shown};
use crate::{
    db::{
        custody_talks::{self, CustodyTalk},
        duty_items,
    },
    domain::{DutyItem, DutyState, Evidence, evidence, rows},
};

/// The handovers of a case, opened.
#[derive(Debug, Clone)]
pub struct OpenedCase {
    /// Code of the case.
    pub code: CaseCode,
    /// Its handovers to this unit: reports of concern first, then as they came. Never empty.
    pub items: Vec<OpenedItem>,
    /// Notes of everybody at this desk.
    pub notes: Vec<NoteShown>,
    /// The persons.
    pub persons: Vec<Subject>,
    /// How often each exposed person is contacted.
    pub cadences: Vec<ContactCadence>,
    /// Whether the person who uses violence may be contacted, and so rung.
    pub gate: bool,
    /// A talk in custody is over, and nobody has called the exposed person after it.
    pub call_first: bool,
    /// Her safety plan is to be gone through.
    pub plan_due: bool,
}

/// One handover, opened.
#[derive(Debug, Clone)]
pub struct OpenedItem {
    /// The row of the list.
    pub shown: ItemShown,
    /// The fields; none before it is opened, after it was declined, without the consent it came by, and when it is gone.
    pub rows: Vec<Row>,
    /// Those that their sender has withdrawn or replaced since.
    pub corrections: Vec<FieldCorrection>,
    /// What the sender's signed bytes say of the grounds.
    pub evidence: Option<Evidence>,
}

/// Opens every handover with this code that came to the person's unit.
///
/// # Errors
/// [`DeskProblem::NotFound`] when there is none for this unit; see [`DeskProblem`].
pub fn open_case(casework: &Casework, conn: &mut Conn, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<OpenedCase, DeskProblem> {
    let mut items = duty_items::with_code(conn, &staff.unit, &code)?;
    if items.is_empty() {
        return Err(DeskProblem::NotFound);
    }
    items.sort_by_key(|item| (!item.is_concern(), item.announced_at));
    let items: Vec<OpenedItem> = items.into_iter().map(|item| open(casework, conn, item, staff, now)).collect::<Result<_, _>>()?;
    let mut cases: Vec<_> = items.iter().filter_map(|opened| opened.shown.item.case).collect();
    cases.dedup();
    let (mut notes, mut persons, mut cadences) = (Vec::new(), Vec::new(), Vec::new());
    let (mut gate, mut call_first, mut plan_due) = (true, false, false);
    for case in cases {
        notes.extend(notes_on(casework, conn, case, staff)?);
        persons.extend(subjects::of_case(conn, case)?);
        call_first |= custody_talks::of_case(conn, &staff.unit, case)?.iter().any(CustodyTalk::waits_for_call);
        if let Some(case) = cases::find(conn, case)? {
            gate &= casework.contact_gate(conn, &case, (staff, Tie::Works))?.is_open();
            cadences.extend(casework.contact_cadences(conn, &case, (staff, Tie::Works), now)?);
            plan_due |= !safety_plan_due(casework, conn, &case, (staff, Tie::Works), now)?.is_empty();
        }
    }
    Ok(OpenedCase { code, items, notes, persons, cadences, gate, call_first, plan_due })
}

/// Opens one handover.
///
/// # Errors
/// As [`open_case`].
pub fn open_item(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    staff: &Staff,
    now: Timestamp,
) -> Result<OpenedItem, DeskProblem> {
    let found = duty_items::find(conn, handover)?.filter(|item| item.unit == staff.unit);
    open(casework, conn, found.ok_or(DeskProblem::NotFound)?, staff, now)
}

fn open(casework: &Casework, conn: &mut Conn, item: DutyItem, staff: &Staff, now: Timestamp) -> Result<OpenedItem, DeskProblem> {
    let shown = shown(casework, conn, item.clone(), false)?;
    // Who declined has no more to do with it: a conflict of interest is one of the reasons.
    if !item.is_open() || item.state == DutyState::Declined {
        return Ok(OpenedItem { shown, rows: Vec::new(), corrections: Vec::new(), evidence: None });
    }
    let evidence = parcels::bytes(conn, item.handover)?.as_deref().and_then(evidence);
    if item.has_lost_its_consent() {
        return Ok(OpenedItem { shown, rows: Vec::new(), corrections: Vec::new(), evidence });
    }
    let purpose = if item.owner.is_none() { ViewPurpose::Acknowledge } else { ViewPurpose::Handle };
    let fields = casework.open_fields(conn, item.handover, staff, purpose, now)?;
    // The edition it was judged by: the one in force may be another by now.
    let edition = evidence.as_ref().and_then(|evidence| casework.edition_named(&evidence.header.edition));
    let rows = rows(fields, item.basis, evidence.as_ref(), edition.as_deref());
    let corrections = if rows.is_empty() { Vec::new() } else { casework.corrections_of(conn, item.handover)? };
    Ok(OpenedItem { shown, rows, corrections, evidence })
}
