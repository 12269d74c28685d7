//! Preview = sent, for a draft: what was shown goes, or nothing, and what was decided for it is used up.

use jiff::Timestamp;
use store::Conn;

use crate::{
    Casework,
    compose_error::DraftProblem,
    db::handover_drafts,
    domain::{DraftId, DraftState, Edit, PreviewDigest, Staff},
    flow::SentHandover,
};

impl Casework {
    /// Sends a draft as its preview with this digest showed it.
    ///
    /// # Errors
    /// [`DraftProblem::Send`] with [`crate::SendProblem::Changed`] when anything changed; then nothing is sent and the
    /// draft stays open. Those of the draft's state.
    pub fn send_draft(
        &self,
        conn: &mut Conn,
        id: DraftId,
        shown: &PreviewDigest,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, DraftProblem> {
        let (draft, case) = self.draft_and_case(conn, id)?;
        self.change_draft(conn, &Edit { draft: id, version: draft.version, staff, now }, DraftState::Sent)?;
        let fields = self.fields_of_draft(conn, &draft)?;
        let whole = self.wire_draft(conn, &draft, &case, &fields, now)?;
        let sent = self.send_decided(conn, &case, &whole, staff, shown, Some(id), now)?;
        for handover in &sent {
            handover_drafts::note_handover(conn, id, handover.id)?;
        }
        Ok(sent)
    }
}
