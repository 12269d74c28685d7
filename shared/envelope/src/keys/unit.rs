//! X25519 keys of units: DHKEM(X25519, HKDF-SHA256) of RFC 9180.

use std::fmt;

use hpke::{Deserializable, Kem as _, Serializable, kem::X25519HkdfSha256};
use wire::{Bytes32, KeyId};

use super::{KeyError, key_id};

/// The key encapsulation of every seal: RFC 9180 0x0020.
pub(crate) type Kem = X25519HkdfSha256;
pub(crate) type PublicHalf = <Kem as hpke::Kem>::PublicKey;

/// The key a unit opens fields with.
pub struct UnitKey {
    // Wipes itself when dropped.
    secret: <Kem as hpke::Kem>::PrivateKey,
    public: Bytes32,
    id: KeyId,
}

impl UnitKey {
    /// The key of a seed of 32 random bytes, by `DeriveKeyPair` of RFC 9180 7.1.3. The caller wipes the seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let (secret, public) = Kem::derive_keypair(seed);
        let public = Bytes32(public.to_bytes().into());
        Self { secret, public, id: key_id(public) }
    }

    /// Public half, 32 bytes.
    pub fn public(&self) -> Bytes32 {
        self.public
    }

    /// Id of the key.
    pub fn id(&self) -> &KeyId {
        &self.id
    }

    pub(crate) fn secret(&self) -> &<Kem as hpke::Kem>::PrivateKey {
        &self.secret
    }
}

impl fmt::Debug for UnitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnitKey(…)")
    }
}

/// The public half as the HPKE crate wants it. Any 32 bytes are taken.
pub(crate) fn public_of(public: Bytes32) -> Result<PublicHalf, KeyError> {
    PublicHalf::from_bytes(&public.0).map_err(|_| KeyError::Sealing)
}

/// Whether a secret can be agreed on with the owner of this key: a point of small order gives every sender the
/// same, all-zero one, whatever their key.
pub(crate) fn is_usable(public: Bytes32) -> bool {
    let Ok(public) = public_of(public) else { return false };
    let (probe, _) = Kem::derive_keypair(&[0x5a; 32]);
    let Ok(own) = <Kem as hpke::Kem>::EncappedKey::from_bytes(&public.to_bytes()) else { return false };
    Kem::decap(&probe, None, &own).is_ok()
}
