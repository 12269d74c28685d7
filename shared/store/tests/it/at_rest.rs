//! What was sealed opens with the right key in the right place, and nowhere else.

use store::at_rest::{CaseKey, Error, KeyEncryptionKey, Nonce};

fn kek(byte: u8) -> KeyEncryptionKey {
    KeyEncryptionKey::from_file_bytes(&[byte; 32]).unwrap()
}

fn nonce() -> Nonce {
    Nonce::from_random([3; 24])
}

#[test]
fn contents_go_in_and_out_through_a_wrapped_key() {
    let wrapped = kek(1).wrap(&CaseKey::from_random([2; 32]), b"case 1", nonce());
    assert_eq!((wrapped.len(), wrapped[0]), (81, 1));
    let key = kek(1).unwrap(&wrapped, b"case 1").unwrap();
    let sealed = key.seal("våld".as_bytes(), b"note 1", nonce());
    assert_eq!(sealed.len(), 1 + 24 + 5 + 16);
    assert_eq!(key.open(&sealed, b"note 1").unwrap().as_slice(), "våld".as_bytes());
}

#[test]
fn another_place_or_key_or_byte_does_not_open() {
    let key = CaseKey::from_random([2; 32]);
    let sealed = key.seal(b"words", b"note 1", nonce());
    assert_eq!(key.open(&sealed, b"note 2").unwrap_err(), Error::DoesNotOpen);
    assert_eq!(CaseKey::from_random([9; 32]).open(&sealed, b"note 1").unwrap_err(), Error::DoesNotOpen);
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(key.open(&changed, b"note 1").is_err(), "byte {at}");
        assert!(key.open(&sealed[..at], b"note 1").is_err(), "cut at {at}");
    }
    let wrapped = kek(1).wrap(&key, b"case 1", nonce());
    assert_eq!(kek(1).unwrap(&wrapped, b"case 2").unwrap_err(), Error::DoesNotOpen);
    assert_eq!(kek(2).unwrap(&wrapped, b"case 1").unwrap_err(), Error::OtherKey);
    assert_eq!(kek(1).unwrap(&wrapped[1..], b"case 1").unwrap_err(), Error::Format);
}

#[test]
fn keys_have_32_bytes_and_do_not_print() {
    assert_eq!(KeyEncryptionKey::from_file_bytes(&[1; 31]).unwrap_err(), Error::KeyLength);
    assert_eq!(KeyEncryptionKey::from_file_bytes(&[1; 33]).unwrap_err(), Error::KeyLength);
    assert_eq!(format!("{:?} {:?}", kek(1), CaseKey::from_random([2; 32])), "KeyEncryptionKey(…) CaseKey(…)");
}
