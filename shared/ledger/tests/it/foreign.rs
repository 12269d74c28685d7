//! Others' implementations of the same specifications read what we write.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use ledger::tile::{LogPath, Tile, TileIndex, build_tile};
use ledger::tree::{MemoryTree, prove_consistency, prove_inclusion};
use ledger::witness::{AddCheckpoint, OutsideWitness};
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::{check_record, check_tree};

use crate::town::{commitment, leaves, log, naive_root, noon, origin, police_witness, signed, third_witness, witness_at};

fn foreign(hash: ledger::Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

#[test]
fn a_strict_note_reader_opens_our_checkpoint() {
    let leaves = leaves(42);
    let step = witness_at(&leaves).step(&signed(&leaves).to_string(), &log().key(), []).unwrap();
    let note = signed(&leaves).with(police_witness().cosign(&step.cosignable, noon()));
    let read = Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let verifier = StandardVerifier::new(&log().key().to_string()).unwrap();
    let (verified, unknown) = read.verify(&VerifierList::new(vec![Box::new(verifier.clone()) as Box<dyn Verifier>])).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 1));
    assert_eq!(read.to_bytes(), note.to_string().as_bytes());
    let head = tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap();
    assert_eq!((head.origin(), head.size(), head.extension()), (origin().as_str(), 42, ""));
    assert_eq!(*head.hash(), foreign(naive_root(&leaves)));
}

/// C2SP tlog-cosignature for that note reader, written from the specification and not with this crate.
struct Cosigned {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl Cosigned {
    fn by(vkey: &str) -> Self {
        let mut parts = vkey.splitn(3, '+');
        let [name, id, blob] = [(); 3].map(|()| parts.next().unwrap());
        let blob = STANDARD.decode(blob).unwrap();
        assert_eq!(blob[0], 4);
        let key = VerifyingKey::from_bytes(blob[1..].try_into().unwrap()).unwrap();
        Self { name: name.to_owned(), id: u32::from_str_radix(id, 16).unwrap(), key }
    }
}

impl Verifier for Cosigned {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, msg: &[u8], sig: &[u8]) -> bool {
        let (time, signature) = sig.split_at(8);
        let time = u64::from_be_bytes(time.try_into().unwrap());
        let text = [format!("cosignature/v1\ntime {time}\n").as_bytes(), msg].concat();
        self.key.verify_strict(&text, &Signature::from_slice(signature).unwrap()).is_ok()
    }
}

#[test]
fn a_strict_note_reader_finds_the_line_of_an_outside_witness() {
    let leaves = leaves(42);
    let asked = AddCheckpoint::new(0, Vec::new(), signed(&leaves)).unwrap();
    let step = OutsideWitness::new(origin()).step(&asked, &log().key()).unwrap();
    let line = third_witness().cosign(&step.cosignable, noon());
    let read = |text: String| {
        let note = Note::from_bytes(text.as_bytes()).unwrap();
        let log = StandardVerifier::new(&log().key().to_string()).unwrap();
        let known: Vec<Box<dyn Verifier>> = vec![Box::new(log), Box::new(Cosigned::by(&third_witness().key().to_string()))];
        note.verify(&VerifierList::new(known)).map(|(verified, unknown)| (verified.len(), unknown.len()))
    };
    assert_eq!(read(signed(&leaves).with(line.clone()).to_string()).unwrap(), (2, 0));
    assert!(read(log().sign(42, naive_root(&leaves[..41])).with(line).to_string()).is_err(), "a line under another head");
}

#[test]
fn a_strict_proof_reader_believes_our_proofs() {
    let leaves = leaves(300);
    let tree: MemoryTree = leaves.iter().copied().collect();
    let root = foreign(naive_root(&leaves));
    for index in [0, 1, 127, 255, 256, 298, 299] {
        assert_eq!(tlog_tiles::record_hash(commitment(index).as_bytes()), foreign(leaves[index as usize]));
        let proof = prove_inclusion(&tree, index, 300).unwrap().hashes.into_iter().map(foreign).collect();
        check_record(&proof, 300, root, index, foreign(leaves[index as usize])).unwrap();
        let old = index + 1;
        let proof = prove_consistency(&tree, old, 300).unwrap().hashes.into_iter().map(foreign).collect();
        check_tree(&proof, 300, root, old, foreign(naive_root(&leaves[..old as usize]))).unwrap();
    }
}

#[test]
fn a_strict_tile_reader_names_and_joins_our_tiles_as_we_do() {
    let tree: MemoryTree = leaves(300).into_iter().collect();
    for (level, index, width) in [(0, 0, 256), (0, 1, 44), (1, 0, 1), (3, 1_234_067, 17), (0, 1_234_067, 256)] {
        let tile = Tile::new(level, TileIndex::new(index, width).unwrap()).unwrap();
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::from(width), false);
        // Theirs is the older spelling with the height in it.
        assert_eq!(theirs.path().replacen("tile/8/", "tile/", 1), LogPath::Tile(tile).to_string());
    }
    let full = build_tile(Tile::in_tree(0, 0, 300).unwrap(), &tree).unwrap();
    assert_eq!(tlog_tiles::Tile::subtree_hash(&full), foreign(naive_root(&leaves(256))));
}
