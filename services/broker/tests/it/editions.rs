//! Which edition is in force: the one the hub began with, until two persons bring another.

use std::sync::Arc;

use broker::flow::{ProposalState, Proposer, editions::list};
use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use rulebook::Edition;
use store::{ErrorKind, Hash32, on};
use wire::NoticeKind;

use crate::{
    on_both,
    rules::{LAWYER, approved, brought_into_force, fault, file, id, in_force, listed, proposed, same, state},
    server::Server,
    story::{answer_of, of_kind},
    town::{Town, eventually},
};

on_both!(
    the_hub_begins_with_what_the_program_ships,
    a_newer_program_proposes_and_activates_nothing,
    what_was_in_force_before_there_were_proposals_is_among_them,
    two_approvals_bring_an_edition_into_force_and_tell_all,
    it_comes_into_force_at_the_swedish_midnight,
    a_broker_that_was_down_at_midnight_does_it_when_it_is_back,
    a_broker_that_died_after_the_approvals_does_it_once,
    a_broker_without_the_log_does_nothing,
    offers_made_under_the_old_edition_are_sent_back,
    an_id_is_in_force_once_ever,
    rolling_back_is_a_new_edition,
);

diesel::table! {
    editions (id) { id -> Text, hash -> Binary, file -> Binary, log_index -> BigInt, activated_at -> BigInt, active -> Bool, }
}
diesel::table! {
    edition_proposals (id) { id -> Text, hash -> Binary, file -> Binary, }
}

/// As if an older program had begun with this file.
async fn began_with(server: &Server, file: &'static [u8]) {
    let edition = Edition::parse(file).unwrap();
    let (id, hash) = (edition.id().to_string(), Hash32::new(edition.reference().hash.0));
    let written = server.db.write("test_edition", move |conn| {
        let row = (editions::id.eq(&id), editions::hash.eq(hash), editions::file.eq(file));
        on!(conn, c => diesel::update(editions::table).set(row).execute(c))?;
        let row = (edition_proposals::id.eq(&id), edition_proposals::hash.eq(hash), edition_proposals::file.eq(file));
        on!(conn, c => diesel::update(edition_proposals::table).set(row).execute(c))?;
        Ok(())
    });
    written.await.unwrap();
}

/// As an agency is told.
pub async fn active(town: &Town, server: &Server) -> String {
    server.get(&town.police, "/api/v1/rulebook").await.json::<wire::ActiveEdition>().edition.id.to_string()
}

/// Indexes of activations in the log.
async fn activations(town: &Town, server: &Server) -> Vec<u64> {
    let mut found = Vec::new();
    for index in 0..crate::log::published(server).await.size {
        if crate::log::kind_for(&town.social, server, index).await.as_deref() == Some("edition_activated") {
            found.push(index);
        }
    }
    found
}

async fn the_hub_begins_with_what_the_program_ships(town: Arc<Town>) {
    let server = town.open().await;
    let all = list(&server.broker).await.unwrap();
    let [only] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(only.reference, *Edition::shipped().reference());
    assert_eq!((only.state, &only.proposed_by, only.approvals.len()), (ProposalState::Active, &Proposer::Shipped, 0));
    assert_eq!(only.activated.unwrap().1, 1);
    assert_eq!(activations(&town, &server).await, [1]);
    assert_eq!(active(&town, &server).await, Edition::shipped().id().to_string());
}

async fn a_newer_program_proposes_and_activates_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let told = of_kind(&server, &town.police, NoticeKind::RulebookChanged).await.len();
    let size = crate::log::published(&server).await.size;
    began_with(&server, Edition::FILES[0]).await;
    server.stop();

    let server = town.serve();
    let oldest = Edition::parse(Edition::FILES[0]).unwrap().id().clone();
    assert_eq!(active(&town, &server).await, oldest.to_string());
    let all = list(&server.broker).await.unwrap();
    assert_eq!(all.len(), Edition::FILES.len());
    for edition in &all {
        let expected = if edition.reference.id == oldest { ProposalState::Active } else { ProposalState::UnderReview };
        assert_eq!((edition.state, &edition.proposed_by), (expected, &Proposer::Shipped), "{}", edition.reference.id);
    }
    // Looking at the clock brings nothing about, and starting again nothing twice.
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    server.stop();
    let server = town.serve();
    assert_eq!(list(&server.broker).await.unwrap().len(), all.len());
    assert_eq!(active(&town, &server).await, oldest.to_string());
    assert_eq!(crate::log::published(&server).await.size, size);
    assert_eq!(of_kind(&server, &town.police, NoticeKind::RulebookChanged).await.len(), told);
}

async fn what_was_in_force_before_there_were_proposals_is_among_them(town: Arc<Town>) {
    let server = town.open().await;
    let emptied = server.db.write("test_empty", |conn| Ok(on!(conn, c => diesel::delete(edition_proposals::table).execute(c))?));
    emptied.await.unwrap();
    server.stop();
    let server = town.serve();
    assert_eq!(state(&server, Edition::shipped().id()).await, ProposalState::Active);
    // And what is proposed after it takes its place as ever.
    let next = brought_into_force(&server, &same("2027-01-01.1")).await;
    assert_eq!(
        (state(&server, &next).await, state(&server, Edition::shipped().id()).await),
        (ProposalState::Active, ProposalState::Replaced)
    );
}

