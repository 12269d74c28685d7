//! Names of staff that leave the agency: another one in each case.

use std::fmt;

use sha2::{Digest, Sha256};
use store::Id;
use wire::StaffRef;
use zeroize::Zeroizing;

/// What is hashed first, so that no other digest of ours can be one of these.
const SECRET: &[u8] = b"stafett/staff-secret/v1\0";
const NAME: &[u8] = b"stafett/staff/v1\0";

/// What only this agency knows, so that nobody else can tell whose name a name is. Prints nothing of itself.
pub(crate) struct StaffSecret(Zeroizing<[u8; 32]>);

impl StaffSecret {
    /// From the key-encryption key of the agency. Another key means other names from then on.
    pub(crate) fn derive(key: &[u8; 32]) -> Self {
        Self(Zeroizing::new(Sha256::new().chain_update(SECRET).chain_update(key).finalize().into()))
    }

    /// The name of a member of staff in one case: the first 16 bytes of SHA-256 over domain, secret, reference and case,
    /// as 32 hexadecimal digits. The agency finds the person again by naming its staff; others can't link two cases.
    /// `None` never happens: 32 hexadecimal digits are a reference.
    pub(crate) fn name_in(&self, case: Id, staff: &StaffRef) -> Option<StaffRef> {
        // The secret before it and the case after it have fixed lengths: no two inputs read the same.
        let hash =
            Sha256::new().chain_update(NAME).chain_update(self.0.as_slice()).chain_update(staff.as_str()).chain_update(case.as_bytes());
        let name = *hash.finalize().first_chunk::<16>()?;
        format!("{:032x}", u128::from_be_bytes(name)).parse().ok()
    }
}

impl fmt::Debug for StaffSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_for_one_case_one_person_and_one_agency() {
        let (one, other) = (StaffSecret::derive(&[1; 32]), StaffSecret::derive(&[2; 32]));
        let (case, next) = (Id::from_bytes([3; 16]), Id::from_bytes([4; 16]));
        let staff: StaffRef = "00000000000000000000000000000005".parse().unwrap();
        let colleague: StaffRef = "00000000000000000000000000000006".parse().unwrap();
        let name = one.name_in(case, &staff).unwrap();
        assert_eq!(one.name_in(case, &staff).unwrap(), name);
        for different in [one.name_in(next, &staff), one.name_in(case, &colleague), other.name_in(case, &staff), Some(staff)] {
            assert_ne!(different.unwrap(), name);
        }
    }
}
