//! The start: what is durable is read, the epoch is taken, the broker's own registration and the first edition are
//! logged if they are not.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rulebook::{CaseTable, Edition};
use store::{Conn, Db, clock::SharedClock};
use tokio::{sync::watch, task::JoinHandle};

use super::{
    Broker, FlowError, broker::Parts, live::Live, outside_witness::WitnessCourier, sequence::Setting, sequencer::Runner,
    text_alarm::TextAlarm,
};
use crate::{
    app::StartError,
    config::Config,
    db,
    domain::{
        agency::{Agency, Directory, Member},
        desk::Rules,
        edition::{ActiveEdition, Founding},
        operation::Operation,
        publication::{Publication, Tip},
    },
    keyring::Keyring,
};

/// The running broker and its tasks.
pub(crate) struct Started {
    /// For requests.
    pub broker: Broker,
    /// Ends when told to stop.
    pub tasks: Vec<JoinHandle<()>>,
    /// Tells them.
    pub stop: watch::Sender<bool>,
}

/// What the database held.
struct Found {
    epoch: i64,
    tip: Tip,
    agencies: Vec<Agency>,
    edition: Option<ActiveEdition>,
    unproven: BTreeMap<u64, Vec<wire::AgencyId>>,
    behind: bool,
}

/// Starts the broker on an open database.
pub(crate) async fn start(
    db: Db,
    clock: SharedClock,
    keyring: Keyring,
    config: &Config,
    draining: web::server::Draining,
) -> Result<Started, StartError> {
    let (now, signers) = (clock.now(), config.signers()?);
    let couriers = config.witnesses.iter().map(WitnessCourier::new).collect::<Result<Vec<_>, _>>()?;
    let origin = keyring.log.key().name().to_string();
    let found = db.try_write("take_epoch", move |conn| take_over(conn, &origin, now)).await?;
    let directory = believed(&found.agencies, now);
    let hold = config.hold();
    let publication = Publication::new(found.tip, found.unproven, hold, Instant::now());
    let live = Arc::new(Live::new(directory, found.edition.clone(), publication));
    if found.behind {
        tracing::error!("the log does not lead to a checkpoint that it has signed: nothing is written before it is repaired");
        live.fall_behind();
    }
    let rules =
        Rules { broker: config.agency.clone(), signer: keyring.service.clone(), limits: config.limits.clone(), signers: signers.clone() };
    let setting = Setting { rules, signer: keyring.log.clone(), epoch: found.epoch, directory: live.directory(), edition: found.edition };
    let runner = Runner {
        db: db.clone(),
        clock: clock.clone(),
        live: live.clone(),
        setting,
        batch_max: config.sequencer.batch_max,
        clock_every: config.clock_every(),
        texts: TextAlarm::default(),
    };
    let stop = watch::Sender::new(false);
    let (sequencer, sequencing) = runner.start(config.sequencer.waiting_max, stop.subscribe());
    let id = config.agency.clone();
    let broker = Broker::new(Parts {
        id,
        epoch: found.epoch,
        db,
        clock,
        live,
        sequencer,
        signer: keyring.log.clone(),
        replays: web::machine::Replays::default(),
        draining,
        signers,
        demo_staff: config.demo_staff.clone(),
        replay_max: config.replay.decisions_max,
        keep: config.log.keep(),
    });
    if !broker.live.is_behind() {
        log_own(&broker, &keyring, now).await?;
    }
    let mut tasks = vec![sequencing, tokio::spawn(super::register::take(broker.clone(), stop.subscribe()))];
    tasks.push(tokio::spawn(super::erase_entries::run(broker.clone(), stop.subscribe())));
    for courier in couriers {
        tasks.push(tokio::spawn(courier.run(broker.clone(), stop.subscribe())));
    }
    Ok(Started { broker, tasks, stop })
}

/// From the commit of this on, whoever held the log before is fenced.
fn take_over(conn: &mut Conn, origin: &str, now: Timestamp) -> Result<Found, StartError> {
    match db::log::head(conn)? {
        None => db::log::create_head(conn, origin, now)?,
        Some(head) if head.origin != origin => return Err(StartError::OtherLog { kept: head.origin, keys: origin.to_owned() }),
        Some(_) => {}
    }
    let epoch = db::log::take_epoch(conn)?;
    let head = db::log::head(conn)?.ok_or(StartError::Fenced)?;
    let tip = Tip { size: head.frontier.size(), root: head.frontier.root() };
    let unproven = db::disclosures::unproven(conn, tip.size, None)?;
    let unproven = unproven.iter().filter_map(|row| Some((row.fetched_index?, row.cosigners()))).collect();
    Ok(Found {
        epoch,
        tip,
        agencies: db::agencies::all(conn)?,
        edition: db::editions::active(conn)?,
        unproven,
        behind: db::log_behind::is_behind(conn)?,
    })
}

/// The agencies whose chains still hold. One whose keys have run out is left out until it is registered anew.
pub(super) fn believed(agencies: &[Agency], now: Timestamp) -> Directory {
    agencies.iter().fold(Directory::default(), |directory, agency| match Member::reopen(agency, now) {
        Ok(member) => directory.with(member),
        Err(refusal) => {
            tracing::error!(agency = %agency.id, code = refusal.code().code(), "an agency is not believed any more: register it anew");
            directory
        }
    })
}

/// At the first start these are the first two leaves; later they change nothing.
async fn log_own(broker: &Broker, keyring: &Keyring, now: Timestamp) -> Result<(), StartError> {
    let directory = broker.live.directory();
    let own = Member::open(keyring.registration.clone(), directory.agency(&broker.id), now);
    let own = own.map_err(|refusal| StartError::OwnRegistration(refusal.code().code()))?;
    submit(broker, Operation::Register(Box::new(own))).await?;
    if broker.live.edition().is_none() {
        submit(broker, Operation::Found(Box::new(founding()))).await?;
    }
    super::note_editions::note_editions(broker).await.map_err(not_written)
}

/// What the hub begins with: the newest edition this program ships. Afterwards a program activates nothing by itself.
fn founding() -> Founding {
    let (rules, table) = (Edition::shipped(), CaseTable::shipped());
    let edition =
        ActiveEdition { reference: rules.reference().clone(), file: Edition::SHIPPED.into(), rules: Arc::new(rules), log_index: 0 };
    Founding { edition, cases: table.text().into(), cases_hash: table.hash() }
}

async fn submit(broker: &Broker, operation: Operation) -> Result<(), StartError> {
    broker.sequencer.submit(operation).await.map(drop).map_err(not_written)
}

fn not_written(error: FlowError) -> StartError {
    match error {
        FlowError::Store(error) => error.into(),
        FlowError::Refused(refusal) => StartError::OwnRegistration(refusal.code().code()),
        FlowError::Fenced | FlowError::Busy | FlowError::Stopped => StartError::Fenced,
    }
}

impl Started {
    /// Answers everything handed in, then ends the tasks.
    pub(crate) async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if tokio::time::timeout(Duration::from_secs(10), task).await.is_err() {
                tracing::error!("a task did not end in time");
            }
        }
    }
}
