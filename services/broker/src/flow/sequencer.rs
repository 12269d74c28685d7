//! The sequencer: one task, one order. Takes whatever waits and commits it together.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rulebook::Moment;
use store::{Conn, Db, clock::SharedClock, queue::Lease};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::MissedTickBehavior,
};
use wire::TraceParent;

use super::{
    FlowError,
    broker::to_the_microsecond,
    live::Live,
    sequence::{Committed, Setting, Step, sequence},
    text_alarm::TextAlarm,
};
use crate::{
    db,
    domain::operation::{Operation, Outcome},
};

/// Handovers a clock looks at in one batch.
const DUE_MAX: i64 = 200;

/// Where operations are handed in. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Sequencer(mpsc::Sender<Waiting>);

/// An operation and who waits for it.
struct Waiting {
    step: Arc<Step>,
    caller: Option<oneshot::Sender<Result<Outcome, FlowError>>>,
}

/// What the task needs.
pub(crate) struct Runner {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: SharedClock,
    /// What is held in memory.
    pub live: Arc<Live>,
    /// What every batch is given.
    pub setting: Setting,
    /// Most operations of one batch.
    pub batch_max: usize,
    /// How often clocks are looked at.
    pub clock_every: Duration,
    /// Says when the law in the edition must be compared with the law again.
    pub texts: TextAlarm,
}

impl Sequencer {
    /// Hands an operation in; the answer comes when it is durable.
    pub(crate) async fn submit(&self, operation: Operation) -> Result<Outcome, FlowError> {
        self.hand_in(Step { operation, lease: None, trace: trace() }).await
    }

    /// The same for a message of a queue, which is completed or parked in the same transaction.
    pub(crate) async fn submit_leased(&self, operation: Operation, lease: Lease) -> Result<Outcome, FlowError> {
        let trace = lease.trace_parent.as_deref().and_then(|text| TraceParent::parse(text).ok()).or_else(trace);
        self.hand_in(Step { operation, lease: Some(lease), trace }).await
    }

    async fn hand_in(&self, step: Step) -> Result<Outcome, FlowError> {
        let (caller, answer) = oneshot::channel();
        let waiting = Waiting { step: Arc::new(step), caller: Some(caller) };
        self.0.try_send(waiting).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => FlowError::Busy,
            mpsc::error::TrySendError::Closed(_) => FlowError::Stopped,
        })?;
        answer.await.unwrap_or(Err(FlowError::Stopped))
    }
}

/// The trace of whoever hands something in.
fn trace() -> Option<TraceParent> {
    web::telemetry::inject().and_then(|text| TraceParent::parse(&text).ok())
}

impl Runner {
    /// Starts the task. It ends when `stop` says so, after everything handed in is answered.
    pub(crate) fn start(self, waiting_max: usize, stop: watch::Receiver<bool>) -> (Sequencer, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(waiting_max);
        (Sequencer(sender), tokio::spawn(self.run(receiver, stop)))
    }

