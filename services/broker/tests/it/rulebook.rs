//! The rule book as agencies fetch it: file, signatures, and the proof that it came into force.

use std::sync::Arc;

use envelope::PinnedApprover;
use ledger::{EntryKind, checkpoint::CosignerKey};
use rulebook::Edition;
use wire::ActiveEdition;

use crate::{
    agency::TestAgency,
    on_both,
    rules::{brought_into_force, same, signers},
    server::Server,
    story::proved,
    town::Town,
    witness::TestWitness,
};

on_both!(
    an_agency_is_told_what_it_needs_to_believe,
    the_proof_is_under_a_head_the_agency_has_cosigned,
    editions_that_were_in_force_are_told_for_ever,
);

async fn told(server: &Server, agency: &TestAgency, path: &str) -> ActiveEdition {
    let answer = server.get(agency, path).await;
    answer.json()
}

fn pinned() -> Vec<PinnedApprover> {
    let pin = |signer: broker::config::RuleSigner| PinnedApprover {
        person: signer.name,
        role: signer.role,
        key: envelope::VerifyingKey::from_bytes(signer.public).unwrap(),
    };
    signers().into_iter().map(pin).collect()
}

async fn an_agency_is_told_what_it_needs_to_believe(town: Arc<Town>) {
    let server = town.open().await;
    let first = told(&server, &town.police, "/api/v1/rulebook").await;
    assert_eq!((first.file.as_bytes(), first.approvals.len(), first.log_index), (Edition::SHIPPED, 0, 1));
    let next = brought_into_force(&server, &same("2027-01-01.1")).await;
    let told = told(&server, &town.police, "/api/v1/rulebook").await;
    assert_eq!(told.edition.id, next);
    assert_eq!(told.edition, *Edition::parse(told.file.as_bytes()).unwrap().reference());
    let approved = envelope::approved(&told.approvals, &pinned(), &told.edition).unwrap();
    assert_eq!((approved.persons().len(), &approved.act().replaces), (2, Edition::shipped().reference()));
    // Nobody has cosigned yet: it is proved under the head that is shown.
    let logged = told.logged.unwrap();
    assert_eq!(proved(&town, &logged, &[]), EntryKind::EditionActivated);
    assert_eq!(logged.index, told.log_index);
    let entry: serde_json::Value = serde_json::from_slice(&logged.entry.0).unwrap();
    assert_eq!(entry["edition"], next.to_string());
}

async fn the_proof_is_under_a_head_the_agency_has_cosigned(town: Arc<Town>) {
    let server = town.open().await;
    let (mut car, mut desk) = (TestWitness::new(&town.police, town.log_key.clone()), TestWitness::new(&town.social, town.log_key.clone()));
    let of = |agency: &TestAgency| -> CosignerKey { agency.cosigner.key().clone() };
    // What the police have cosigned does not hold the entry yet: the head that is shown does.
    car.follow(&server).await;
    brought_into_force(&server, &same("2027-01-01.1")).await;
    let unsigned = told(&server, &town.police, "/api/v1/rulebook").await.logged.unwrap();
    assert!(!unsigned.checkpoint.contains("polisen-exempelstad/witness"));
    let size = car.follow(&server).await;
    // The log grows on, and another agency is further: each is told under its own.
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    desk.follow(&server).await;
    let police = told(&server, &town.police, "/api/v1/rulebook").await.logged.unwrap();
    let social = told(&server, &town.social, "/api/v1/rulebook").await.logged.unwrap();
    assert_eq!((police.tree_size, social.tree_size), (size, size + 1));
    assert_eq!(proved(&town, &police, &[of(&town.police)]), EntryKind::EditionActivated);
    assert_eq!(proved(&town, &social, &[of(&town.social)]), EntryKind::EditionActivated);
}

async fn editions_that_were_in_force_are_told_for_ever(town: Arc<Town>) {
    let server = town.open().await;
    let middle = brought_into_force(&server, &same("2027-01-01.1")).await;
    brought_into_force(&server, &same("2027-02-01.1")).await;
    crate::rules::proposed(&server, &same("2027-03-01.1")).await;
    let first = told(&server, &town.police, &format!("/api/v1/rulebook/{}", Edition::shipped().id())).await;
    assert_eq!((first.file.as_bytes(), first.log_index), (Edition::SHIPPED, 1));
    let second = told(&server, &town.police, &format!("/api/v1/rulebook/{middle}")).await;
    assert_eq!((second.edition.id, second.approvals.len()), (middle, 2));
    assert_eq!(proved(&town, &second.logged.unwrap(), &[]), EntryKind::EditionActivated);
    // A proposal is nobody's business there.
    for unknown in ["2027-03-01.1", "2027-09-09.9", "not-an-id"] {
        server.get(&town.police, &format!("/api/v1/rulebook/{unknown}")).await.refused(404, "not-found");
    }
}
