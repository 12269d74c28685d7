//! Whether anybody is at each desk, and which edition of the rule book is used, for who operates the service: units, counts
//! and ids, no case.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Difference, EditionDoubt, Staff, log_differences};
use jiff::Timestamp;
use store::Conn;
use web::{Page, Problem, page};

use crate::{
    access,
    flow::{UnitWatched, units_watched},
};

#[derive(Template)]
#[template(path = "operations/desks.html")]
struct Desks {
    page: Page,
    units: Vec<UnitWatched>,
    edition: String,
    doubted: Option<Doubted>,
    /// When what is kept here was last compared with the log.
    compared_at: Option<Timestamp>,
    differences: Vec<Difference>,
}

/// An edition that the broker tells and that is not used here.
struct Doubted {
    /// Its id.
    told: String,
    /// Why not, and what to do.
    advice: String,
    /// What the log and the manual call it.
    alarm: &'static str,
}

impl Doubted {
    fn of(page: &Page, casework: &Casework) -> Option<Self> {
        let (told, doubt) = casework.edition_doubt()?;
        Some(Self { told: told.to_string(), advice: page.text(advice(doubt)), alarm: doubt.code() })
    }
}

/// The message with what to do, as the manual groups the alarms.
const fn advice(doubt: EditionDoubt) -> &'static str {
    use EditionDoubt as D;
    match doubt {
        D::Unproved | D::NotCosigned | D::Early => "edition-doubt-waits",
        D::Unreadable => "edition-doubt-program",
        D::NoSigners => "edition-doubt-pins",
        D::TooFew | D::NoLawyer => "edition-doubt-signers",
        D::BadApproval | D::OtherAct | D::OtherBytes | D::OtherEntry | D::BadProof => "edition-doubt-bytes",
        D::Older | D::SameId | D::LogIndex | D::ReplacesOther => "edition-doubt-order",
    }
}

/// The page.
pub(crate) async fn desks(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::operates(&staff)?;
    let own = casework.clone();
    let read = move |conn: &mut Conn| Ok((units_watched(conn)?, own.last_compared(conn)?, log_differences::open(conn)?));
    let (units, compared_at, differences) = casework.db().read(read).await?;
    let title = page.text("operations-title");
    let (edition, doubted) = (casework.edition().id().to_string(), Doubted::of(&page, &casework));
    page::html(&Desks { page: page.titled(&title), units, edition, doubted, compared_at, differences })
}
