//! The model's witness says yes and no where the real one does: tried on every pair of short histories.

use ledger::{Hash, Witness, checkpoint::LogSigner, tree::Frontier};

use crate::log::{Entry, Log};

/// The model's log, and real leaves for the same entries: salted anew in each life.
#[derive(Clone, Default)]
struct Both {
    model: Log,
    leaves: Vec<Hash>,
}

impl Both {
    /// A history of `first` leaves of one life and `second` of another.
    fn of(first: u8, second: u8) -> Self {
        let mut both = Self::default();
        for (life, count) in [(0, first), (1, second)] {
            for _ in 0..count {
                let index = both.model.append(life, Entry::Consent);
                both.leaves.push(Hash::of_object(&[life, index]));
            }
        }
        both
    }

    fn note(&self, signer: &LogSigner) -> String {
        let mut tree = Frontier::new();
        self.leaves.iter().for_each(|leaf| tree.append(*leaf));
        signer.sign(tree.size(), tree.root()).to_string()
    }
}

#[test]
fn the_models_witness_follows_what_the_real_one_follows() {
    let signer = LogSigner::new("samordningen-exempelstad.example/log".parse().expect("a name"), [1; 32]);
    // In one run a life of the broker begins at one place: where the backup ended.
    for backup in 0..4 {
        let histories: Vec<(u8, u8)> = (0..6).map(|first| (first, 0)).chain((1..4).map(|second| (backup, second))).collect();
        for (seen, shown) in histories.iter().flat_map(|seen| histories.iter().map(move |shown| (*seen, *shown))) {
            same(&signer, seen, shown);
        }
    }
}

fn same(signer: &LogSigner, seen: (u8, u8), shown: (u8, u8)) {
    let (before, now) = (Both::of(seen.0, seen.1), Both::of(shown.0, shown.1));
    let fresh = Witness::new(signer.key().name().clone());
    let step = fresh.step(&before.note(signer), &signer.key(), before.leaves.clone()).expect("a first history is followed");
    let new = now.leaves.iter().skip(before.leaves.len()).copied();
    let follows = step.next.step(&now.note(signer), &signer.key(), new).is_ok();
    assert_eq!(now.model.grew_from(before.model.head()), follows, "seen {seen:?}, shown {shown:?}");
}
