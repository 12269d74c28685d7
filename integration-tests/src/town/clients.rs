//! The case systems of the agencies' own that the tests call the API as.

use toml::{Table, Value};
use wire::Bytes32;

use super::Kind;
use crate::{Caller, random_bytes};

/// A key of an API client, and who it acts as.
pub(super) struct Client {
    agency: &'static str,
    seed: [u8; 32],
    public: Bytes32,
    key_id: String,
    table: Table,
}

impl Client {
    /// A new key for somebody of this role and unit.
    pub(super) fn new(kind: Kind, name: &str, role: &str, unit: &str) -> Self {
        let seed = random_bytes();
        let signer = envelope::ServiceSigner::from_seed(&seed);
        let (public, key_id) = (signer.public(), signer.id().to_string());
        let mut table = Table::new();
        let entries = [("name", name), ("role", role), ("unit", unit), ("key_id", &key_id), ("public", &public.to_base64())];
        for (key, text) in entries {
            table.insert(key.to_owned(), Value::String(text.to_owned()));
        }
        Self { agency: kind.agency(), seed, public, key_id, table }
    }

    /// As a row of `[[agency.api_clients]]`.
    pub(super) fn row(&self) -> Value {
        debug_assert_eq!(envelope::key_id(self.public).to_string(), self.key_id);
        Value::Table(self.table.clone())
    }

    /// One who calls with it.
    pub(super) fn caller(&self, base: &str) -> Caller {
        Caller::new(base, &self.seed, &self.key_id, self.agency, self.agency)
    }
}
