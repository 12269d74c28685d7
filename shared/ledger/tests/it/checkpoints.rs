//! Checkpoints: golden bytes, round trips, and nothing accepted that was touched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use ledger::checkpoint::{CheckpointError, CosignerKey, KeyError, LogKey, LogSigner, SignatureLine, SignedNote, open};
use ledger::{Hash, Witness};

use crate::town::{leaves, log, name, noon, origin, police_witness, signed, social_witness, witness_at};

/// A note of 3 leaves, signed and cosigned by both agencies.
fn cosigned() -> SignedNote {
    let leaves = leaves(3);
    let note = signed(&leaves);
    let step = witness_at(&leaves).step(&note.to_string(), &log().key(), []).unwrap();
    let line = |cosigner: ledger::checkpoint::Cosigner| cosigner.cosign(&step.cosignable, noon());
    note.with(line(social_witness())).with(line(police_witness()))
}

fn both() -> [CosignerKey; 2] {
    [police_witness().key(), social_witness().key()]
}

#[test]
fn the_bytes_of_a_cosigned_checkpoint_never_change() {
    assert_eq!(cosigned().to_string(), include_str!("../vectors/checkpoint.txt"));
    assert_eq!(log().key().to_string(), include_str!("../vectors/log.vkey").trim_end());
    assert_eq!(police_witness().key().to_string(), include_str!("../vectors/witness.vkey").trim_end());
}

#[test]
fn a_checkpoint_is_opened_with_all_it_says() {
    let opened = open(&cosigned().to_string(), &log().key(), &both()).unwrap();
    assert_eq!((opened.origin(), opened.size()), (&origin(), 3));
    assert_eq!(
        opened.root(),
        ledger::tree::Frontier::from_parts(0, vec![])
            .map(|mut empty| {
                empty.extend(leaves(3));
                empty.root()
            })
            .unwrap()
    );
    assert_eq!(opened.require(police_witness().key().name()), Ok(noon()));
    assert_eq!(opened.require(social_witness().key().name()), Ok(noon()));
    // Cosigners nobody asked for are ignored, and so not there.
    let alone = open(&cosigned().to_string(), &log().key(), &[]).unwrap();
    assert!(alone.cosigned_by().is_empty());
    assert!(matches!(alone.require(police_witness().key().name()), Err(CheckpointError::NotCosigned(_))));
}

#[test]
fn no_byte_of_a_note_can_be_changed_dropped_or_doubled() {
    let note = cosigned().to_string().into_bytes();
    let untouched = open(std::str::from_utf8(&note).unwrap(), &log().key(), &both()).unwrap();
    let believed = |bytes: &[u8]| {
        std::str::from_utf8(bytes).ok().and_then(|text| open(text, &log().key(), &both()).ok()).filter(|opened| *opened == untouched)
    };
    assert!(believed(&note).is_some());
    for place in 0..note.len() {
        for bit in 0..8 {
            let mut flipped = note.clone();
            flipped[place] ^= 1 << bit;
            assert!(believed(&flipped).is_none(), "bit {bit} of byte {place}");
        }
        let mut dropped = note.clone();
        let byte = dropped.remove(place);
        assert!(believed(&dropped).is_none(), "byte {place} dropped");
        let mut doubled = note.clone();
        doubled.insert(place, byte);
        assert!(believed(&doubled).is_none(), "byte {place} doubled");
        assert!(believed(&note[..place]).is_none(), "cut at {place}");
    }
}

#[test]
fn a_touched_signature_of_a_known_key_spoils_the_whole_note() {
    let mut text = cosigned().to_string();
    // The last character before the padding of the last cosignature, the social service's: still canonical base64.
    let place = text.len() - "Q==\n".len();
    assert_eq!(&text[place..], "Q==\n");
    text.replace_range(place..=place, "A");
    let spoiled = CheckpointError::BadSignature(social_witness().key().name().to_string());
    assert_eq!(open(&text, &log().key(), &both()), Err(spoiled));
    // Who doesn't know that key can't tell, and must not care.
    assert!(open(&text, &log().key(), &[police_witness().key()]).is_ok());
}

