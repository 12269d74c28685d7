//! Marks of telephone numbers: who holds the agency's keys can ask whether a number is known here, and nobody else can tell which it is.

use std::fmt;

use sha2::{Digest, Sha256};
use store::Hash32;
use wire::value::PhoneNumber;
use zeroize::Zeroizing;

/// What is hashed first, so that no other digest of ours can be one of these.
const SECRET: &[u8] = b"stafett/number-secret/v1\0";
const MARK: &[u8] = b"stafett/number/v1\0";

/// What only this agency knows: there are few numbers, and without it each mark could be tried out. Prints nothing of itself.
pub(crate) struct NumberSecret(Zeroizing<[u8; 32]>);

impl NumberSecret {
    /// From the key-encryption key of the agency. Another key means other marks from then on.
    pub(crate) fn derive(key: &[u8; 32]) -> Self {
        Self(Zeroizing::new(Sha256::new().chain_update(SECRET).chain_update(key).finalize().into()))
    }

    /// The mark of a number: SHA-256 over domain, secret and the number in E.164. No mark leaves the agency.
    pub(crate) fn mark(&self, number: &PhoneNumber) -> Hash32 {
        let hash = Sha256::new().chain_update(MARK).chain_update(self.0.as_slice()).chain_update(number.expose());
        Hash32::new(hash.finalize().into())
    }
}

impl fmt::Debug for NumberSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NumberSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_one_number_at_one_agency() {
        let (one, other) = (NumberSecret::derive(&[1; 32]), NumberSecret::derive(&[2; 32]));
        let (number, next) = (PhoneNumber::parse("070-174 06 05").unwrap(), PhoneNumber::parse("070-174 06 06").unwrap());
        assert_eq!(one.mark(&number), one.mark(&PhoneNumber::parse("+46701740605").unwrap()), "however it is written");
        assert_ne!(one.mark(&number), one.mark(&next));
        assert_ne!(one.mark(&number), other.mark(&number));
        assert_eq!(format!("{one:?}"), "NumberSecret(…)");
    }
}