    async fn run(mut self, mut receiver: mpsc::Receiver<Waiting>, mut stop: watch::Receiver<bool>) {
        let mut clock = tokio::time::interval(self.clock_every);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut held_until, mut stopping): (Option<Instant>, bool) = (None, false);
        loop {
            let mut batch = Vec::new();
            let look_again = tokio::time::sleep_until(held_until.unwrap_or_else(Instant::now).into());
            tokio::select! {
                received = receiver.recv_many(&mut batch, self.batch_max) => if received == 0 { return },
                () = look_again, if held_until.is_some() => held_until = self.live.look(Instant::now()),
                _ = clock.tick(), if !stopping => {
                    self.texts.look(&self.db, self.setting.edition.as_ref(), self.clock.now()).await;
                    batch = self.due().await;
                }
                () = stopped(&mut stop), if !stopping => {
                    stopping = true;
                    receiver.close();
                }
            }
            if !batch.is_empty() {
                held_until = self.commit(batch).await.or(held_until);
            }
        }
    }

    /// Handovers that time has something to say to, and editions whose day has come.
    async fn due(&self) -> Vec<Waiting> {
        if self.live.is_fenced() {
            return Vec::new();
        }
        let (now, active) = (self.clock.now(), self.setting.edition.as_ref().map(|edition| edition.reference.id.clone()));
        let today = Moment::in_sweden(now).date();
        let read = move |conn: &mut Conn| {
            let editions = active.map(|active| db::proposals::due(conn, today, &active)).transpose()?;
            Ok((editions.unwrap_or_default(), db::disclosures::due(conn, now, DUE_MAX)?))
        };
        let (editions, handovers) = self.db.read(read).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the clocks could not be looked at");
            Default::default()
        });
        let waiting = |operation| Waiting { step: Arc::new(Step { operation, lease: None, trace: None }), caller: None };
        editions.into_iter().map(Operation::Activate).chain(handovers.into_iter().map(Operation::Clock)).map(waiting).collect()
    }

    /// Commits a batch, and answers. When the database refuses the whole, each operation is tried alone: one that it
    /// can't take must not stop its neighbours.
    async fn commit(&mut self, batch: Vec<Waiting>) -> Option<Instant> {
        let steps: Vec<_> = batch.iter().map(|waiting| waiting.step.clone()).collect();
        metrics::histogram!("broker_batch_operations").record(u32::try_from(steps.len()).unwrap_or(u32::MAX));
        match self.write(steps).await {
            Ok(committed) => Some(self.answer(batch, committed)).flatten(),
            Err(FlowError::Store(error)) if batch.len() > 1 => {
                tracing::error!(%error, operations = batch.len(), "a batch was refused: each operation is tried alone");
                let mut held_until = None;
                for waiting in batch {
                    held_until = self.commit_alone(waiting).await.or(held_until);
                }
                held_until
            }
            Err(error) => {
                batch.into_iter().for_each(|waiting| refuse(waiting, &error));
                None
            }
        }
    }

    async fn commit_alone(&mut self, waiting: Waiting) -> Option<Instant> {
        match self.write(vec![waiting.step.clone()]).await {
            Ok(committed) => self.answer(vec![waiting], committed),
            Err(error) => {
                refuse(waiting, &error);
                None
            }
        }
    }

    async fn write(&self, steps: Vec<Arc<Step>>) -> Result<Committed, FlowError> {
        if self.live.is_fenced() {
            return Err(FlowError::Fenced);
        }
        let (setting, now) = (self.setting.clone(), to_the_microsecond(self.clock.now()));
        let written = self.db.try_write("sequence", move |conn| sequence(conn, &steps, &setting, now)).await;
        if matches!(written, Err(FlowError::Fenced)) {
            tracing::error!(epoch = self.setting.epoch, "another sequencer has taken over: nothing more is written here");
            metrics::counter!("broker_fenced_total").increment(1);
            self.live.fence();
        }
        written
    }

    /// The batch is durable: a crash from here on loses answers, which callers ask for again, and nothing else.
    fn answer(&mut self, batch: Vec<Waiting>, committed: Committed) -> Option<Instant> {
        let held_until = self.live.settle(&committed, Instant::now());
        self.setting.directory = self.live.directory();
        self.setting.edition = self.live.edition();
        #[allow(clippy::cast_precision_loss, reason = "a gauge")]
        metrics::gauge!("broker_log_size").set(committed.tip.size as f64);
        for (handover, whom) in &committed.done.pages {
            tracing::warn!(%handover, %whom, "page: a handover waits too long");
            metrics::counter!("broker_pages_total", "whom" => whom.code()).increment(1);
        }
        for activated in &committed.done.activated {
            let edition = activated.edition();
            tracing::info!(edition = %edition.reference.id, log_index = edition.log_index, "an edition of the rule book is in force");
        }
        for (edition, lapse) in &committed.done.lapsed {
            tracing::warn!(%edition, %lapse, "an approved edition is open to be read and signed again");
        }
        for (waiting, answer) in batch.into_iter().zip(committed.answers) {
            note(waiting.step.operation.kind(), answer.as_ref().err());
            if let Some(caller) = waiting.caller {
                // A caller that has gone asks again and gets the same answer.
                let _ = caller.send(answer.map_err(FlowError::Refused));
            }
        }
        held_until
    }
}

/// Waits until the service stops; a lost sender means the same.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

fn refuse(waiting: Waiting, error: &FlowError) {
    tracing::error!(%error, kind = waiting.step.operation.kind(), "an operation was not carried out");
    if let Some(caller) = waiting.caller {
        let _ = caller.send(Err(error.clone()));
    }
}

/// Counts what became of an operation; an alarm for what no honest agency sends.
pub(super) fn note(kind: &'static str, refusal: Option<&crate::domain::Refusal>) {
    let outcome = refusal.map_or("done", |refusal| refusal.code().code());
    metrics::counter!("broker_operations_total", "kind" => kind, "outcome" => outcome).increment(1);
    if let Some(refusal) = refusal.filter(|refusal| refusal.is_alarm()) {
        tracing::warn!(kind, code = refusal.code().code(), "alarm: this should not come from an agency");
        metrics::counter!("broker_alarms_total", "code" => refusal.code().code()).increment(1);
    }
}
