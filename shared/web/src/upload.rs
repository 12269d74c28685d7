//! Forms with files (RFC 7578).

use actix_multipart::Multipart;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, error::PayloadError, http::StatusCode, web::Bytes};
use futures_util::{StreamExt as _, future::LocalBoxFuture, stream};

use crate::{
    Problem, Session, body,
    form::{self, TOKEN_FIELD},
};

/// Two files and the same two as texts, each at most a mebibyte, and what is between.
const LIMIT: usize = 4 * 1024 * 1024 + 64 * 1024;
/// Our longest form has far fewer fields.
const FIELDS_MAX: usize = 32;

/// The fields of a posted form that may carry files. With a session it must carry the token of the session (403
/// `csrf-token`), as every [`crate::Form`] must.
///
/// Fields come as bytes, just as they were sent: a browser ends the lines of a text with CR LF, and a file as it is.
pub struct Upload(Vec<(String, Bytes)>);

impl Upload {
    /// The exact bytes of a field; none when it is missing or empty, as a file that nobody chose is.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        let found = self.0.iter().find(|(known, bytes)| known == name && !bytes.is_empty());
        found.map(|(_, bytes)| bytes.as_ref())
    }

    /// A typed text with lines that end in LF alone; empty when the field is missing. What is no UTF-8 is replaced: a
    /// browser sends none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.bytes(name).map(|bytes| String::from_utf8_lossy(bytes).replace("\r\n", "\n")).unwrap_or_default()
    }
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = body::read(&request, &mut payload, "multipart/form-data", LIMIT).await?;
            let upload = Self(fields(&request, body).await?);
            let extensions = request.extensions();
            let token = upload.bytes(TOKEN_FIELD).and_then(|token| std::str::from_utf8(token).ok());
            form::check(extensions.get::<Session>(), token)?;
            Ok(upload)
        })
    }
}

async fn fields(request: &HttpRequest, body: Vec<u8>) -> Result<Vec<(String, Bytes)>, Problem> {
    let whole = stream::iter([Ok::<Bytes, PayloadError>(body.into())]);
    let mut parts = Multipart::new(request.headers(), whole);
    let mut fields = Vec::new();
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes(LIMIT).await.map_err(broken)?.map_err(broken)?;
        if fields.len() == FIELDS_MAX {
            return Err(broken("too many fields"));
        }
        fields.push((name, bytes));
    }
    Ok(fields)
}

fn broken(cause: impl std::fmt::Display) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-request").because(cause)
}
