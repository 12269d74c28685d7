//! The request `add-checkpoint` and its answers: one spelling, and nothing that makes the reader stumble.

use ledger::Hash;
use ledger::checkpoint::CheckpointError;
use ledger::witness::{AddCheckpoint, NotAddCheckpoint, OutsideWitness, cosignature_in, remembered_size};
use proptest::prelude::*;

use crate::town::{leaves, log, noon, origin, police_witness, signed, third_witness};

/// The example of C2SP tlog-witness.
const EXAMPLE: &str = "\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

#[test]
fn the_example_of_the_specification_is_read_and_written_alike() {
    let asked: AddCheckpoint = EXAMPLE.parse().unwrap();
    assert_eq!((asked.old(), asked.proof().len(), asked.note().signatures().len()), (20_852_014, 4, 2));
    assert_eq!((asked.claimed().origin.as_str(), asked.claimed().size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(asked.to_string(), EXAMPLE);
    let (old, proof) = (asked.old(), asked.proof().to_vec());
    assert_eq!(AddCheckpoint::new(old, proof, asked.note().clone()), Ok(asked));
}

#[test]
fn what_is_no_request_is_said_to_be_none() {
    let note = signed(&leaves(3)).to_string();
    let hash = Hash::of_empty_tree();
    let read = |text: &str| text.parse::<AddCheckpoint>().map(|asked| asked.old());
    assert_eq!(read(&format!("old 0\n\n{note}")), Ok(0));
    for (text, wrong) in [
        (String::new(), NotAddCheckpoint::OldSize),
        ("old 0".to_owned(), NotAddCheckpoint::OldSize),
        (format!("old 01\n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("old -1\n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("old  1\n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("old 1 \n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("Old 1\n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("old 99999999999999999999999\n\n{note}"), NotAddCheckpoint::OldSize),
        (format!("1\n\n{note}"), NotAddCheckpoint::OldSize),
        ("old 1\n".to_owned(), NotAddCheckpoint::NoNote),
        (format!("old 1\n{hash}\n"), NotAddCheckpoint::NoNote),
        (format!("old 1\n{note}"), NotAddCheckpoint::ProofLine),
        (format!("old 1\n{hash} \n\n{note}"), NotAddCheckpoint::ProofLine),
        (format!("old 1\r\n{hash}\r\n\r\n{note}"), NotAddCheckpoint::OldSize),
        (format!("old 1\n{}\n{note}", format!("{hash}\n").repeat(64)), NotAddCheckpoint::TooLong),
    ] {
        assert_eq!(read(&text), Err(wrong), "{text}");
    }
    assert_eq!(read(&format!("old 1\n{}\n{note}", format!("{hash}\n").repeat(63))), Ok(1));
    assert_eq!(AddCheckpoint::new(1, vec![hash; 64], note.parse().unwrap()), Err(NotAddCheckpoint::TooLong));
    for note in ["", "text\n", &note[..note.len() - 1], &format!("{note}\n"), &note.replacen('3', "03", 1), &note.replace('\u{2014}', "-")]
    {
        assert!(matches!(read(&format!("old 1\n\n{note}")), Err(NotAddCheckpoint::Checkpoint(_))), "{note}");
    }
}

#[test]
fn an_answer_gives_the_witnesses_own_line_and_no_other() {
    let leaves = leaves(5);
    let asked = AddCheckpoint::new(0, Vec::new(), signed(&leaves)).unwrap();
    let step = OutsideWitness::new(origin()).step(&asked, &log().key()).unwrap();
    let (own, other) = (third_witness().cosign(&step.cosignable, noon()), police_witness().cosign(&step.cosignable, noon()));
    let checkpoint = step.cosignable.checkpoint();
    let found = |answer: &str| cosignature_in(answer, checkpoint, &third_witness().key());
    let quantum = "\u{2014} witness.example/w1 AAAAAAEC";
    assert_eq!(found(&format!("{own}\n")), Ok((own.clone(), noon())));
    assert_eq!(found(&format!("{quantum}\n{other}\nnot a line\n{own}\n")), Ok((own.clone(), noon())));
    for none in ["", "\n", &format!("{other}\n"), &format!("{quantum}\n")] {
        assert!(matches!(found(none), Err(CheckpointError::NotCosigned(_))), "{none}");
    }
    // Its own line under another head: a lie, or a mix-up.
    let later = AddCheckpoint::new(0, Vec::new(), signed(&leaves[..4])).unwrap();
    let elsewhere = OutsideWitness::new(origin()).step(&later, &log().key()).unwrap();
    let line = third_witness().cosign(&elsewhere.cosignable, noon());
    assert!(matches!(found(&format!("{line}\n")), Err(CheckpointError::BadSignature(_))));
}

#[test]
fn a_remembered_size_has_one_spelling() {
    assert_eq!((remembered_size("0\n"), remembered_size("20852014\n")), (Some(0), Some(20_852_014)));
    for wrong in ["", "\n", "7", "07\n", "7\n\n", " 7\n", "-7\n", "7\r\n", "99999999999999999999\n", "seven\n"] {
        assert_eq!(remembered_size(wrong), None, "{wrong:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_stumble(text in "(old )?[0-9]{0,21}\n?([A-Za-z0-9+/]{43}=\n){0,3}\n?\\PC{0,80}\n?") {
        let _ = text.parse::<AddCheckpoint>();
        let _ = remembered_size(&text);
    }

    #[test]
    fn what_is_cut_or_changed_is_another_request_or_none(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let whole: AddCheckpoint = EXAMPLE.parse().unwrap();
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        let place = at.index(bytes.len());
        if let Ok(cut) = std::str::from_utf8(&bytes[..place]) {
            prop_assert!(cut.parse::<AddCheckpoint>().is_ok_and(|read| read != whole) || cut.parse::<AddCheckpoint>().is_err());
        }
        bytes[place] ^= 1 << bit;
        if let Ok(text) = String::from_utf8(bytes) {
            prop_assert!(text.parse::<AddCheckpoint>().ok() != Some(whole));
        }
    }
}
