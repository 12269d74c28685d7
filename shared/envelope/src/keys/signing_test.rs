//! RFC 8032 section 7.1, and signatures that only an ordinary check accepts.

use ed25519_dalek::Verifier;

use super::*;

fn bytes<const N: usize>(hexadecimal: &str) -> [u8; N] {
    unhex(hexadecimal).try_into().unwrap()
}

fn unhex(hexadecimal: &str) -> Vec<u8> {
    (0..hexadecimal.len()).step_by(2).map(|place| u8::from_str_radix(&hexadecimal[place..place + 2], 16).unwrap()).collect()
}

/// Seed, public key, message, signature.
const RFC_8032: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

#[test]
fn signs_and_checks_the_vectors_of_rfc_8032() {
    for [seed, public, message, signature] in RFC_8032 {
        let signer = ServiceSigner::from_seed(&bytes(seed));
        assert_eq!(signer.public().0, bytes::<32>(public));
        assert_eq!(signer.sign_bytes(&unhex(message)).0, bytes::<64>(signature));
        let key = VerifyingKey::from_bytes(Bytes32(bytes(public))).unwrap();
        assert!(key.accepts(&unhex(message), &Bytes64(bytes(signature))));
        assert!(!key.accepts(b"another message", &Bytes64(bytes(signature))));
    }
}

/// Public key, message, signature. “Taming the many EdDSAs”, cases 0 and 1: a public key of small order.
const SMALL_ORDER_KEY: [[&str; 3]; 2] = [
    [
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ],
];

/// Case 2: an ordinary key, a signature whose first half is of small order.
const SMALL_ORDER_SIGNATURE: [&str; 3] = [
    "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
    "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
];

fn ordinary_check_accepts([public, message, signature]: [&str; 3]) -> bool {
    let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes(public)).unwrap();
    key.verify(&unhex(message), &Signature::from_bytes(&bytes(signature))).is_ok()
}

#[test]
fn refuses_keys_of_small_order() {
    for case in SMALL_ORDER_KEY {
        assert!(ordinary_check_accepts(case), "the case shows nothing any more");
        assert_eq!(VerifyingKey::from_bytes(Bytes32(bytes(case[0]))), Err(KeyError::Signing));
    }
}

#[test]
fn refuses_signatures_of_small_order() {
    let [public, message, signature] = SMALL_ORDER_SIGNATURE;
    assert!(ordinary_check_accepts(SMALL_ORDER_SIGNATURE), "the case shows nothing any more");
    let key = VerifyingKey::from_bytes(Bytes32(bytes(public))).unwrap();
    assert!(!key.accepts(&unhex(message), &Bytes64(bytes(signature))));
}

#[test]
fn refuses_the_second_spelling_of_a_signature() {
    // Adds the order of the group to the second half: the same number modulo the order (RFC 8032 5.1.7).
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let [_, public, message, signature] = RFC_8032[0];
    let (mut other, order) = (bytes::<64>(signature), bytes::<32>(ORDER));
    let mut carry = 0;
    for place in 0..32 {
        let sum = u16::from(other[32 + place]) + u16::from(order[place]) + carry;
        other[32 + place] = (sum % 256) as u8;
        carry = sum / 256;
    }
    assert_ne!(other, bytes::<64>(signature));
    let key = VerifyingKey::from_bytes(Bytes32(bytes(public))).unwrap();
    assert!(!key.accepts(&unhex(message), &Bytes64(other)));
}

#[test]
fn prints_nothing_of_a_secret() {
    let seed = [0x41; 32];
    assert_eq!(format!("{:?}", ServiceSigner::from_seed(&seed)), "ServiceSigner(…)");
    assert_eq!(format!("{:?}", RootKey::from_seed(&seed)), "RootKey(…)");
    assert_eq!(format!("{:?}", crate::UnitKey::from_seed(&seed)), "UnitKey(…)");
    assert_eq!(format!("{:?}", crate::SealSeed::new(seed)), "SealSeed(…)");
}
