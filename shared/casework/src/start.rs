//! From parts to a running library.

use std::sync::{Arc, Mutex, RwLock};

use jiff::Timestamp;
use protocol::ClockLimits;
use rulebook::Edition;
use store::{Backend, Conn, Id, queue};
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
    if db.backend() == Backend::Sqlite {
        // A file has one service: what is under lease now was held by a process that is gone. A report of concern
        // does not wait for a dead man's lease to end.
        db.write("give_back_leases", move |conn| Ok(queue::give_back(conn, OUTBOX, now)? + queue::give_back(conn, INBOX, now)?)).await?;
    }
    let known = db.read(registrations::all).await?;
    let mut directory = Directory::of_known(&known, &config, now);
    let with_own = AgencyConfig { peers: own_peer(&config, keyring.root()), ..config.clone() };
    directory.take(keyring.registration(), &with_own, now);
    let broker = BrokerClient::new(&config.broker)?;
    Ok(Casework(Arc::new(Inner {
        db,
        clock,
        config: with_own,
        keyring,
        reception,
        log_key,
        limits: ClockLimits::default(),
        broker,
        edition: Arc::new(Edition::first()),
        directory: RwLock::new(Arc::new(directory)),
        link: Mutex::new(LinkState::default()),
        hints: Mutex::default(),
    })))
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
