//! From parts to a running library.

use jiff::Timestamp;
use rulebook::Edition;
use store::{
    Backend, Conn, Id,
    queue::{self, Queue},
};
use wire::StaffRef;

use crate::{
    assemble::assemble,
    casework::{Casework, CaseworkParts},
    config::AgencyConfig,
    db::staff,
    domain::Staff,
    error::{Fault, StartError},
    exchange::{INBOX, OUTBOX},
};

pub(crate) async fn start(parts: CaseworkParts) -> Result<Casework, StartError> {
    start_with(parts, Edition::all_shipped()).await
}

/// Starts as a program that ships with these editions of the rule book, oldest first.
pub(crate) async fn start_with(parts: CaseworkParts, shipped: Vec<Edition>) -> Result<Casework, StartError> {
    let casework = assemble(parts, shipped).await?;
    let (db, config, now) = (casework.db(), casework.config(), casework.clock().now());
    let members = configured_staff(config, now)?;
    db.write("seed_staff", move |conn| seed_staff(conn, &members)).await?;
    let (backend, replica) = (db.backend(), config.replica.clone());
    db.write("give_back_leases", move |conn| {
        [OUTBOX, INBOX].into_iter().try_for_each(|queue| give_back(conn, backend, queue, &replica, now))
    })
    .await?;
    Ok(casework)
}

/// What the earlier run of this process held is due at once: a report of concern does not wait for a dead man's lease to
/// end. A file has one service, so there all of it was; a server may have other replicas, whose leases are theirs.
fn give_back(conn: &mut Conn, backend: Backend, queue: Queue, replica: &str, now: Timestamp) -> store::Result<()> {
    match backend {
        Backend::Sqlite => queue::give_back(conn, queue, now).map(drop),
        Backend::Postgres => queue::give_back_of(conn, queue, replica, now).map(drop),
    }
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
pub(crate) fn new_reference(now: Timestamp) -> Result<StaffRef, Fault> {
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
