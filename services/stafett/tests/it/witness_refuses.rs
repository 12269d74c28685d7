//! What a witness of neither agency is asked by whoever has the log's key: it follows one history, and never goes back.

use std::time::Duration;

use ledger::{
    Hash,
    checkpoint::{LogSigner, SignedNote},
    tree::{MemoryTree, prove_consistency},
    witness::AddCheckpoint,
};

use crate::witness_place::{Answer, Place, Process, ask, call, get};

#[test]
fn a_log_that_shows_a_fork_goes_back_or_proves_nothing_gets_no_line() {
    let place = Place::new();
    let mut witness = place.witness_on("0");
    let signer = place.log_signer();
    let leaves: Vec<Hash> = (0..12_u8).map(|n| ledger::leaf_hash(&[n])).collect();
    let tree = |leaves: &[Hash]| leaves.iter().copied().collect::<MemoryTree>();
    let note = |leaves: &[Hash]| signer.sign(leaves.len() as u64, tree(leaves).root());
    let asked = |old: u64, proof: Vec<Hash>, note: SignedNote| AddCheckpoint::new(old, proof, note).unwrap().to_string();
    let (status, kind, line) = ask(&witness, asked(0, vec![], note(&leaves[..9])));
    assert_eq!((status, kind.split(';').next().unwrap()), (200, "text/plain"), "{line}");
    assert_eq!(place.opened(&format!("{}{line}", note(&leaves[..9]))).cosigned_by().len(), 1);

    let remembered = place.remembered();
    let mut forked = leaves.clone();
    forked[2] = ledger::leaf_hash(b"another");
    let proof = |leaves: &[Hash]| prove_consistency(&tree(leaves), 9, leaves.len() as u64).unwrap().hashes;
    let elsewhere = LogSigner::new("annanstad.example/log".parse().unwrap(), [3; 32]);
    let imposter = LogSigner::new(place.log.name().clone(), [3; 32]);
    let refused: Vec<(u16, String)> = vec![
        (409, asked(9, vec![], note(&forked[..9]))),
        (422, asked(9, proof(&forked), note(&forked))),
        (422, asked(9, vec![], note(&leaves))),
        (422, asked(9, proof(&leaves), note(&forked))),
        (400, asked(9, vec![], note(&leaves[..8]))),
        (404, asked(0, vec![], elsewhere.sign(9, tree(&leaves[..9]).root()))),
        (403, asked(9, proof(&leaves), imposter.sign(12, tree(&leaves).root()))),
        (400, String::new()),
        (400, "old 9\n".to_owned()),
        (400, format!("old 9\n{}\n{}", format!("{}\n", leaves[0]).repeat(64), note(&leaves))),
        (413, "a".repeat(100_000)),
    ];
    let turn = |witness: &Process| {
        for (status, body) in &refused {
            let (answered, kind, said) = ask(witness, body.clone());
            assert_eq!(answered, *status, "{body}: {said}");
            assert!(!said.contains('\u{2014}') && !kind.contains("tlog.size"), "{said}");
        }
        assert_eq!(ask(witness, vec![0xff, 0xfe, b'\n']).0, 400);
        for old in [0, 8, 10] {
            let (status, kind, said) = ask(witness, asked(old, vec![], note(&leaves)));
            assert_eq!((status, kind.as_str(), said.as_str()), (409, "text/x.tlog.size", "9\n"));
        }
        assert_eq!(get(&format!("{}/healthz", witness.url())), "ok\n");
    };
    turn(&witness);
    assert_eq!(place.remembered(), remembered, "nothing of it was taken over");
    // The same after a crash, with what a crash in the middle of writing may leave behind.
    witness.kill();
    place.write("witness/remembered.json.new", "[{\"origin\":\"sam");
    let witness = place.witness_on("0");
    turn(&witness);
    // And the honest log goes on.
    let (status, _, line) = ask(&witness, asked(9, proof(&leaves), note(&leaves)));
    assert_eq!((status, place.opened(&format!("{}{line}", note(&leaves))).cosigned_by().len()), (200, 1));
}

/// Two histories, sent at the same moment by many: whatever the order, only one of them gets lines.
#[test]
fn of_two_histories_at_the_same_moment_one_is_cosigned() {
    let place = Place::new();
    let witness = place.witness_on("0");
    let signer = place.log_signer();
    let sides: Vec<String> = (0..2_u64)
        .map(|side| AddCheckpoint::new(0, vec![], signer.sign(1, ledger::leaf_hash(&side.to_be_bytes()))).unwrap().to_string())
        .collect();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..16)
            .map(|n| {
                scope.spawn({
                    let (witness, body) = (&witness, sides[n % 2].clone());
                    move || ask(witness, body)
                })
            })
            .collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|(status, ..)| *status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|(status, _, body)| *status == 200 || (*status, body.as_str()) == (409, "1\n")), "{answers:?}");
}

#[test]
fn killed_at_any_moment_it_never_goes_back() {
    let place = Place::new();
    let signer = place.log_signer();
    let leaves: Vec<Hash> = (0..400_u16).map(|n| ledger::leaf_hash(&n.to_be_bytes())).collect();
    let tree: MemoryTree = leaves.iter().copied().collect();
    let root = |size: u64| leaves[..usize::try_from(size).unwrap()].iter().copied().collect::<MemoryTree>().root();
    let asked = |old: u64, new: u64| {
        let proof = if old == 0 { vec![] } else { prove_consistency(&tree, old, new).unwrap().hashes };
        AddCheckpoint::new(old, proof, signer.sign(new, root(new))).unwrap().to_string()
    };
    let mut cosigned = 0;
    for round in 0..8_u64 {
        let mut witness = place.witness_on("0");
        let url = format!("{}/add-checkpoint", witness.url());
        // What it remembers is at least what it gave a line for.
        let (status, _, said) = ask(&witness, asked(0, 1));
        let remembered = if status == 409 { said.trim().parse().unwrap() } else { 1 };
        assert!(remembered >= cosigned, "round {round}: {remembered} remembered, {cosigned} cosigned");
        cosigned = cosigned.max(if status == 200 { 1 } else { 0 });
        let asking = std::thread::spawn({
            let bodies: Vec<(u64, String)> = (remembered..remembered + 40).map(|old| (old + 1, asked(old, old + 1))).collect();
            move || {
                let given = bodies.into_iter().map_while(|(size, body)| {
                    call(reqwest::Method::POST, &url, body.into_bytes()).ok().filter(|(status, ..)| *status == 200).map(|_| size)
                });
                given.last().unwrap_or(0)
            }
        });
        std::thread::sleep(Duration::from_millis(5 + 17 * round));
        witness.kill();
        cosigned = cosigned.max(asking.join().unwrap());
    }
    assert!(cosigned > 8, "control: {cosigned}");
}
