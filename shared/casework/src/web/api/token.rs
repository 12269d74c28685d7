//! `POST /oauth/token`: client credentials (RFC 6749, 4.4) for a client that proves itself by an assertion signed with its
//! key (RFC 7523, 2.2). Refusals have the form of RFC 6749, 5.2.

use ::web::{
    Form, Problem, Site,
    machine::{self, ACCESS_SECONDS, Access, Caller, Scopes},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use serde_json::json;

use super::caller::client_of;
use crate::{Casework, flow::random_bytes};

/// Where it is.
pub const PATH: &str = "/oauth/token";
/// The one grant.
const GRANT: &str = "client_credentials";
/// The one way to prove who one is (RFC 7523, 2.2).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Why there is no token: the codes of RFC 6749, 5.2.
enum Refusal {
    Request,
    Client,
    Grant,
    Scope,
    Problem(Problem),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The door.
///
/// # Errors
/// 413 and 415 as problems, those of the database; everything else is answered in the form of RFC 6749.
pub async fn grant(
    request: HttpRequest,
    form: Form<Vec<(String, String)>>,
    casework: Data<Casework>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (status, error) = match granted(&request, &form, &casework, &site).await {
        Ok(token) => return Ok(token),
        Err(Refusal::Problem(problem)) => return Err(problem),
        Err(Refusal::Request) => (StatusCode::BAD_REQUEST, "invalid_request"),
        Err(Refusal::Client) => (StatusCode::UNAUTHORIZED, "invalid_client"),
        Err(Refusal::Grant) => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        Err(Refusal::Scope) => (StatusCode::BAD_REQUEST, "invalid_scope"),
    };
    let mut response = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    Ok(response.json(json!({ "error": error })))
}

async fn granted(request: &HttpRequest, form: &[(String, String)], casework: &Casework, site: &Site) -> Result<HttpResponse, Refusal> {
    if one(form, "grant_type")?.ok_or(Refusal::Request)? != GRANT {
        return Err(Refusal::Grant);
    }
    let now = casework.clock().now();
    let caller = client(request, form, casework, site)?;
    let (key_id, public) =
        client_of(casework, &caller.key_id).map(|client| (client.key_id.to_string(), client.public.0)).ok_or(Refusal::Client)?;
    if one(form, "client_id")?.is_some_and(|id| id != key_id) {
        return Err(Refusal::Client);
    }
    let scopes: Scopes = match one(form, "scope")? {
        None => Scopes::all(),
        Some(scopes) => scopes.parse().map_err(|_| Refusal::Scope)?,
    };
    let unused = casework.db().write("use_token", move |conn| machine::first_use(conn, &caller, now)).await.map_err(Problem::from)?;
    if !unused {
        tracing::info!(cause = %machine::MachineError::Replayed, "an assertion was refused");
        return Err(Refusal::Client);
    }
    let access = Access { client: key_id, thumbprint: machine::thumbprint(&public), scopes };
    let jti = random_bytes().map_err(Problem::internal)?;
    let token = casework.0.keyring.token.access_token(&access, now, jti).map_err(Problem::internal)?;
    let scope = access.scopes.to_string();
    Ok(HttpResponse::Ok().json(json!({ "access_token": token, "token_type": "Bearer", "expires_in": ACCESS_SECONDS, "scope": scope })))
}

/// Who asks, by its assertion for this very endpoint.
fn client(request: &HttpRequest, form: &[(String, String)], casework: &Casework, site: &Site) -> Result<Caller, Refusal> {
    if one(form, "client_assertion_type")?.ok_or(Refusal::Client)? != ASSERTION {
        return Err(Refusal::Client);
    }
    let assertion = one(form, "client_assertion")?.ok_or(Refusal::Client)?;
    let public = |key_id: &str| client_of(casework, key_id).map(|client| client.public.0);
    let checked = machine::verify_assertion(assertion, public, &endpoint(request, site), casework.clock().now());
    checked.map_err(|error| {
        tracing::info!(cause = %error, "an assertion was refused");
        Refusal::Client
    })
}

/// The address of this door, as clients write it.
fn endpoint(request: &HttpRequest, site: &Site) -> String {
    let own = site.origin.clone().unwrap_or_else(|| {
        let connection = request.connection_info();
        format!("{}://{}", connection.scheme(), connection.host())
    });
    format!("{own}{PATH}")
}

/// A parameter that may come once (RFC 6749, 3.2); one without a value counts as left out.
fn one<'a>(form: &'a [(String, String)], name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = form.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(Refusal::Request),
        (value, None) => Ok(value.filter(|value| !value.is_empty())),
    }
}
