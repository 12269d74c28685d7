//! Style sheets and modules, embedded in the program and served under a path that holds
//! the hash of their content: `/assets/<hash>/…`, to be kept by browsers for ever.

use std::{borrow::Cow, sync::Arc};

use actix_web::{
    HttpResponse,
    http::header,
    middleware::Compress,
    web::{Data, Path, ServiceConfig, get, scope},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};

use crate::{Problem, site::Site};

#[derive(RustEmbed)]
#[folder = "static/"]
struct OwnFiles;

/// The embedded files of one crate.
#[derive(Clone, Copy)]
pub struct AssetSource {
    names: fn() -> Vec<Cow<'static, str>>,
    file: fn(&str) -> Option<EmbeddedFile>,
}

impl AssetSource {
    /// The files a crate embeds with `#[derive(RustEmbed)]`.
    #[must_use]
    pub fn of<E: RustEmbed>() -> Self {
        Self { names: || E::iter().collect(), file: E::get }
    }
}

/// All files of a service.
#[derive(Clone)]
pub struct Assets {
    sources: Arc<[AssetSource]>,
    folder: Arc<str>,
}

impl Assets {
    /// The service's own files first; the files of this crate come last without being
    /// named. Hashes everything once.
    #[must_use]
    pub fn new(own: impl IntoIterator<Item = AssetSource>) -> Self {
        let sources: Arc<[_]> = own.into_iter().chain([AssetSource::of::<OwnFiles>()]).collect();
        let folder = format!("/assets/{}", hash(&sources)).into();
        Self { sources, folder }
    }

    /// The path of the folder, without a slash at the end.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    fn find(&self, name: &str) -> Option<EmbeddedFile> {
        self.sources.iter().find_map(|source| (source.file)(name))
    }
}

fn hash(sources: &[AssetSource]) -> String {
    let mut hasher = Sha256::new();
    for source in sources {
        let mut names = (source.names)();
        names.sort();
        for name in names {
            let content = (source.file)(&name).map(|file| file.metadata.sha256_hash());
            hasher.update(name.as_bytes());
            hasher.update(content.unwrap_or_default());
        }
    }
    let digest = hasher.finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The door. Only these answers are compressed: a page that holds a token beside what
/// a visitor typed must not be (BREACH).
pub(crate) fn routes(config: &mut ServiceConfig) {
    let files = scope("/assets").wrap(Compress::default());
    config.service(files.route("/{hash}/{name:.*}", get().to(file)));
}

async fn file(site: Data<Site>, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (hash, name) = path.into_inner();
    let file = site.assets.find(&name).ok_or_else(Problem::not_found)?;
    let kind = media_type(&name).ok_or_else(Problem::not_found)?;
    // A page of the program before or after this one: right now better than nothing, but
    // not to be kept under the wrong name.
    let current = site.assets.folder().strip_prefix("/assets/") == Some(&hash);
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-store" };
    Ok(HttpResponse::Ok().content_type(kind).insert_header((header::CACHE_CONTROL, keep)).body(file.data.into_owned()))
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}
