//! The receipt of a handover, for anybody who wants to check that it is in the log.

use store::Conn;
use wire::{HandoverId, Parcel};

use crate::{Casework, db::parcels, domain::entry_proof, error::Fault};

impl Casework {
    /// The entry of a release with all that proves it is in the log, as JSON that `stafett verify-log --receipt` and the
    /// broker's public page check. Codes alone, no value. `None` for what did not come here: the
    /// log is asked for the receipt of what was sent.
    ///
    /// # Errors
    /// [`store::Error`] of the database, or a [`Fault`] for a kept parcel that can't be read.
    pub fn receipt_file(&self, conn: &mut Conn, handover: HandoverId) -> Result<Option<Vec<u8>>, crate::CaseError> {
        let Some(bytes) = parcels::bytes(conn, handover)? else { return Ok(None) };
        // Taken in as any JSON of that form: read back as no less.
        let parcel: Parcel = serde_json::from_slice(&bytes).map_err(|error| Fault::because("a kept parcel can't be read", error))?;
        let proof = entry_proof(&parcel.released).ok_or_else(|| Fault::of("the proof of a kept parcel can't be read"))?;
        let json = serde_json::to_vec_pretty(&proof).map_err(|error| Fault::because("a proof can't be written", error))?;
        Ok(Some(json))
    }
}
