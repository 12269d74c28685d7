//! Who acts, from the signed call of an agency's own case system.

use ::web::{
    Problem,
    machine::{self, MachineKey},
};
use actix_web::HttpRequest;

use crate::{Casework, domain::Staff, staff};

/// The member of staff an API client of `[[agency.api_clients]]` acts as. The token is one of [`::web::machine`]: signed
/// with the client's key, issuer and audience both this agency's id, for this method, path and body. Pass the exact bytes
/// of the body, empty for none.
///
/// # Errors
/// 401 `token-missing` or `token-refused`.
pub async fn require_client(request: &HttpRequest, body: &[u8], casework: &Casework) -> Result<Staff, Problem> {
    let config = casework.config();
    let agency = config.id.as_str();
    let lookup = |key_id: &str| {
        let client = config.api_clients.iter().find(|client| client.key_id.as_str() == key_id)?;
        Some(MachineKey { issuer: agency.to_owned(), public: client.public.0 })
    };
    let caller = machine::require(request, body, agency, lookup, casework.clock().now())?;
    let key_id = caller.key_id.parse().map_err(|_| Problem::login_required())?;
    let found = casework.db().read(move |conn| staff::of_api_client(conn, &key_id)).await?;
    found.ok_or_else(Problem::login_required)
}
