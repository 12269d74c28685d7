//! The code that is read aloud.

use std::collections::HashSet;

use wire::{CaseCode, CaseCodeError, PairingCode};

const ALPHABET: &str = "2346789ACDEFHJKLMPRTVXY";
/// A prime step spreads the codes looked at over the whole range.
const STEP: u32 = 89;

fn codes() -> impl Iterator<Item = String> {
    (0..3_200).map(|n| PairingCode::from_draw(n * STEP).to_string())
}

#[test]
fn every_wrong_symbol_is_found() {
    for code in codes() {
        for place in 0..code.len() {
            for wrong in ALPHABET.chars().filter(|symbol| !code[place..].starts_with(*symbol)) {
                let mut heard = code.clone();
                heard.replace_range(place..=place, wrong.encode_utf8(&mut [0; 4]));
                assert_eq!(heard.parse::<PairingCode>(), Err(CaseCodeError::Check), "{code} heard as {heard}");
            }
        }
    }
}

#[test]
fn every_swap_of_two_symbols_is_found() {
    for code in codes() {
        for (one, other) in (0..5).flat_map(|one| (one + 1..5).map(move |other| (one, other))) {
            let mut heard: Vec<char> = code.chars().collect();
            heard.swap(one, other);
            let heard: String = heard.into_iter().collect();
            assert_eq!(heard.parse::<PairingCode>().is_ok(), heard == code, "{code} heard as {heard}");
        }
    }
}

#[test]
fn every_draw_has_its_own_code() {
    let all: HashSet<PairingCode> = (0..279_841).map(PairingCode::from_draw).collect();
    assert_eq!(all.len(), 279_841);
    assert_eq!(PairingCode::from_draw(279_841), PairingCode::from_draw(0));
}

#[test]
fn people_type_as_they_hear() {
    let code = PairingCode::from_draw(4711);
    let text = code.to_string();
    for typed in [text.to_lowercase(), code.spoken(), format!(" {text} "), text.chars().flat_map(|symbol| [symbol, ' ']).collect()] {
        assert_eq!(typed.parse(), Ok(code), "{typed}");
    }
    for typed in ["", "KV74", "KV7422", "KV74O", "KV74å", "KV-74", "<b>KV"] {
        assert_eq!(typed.parse::<PairingCode>(), Err(CaseCodeError::Form), "{typed}");
    }
}

#[test]
fn a_case_code_is_a_pairing_code_and_a_month() {
    let pairing = PairingCode::from_draw(1);
    let code = CaseCode::new(pairing, 26, 1).expect("a month");
    assert_eq!(code.to_string(), format!("{pairing}-2601"));
    assert_eq!(code.to_string().to_lowercase().parse(), Ok(code));
    assert_eq!(code.pairing(), pairing);
    assert!([(26, 0), (26, 13), (100, 1)].iter().all(|(year, month)| CaseCode::new(pairing, *year, *month).is_err()));
    for tail in ["", "-", "-26", "-2613", "-2600", "-26-1", "-+611", "-26011", "-261²"] {
        assert_eq!(format!("{pairing}{tail}").parse::<CaseCode>(), Err(CaseCodeError::Form), "{tail}");
    }
}

#[test]
fn on_the_wire_it_has_one_spelling() {
    let code = CaseCode::new(PairingCode::from_draw(4711), 26, 11).expect("a month");
    let small = format!("\"{}\"", code.to_string().to_lowercase());
    assert!(wire::canonical::from_bytes::<CaseCode>(small.as_bytes()).is_err());
    assert_eq!(wire::canonical::from_bytes(format!("\"{code}\"").as_bytes()), Ok(code));
}
