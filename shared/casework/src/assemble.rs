//! From parts to a library that has written nothing yet.

use std::sync::{Arc, Mutex, RwLock};

use protocol::ClockLimits;
use rulebook::{Edition, Moment};

use crate::{
    casework::{Casework, CaseworkParts, Inner, LinkState},
    config::{AgencyConfig, ConfigProblem},
    db::{
        editions::{self, KeptEdition},
        registrations,
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
    let own = keyring.agency();
    if *own.agency() != config.id || own.kind() != config.kind {
        return Err(StartError::OtherAgency(own.agency().clone()));
    }
    let now = clock.now();
    let (known, kept) = db.read(|conn| Ok((registrations::all(conn)?, editions::all(conn)?))).await?;
    let mut directory = Directory::of_known(&known, &config, now);
    let with_own = AgencyConfig { peers: own_peer(&config, keyring.root()), ..config.clone() };
    directory.take(keyring.registration(), &with_own, now);
    let pinned = config.pinned_signers()?;
    let of_program = Editions::of_program(shipped, &config.switches_off);
    let of_program = of_program.ok_or_else(|| Fault::of("no edition of the rule book is shipped"))?;
    let shipped = of_program.known().to_vec();
    let today = Moment::in_sweden(now).date();
    let checker = EditionChecker { pinned: &pinned, log_key: &log_key, witness: None, shipped: &shipped, today };
    let editions = with_kept(of_program, kept, &checker);
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
        limits: ClockLimits::default(),
        broker,
        rule_book: RuleBook::new(editions, shipped, pinned),
        directory: RwLock::new(Arc::new(directory)),
        link: Mutex::new(LinkState::default()),
        replays: web::machine::Replays::default(),
        hints: Mutex::default(),
    })))
}

/// What was kept, each checked again; the last that was adopted and still holds is in force. One that does not hold is an
/// alarm and is left out.
fn with_kept(editions: Editions, rows: Vec<Result<KeptEdition, String>>, checker: &EditionChecker<'_>) -> Editions {
    let (kept, unreadable): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    unreadable.into_iter().filter_map(Result::err).for_each(|id| lost(&id, "unreadable"));
    let mut kept: Vec<KeptEdition> = kept.into_iter().filter_map(Result::ok).collect();
    kept.sort_by(|one, other| one.edition.id.sorts_after(&other.edition.id).cmp(&other.edition.id.sorts_after(&one.edition.id)));
    kept.into_iter().fold(editions, |editions, row| {
        let checked =
            checker.read(&row.edition, &row.file).and_then(|edition| Ok((edition, checker.vouched(&row.edition, &row.approvals)?)));
        match (checked, row.adopted_at) {
            (Err(doubt), _) => lost(row.edition.id.as_str(), doubt.code()),
            // Only the first one could be taken without approvals.
            (Ok((_, Vouched::ByProgram(lack))), Some(_)) if editions.adopted().is_some() => lost(row.edition.id.as_str(), lack.code()),
            (Ok((edition, _)), Some(_)) => return editions.with(edition, row.log_index),
            (Ok((edition, _)), None) => return editions.knowing(edition),
        }
        editions
    })
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