async fn two_approvals_bring_an_edition_into_force_and_tell_all(town: Arc<Town>) {
    let server = town.open().await;
    let told = of_kind(&server, &town.police, NoticeKind::RulebookChanged).await.len();
    let next = brought_into_force(&server, &same("2027-01-01.1")).await;
    let summary = listed(&server, &next).await;
    let (_, index) = summary.activated.unwrap();
    assert_eq!(activations(&town, &server).await, [1, index]);
    assert_eq!(summary.proposed_by, Proposer::Login("ro".to_owned()));
    assert_eq!(
        summary.approvals.iter().map(|approval| (approval.person.as_str(), approval.counts)).collect::<Vec<_>>(),
        [("Linn", true), ("Ro", true)]
    );
    assert_eq!(state(&server, Edition::shipped().id()).await, ProposalState::Replaced);
    assert_eq!(active(&town, &server).await, "2027-01-01.1");
    for agency in [&town.police, &town.social, &town.stranger] {
        assert_eq!(of_kind(&server, agency, NoticeKind::RulebookChanged).await.len(), told + 1);
    }
    crate::log::whole_log_holds(&town, &server).await;
}

/// Moves the town's clock forward to a moment.
fn at(town: &Town, moment: &str) {
    let moment: Timestamp = moment.parse().unwrap();
    town.clock.advance(moment.duration_since(town.now()));
}

async fn it_comes_into_force_at_the_swedish_midnight(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    approved(&server, &next, "2026-11-24").await;
    at(&town, "2026-11-23T22:59:59.999Z");
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(state(&server, &next).await, ProposalState::Approved, "one hour before midnight in UTC is not yet midnight here");
    town.clock.advance(SignedDuration::from_millis(1));
    in_force(&server, &next).await;
    let (at, _) = listed(&server, &next).await.activated.unwrap();
    assert_eq!(at, "2026-11-23T23:00:00Z".parse().unwrap());
}

async fn a_broker_that_was_down_at_midnight_does_it_when_it_is_back(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    approved(&server, &next, "2026-11-24").await;
    server.stop();
    at(&town, "2026-11-26T08:00:00Z");
    let server = town.serve();
    in_force(&server, &next).await;
    assert_eq!(activations(&town, &server).await.len(), 2);
}

async fn a_broker_that_died_after_the_approvals_does_it_once(town: Arc<Town>) {
    drop(town.open().await);
    let mut slow = town.config();
    slow.sequencer.clock_milliseconds = 3_600_000;
    let server = Server::start(&town.database, slow, town.clock.clone());
    // The clock's first look comes at once: it must be over before there is something to see.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    approved(&server, &next, "2026-11-22").await;
    assert_eq!(state(&server, &next).await, ProposalState::Approved);
    assert_eq!(activations(&town, &server).await.len(), 1);
    drop(server);
    for _ in 0..2 {
        let server = town.serve();
        in_force(&server, &next).await;
        assert_eq!(activations(&town, &server).await.len(), 2);
        server.stop();
    }
}

async fn a_broker_without_the_log_does_nothing(town: Arc<Town>) {
    let older = town.open().await;
    let next = proposed(&older, &same("2027-01-01.1")).await;
    let mut slow = town.config();
    slow.sequencer.clock_milliseconds = 3_600_000;
    let newer = Server::start(&town.database, slow, town.clock.clone());
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let envelope = LAWYER.sign(&crate::rules::act(&older, &next, "2026-11-22").await);
    let refused = broker::flow::approve::approve(&older.broker, LAWYER.login, &next, &envelope).await.unwrap_err();
    assert!(matches!(refused, broker::flow::VerbError::Flow(broker::flow::FlowError::Fenced)), "{refused}");
    approved(&newer, &next, "2026-11-22").await;
    // The older one looks at the clock all the time, and is never the one who acts.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(state(&newer, &next).await, ProposalState::Approved);
    assert_eq!(activations(&town, &newer).await.len(), 1);
}

async fn offers_made_under_the_old_edition_are_sent_back(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    brought_into_force(&server, &same("2027-01-01.1")).await;
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await.refused(409, "rulebook-changed");
    let mut again = town.concern_offer();
    again.header.edition = Edition::parse(&same("2027-01-01.1")).unwrap().reference().clone();
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&again)).await, &town);
    assert_eq!(answer.edition, again.header.edition);
}

async fn an_id_is_in_force_once_ever(town: Arc<Town>) {
    let server = town.open().await;
    brought_into_force(&server, &same("2027-01-01.1")).await;
    let next = brought_into_force(&server, &same("2027-01-01.2")).await;
    // The table itself refuses the id of one that was replaced, whatever its bytes are.
    let again = server.db.write("test_twice", |conn| {
        let row = (
            editions::id.eq("2027-01-01.1"),
            editions::hash.eq(Hash32::of(b"other bytes")),
            editions::file.eq(b"other bytes".to_vec()),
            editions::log_index.eq(4711_i64),
            editions::activated_at.eq(0_i64),
            editions::active.eq(false),
        );
        Ok(on!(conn, c => diesel::insert_into(editions::table).values(row).execute(c))?)
    });
    assert_eq!(again.await.unwrap_err().kind(), ErrorKind::UniqueViolation);
    assert_eq!(active(&town, &server).await, next.to_string());
    let act = crate::rules::act(&server, &next, "2026-11-22").await;
    let state = fault(&server, LAWYER.login, &next, &LAWYER.sign(&act)).await;
    assert_eq!(state.to_string(), "the proposal is active");
}

async fn rolling_back_is_a_new_edition(town: Arc<Town>) {
    let server = town.open().await;
    let changed = brought_into_force(&server, &file("2027-01-01.1", |text| text + "\n# another\n")).await;
    let back = brought_into_force(&server, &same("2027-01-02.1")).await;
    let view = broker::flow::editions::read(&server.broker, &back).await.unwrap().unwrap();
    assert_eq!(view.compared.unwrap().id(), &changed);
    assert!(view.difference.unwrap().is_empty());
    eventually(|| async { active(&town, &server).await == back.to_string() }).await;
    assert_eq!(id("2027-01-02.1"), back);
}
