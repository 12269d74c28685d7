//! Six values sealed with one HPKE encapsulation (X25519, HKDF-SHA256, ChaCha20-Poly1305; base mode).

use std::convert::Infallible;

use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};

use crate::Outcome;

const FIELDS: usize = 6;
const FIELD: usize = 234;
const TAG: usize = 16;
const ENCAPSULATED: usize = 32;

/// Bytes of all values.
pub const PLAIN: usize = FIELDS * FIELD;
/// Bytes of encapsulated key and seals.
pub const SEALED: usize = ENCAPSULATED + FIELDS * (FIELD + TAG);

type Key = <X25519HkdfSha256 as hpke::Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as hpke::Kem>::PublicKey;

/// The recipient's keys.
pub struct Pair {
    secret: Key,
    public: PublicKey,
}

impl Pair {
    pub fn new() -> Outcome<Self> {
        let mut seed = [0; 32];
        System.try_fill_bytes(&mut seed)?;
        let (secret, public) = X25519HkdfSha256::derive_keypair(&seed);
        Ok(Self { secret, public })
    }

    pub fn seal(&self, values: &[u8; PLAIN]) -> Outcome<[u8; SEALED]> {
        let (key, mut context) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &self.public,
            b"floor",
            &mut System,
        )
        .map_err(words)?;
        let mut sealed = [0; SEALED];
        let (head, seals) = sealed.split_at_mut(ENCAPSULATED);
        head.copy_from_slice(&key.to_bytes());
        for (value, seal) in values.chunks_exact(FIELD).zip(seals.chunks_exact_mut(FIELD + TAG)) {
            seal.copy_from_slice(&context.seal(value, b"field").map_err(words)?);
        }
        Ok(sealed)
    }

    pub fn open(&self, sealed: &[u8]) -> Outcome<Vec<Vec<u8>>> {
        let (head, seals) = sealed.split_at(ENCAPSULATED);
        let key = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(head).map_err(words)?;
        let mut context =
            hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &self.secret, &key, b"floor")
                .map_err(words)?;
        seals.chunks_exact(FIELD + TAG).map(|seal| Ok(context.open(seal, b"field").map_err(words)?)).collect()
    }
}

fn words(error: hpke::HpkeError) -> String {
    format!("the floor's sealing: {error}")
}

/// The system's random source, asked once for each context.
struct System;

impl TryRng for System {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        // A crash here means that the machine has no random source: nothing can be measured on it.
        getrandom::fill(bytes).expect("the system has a random source");
        Ok(())
    }
}

impl TryCryptoRng for System {}