/// Any text at all, truly signed with the log's key.
fn signed_text(text: &str) -> String {
    let line = signed(&leaves(3)).signatures()[0].to_string();
    let (head, blob) = line.rsplit_once(' ').unwrap();
    let key_id = &STANDARD.decode(blob).unwrap()[..4];
    let signature = SigningKey::from_bytes(&[1; 32]).sign(text.as_bytes()).to_bytes();
    format!("{text}\n{head} {}\n", STANDARD.encode([key_id, &signature].concat()))
}

#[test]
fn one_spelling_of_a_checkpoint() {
    let root = Hash::of_object(b"root").to_base64();
    let loose = root.replace("=", "");
    assert!(open(&signed_text(&format!("{}\n3\n{root}\n", origin())), &log().key(), &[]).is_ok());
    let elsewhere = format!("annanstad.example/log\n3\n{root}\n");
    assert_eq!(open(&signed_text(&elsewhere), &log().key(), &[]), Err(CheckpointError::WrongOrigin));
    for text in [
        format!("{}\n03\n{root}\n", origin()),
        format!("{}\n+3\n{root}\n", origin()),
        format!("{}\n-1\n{root}\n", origin()),
        format!("{}\n\n{root}\n", origin()),
        format!("{}\n9223372036854775807\n{root}\n", origin()),
        format!("{}\n0\n{root}\n", origin()),
        format!("{}\n3\n{loose}\n", origin()),
        format!("{}\n3\n{root}\nextension\n", origin()),
        format!("{}\n3\n{root}\n\nextension\n", origin()),
        format!("{}\n3\n", origin()),
        format!("two words\n3\n{root}\n"),
        format!("\n3\n{root}\n"),
        format!("{}\n3 \n{root}\n", origin()),
    ] {
        assert!(text.parse::<ledger::checkpoint::Checkpoint>().is_err(), "{text}");
        assert!(matches!(open(&signed_text(&text), &log().key(), &[]), Err(CheckpointError::NotACheckpoint(_))), "{text}");
    }
}

#[test]
fn one_spelling_of_a_note() {
    let good = cosigned().to_string();
    let line = good.lines().last().unwrap();
    for wrong in [
        format!("{good}{line}\n"),
        format!("{good}\n"),
        format!("{good} "),
        good.trim_end().to_owned(),
        good.replace('\n', "\r\n"),
        good.replace("\u{2014}", "-"),
        good.replacen("\u{2014} ", "\u{2014}  ", 1),
        good.replace("\n\n", "\n"),
        format!("\u{feff}{good}"),
        format!("{good}\u{2014} someone+else AAAAAAA=\n"),
        format!("{good}\u{2014} someone AAAA\n"),
        format!("{good}{}", (0..40).map(|n| format!("\u{2014} someone/{n} AAAAAAA=\n")).collect::<String>()),
    ] {
        assert!(open(&wrong, &log().key(), &both()).is_err(), "{wrong}");
    }
    let tabbed = "a\tb\n\n\u{2014} someone AAAAAAA=\n";
    assert!(tabbed.parse::<SignedNote>().is_err() && tabbed.replace('\t', "").parse::<SignedNote>().is_ok());
    // A stranger's line is no reason to refuse: the log may turn keys, others may cosign.
    assert!(open(&format!("{good}\u{2014} someone AAAAAAA=\n"), &log().key(), &both()).is_ok());
}

