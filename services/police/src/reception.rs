//! What the police do when something comes: tell the pages that show it.

use casework::{HandoverChange, OpenedParcel, Reception};
use jiff::Timestamp;
use store::{Conn, events};
use wire::Value;

use crate::db::{
    call_outs,
    replies::{self, Reply},
};

/// The stream of what happens to call-outs.
pub const STREAM: &str = "call_outs";

/// The hooks of the police service. They run in casework's own transactions.
#[derive(Debug, Clone, Copy)]
pub struct PoliceReception;

impl Reception for PoliceReception {
    /// A crash here is before casework's commit: the parcel is opened again.
    fn parcel_opened(&self, conn: &mut Conn, parcel: &OpenedParcel, now: Timestamp) -> store::Result<()> {
        let Some(code) = call_outs::code_of_case(conn, parcel.case.id)? else { return Ok(()) };
        for field in &parcel.fields {
            if let Value::CaseState(state) = &field.value {
                replies::insert(conn, parcel.handover, parcel.case.id, &Reply { word: state.state, at: parcel.made_at })?;
            }
        }
        events::append(conn, STREAM, "reply_received", &code.to_string(), now)?;
        Ok(())
    }

    fn handover_changed(&self, conn: &mut Conn, change: &HandoverChange, now: Timestamp) -> store::Result<()> {
        if call_outs::code_of_case(conn, change.case)?.is_some() {
            events::append(conn, STREAM, "handover_changed", &change.case_code.to_string(), now)?;
        }
        Ok(())
    }
}
