//! Answers that send the browser on, only ever to a path of our own.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};

/// The cookie that carries the key of a message from a form to the next page.
pub const FLASH_COOKIE: &str = "flash";

/// Where to go after a form was handled (303): the next page is fetched with GET and may
/// show one message, named by its Fluent key. The key is all the cookie holds.
#[must_use]
pub fn see_other(path: &str, flash: Option<&'static str>) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, own_path(path)));
    if let Some(key) = flash {
        response.cookie(flash_cookie(key, Duration::seconds(60)));
    }
    response.finish()
}

/// A path of this very origin, else `/`: neither another host (`//host`, `/\host`) nor a
/// header in disguise.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let rest = path.strip_prefix('/');
    let elsewhere = rest.is_none_or(|rest| rest.starts_with(['/', '\\']));
    let strange = path.len() > 512 || path.bytes().any(|b| b <= b' ' || b == b'\\' || b >= 0x7f);
    if elsewhere || strange { "/" } else { path }
}

/// The message waiting for this request's page.
pub(crate) fn waiting_flash(request: &HttpRequest) -> Option<String> {
    let cookie = request.cookie(FLASH_COOKIE)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    Some(cookie.value().to_owned()).filter(|key| key.chars().all(plain))
}

/// Takes the message away once it has been shown.
pub(crate) fn shown() -> Cookie<'static> {
    flash_cookie("", Duration::ZERO)
}

fn flash_cookie(key: &'static str, life: Duration) -> Cookie<'static> {
    Cookie::build(FLASH_COOKIE, key).path("/").http_only(true).same_site(SameSite::Lax).max_age(life).finish()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_a_path_of_our_own_is_followed() {
        assert_eq!(own_path("/duty?after=3"), "/duty?after=3");
        let foreign = [
            "https://example.org/",
            "//example.org",
            "/\\example.org",
            "/a\r\nSet-Cookie: x",
            "",
            "duty",
            "javascript:alert(1)",
            "/a\\..\\b",
            "/\t/example.org",
        ];
        for path in foreign {
            assert_eq!(own_path(path), "/", "{path}");
        }
    }
}
