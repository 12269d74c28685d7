//! RFC 8785: the vectors of others through the writer that every message goes through.

use wire::canonical;

macro_rules! vectors {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            let input: serde_json::Value = serde_json::from_str(include_str!(concat!("../vectors/jcs/input/", stringify!($name), ".json"))).unwrap();
            let written = canonical::to_bytes(&input).unwrap();
            let hexadecimal = include_str!(concat!("../vectors/jcs/outhex/", stringify!($name), ".txt"));
            let expected: Vec<u8> = hexadecimal.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
            assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&expected));
            let output = include_str!(concat!("../vectors/jcs/output/", stringify!($name), ".json"));
            assert_eq!(String::from_utf8_lossy(&written), output.trim_end_matches('\n'));
            assert!(canonical::from_bytes::<serde_json::Value>(&written).is_ok(), "what was written is taken");
        })+
    };
}

vectors!(arrays, french, structures, unicode, values, weird);

#[test]
fn a_number_that_other_readers_would_round_is_never_taken() {
    // RFC 8785 section 3.2.2.3: numbers are IEEE 754 doubles.
    let exact = 9_007_199_254_740_991_u64;
    assert_eq!(canonical::to_bytes(&exact).unwrap(), exact.to_string().into_bytes());
    assert_eq!(canonical::from_bytes::<u64>(exact.to_string().as_bytes()), Ok(exact));
    assert!(canonical::from_bytes::<u64>(b"9007199254740993").is_err());
}
