//! The desk's own clock: what waits too long is told again.

use std::time::Duration;

use casework::Casework;
use jiff::{SignedDuration, Timestamp};
use protocol::acknowledgement::{Wait, wait};
use store::{Conn, Result, queue};
use tokio::{sync::watch as channel, task::JoinHandle};

use super::{EventKind, Presence, events::tell, watch};
use crate::{config::DeskConfig, db::duty_items, domain::DutyItem};

/// What the group leader is to be told in neutral words, “something waits, log in”; whoever sends mail takes from here.
pub const LEADER_NOTICES: queue::Queue = queue::Queue::new("leader_notices");

/// How often it looks. The limits are minutes.
const PACE: Duration = Duration::from_secs(5);

/// The task that looks.
#[derive(Debug)]
pub struct Escalation {
    stop: channel::Sender<bool>,
    task: JoinHandle<()>,
}

impl Escalation {
    /// Starts it on the current runtime.
    pub fn start(casework: Casework, presence: Presence, rules: &DeskConfig) -> Self {
        let (stop, stopped) = channel::channel(false);
        let limit = SignedDuration::from_mins(rules.silent_minutes.into());
        Self { stop, task: tokio::spawn(run(casework, presence, limit, stopped)) }
    }

    /// Lets it finish what it does.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(casework: Casework, presence: Presence, limit: SignedDuration, mut stop: channel::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PACE) => {}
            _ = stop.changed() => return,
        }
        let now = casework.clock().now();
        let desk = casework.clone();
        let due = casework.db().read(move |conn| any_due(&desk, conn, now)).await;
        let desk = casework.clone();
        let told = match due {
            Ok(true) => casework.db().write("escalate", move |conn| escalate(&desk, conn, now)).await,
            other => other.map(drop),
        };
        if let Err(error) = told {
            tracing::error!(%error, "the desk's clock could not look");
        }
        if let Err(error) = watch(&casework, &presence, limit, now).await {
            tracing::error!(%error, "the desk could not see whether anybody is there");
        }
    }
}

fn any_due(casework: &Casework, conn: &mut Conn, now: Timestamp) -> Result<bool> {
    Ok(duty_items::unowned(conn)?.iter().any(|item| reached(casework, item, now).is_some()))
}

/// The limit a row has passed since it was last told.
fn reached(casework: &Casework, item: &DutyItem, now: Timestamp) -> Option<Wait> {
    Some(wait(item.announced_at, now, casework.limits())).filter(|reached| *reached > item.escalation)
}

/// Tells what waits too long: each limit of each row once, also with several replicas.
///
/// # Errors
/// [`store::Error`].
pub fn escalate(casework: &Casework, conn: &mut Conn, now: Timestamp) -> Result<()> {
    for item in duty_items::unowned(conn)? {
        if let Some(reached) = reached(casework, &item, now)
            && duty_items::escalate(conn, item.handover, item.escalation, reached)?
        {
            tell(conn, &item.unit, EventKind::WaitingLong, item.case_code, now)?;
            if reached == Wait::Late {
                let notice = serde_json::json!({ "unit": item.unit.as_str(), "about": "alarm_waits" }).to_string();
                queue::enqueue(conn, LEADER_NOTICES, &queue::Message::new(format!("late/{}", item.handover), notice), now)?;
            }
        }
    }
    Ok(())
}
