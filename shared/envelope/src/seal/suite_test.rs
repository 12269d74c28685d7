//! The published vectors of RFC 9180, base mode, through our own contexts.

use super::*;

const VECTORS: &str = include_str!("../../tests/vectors/hpke/base-x25519-sha256-chacha20poly1305.json");

struct Vector(serde_json::Value);

impl Vector {
    fn read() -> Self {
        Self(serde_json::from_str(VECTORS).unwrap())
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        unhex(&self.0[name])
    }

    fn array(&self, name: &str) -> [u8; 32] {
        self.bytes(name).try_into().unwrap()
    }

    fn list(&self, name: &str) -> &[serde_json::Value] {
        self.0[name].as_array().unwrap()
    }

    fn opener(&self) -> Opener {
        Opener::new(&UnitKey::from_seed(&self.array("ikmR")), Bytes32(self.array("enc")), &self.bytes("info")).unwrap()
    }
}

fn unhex(value: &serde_json::Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|place| u8::from_str_radix(&text[place..place + 2], 16).unwrap()).collect()
}

#[test]
fn derives_the_key_pair_of_the_vector() {
    let vector = Vector::read();
    let key = UnitKey::from_seed(&vector.array("ikmR"));
    assert_eq!(key.public().0, vector.array("pkRm"));
    let mut secret = vector.array("skRm");
    // The vector has the number as it was derived; it is used clamped (RFC 7748 section 5).
    secret[0] &= 248;
    secret[31] = (secret[31] & 127) | 64;
    assert_eq!(key.secret().to_bytes().as_slice(), secret);
}

#[test]
fn opens_the_ciphertexts_of_the_vector_in_order() {
    let vector = Vector::read();
    let mut opener = vector.opener();
    assert_eq!(vector.list("encryptions").len(), 40);
    for encryption in vector.list("encryptions") {
        let opened = opener.open(&unhex(&encryption["ct"]), &unhex(&encryption["aad"])).unwrap();
        assert_eq!(opened.as_slice(), unhex(&encryption["pt"]));
    }
}

#[test]
fn refuses_the_ciphertexts_of_the_vector_out_of_order() {
    let vector = Vector::read();
    let second = &vector.list("encryptions")[1];
    assert!(vector.opener().open(&unhex(&second["ct"]), &unhex(&second["aad"])).is_none());
}

#[test]
fn seals_to_the_ciphertexts_of_the_vector() {
    let vector = Vector::read();
    let ephemeral = Zeroizing::new(vector.array("ikmE"));
    let (mut sealer, encapsulated) = Sealer::new(Bytes32(vector.array("pkRm")), &vector.bytes("info"), ephemeral).unwrap();
    assert_eq!(encapsulated.0, vector.array("enc"));
    for encryption in vector.list("encryptions") {
        let sealed = sealer.seal(&unhex(&encryption["pt"]), &unhex(&encryption["aad"])).unwrap();
        assert_eq!(sealed, unhex(&encryption["ct"]));
    }
}

#[test]
fn exports_the_secrets_of_the_vector() {
    let vector = Vector::read();
    let opener = vector.opener();
    assert_eq!(vector.list("exports").len(), 3);
    for export in vector.list("exports") {
        let mut secret = vec![0; usize::try_from(export["L"].as_u64().unwrap()).unwrap()];
        opener.0.export(&unhex(&export["exporter_context"]), &mut secret).unwrap();
        assert_eq!(secret, unhex(&export["exported_value"]));
    }
}

#[test]
fn agrees_on_nothing_with_a_point_of_small_order() {
    // RFC 7748 section 6.1: these give the all-zero secret.
    let mut one = [0; 32];
    one[0] = 1;
    for public in [[0; 32], one] {
        assert!(Sealer::new(Bytes32(public), b"", Zeroizing::new([7; 32])).is_none());
        assert!(!crate::keys::is_usable(Bytes32(public)));
    }
    assert!(crate::keys::is_usable(UnitKey::from_seed(&[7; 32]).public()));
}
