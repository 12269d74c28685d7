//! The two switches on every page: language and theme. Both are remembered in a cookie
//! of one word and lead back to the page they were pressed on.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    web::{Data, ServiceConfig, post, resource},
};
use serde::Deserialize;

use crate::{Form, Problem, language, language::Language, redirect, site::Site};

/// The cookie of the theme: `auto`, `light` or `dark`.
pub const THEME_COOKIE: &str = "theme";

/// The colours of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The value of `data-color-scheme` and of the cookie.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The visitor's choice.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        request.cookie(THEME_COOKIE).map_or(Self::Auto, |cookie| Self::from_code(cookie.value()))
    }
}

#[derive(Deserialize)]
struct LanguageChoice {
    language: String,
    #[serde(default)]
    back: String,
}

#[derive(Deserialize)]
struct ThemeChoice {
    theme: String,
    #[serde(default)]
    back: String,
}

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(resource("/language").route(post().to(choose_language)));
    config.service(resource("/theme").route(post().to(choose_theme)));
}

async fn choose_language(site: Data<Site>, form: Form<LanguageChoice>) -> Result<HttpResponse, Problem> {
    let language: Language = form.language.parse().unwrap_or_default();
    Ok(remember(&site, language::COOKIE, language.code(), &form.back))
}

async fn choose_theme(site: Data<Site>, form: Form<ThemeChoice>) -> Result<HttpResponse, Problem> {
    let theme = Theme::from_code(&form.theme);
    Ok(remember(&site, THEME_COOKIE, theme.code(), &form.back))
}

fn remember(site: &Site, name: &'static str, value: &'static str, back: &str) -> HttpResponse {
    let cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(!site.demo)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish();
    let mut response = redirect::see_other(back, None);
    // The value is one of our own words, so the header is always well formed.
    let _ = response.add_cookie(&cookie);
    response
}
