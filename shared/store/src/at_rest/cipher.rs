//! The one use of the cipher.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::{Error, Nonce};

pub(super) const VERSION: u8 = 1;
pub(super) const NONCE_LENGTH: usize = 24;
pub(super) const TAG_LENGTH: usize = 16;

/// Nonce, ciphertext and tag in one.
pub(super) fn seal(key: &[u8; 32], label: &str, associated: &[u8], nonce: Nonce, plain: &[u8]) -> Vec<u8> {
    let aad = labelled(label, associated);
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(&nonce.0), Payload { msg: plain, aad: &aad })
        .expect("only contents beyond 256 GiB can't be sealed");
    [nonce.0.as_slice(), &sealed].concat()
}

/// The reverse of [`seal`].
pub(super) fn open(key: &[u8; 32], label: &str, associated: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    if sealed.len() < NONCE_LENGTH + TAG_LENGTH {
        return Err(Error::Format);
    }
    let (nonce, ciphertext) = sealed.split_at(NONCE_LENGTH);
    let aad = labelled(label, associated);
    XChaCha20Poly1305::new(key.into())
        .decrypt(XNonce::from_slice(nonce), Payload { msg: ciphertext, aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| Error::DoesNotOpen)
}

fn labelled(label: &str, associated: &[u8]) -> Vec<u8> {
    [label.as_bytes(), &[0], associated].concat()
}
