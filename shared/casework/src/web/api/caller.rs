//! Who acts, from the tokens of a call of an agency's own case system.

use ::web::{
    Problem,
    machine::{self, Access, MachineKey, Scope},
};
use actix_web::{HttpRequest, http::StatusCode};
use wire::KeyId;

use crate::{ApiClientConfig, Casework, domain::Staff, staff};

/// A case system that has proved which one it is.
#[derive(Debug, Clone)]
pub struct ApiCaller {
    /// The member of staff it acts as.
    pub staff: Staff,
    /// The id of its key.
    pub client: KeyId,
}

/// The client of `[[agency.api_clients]]` that calls. It shows an access token of `POST /oauth/token` in `Authorization`, and
/// in `Stafett-Proof` a call token of [`::web::machine`] signed with the very key the access token is bound to, for this
/// method, path and body, issuer and audience both this agency's id. Pass the exact bytes of the body, empty for none.
///
/// A proof is good once: one of a call that changes something for ever and at every replica, one of a call that reads within
/// this process (what it reads goes into the access log either way).
///
/// # Errors
/// 401 `token-missing`, `proof-missing` or `token-refused`; 403 `scope-missing`.
pub async fn api_caller(request: &HttpRequest, body: &[u8], casework: &Casework) -> Result<ApiCaller, Problem> {
    let now = casework.clock().now();
    let own = casework.0.keyring.agency().manifest();
    let agency = casework.config().id.as_str();
    let key = (own.token_key_id.as_str(), &own.token_key.0);
    let access = machine::verify_access(machine::bearer(request)?, agency, key, now).map_err(refused)?;
    let lookup = |key_id: &str| Some(MachineKey { issuer: agency.to_owned(), public: client_of(casework, key_id)?.public.0 });
    let caller = machine::proof(request, body, agency, lookup, now)?;
    let client = bound_client(casework, &access, &caller.key_id)?;
    let scope = if request.method().is_safe() { Scope::Read } else { Scope::Write };
    if !access.scopes.allow(scope) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "scope-missing"));
    }
    if request.method().is_safe() {
        casework.0.replays.first_use(&caller, now)?;
    } else if !casework.db().write("use_token", move |conn| machine::first_use(conn, &caller, now)).await? {
        return Err(machine::replayed());
    }
    acting(casework, client).await
}

/// As [`api_caller`], for doors that need not know which client it is.
///
/// # Errors
/// Those of [`api_caller`].
pub async fn require_client(request: &HttpRequest, body: &[u8], casework: &Casework) -> Result<Staff, Problem> {
    Ok(api_caller(request, body, casework).await?.staff)
}

pub(super) fn client_of<'a>(casework: &'a Casework, key_id: &str) -> Option<&'a ApiClientConfig> {
    casework.config().api_clients.iter().find(|client| client.key_id.as_str() == key_id)
}

/// The client the token was given to, which must be the one that signed the proof, with the key it has now.
fn bound_client<'a>(casework: &'a Casework, access: &Access, signer: &str) -> Result<&'a ApiClientConfig, Problem> {
    let client = client_of(casework, &access.client).filter(|client| {
        let own = machine::thumbprint(&client.public.0);
        client.key_id.as_str() == signer && access.thumbprint == own
    });
    client.ok_or_else(|| refused(machine::MachineError::OtherClient))
}

async fn acting(casework: &Casework, client: &ApiClientConfig) -> Result<ApiCaller, Problem> {
    let key_id = client.key_id.clone();
    let found = casework.db().read(move |conn| staff::of_api_client(conn, &key_id)).await?;
    let staff = found.ok_or_else(Problem::login_required)?;
    Ok(ApiCaller { staff, client: client.key_id.clone() })
}

fn refused(error: machine::MachineError) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "token-refused").because(error)
}
