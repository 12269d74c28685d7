//! The log as outsiders see it.

use std::{collections::HashMap, sync::Arc};

use ledger::{
    Commitment, Entry, Salt,
    checkpoint::{OpenedCheckpoint, SignatureLine, open},
    tile::{LogPath, Tile, TileNodes, TileReader, read_bundle},
    tree::{prove_inclusion, root_at, verify_inclusion},
    verifier::verify_log,
};

use crate::{agency::TestAgency, on_both, server::Server, story::fetch_path, town::Town, witness::TestWitness};

on_both!(
    the_tiles_give_the_signed_root,
    entries_are_for_their_parties,
    an_agency_reads_its_own_entries_in_their_order,
    a_false_cosignature_is_refused,
    who_has_followed_and_not_cosigned_is_asked_again,
    the_published_head_waits_for_both_witnesses,
);

pub struct Published {
    pub size: u64,
    pub note: String,
}

/// The newest checkpoint, as anybody fetches it.
pub async fn published(server: &Server) -> Published {
    let note = server.send(reqwest::Method::GET, "/log/checkpoint", b"", None).await;
    assert_eq!(note.status, 200, "{}", note.text());
    let size = note.text().lines().nth(1).unwrap().parse().unwrap();
    Published { size, note: note.text() }
}

fn opened(town: &Town, note: &str) -> OpenedCheckpoint {
    let witnesses = [town.police.cosigner.key().clone(), town.social.cosigner.key().clone()];
    open(note, &town.log_key, &witnesses).unwrap()
}

/// The leaves of a log of this size, from its bundles as anybody fetches them.
pub async fn commitments(server: &Server, size: u64) -> Vec<Commitment> {
    let mut all = Vec::new();
    for bundle in 0..size.div_ceil(256) {
        let path = LogPath::entries_in(bundle, size).unwrap();
        let LogPath::Entries(place) = path else { unreachable!() };
        let answer = server.send(reqwest::Method::GET, &format!("/log/{path}"), b"", None).await;
        assert_eq!(answer.status, 200, "{path}");
        all.extend(read_bundle(&answer.body, place.width()).unwrap());
    }
    all
}

/// Every leaf that is shown gives the root that is signed.
pub async fn whole_log_holds(town: &Town, server: &Server) {
    let published = published(server).await;
    let head = opened(town, &published.note);
    let leaves =
        commitments(server, published.size).await.into_iter().map(|commitment| Ok::<_, std::convert::Infallible>(commitment.leaf()));
    verify_log(&[head], leaves).unwrap();
}

/// One of an agency's own entries, as it reads them.
#[derive(serde::Deserialize)]
pub struct Readable {
    pub index: u64,
    entry: wire::Octets,
    salt: wire::Bytes32,
}

impl Readable {
    /// The entry, which opens the leaf at its place.
    pub fn opened(&self, leaves: &[Commitment]) -> Entry {
        let entry: Entry = serde_json::from_slice(&self.entry.0).unwrap();
        let leaf = leaves[usize::try_from(self.index).unwrap()];
        assert_eq!(Commitment::to(&entry, &Salt::from_bytes(self.salt.0)), leaf);
        entry
    }
}

/// What an agency reads of the log at once.
#[derive(serde::Deserialize)]
pub struct OwnEntries {
    pub entries: Vec<Readable>,
    pub next: u64,
    pub tree_size: u64,
}

/// The entries an agency is a party to, from a place on.
pub async fn own(agency: &TestAgency, server: &Server, from: u64) -> OwnEntries {
    server.get(agency, &format!("/log/entries?from={from}")).await.json()
}

/// The kind of an entry, when the agency may read it.
pub async fn kind_for(agency: &TestAgency, server: &Server, index: u64) -> Option<String> {
    let answer = server.get(agency, &format!("/log/entries/{index}")).await;
    if answer.status == 404 {
        return None;
    }
    let readable: serde_json::Value = answer.json();
    let entry: wire::Octets = serde_json::from_value(readable["entry"].clone()).unwrap();
    let entry: serde_json::Value = serde_json::from_slice(&entry.0).unwrap();
    entry["kind"].as_str().map(str::to_owned)
}

struct Tiles(HashMap<Tile, Vec<u8>>);

impl TileReader for Tiles {
    type Error = Tile;
    fn tile(&self, tile: Tile) -> Result<Vec<u8>, Tile> {
        self.0.get(&tile).cloned().ok_or(tile)
    }
}

async fn the_tiles_give_the_signed_root(town: Arc<Town>) {
    let server = Arc::new(town.open().await);
    let sending = (0..300).map(|_| {
        let (town, server) = (town.clone(), server.clone());
        tokio::spawn(async move {
            let grant = town.grant(town.victim());
            assert_eq!(server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.status, 200);
        })
    });
    for task in sending.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    whole_log_holds(&town, &server).await;
    let published = published(&server).await;
    let head = opened(&town, &published.note);
    let mut tiles = HashMap::new();
    for (level, index) in [(0, 0), (0, 1), (1, 0)] {
        let tile = Tile::in_tree(level, index, published.size).unwrap();
        let answer = server.send(reqwest::Method::GET, &format!("/log/{}", LogPath::Tile(tile)), b"", None).await;
        assert_eq!(answer.status, 200, "{}", LogPath::Tile(tile));
        tiles.insert(tile, answer.body);
    }
    let tiles = Tiles(tiles);
    let nodes = TileNodes::new(&tiles, published.size);
    assert_eq!(root_at(&nodes, published.size).unwrap(), head.root());
    let proof = prove_inclusion(&nodes, 290, published.size).unwrap();
    let leaf = commitments(&server, published.size).await[290].leaf();
    verify_inclusion(&leaf, &proof, &head.root()).unwrap();
    // What is not complete, or spelt otherwise, is not there.
    for path in ["/log/tile/0/005", "/log/tile/1/001", "/log/tile/0/0", "/log/tile/9/000", "/log/tile/entries/001", "/log/tile/"] {
        assert_eq!(server.send(reqwest::Method::GET, path, b"", None).await.status, 404, "{path}");
    }
}

