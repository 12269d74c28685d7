//! Into the outbox, in the transaction of what it tells.

use jiff::Timestamp;
use store::{
    Conn, Result,
    queue::{self, Message},
};

use crate::{
    Casework,
    exchange::{Hint, OUTBOX, Outgoing},
};

/// Puts a reference to signed bytes in the outbox. The bytes stay in their own table: what is posted again after a
/// crash is the very same.
pub(crate) fn enqueue_outgoing(casework: &Casework, conn: &mut Conn, outgoing: Outgoing, now: Timestamp) -> Result<()> {
    let trace_parent = web::telemetry::inject();
    let message = Message::new(outbox_key(outgoing), outgoing.to_bytes()).trace_parent(trace_parent.clone());
    queue::enqueue(conn, OUTBOX, &message, now)?;
    // Only a hint: the courier posts early what it finds committed. Lost in a crash; then the queue alone leads to it.
    casework.lock_hints().push(Hint { outgoing, trace_parent });
    Ok(())
}

/// Key of a message in the queue.
pub(crate) fn outbox_key(outgoing: Outgoing) -> String {
    match outgoing {
        Outgoing::Offer(id) => format!("offer/{id}"),
        Outgoing::Receipt(id) => format!("receipt/{id}"),
        Outgoing::Recall(id) => format!("recall/{id}"),
        Outgoing::Withdrawal(id) => format!("withdrawal/{id}"),
        Outgoing::Consent(id) => format!("consent/{id}"),
        Outgoing::CodeWithdrawal(id) => format!("code_withdrawal/{id}"),
    }
}