#[test]
fn a_note_of_another_log_or_key_is_refused() {
    let leaves = leaves(3);
    let note = signed(&leaves).to_string();
    let imposter = LogSigner::new(origin(), [9; 32]);
    assert_eq!(open(&note, &imposter.key(), &[]), Err(CheckpointError::NotSigned));
    let elsewhere = LogSigner::new(name("annanstad.example/log"), [1; 32]);
    assert_eq!(open(&note, &elsewhere.key(), &[]), Err(CheckpointError::NotSigned));
    // One key under two names is one witness.
    let twin = ledger::checkpoint::Cosigner::new(name("tvilling.example/witness"), [2; 32]).key();
    assert_eq!(open(&note, &log().key(), &[police_witness().key(), twin]), Err(CheckpointError::SharedKey));
    let own = ledger::checkpoint::Cosigner::new(name("polisen-exempelstad.example/witness"), [1; 32]).key();
    assert_eq!(open(&note, &log().key(), &[own]), Err(CheckpointError::SharedKey));
}

#[test]
fn signing_again_gives_the_same_bytes() {
    assert_eq!(signed(&leaves(9)), signed(&leaves(9)));
    assert_ne!(signed(&leaves(9)), signed(&leaves(10)));
}

#[test]
fn a_newer_cosignature_takes_the_place_of_the_older() {
    let leaves = leaves(3);
    let step = witness_at(&leaves).step(&signed(&leaves).to_string(), &log().key(), []).unwrap();
    let later = "2026-11-22T13:00:00Z".parse().unwrap();
    let note = cosigned().with(police_witness().cosign(&step.cosignable, later));
    assert_eq!(note.signatures().len(), 3);
    let opened = open(&note.to_string(), &log().key(), &both()).unwrap();
    assert_eq!(opened.require(police_witness().key().name()), Ok(later));
    assert_eq!(opened.require(social_witness().key().name()), Ok(noon()));
}

#[test]
fn a_cosignature_holds_for_its_checkpoint_only() {
    let leaves = leaves(4);
    let older = Witness::new(origin()).step(&signed(&leaves[..3]).to_string(), &log().key(), leaves[..3].iter().copied()).unwrap();
    let newer = older.next.step(&signed(&leaves).to_string(), &log().key(), [leaves[3]]).unwrap();
    let line = police_witness().cosign(&older.cosignable, noon());
    let key = police_witness().key();
    assert_eq!(key.verify(older.cosignable.checkpoint(), &line), Ok(noon()));
    assert!(key.verify(newer.cosignable.checkpoint(), &line).is_err());
    assert!(social_witness().key().verify(older.cosignable.checkpoint(), &line).is_err());
    let text = line.to_string();
    assert_eq!(text.parse::<SignatureLine>(), Ok(line));
    assert!(format!("{text}\n").parse::<SignatureLine>().is_err());
}

#[test]
fn keys_have_one_spelling_and_one_kind() {
    let text = log().key().to_string();
    assert_eq!(text.parse::<LogKey>(), Ok(log().key()));
    assert_eq!(text.parse::<CosignerKey>(), Err(KeyError::WrongKind));
    assert_eq!(police_witness().key().to_string().parse::<LogKey>(), Err(KeyError::WrongKind));
    let (named, key) = text.rsplit_once('+').unwrap();
    let (name, id) = named.split_once('+').unwrap();
    assert_eq!(format!("{name}+{}+{key}", id.to_uppercase()).parse::<LogKey>().is_ok(), id == id.to_uppercase());
    assert_eq!(format!("annan.example+{id}+{key}").parse::<LogKey>(), Err(KeyError::WrongId));
    for wrong in ["", "a+b", "a+00000000+", &text[..text.len() - 1], &format!("{text} ")] {
        assert_eq!(wrong.parse::<LogKey>(), Err(KeyError::NotAKey), "{wrong}");
    }
    // The identity element: anybody can sign for it.
    assert_eq!("weak.example+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".parse::<LogKey>(), Err(KeyError::Unusable));
}

#[test]
fn secrets_do_not_print() {
    let printed = format!("{:?} {:?}", log(), police_witness());
    assert_eq!(printed, "LogSigner(samordningen-exempelstad.example/log, …) Cosigner(polisen-exempelstad.example/witness, …)");
}
