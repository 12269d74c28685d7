//! The code of a contact card.

use std::collections::HashSet;

use proptest::prelude::*;
use wire::{CardCode, CardCodeError};

/// Of a card that nobody was given.
fn code() -> CardCode {
    CardCode::from_random([0x02, 0xde, 0xad, 0xbe, 0xef, 0x01, 0x23, 0x45])
}

#[test]
fn it_is_shown_in_three_groups_of_four_and_reads_back() {
    let shown = code().shown();
    assert_eq!(shown, "5QND-QVQG-28T5");
    assert_eq!(shown.parse(), Ok(code()));
}

#[test]
fn it_is_taken_as_people_type_it() {
    let zeros = CardCode::from_random([0; 8]);
    let ones = CardCode::from_random(0b00001_00001_00001_00001_00001_00001_00001_00001_00001_00001_00001_00001_u64.to_be_bytes());
    for typed in
        ["0000-0000-0000", "000000000000", "OOOO-oooo-0O0o", " 0 0 0 0\u{a0}0000\t0000 ", "0000–0000—0000", "0000\u{2011}0000\u{2212}0000"]
    {
        assert_eq!(typed.parse(), Ok(zeros.clone()), "{typed:?}");
    }
    assert_eq!("IiLl-1IL1-iiii".parse(), Ok(ones));
    assert_eq!("5qnd qvqg 28t5".parse(), Ok(code()));
    assert_eq!("5QND-QVQG-28T5".parse(), Ok(code()));
}

#[test]
fn what_has_another_length_or_letter_is_no_code() {
    let shown = code().shown();
    let long = "0".repeat(100_000);
    let wrong = [
        "",
        "-",
        "    ",
        "5QND-QVQG-28T",
        "5QND-QVQG-28T50",
        "5QND-QVQG-28TU",
        "5QND-QVQG-28T*",
        "5QND-QVQG-28TÅ",
        "5QND/QVQG/28T5",
        "5QND-QVQG-28T\u{35}\u{301}",
        "５QNP-QVQG-28T5",
        "KV742-2611",
        "<script>alert",
        "5QND\u{200b}QVQG28T5",
        &long,
    ];
    for typed in wrong {
        assert_eq!(typed.parse::<CardCode>(), Err(CardCodeError), "{typed:?}");
    }
    for place in 0..shown.len() {
        let mut cut = shown.clone();
        if cut.remove(place) != '-' {
            assert_eq!(cut.parse::<CardCode>(), Err(CardCodeError), "{cut}");
        }
    }
}

#[test]
fn it_prints_nothing_of_itself() {
    let printed = format!("{:?} {:#?} {:?} {:?} {}", code(), code(), code().hash(), "5QND".parse::<CardCode>(), CardCodeError);
    for part in ["5QND", "QVQG", "28T5", "5qnd", &code().hash().0.to_base64()] {
        assert!(!printed.contains(part), "{printed}");
    }
}

/// Kept at both ends: another hash would make every card that was given worthless.
#[test]
fn the_hash_of_a_code_stays() {
    assert_eq!(code().hash().0.to_base64(), "rwfDoRz/OVHNfon1xu5Kk15e+zm48ASI4EM4kmrjm50=");
    let one_bit = CardCode::from_random([0x02, 0xde, 0xad, 0xbe, 0xef, 0x01, 0x23, 0x44]);
    assert_ne!(one_bit.hash(), code().hash());
}

#[test]
fn the_four_bits_that_do_not_fit_are_left_out() {
    let with = CardCode::from_random([0xf2, 0xde, 0xad, 0xbe, 0xef, 0x01, 0x23, 0x45]);
    assert_eq!(with, code());
}

proptest! {
    #[test]
    fn every_code_reads_back(bytes in any::<[u8; 8]>()) {
        let code = CardCode::from_random(bytes);
        prop_assert_eq!(code.shown().parse(), Ok(code.clone()));
        prop_assert_eq!(code.shown().to_lowercase().replace('-', " ").parse(), Ok(code.clone()));
        let symbols: HashSet<char> = code.shown().chars().collect();
        prop_assert!(symbols.iter().all(|symbol| "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".contains(*symbol)));
    }

    #[test]
    fn whatever_is_typed_is_answered(typed in ".{0,40}") {
        let _ = typed.parse::<CardCode>();
    }
}
