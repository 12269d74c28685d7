//! From parts to a library that has written nothing yet.

use std::{
    cmp::Ordering,
    sync::{Arc, Mutex, RwLock, atomic::AtomicU64},
};

use protocol::ClockLimits;
use rulebook::{Edition, Moment};
use store::Conn;
use wire::EditionId;

use crate::{
    casework::{Casework, CaseworkParts, Inner, LinkState},
    config::{AgencyConfig, ConfigProblem},
    db::{
        editions::{self, KeptEdition},
        registrations, witness,
    },
    directory::Directory,
    domain::{EditionChecker, Editions, Vouched},
    edition::RuleBook,
    error::{Fault, StartError},
    exchange::{BrokerClient, alarm},
};

/// Checks configuration and keys, and loads editions and directory. Writes nothing, so that it can stand beside a service
/// that runs on the same database.
pub(crate) async fn assemble(parts: CaseworkParts, shipped: Vec<Edition>) -> Result<Casework, StartError> {
    let CaseworkParts { db, clock, config, keyring, reception } = parts;
    config.check()?;
    let log_key = config.log_key()?;
    let texts = Arc::new(config.library()?);
    let own = keyring.agency();
    if *own.agency() != config.id || own.kind() != config.kind {
        return Err(StartError::OtherAgency(own.agency().clone()));
    }
    let now = clock.now();
    let origin = log_key.name().as_str().to_owned();
    let read = move |conn: &mut Conn| Ok((registrations::all(conn)?, editions::all(conn)?, witness::size(conn, &origin)?));
    let (known, kept, followed) = db.read(read).await?;
    let mut directory = Directory::of_known(&known, &config, now);
    let with_own = AgencyConfig { peers: own_peer(&config, keyring.root()), ..config.clone() };
    directory.take(keyring.registration(), &with_own, now);
    let signers = config.pinned_signers()?;
    let of_program = Editions::of_program(shipped, &config.switches_off);
    let of_program = of_program.ok_or_else(|| Fault::of("no edition of the rule book is shipped"))?;
    let shipped = of_program.known().to_vec();
    let today = Moment::in_sweden(now).date();
    let checker = EditionChecker { signers: &signers, log_key: &log_key, witness: None, shipped: &shipped, today };
    let editions = with_kept(of_program, kept, &checker)?;
    if let Some(switch) = editions.unknown_switch() {
        return Err(ConfigProblem::Switch(switch.to_owned()).into());
    }
    let broker = BrokerClient::new(&config.broker)?;
    Ok(Casework(Arc::new(Inner {
        db,
        clock,
        config: with_own,
        keyring,
        reception,
        log_key,
        texts,
        limits: ClockLimits::default(),
        broker,
        rule_book: RuleBook::new(editions, shipped, signers),
        directory: RwLock::new(Arc::new(directory)),
        link: Mutex::new(LinkState::default()),
        replays: web::machine::Replays::default(),
        to_cosign: tokio::sync::Notify::new(),
        followed: AtomicU64::new(followed),
        hints: Mutex::default(),
    })))
}

/// What was kept, each checked again; the last that was adopted and still holds is in force. One that does not hold is an
/// alarm and is left out, save when an approver was taken out of the configuration: that stops the start.
fn with_kept(mut editions: Editions, rows: Vec<Result<KeptEdition, String>>, checker: &EditionChecker<'_>) -> Result<Editions, StartError> {
    let (kept, unreadable): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    unreadable.into_iter().filter_map(Result::err).for_each(|id| lost(&id, "unreadable"));
    let mut kept: Vec<KeptEdition> = kept.into_iter().filter_map(Result::ok).collect();
    kept.sort_by(|one, other| in_order(&one.told.edition.id, &other.told.edition.id));
    for KeptEdition { told, adopted_at } in kept {
        let named = &told.edition.id;
        match (checker.still_holds(&told), adopted_at) {
            (Err(doubt), Some(_)) if checker.is_left_out(&told, doubt) => {
                return Err(StartError::SignerMissing(named.clone()));
            }
            (Err(doubt), _) => lost(named.as_str(), doubt.code()),
            // Only the first one could be taken without approvals.
            (Ok((_, Vouched::ByProgram(lack))), Some(_)) if editions.adopted().is_some() => lost(named.as_str(), lack.code()),
            (Ok((edition, _)), Some(_)) => editions = editions.with(edition, told.log_index),
            (Ok((edition, _)), None) => editions = editions.knowing(edition),
        }
    }
    Ok(editions)
}

/// The lesser id first.
fn in_order(one: &EditionId, other: &EditionId) -> Ordering {
    one.sorts_after(other).cmp(&other.sorts_after(one))
}

fn lost(id: &str, code: &str) {
    tracing::error!(edition = id, code, "a kept edition of the rule book does not hold and is left out; the broker is asked for it again");
    alarm("edition-row");
}

/// The own root is as good as pinned: it came with the keys.
fn own_peer(config: &AgencyConfig, root: wire::Bytes32) -> Vec<crate::config::PeerConfig> {
    let mut peers = config.peers.clone();
    peers.retain(|peer| peer.agency != config.id);
    peers.push(crate::config::PeerConfig { agency: config.id.clone(), root });
    peers
}
