//! A second person judges an extract: approved, or sent back with a reason.

use jiff::Timestamp;
use store::Conn;
use zeroize::Zeroizing;

use super::compose_extract::own_extract;
use crate::{
    Casework,
    db::subject_extracts,
    domain::{ExtractId, ExtractState, ReasonText, SecondPerson, Staff, SubjectExtract},
    extract_error::ExtractProblem,
};

impl Casework {
    /// The second person's word on what was handed over the `submission`th time, once. Without a reason it is approved; with one it goes back. The reason stays here, sealed.
    ///
    /// # Errors
    /// [`ExtractProblem::OwnWork`] for whoever composed it; [`ExtractProblem::WrongState`]; [`ExtractProblem::Reason`].
    pub fn review_extract(
        &self,
        conn: &mut Conn,
        (id, submission): (ExtractId, i32),
        sent_back: Option<&str>,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), ExtractProblem> {
        let (extract, _) = self.open_extract(conn, id, staff, now)?;
        let second = SecondPerson::of(&extract, &staff.reference).ok_or(ExtractProblem::OwnWork)?;
        let reason = match sent_back {
            Some(text) => {
                let reason = ReasonText::parse(text).map_err(|_| ExtractProblem::Reason)?;
                Some(self.seal_for_case(conn, extract.case, &label(&extract), reason.as_str().as_bytes())?)
            }
            None => None,
        };
        let done = subject_extracts::review(conn, (id, submission), second, reason, now)?;
        if done { Ok(()) } else { Err(ExtractProblem::WrongState(state_now(conn, id, staff)?)) }
    }

    /// Why it was sent back, for the composer; `None` when it was not.
    ///
    /// # Errors
    /// Those of the database; a fault when the reason does not open.
    pub fn sent_back_because(&self, conn: &mut Conn, extract: &SubjectExtract) -> Result<Option<Zeroizing<String>>, ExtractProblem> {
        let Some(sealed) = subject_extracts::sealed_reason(conn, extract.id)? else { return Ok(None) };
        let plain = self.open_for_case(conn, extract.case, &label(extract), &sealed)?;
        Ok(Some(Zeroizing::new(String::from_utf8_lossy(&plain).into_owned())))
    }
}

fn state_now(conn: &mut Conn, id: ExtractId, staff: &Staff) -> Result<ExtractState, ExtractProblem> {
    Ok(own_extract(conn, id, staff)?.state)
}

fn label(extract: &SubjectExtract) -> String {
    format!("subject_extract/{}/sent_back", extract.id)
}
