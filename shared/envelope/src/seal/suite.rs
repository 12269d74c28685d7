//! The HPKE contexts (RFC 9180 5.1.1, 5.2). The associated data and the order of the calls are the caller's.

use std::convert::Infallible;

use hpke::{
    Deserializable, HpkeError, OpModeR, OpModeS, Serializable,
    aead::{AeadCtxR, AeadCtxS, ChaCha20Poly1305},
    kdf::HkdfSha256,
    rand_core::{TryCryptoRng, TryRng},
};
use wire::Bytes32;
use zeroize::Zeroizing;

use crate::keys::{Kem, UnitKey, public_of};

/// Seals in order; the nonce counts up by itself.
pub(super) struct Sealer(AeadCtxS<ChaCha20Poly1305, HkdfSha256, Kem>);

/// Opens in order; a field that does not open leaves the count where it is.
pub(super) struct Opener(AeadCtxR<ChaCha20Poly1305, HkdfSha256, Kem>);

impl Sealer {
    /// A context to a public key, and the encapsulated key that goes with the offer. The ephemeral key is
    /// `DeriveKeyPair(ephemeral)`. Nothing when no secret can be agreed on.
    pub(super) fn new(recipient: Bytes32, info: &[u8], ephemeral: Zeroizing<[u8; 32]>) -> Option<(Self, Bytes32)> {
        let recipient = public_of(recipient).ok()?;
        let mut source = Once(Some(ephemeral));
        let (encapsulated, context) = hpke::setup_sender_with_rng(&OpModeS::Base, &recipient, info, &mut source).ok()?;
        Some((Self(context), Bytes32(encapsulated.to_bytes().into())))
    }

    pub(super) fn seal(&mut self, plaintext: &[u8], associated_data: &[u8]) -> Result<Vec<u8>, HpkeError> {
        self.0.seal(plaintext, associated_data)
    }
}

impl Opener {
    /// The context of an encapsulated key. Nothing when no secret can be agreed on.
    pub(super) fn new(key: &UnitKey, encapsulated: Bytes32, info: &[u8]) -> Option<Self> {
        let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&encapsulated.0).ok()?;
        hpke::setup_receiver(&OpModeR::Base, key.secret(), &encapsulated, info).ok().map(Self)
    }

    pub(super) fn open(&mut self, ciphertext: &[u8], associated_data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.0.open(ciphertext, associated_data).ok().map(Zeroizing::new)
    }
}

/// The crate wants a random source and asks it once, for the 32 bytes it derives the ephemeral key from: it gets
/// the ones that were drawn. A crash here means that another version of the crate draws in another way: the
/// published vectors of RFC 9180 below must be looked at before anything is sealed with it.
struct Once(Option<Zeroizing<[u8; 32]>>);

impl TryRng for Once {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("the ephemeral key is not drawn by words")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("the ephemeral key is not drawn by words")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let drawn = self.0.take().expect("the ephemeral key is drawn once");
        bytes.copy_from_slice(drawn.as_slice());
        Ok(())
    }
}

impl TryCryptoRng for Once {}

#[cfg(test)]
#[path = "suite_test.rs"]
mod tests;
