//! An extract is begun, judged line by line, and handed to a second person.

use jiff::{Timestamp, civil::Date};
use store::{Conn, Id};

use super::need_to_know::Tie;
use crate::{
    Casework,
    db::{
        access_entries,
        cases::Case,
        extract_lines,
        subject_extracts::{self, Handing},
    },
    domain::{
        ExtractDelivery, ExtractForm, ExtractId, ExtractLine, ExtractState, JudgedLine, LineChoice, NewExtract, Pressure, Staff,
        SubjectExtract, ViewPurpose,
    },
    extract_error::ExtractProblem,
};

/// What the composer has put in so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComposedExtract {
    /// Place of a line, what is chosen, and from which day.
    pub lines: Vec<(u32, LineChoice, Option<Date>)>,
    /// Can somebody force the asker to show it?
    pub pressure: Option<Pressure>,
    /// What the paper holds.
    pub form: Option<ExtractForm>,
    /// How it is handed out.
    pub delivery: Option<ExtractDelivery>,
}

impl Casework {
    /// Begins an extract of what the unit's own handovers of a case say of one person. Nothing held is as good a beginning. Writes
    /// what was seen.
    ///
    /// # Errors
    /// [`ExtractProblem::Asker`]; those of the database; a fault when a kept decision can't be read.
    pub fn start_extract(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        asked: NewExtract,
        now: Timestamp,
    ) -> Result<SubjectExtract, ExtractProblem> {
        if !asked.may_ask() {
            return Err(ExtractProblem::Asker);
        }
        let extract = SubjectExtract {
            id: ExtractId(Id::generate(now)),
            case: case.id,
            case_code: case.code,
            unit: staff.unit.clone(),
            asked,
            pressure: None,
            form: ExtractForm::Full,
            delivery: ExtractDelivery::Visit,
            state: ExtractState::Composing,
            composed_by: staff.reference.clone(),
            started_at: now,
            reviewed: None,
            submissions: 0,
        };
        subject_extracts::insert(conn, &extract)?;
        let sources = self.extract_sources(conn, case, &staff.unit, tie)?;
        for line in self.lines_for(conn, case, asked.about, &sources)? {
            extract_lines::insert(conn, extract.id, &line)?;
        }
        note_view(conn, &extract, staff, now)?;
        Ok(extract)
    }

    /// An extract with its lines, for whoever works with its case. Writes that it was seen.
    ///
    /// # Errors
    /// [`ExtractProblem::NotFound`] for another unit's; those of the database.
    pub fn open_extract(
        &self,
        conn: &mut Conn,
        id: ExtractId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(SubjectExtract, Vec<ExtractLine>), ExtractProblem> {
        let extract = own_extract(conn, id, staff)?;
        note_view(conn, &extract, staff, now)?;
        let lines = extract_lines::of(conn, id)?;
        Ok((extract, lines))
    }

    /// Keeps what the composer judged so far.
    ///
    /// # Errors
    /// [`ExtractProblem::AnothersWork`]; [`ExtractProblem::WrongState`]; those of a line.
    pub fn compose_extract(
        &self,
        conn: &mut Conn,
        id: ExtractId,
        composed: &ComposedExtract,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), ExtractProblem> {
        let (extract, lines) = composing(self, conn, id, staff, now)?;
        let today = rulebook::Moment::in_sweden(now).date();
        for &(place, choice, until) in &composed.lines {
            let line = lines.iter().find(|line| line.place == place).ok_or(ExtractProblem::NotAllowed(place))?;
            let judged = judged(line, choice, until, today, staff)?;
            extract_lines::judge(conn, id, place, &judged)?;
        }
        if let Some(pressure) = composed.pressure {
            // Who may be forced to show it is never given more than the fixed text.
            let form = if pressure == Pressure::No { composed.form.unwrap_or(extract.form) } else { ExtractForm::Short };
            let delivery = composed.delivery.unwrap_or(extract.delivery);
            subject_extracts::set_handing(conn, id, Handing { pressure, form, delivery })?;
        }
        Ok(())
    }

    /// Hands it to a second person: every line that a person must judge is judged, and the question of pressure is answered.
    ///
    /// # Errors
    /// [`ExtractProblem::Unjudged`]; [`ExtractProblem::Pressure`]; those of [`Casework::compose_extract`].
    pub fn submit_extract(&self, conn: &mut Conn, id: ExtractId, staff: &Staff, now: Timestamp) -> Result<(), ExtractProblem> {
        let (extract, lines) = composing(self, conn, id, staff, now)?;
        let left = lines.iter().find(|line| line.needs_choice() && line.judged.is_none());
        if let Some(line) = left {
            return Err(ExtractProblem::Unjudged(line.place));
        }
        if extract.pressure.is_none() {
            return Err(ExtractProblem::Pressure);
        }
        if subject_extracts::submit(conn, id)? { Ok(()) } else { Err(ExtractProblem::WrongState(extract.state)) }
    }
}

fn judged(line: &ExtractLine, choice: LineChoice, until: Option<Date>, today: Date, staff: &Staff) -> Result<JudgedLine, ExtractProblem> {
    if !line.allows(choice) {
        return Err(ExtractProblem::NotAllowed(line.place));
    }
    let until = until.filter(|_| choice == LineChoice::Delayed);
    if choice == LineChoice::Delayed && until.is_none_or(|until| until <= today) {
        return Err(ExtractProblem::Day(line.place));
    }
    Ok(JudgedLine { choice, until, by: staff.reference.clone() })
}

/// The extract of a unit: another's is as good as none.
pub(super) fn own_extract(conn: &mut Conn, id: ExtractId, staff: &Staff) -> Result<SubjectExtract, ExtractProblem> {
    subject_extracts::find(conn, id)?.filter(|extract| extract.unit == staff.unit).ok_or(ExtractProblem::NotFound)
}

/// The extract, when this person is putting it together now.
fn composing(
    casework: &Casework,
    conn: &mut Conn,
    id: ExtractId,
    staff: &Staff,
    now: Timestamp,
) -> Result<(SubjectExtract, Vec<ExtractLine>), ExtractProblem> {
    let (extract, lines) = casework.open_extract(conn, id, staff, now)?;
    if extract.composed_by != staff.reference {
        return Err(ExtractProblem::AnothersWork);
    }
    if extract.state != ExtractState::Composing {
        return Err(ExtractProblem::WrongState(extract.state));
    }
    Ok((extract, lines))
}

/// Who composes, reviews or prints sees what is held of a person: each handover once, with what of it stands in the extract.
pub(super) fn note_view(conn: &mut Conn, extract: &SubjectExtract, staff: &Staff, now: Timestamp) -> store::Result<()> {
    let lines = extract_lines::of(conn, extract.id)?;
    if lines.is_empty() {
        return access_entries::insert(conn, extract.case, None, staff, ViewPurpose::Extract, &[], now);
    }
    for of_one in lines.chunk_by(|one, next| one.handover == next.handover) {
        let mut seen: Vec<_> = of_one.iter().map(|line| line.category).collect();
        seen.sort_unstable();
        seen.dedup();
        access_entries::insert(conn, extract.case, Some(of_one[0].handover), staff, ViewPurpose::Extract, &seen, now)?;
    }
    Ok(())
}
