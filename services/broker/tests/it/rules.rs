//! Who signs editions in the town, and editions to sign.

use broker::{
    config::RuleSigner,
    flow::{
        ProposalState,
        approve::{ApprovalFault, approve},
        editions::{EditionSummary, list},
        propose::propose,
        what_to_sign::what_to_sign,
    },
};
use envelope::ApproverKey;
use rulebook::Edition;
use wire::{EditionApproval, EditionId, SignerRole};

use crate::{server::Server, town::eventually};

/// Somebody who signs.
pub struct Person {
    pub login: &'static str,
    name: &'static str,
    role: SignerRole,
    seed: u8,
}

pub const LAWYER: Person = Person { login: "linn", name: "Linn", role: SignerRole::Lawyer, seed: 141 };
pub const EDITOR: Person = Person { login: "ro", name: "Ro", role: SignerRole::RuleEditor, seed: 142 };
pub const OTHER_EDITOR: Person = Person { login: "kim", name: "Kim", role: SignerRole::RuleEditor, seed: 143 };

impl Person {
    pub fn key(&self) -> ApproverKey {
        ApproverKey::from_seed(&[self.seed; 32])
    }

    pub fn sign(&self, act: &EditionApproval) -> Vec<u8> {
        envelope::envelope_to_json(&envelope::sign_approval(act, &self.key()).unwrap())
    }
}

pub fn signers() -> Vec<RuleSigner> {
    let signer = |person: &Person| RuleSigner {
        login: person.login.to_owned(),
        name: person.name.to_owned(),
        role: person.role,
        public: person.key().public(),
    };
    [LAWYER, EDITOR, OTHER_EDITOR].iter().map(signer).collect()
}

pub fn id(text: &str) -> EditionId {
    text.parse().unwrap()
}

/// The edition the hub begins with, as text, under another id and with a change.
pub fn file(id: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let text = String::from_utf8(Edition::SHIPPED.to_vec()).unwrap();
    let own = format!("id = \"{}\"", Edition::shipped().id());
    assert_eq!(text.matches(&own).count(), 1);
    change(text.replace(&own, &format!("id = \"{id}\""))).into_bytes()
}

/// The same, nothing else changed.
pub fn same(id: &str) -> Vec<u8> {
    file(id, |text| text)
}

/// An edition that carries nothing by the exposed person's own consent: the text is said not to have been read.
pub fn without_her_consent(id: &str) -> Vec<u8> {
    file(id, |text| {
        let (before, rule) = text.split_once("id = \"CONSENT-VICTIM\"").unwrap();
        format!("{before}id = \"CONSENT-VICTIM\"{}", rule.replacen("confidence = \"verified\"", "confidence = \"needs_text\"", 1))
    })
}

/// One case that every edition of these tests passes.
pub const CASES: &str = "nr;fall;dag;riktning;ändamål;givet;när;så;genom;väg framåt;källa\n\
    1;Polisen berättar hur långt arbetet har kommit.;2026-11-23;polis till socialtjänst;samordning;;ärendets läge;lämnas;STATE-ONLY;;\
    Förvaltningslagen 8 §\n";

/// Proposes by the editor, with a case that passes.
pub async fn proposed(server: &Server, file: &[u8]) -> EditionId {
    propose(&server.broker, EDITOR.login, file, Some(CASES)).await.unwrap()
}

/// The act to sign for a day.
pub async fn act(server: &Server, id: &EditionId, day: &str) -> EditionApproval {
    what_to_sign(&server.broker, id, day.parse().unwrap()).await.unwrap().unwrap()
}

/// Signs and hands in.
pub async fn approved_by(server: &Server, person: &Person, id: &EditionId, day: &str) -> ProposalState {
    let envelope = person.sign(&act(server, id, day).await);
    approve(&server.broker, person.login, id, &envelope).await.unwrap()
}

/// By the lawyer and the editor.
pub async fn approved(server: &Server, id: &EditionId, day: &str) {
    assert_eq!(approved_by(server, &LAWYER, id, day).await, ProposalState::UnderReview);
    assert_eq!(approved_by(server, &EDITOR, id, day).await, ProposalState::Approved);
}

/// What stands in the way of an approval.
pub async fn fault(server: &Server, login: &str, id: &EditionId, envelope: &[u8]) -> ApprovalFault {
    match approve(&server.broker, login, id, envelope).await.unwrap_err() {
        broker::flow::VerbError::Refused(fault) => fault,
        broker::flow::VerbError::Flow(error) => panic!("{error}"),
    }
}

/// An edition as the list has it.
pub async fn listed(server: &Server, id: &EditionId) -> EditionSummary {
    let all = list(&server.broker).await.unwrap();
    all.into_iter().find(|edition| edition.reference.id == *id).unwrap_or_else(|| panic!("{id} is not in the list"))
}

pub async fn state(server: &Server, id: &EditionId) -> ProposalState {
    listed(server, id).await.state
}

/// Waits until the sequencer has looked at the clock.
pub async fn in_force(server: &Server, id: &EditionId) {
    eventually(|| async { state(server, id).await == ProposalState::Active }).await;
}

/// Proposed, approved for today, and in force.
pub async fn brought_into_force(server: &Server, file: &[u8]) -> EditionId {
    let id = proposed(server, file).await;
    let today = rulebook::Moment::in_sweden(server.now()).date().to_string();
    approved(server, &id, &today).await;
    in_force(server, &id).await;
    id
}
