//! What every page knows besides its own content.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, dev::Payload, http::StatusCode, web::Data};
use askama::Template;
use jiff::Timestamp;

use crate::{
    Problem, agency::Agency, language::Language, moment, preferences::Theme, redirect, session::Session, site::Site, words::Words,
};

/// The frame of a page: an extractor for handlers and, under the field name `page`, what
/// `layout.html` needs.
pub struct Page {
    /// The words in the visitor's language.
    pub words: Words,
    /// The visitor's language.
    pub language: Language,
    /// Dark, light or as the device says.
    pub theme: Theme,
    /// Whose page this is.
    pub agency: Agency,
    /// Who is logged in, as shown to that person.
    pub staff: Option<String>,
    /// The token every form of this session carries; empty without a session.
    pub csrf: String,
    /// The path and query of this page, for the forms that return here.
    pub path: String,
    /// The folder of style sheets and modules, with the hash of their content.
    pub assets: String,
    /// Whether to draw the frame that says that everybody is invented.
    pub demo: bool,
    /// The title: a code or the page's name, never a person.
    pub title: String,
    /// A message from the form that led here.
    pub flash: Option<String>,
    /// When the page was made.
    pub now: Timestamp,
    /// Whether the content may use the whole width of a desk's screen.
    pub wide: bool,
}

impl Page {
    /// The frame for a request.
    pub(crate) fn of(request: &HttpRequest, site: &Site) -> Self {
        let language = Language::of(request);
        let words = site.locales.words(language);
        let session = request.extensions().get::<Session>().cloned();
        let flash = redirect::waiting_flash(request).filter(|key| words.has(key));
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        Self {
            theme: Theme::of(request),
            agency: site.agency.clone(),
            staff: session.as_ref().map(|session| session.line.clone()),
            csrf: session.map(|session| session.csrf.to_string()).unwrap_or_default(),
            path: path.to_owned(),
            assets: site.assets.folder().to_owned(),
            demo: site.demo,
            title: site.agency.unit.clone(),
            flash: flash.map(|key| words.get(&key)),
            now: site.clock.now(),
            wide: false,
            language,
            words,
        }
    }

    /// The same page with a title: a code or the page's name, never a person.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// The same page over the whole width.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The same page with another number to ring than the service's usual one.
    #[must_use]
    pub fn ring(mut self, phone: crate::Phone) -> Self {
        self.agency.phone = phone;
        self
    }

    /// The code of the language this page is not in.
    #[must_use]
    pub fn other_language(&self) -> &'static str {
        match self.language {
            Language::Sv => Language::En.code(),
            Language::En => Language::Sv.code(),
        }
    }

    /// A message without values.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// Local hours and minutes.
    #[must_use]
    pub fn time(&self, moment: &Timestamp) -> String {
        moment::time_of_day(*moment)
    }

    /// The local day.
    #[must_use]
    pub fn day(&self, moment: &Timestamp) -> String {
        moment::day(*moment, self.language)
    }

    /// A day of the calendar.
    #[must_use]
    pub fn date(&self, date: &jiff::civil::Date) -> String {
        moment::date(*date, self.language)
    }

    /// For `datetime=` of a `<time>` element.
    #[must_use]
    pub fn iso(&self, moment: &Timestamp) -> String {
        moment::machine_readable(*moment)
    }
}

impl FromRequest for Page {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let site = request.app_data::<Data<Site>>();
        ready(site.map(|site| Self::of(request, site)).ok_or_else(|| Problem::internal("no Site")))
    }
}

/// The page as an answer (200).
///
/// # Errors
/// 500 when the template can't be rendered.
pub fn html(template: &impl Template) -> Result<HttpResponse, Problem> {
    html_with(StatusCode::OK, template)
}

/// The page as an answer with another status, such as 422 for a form to be corrected.
///
/// # Errors
/// 500 when the template can't be rendered.
pub fn html_with(status: StatusCode, template: &impl Template) -> Result<HttpResponse, Problem> {
    let html = template.render().map_err(Problem::internal)?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html))
}
