//! Everything about one running service that its pages and doors need to know.

use store::{Db, clock::SharedClock};

use crate::{agency::Agency, assets::Assets, health::Version, server::Draining, session::Rules, words::Locales};

/// One service at one agency. Shared by all workers as `actix_web::web::Data<Site>`.
pub struct Site {
    /// Short name in lower case: begins the cookie's name and labels metrics.
    pub service: &'static str,
    /// Whose pages these are.
    pub agency: Agency,
    /// Invented people only: a frame says so on every page, and cookies work without TLS.
    pub demo: bool,
    /// The exact `Origin` of our own pages (`https://…`). `None` compares with `Host`.
    pub origin: Option<String>,
    /// Where a visitor without a session is sent.
    pub login_path: &'static str,
    /// How long a session lives.
    pub session: Rules,
    /// The service's database.
    pub db: Db,
    /// The time.
    pub clock: SharedClock,
    /// All words.
    pub locales: Locales,
    /// Style sheets and modules.
    pub assets: Assets,
    /// What `/versionz` answers.
    pub version: Version,
    /// Says when the service is about to stop.
    pub draining: Draining,
}

impl Site {
    /// The name of the session cookie (RFC 6265bis): with the `__Host-` prefix, which
    /// browsers accept over TLS only, everywhere but in the demo.
    #[must_use]
    pub fn session_cookie(&self) -> String {
        let prefix = if self.demo { "" } else { "__Host-" };
        format!("{prefix}{}_session", self.service)
    }
}
