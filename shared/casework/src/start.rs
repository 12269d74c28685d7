//! From parts to a running library.

use std::sync::{Arc, Mutex, RwLock};

use jiff::Timestamp;
use protocol::ClockLimits;
use rulebook::Edition;
use store::{
    Backend, Conn, Id,
    queue::{self, Queue},
};
use wire::StaffRef;

use crate::{
    casework::{Casework, CaseworkParts, Inner, LinkState},
    config::AgencyConfig,
    db::{registrations, staff},
    directory::Directory,
    domain::Staff,
    error::{Fault, StartError},
    exchange::{BrokerClient, INBOX, OUTBOX},
};

pub(crate) async fn start(parts: CaseworkParts) -> Result<Casework, StartError> {
    start_with(parts, Edition::all_shipped()).await
}

/// Starts with the editions of the rule book that are known, oldest first; the last is in force.
pub(crate) async fn start_with(parts: CaseworkParts, editions: Vec<Edition>) -> Result<Casework, StartError> {
    let CaseworkParts { db, clock, config, keyring, reception } = parts;
    config.check()?;
    let log_key = config.log_key()?;
    let own = keyring.agency();
    if *own.agency() != config.id || own.kind() != config.kind {
        return Err(StartError::OtherAgency(own.agency().clone()));
    }
    let now = clock.now();
    let members = configured_staff(&config, now)?;
    db.write("seed_staff", move |conn| seed_staff(conn, &members)).await?;
    let (backend, replica) = (db.backend(), config.replica.clone());
    db.write("give_back_leases", move |conn| {
        [OUTBOX, INBOX].into_iter().try_for_each(|queue| give_back(conn, backend, queue, &replica, now))
    })
    .await?;
    let known = db.read(registrations::all).await?;
    let mut directory = Directory::of_known(&known, &config, now);
    let with_own = AgencyConfig { peers: own_peer(&config, keyring.root()), ..config.clone() };
    directory.take(keyring.registration(), &with_own, now);
    let broker = BrokerClient::new(&config.broker)?;
    let editions: Vec<_> = editions.into_iter().map(Arc::new).collect();
    let edition = editions.last().cloned().ok_or_else(|| Fault::of("no edition of the rule book is shipped"))?;
    Ok(Casework(Arc::new(Inner {
        db,
        clock,
        config: with_own,
        keyring,
        reception,
        log_key,
        limits: ClockLimits::default(),
        broker,
        editions,
        edition,
        directory: RwLock::new(Arc::new(directory)),
        link: Mutex::new(LinkState::default()),
        replays: web::machine::Replays::default(),
        hints: Mutex::default(),
    })))
}

/// What the earlier run of this process held is due at once: a report of concern does not wait for a dead man's lease to
/// end. A file has one service, so there all of it was; a server may have other replicas, whose leases are theirs.
fn give_back(conn: &mut Conn, backend: Backend, queue: Queue, replica: &str, now: Timestamp) -> store::Result<()> {
    match backend {
        Backend::Sqlite => queue::give_back(conn, queue, now).map(drop),
        Backend::Postgres => queue::give_back_of(conn, queue, replica, now).map(drop),
    }
}

/// The own root is as good as pinned: it came with the keys.
fn own_peer(config: &AgencyConfig, root: wire::Bytes32) -> Vec<crate::config::PeerConfig> {
    let mut peers = config.peers.clone();
    peers.retain(|peer| peer.agency != config.id);
    peers.push(crate::config::PeerConfig { agency: config.id.clone(), root });
    peers
}

/// Login and member of everybody the configuration names.
fn configured_staff(config: &AgencyConfig, now: Timestamp) -> Result<Vec<(String, Staff)>, Fault> {
    let people = config.demo_staff.iter().map(|member| (member.login.clone(), &member.name, member.role, &member.unit));
    let clients = config.api_clients.iter().map(|client| (staff::api_login(&client.key_id), &client.name, client.role, &client.unit));
    people
        .chain(clients)
        .map(|(login, name, role, unit)| {
            let staff = Staff { reference: new_reference(now)?, name: name.clone(), role, unit: unit.clone() };
            Ok((login, staff))
        })
        .collect()
}

/// An opaque reference: says nothing of the person.
fn new_reference(now: Timestamp) -> Result<StaffRef, Fault> {
    let digits = u128::from_be_bytes(Id::generate(now).into_bytes());
    format!("{digits:032x}").parse().map_err(|error| Fault::because("a staff reference could not be made", error))
}

fn seed_staff(conn: &mut Conn, members: &[(String, Staff)]) -> store::Result<()> {
    for (login, member) in members {
        staff::upsert(conn, login, member)?;
    }
    let logins: Vec<String> = members.iter().map(|(login, _)| login.clone()).collect();
    staff::retire_others(conn, &logins)
}