async fn entries_are_for_their_parties(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let answer = crate::story::answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    let path = format!("/log/entries/{}", answer.log_index);
    for party in [&town.police, &town.social] {
        assert_eq!(kind_for(party, &server, answer.log_index).await.as_deref(), Some("offer_released"));
    }
    let hidden = server.get(&town.stranger, &path).await;
    let unknown = server.get(&town.stranger, "/log/entries/4711").await;
    assert_eq!((hidden.problem(), hidden.body), (unknown.problem(), unknown.body), "not a party sounds like unknown");
    // Registrations and the edition are everybody's.
    assert_eq!(kind_for(&town.stranger, &server, 0).await.as_deref(), Some("manifest_registered"));
    assert_eq!(kind_for(&town.stranger, &server, 1).await.as_deref(), Some("edition_activated"));
}

/// What each is a party to, and nothing else: not the consent that was registered for the other.
async fn an_agency_reads_its_own_entries_in_their_order(town: Arc<Town>) {
    let server = town.open().await;
    let (concern, grant) = (town.concern_offer(), town.grant(town.victim()));
    assert_eq!(server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.status, 200);
    let answer = crate::story::answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&concern)).await, &town);
    let size = published(&server).await.size;
    let police = own(&town.police, &server, 0).await;
    // Entry and salt open the commitment at that place.
    let leaves = commitments(&server, size).await;
    let kinds = |part: &OwnEntries| part.entries.iter().map(|one| one.opened(&leaves).fields().kind.code()).collect::<Vec<_>>();
    assert_eq!(kinds(&police), ["manifest_registered", "consent_registered", "offer_released"]);
    assert_eq!(kinds(&own(&town.social, &server, 0).await), ["manifest_registered", "offer_released"]);
    assert_eq!(kinds(&own(&town.stranger, &server, 0).await), ["manifest_registered"]);
    assert_eq!((police.next, police.tree_size), (size, size));
    assert_eq!(kinds(&own(&town.police, &server, answer.log_index).await), ["offer_released"], "from a place on");
    assert_eq!(own(&town.police, &server, u64::MAX).await.next, size, "past the end there is nothing, and the end is told");
}

async fn a_false_cosignature_is_refused(town: Arc<Town>) {
    let server = town.open().await;
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    let size = desk.follow(&server).await;
    let note = published(&server).await.note;
    let lines: Vec<SignatureLine> = note.parse::<ledger::checkpoint::SignedNote>().unwrap().signatures().to_vec();
    let post = |agency, size: u64, lines: Vec<SignatureLine>| {
        let body = serde_json::to_vec(&serde_json::json!({ "tree_size": size, "lines": lines })).unwrap();
        let server = &server;
        async move { server.post(agency, "/log/cosignatures", &body).await }
    };
    // The desk's own line in another agency's hand, for another size, for a size that never was, and none at all.
    let own: Vec<SignatureLine> = lines.iter().filter(|line| town.social.cosigner.key().has_signed(line)).cloned().collect();
    assert_eq!(own.len(), 1);
    post(&town.police, size, own.clone()).await.refused(403, "bad-signature");
    post(&town.social, size - 1, own.clone()).await.refused(403, "bad-signature");
    post(&town.social, size + 1, own.clone()).await.refused(404, "not-found");
    post(&town.social, size, Vec::new()).await.refused(400, "not-canonical");
    assert_eq!(post(&town.social, size, own).await.status, 200, "the same again changes nothing");
    assert_eq!(opened(&town, &published(&server).await.note).cosigned_by().len(), 1);
}

async fn who_has_followed_and_not_cosigned_is_asked_again(town: Arc<Town>) {
    let server = town.open().await;
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    desk.follow(&server).await;
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let offer = town.consent_offer(&grant);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let shown = desk.look(&server, 0).await;
    assert!(shown.wanted);
    desk.lose_cosignature(&shown);
    let again = desk.look(&server, 0).await;
    assert!(again.wanted && again.tree_size == shown.tree_size, "what it has followed wants its cosignature all the same");
    desk.cosign(&server, &again).await;
    assert!(!desk.look(&server, 0).await.wanted, "once it is here, it does not");
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202, "the police have not cosigned it");
}

async fn the_published_head_waits_for_both_witnesses(town: Arc<Town>) {
    let mut config = town.config();
    config.sequencer.hold_milliseconds = 60_000;
    drop(town.open().await);
    let server = Server::start(&town.database, config, town.clock.clone());
    let (mut desk, mut car) = (TestWitness::new(&town.social, town.log_key.clone()), TestWitness::new(&town.police, town.log_key.clone()));
    desk.follow(&server).await;
    car.follow(&server).await;
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let offer = town.consent_offer(&grant);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let held = published(&server).await.size;
    // The log grows on; what is shown stays until both have cosigned it.
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    assert_eq!(desk.follow(&server).await, held);
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    assert_eq!(published(&server).await.size, held);
    assert!(!desk.look(&server, 0).await.wanted);
    assert_eq!(car.follow(&server).await, held);
    assert_eq!(published(&server).await.size, held + 2);
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 5), b"").await.status, 200);
}
