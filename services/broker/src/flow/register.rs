//! Registrations: written into a queue by the operator's tool, also while the broker is down; taken from there when it
//! runs.

use std::time::Duration;

use jiff::Timestamp;
use store::{
    Conn, Db,
    queue::{self, Enqueued, Lease, Message, Queue},
};
use tokio::sync::watch;
use wire::{Registration, canonical};

use super::{Broker, FlowError, sequencer::stopped};
use crate::{
    app::StartError,
    config::Config,
    domain::{Refusal, agency::Member, operation::Operation},
};

/// Registrations on their way into the log.
pub const REGISTRATIONS: Queue = Queue::new("registrations");

/// How long a registration is held by whoever takes it.
const LEASE: Duration = Duration::from_secs(5);
/// Registrations taken at once.
const TAKEN_MAX: u32 = 16;

/// Why a registration could not be handed in.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// It is not believed: the chain from its root does not hold.
    #[error("the registration is not believed ({0}): make it again with `stafett keys init`")]
    NotBelieved(&'static str),
    /// The database.
    #[error("the broker's database did not take it: {0}")]
    Store(#[from] store::Error),
}

/// Opens the broker's database to hand registrations in, whether or not the broker runs. Blocks.
///
/// # Errors
/// [`StartError`] when the database can't be reached or is of another version.
pub fn open_registry(config: &Config) -> Result<Db, StartError> {
    Ok(config.database.open_blocking(&crate::schema()?)?)
}

/// Hands a registration in: what `stafett broker add` does. The broker takes it when it runs, checks it against the
/// root the agency was first added with, logs it and tells all agencies. Handed in twice it is taken once.
///
/// # Errors
/// [`RegisterError`]; nothing is handed in then.
pub async fn enqueue(db: &Db, registration: &Registration, now: Timestamp) -> Result<Enqueued, RegisterError> {
    let member = Member::open(registration.clone(), None, now).map_err(|refusal| RegisterError::NotBelieved(refusal.code().code()))?;
    let bytes = canonical::to_bytes(registration).map_err(|_| RegisterError::NotBelieved("not-canonical"))?;
    let key = format!("{} {}", member.row().id, store::Hash32::of(&bytes));
    let message = Message::new(key, bytes);
    Ok(db.write("enqueue_registration", move |conn| queue::enqueue(conn, REGISTRATIONS, &message, now)).await?)
}

/// Takes registrations from the queue until told to stop.
pub(crate) async fn take(broker: Broker, mut stop: watch::Receiver<bool>) {
    let mut listener = broker.db.listen(REGISTRATIONS);
    loop {
        if let Err(error) = take_waiting(&broker).await {
            tracing::error!(%error, "registrations could not be taken");
        }
        tokio::select! {
            () = stopped(&mut stop) => return,
            _ = listener.wait(queue::POLL) => {}
        }
    }
}

async fn take_waiting(broker: &Broker) -> Result<(), FlowError> {
    let waiting = broker.db.read(|conn| queue::counts(conn, REGISTRATIONS)).await?;
    if broker.live.is_fenced() || waiting.ready + waiting.taken == 0 {
        return Ok(());
    }
    let now = broker.now();
    let claim = move |conn: &mut Conn| queue::claim(conn, REGISTRATIONS, TAKEN_MAX, LEASE, now);
    for lease in broker.db.write("claim_registrations", claim).await? {
        take_one(broker, lease).await?;
    }
    Ok(())
}

async fn take_one(broker: &Broker, lease: Lease) -> Result<(), FlowError> {
    match read(broker, &lease) {
        Ok(member) => match broker.sequencer.submit_leased(Operation::Register(Box::new(member)), lease).await {
            Ok(_) | Err(FlowError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        },
        Err(refusal) => {
            let now = broker.now();
            let park = move |conn: &mut Conn| queue::park(conn, &lease, refusal.code().code(), now);
            Ok(broker.db.write("park_registration", park).await?)
        }
    }
}

fn read(broker: &Broker, lease: &Lease) -> Result<Member, Refusal> {
    let registration: Registration = canonical::from_bytes(lease.payload.as_bytes()).map_err(|_| wire::ProblemCode::NotCanonical)?;
    let directory = broker.live.directory();
    let manifest: wire::Manifest = canonical::from_bytes(&registration.manifest.payload.0).map_err(|_| wire::ProblemCode::NotCanonical)?;
    Member::open(registration, directory.agency(&manifest.agency), broker.now())
}
