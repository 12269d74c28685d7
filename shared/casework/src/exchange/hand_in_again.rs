//! After a repair of the broker's log: what was answered there and is not in the log any more is handed in again.
//!
//! The log leads on from what the witnesses have cosigned. What the broker answered later than that, and whatever it answered
//! between coming back and being stopped, is given up. Each such letter goes once more, the very same bytes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::Entry;
use store::{
    Conn,
    queue::{self, Message},
};

use super::{OUTBOX, Outgoing, alarm};
use crate::{
    Casework,
    db::{
        consents, followed_leaves,
        log_places::{self, Stretch},
        recalls, receipts,
    },
    domain::Kept,
    flow::outbox_key,
};

/// No log is longer.
const END: u64 = i64::MAX.unsigned_abs();

/// Puts in the outbox what says that it stands in the log from `from` on and does not. Handed in without need it changes nothing.
pub(super) fn hand_in_again(casework: &Casework, conn: &mut Conn, from: u64, now: Timestamp) -> store::Result<()> {
    let stands = standing(casework, conn, from)?;
    let here = Stretch { from, to: END, since: None };
    for placed in log_places::placed(conn, here, &casework.0.config.id)? {
        if stands.get(&placed.index).is_some_and(|entry| placed.what.stands_in(entry.fields())) {
            continue;
        }
        tracing::warn!(log_index = placed.index, "what was in the log is handed in again: the log was repaired without it");
        alarm("handed-in-again");
        for outgoing in letters(casework, conn, &placed.what)? {
            // A key of its own: the letter's first message is done.
            let key = format!("{}/repaired/{from}", outbox_key(outgoing));
            queue::enqueue(conn, OUTBOX, &Message::new(key, outgoing.to_bytes()), now)?;
        }
    }
    Ok(())
}

/// The entries of this agency that its witness has followed.
fn standing(casework: &Casework, conn: &mut Conn, from: u64) -> store::Result<BTreeMap<u64, Entry>> {
    let followed = followed_leaves::between(conn, casework.0.log_key.name().as_str(), from, END)?;
    let opened = followed.into_iter().filter_map(|leaf| Some((leaf.index, leaf.opened?.0)));
    Ok(opened.filter_map(|(index, entry)| Some((index, serde_json::from_slice(&entry).ok()?))).collect())
}

fn letters(casework: &Casework, conn: &mut Conn, what: &Kept) -> store::Result<Vec<Outgoing>> {
    Ok(match what {
        Kept::Offer { handover, .. } => vec![Outgoing::Offer(*handover)],
        Kept::Recall { handover } => {
            recalls::ask_again(conn, *handover)?;
            vec![Outgoing::Recall(*handover)]
        }
        Kept::Consent(consent) => {
            consents::unregister(conn, *consent)?;
            vec![Outgoing::Consent(*consent)]
        }
        Kept::Withdrawal(consent) => vec![Outgoing::Withdrawal(*consent)],
        Kept::Receipt { handover, state } => {
            let own = receipts::of_handover(conn, *handover, &casework.0.config.id)?;
            own.into_iter().filter(|(_, of, _)| of == state).map(|(id, ..)| Outgoing::Receipt(id)).collect()
        }
        // It is here; that it was fetched the log will say by its own proof only.
        Kept::Parcel { .. } => Vec::new(),
    })
}
