//! The town's page: the doors of the demo, a night to follow, and a year.

use std::{error::Error, future::Future, sync::Arc};

use actix_web::{
    HttpResponse,
    web::{Data, ServiceConfig, get, post},
};
use askama::Template;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use store::{Db, Options};
use tokio::sync::oneshot;
use web::{Agency, Badge, Form, Page, Phone, Problem, Site, moment, redirect};

use crate::{
    cli::Kind,
    demo::{
        layout::{Layout, Ports},
        year::{Jumps, STEPS, Step, Year, next_step},
    },
    town::{Town, TownAgency},
};

mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

/// The night in parts, each with its steps in order: the words are `part-<part>`, `night-<step>` and `night-<step>-text`.
const NIGHT: [Part; 5] = [
    Part { name: "alarm", steps: &["shift", "ring", "situation", "ask", "concern", "review", "desk", "acknowledge", "seen"] },
    Part { name: "back", steps: &["question", "answer", "violence"] },
    Part { name: "decide", steps: &["custody", "lead", "correction", "board"] },
    Part { name: "morning", steps: &["finish", "list", "log"] },
    Part { name: "law", steps: &["book", "propose", "compare", "sign", "changed", "explain"] },
];

#[derive(Template)]
#[template(path = "town.html")]
struct TownPage {
    page: Page,
    town: Arc<Town>,
    doors: Arc<Vec<Door>>,
    night: &'static [Part],
    /// The day it is in the town.
    today: String,
    year: Vec<StepView>,
}

/// A step of the year.
struct StepView {
    name: &'static str,
    /// The day it is planned for.
    on: String,
    has_been: bool,
    /// The clock can be set to it.
    is_next: bool,
}

/// A part of the night.
struct Part {
    name: &'static str,
    steps: &'static [&'static str],
}

/// A door of the demo.
struct Door {
    kind: Kind,
    name: String,
    url: String,
    staff: Vec<Person>,
}

/// Somebody to log in as.
struct Person {
    name: String,
    role_key: String,
}

impl Person {
    fn of(name: &str, role: wire::StaffRole) -> Self {
        Self { name: name.to_owned(), role_key: format!("role-{}", role.code().replace('_', "-")) }
    }
}

impl Door {
    fn of(agency: &TownAgency, kind: Kind, ports: Ports) -> Self {
        let staff = agency.staff.iter().map(|staff| Person::of(&staff.name, staff.role));
        Self { kind, name: agency.name.clone(), url: ports.url(kind), staff: staff.collect() }
    }
}

/// Starts the page on its port; the future ends when it stops.
///
/// # Errors
/// A port that is taken, or a folder that can't be written.
pub fn serve(
    town: Arc<Town>,
    layout: &Layout,
    year: &Year,
    jumps: Jumps,
) -> Result<impl Future<Output = std::io::Result<()>> + use<>, Box<dyn Error>> {
    let mut doors = vec![];
    for (wire_kind, kind) in [(wire::AgencyKind::Police, Kind::Police), (wire::AgencyKind::Social, Kind::Social)] {
        doors.push(Door::of(town.of_kind(wire_kind)?, kind, layout.ports));
    }
    let readers = town.broker.staff.iter().map(|reader| Person::of(&reader.name, reader.role)).collect();
    doors.push(Door { kind: Kind::Broker, name: town.broker.name.clone(), url: layout.ports.url(Kind::Broker), staff: readers });
    let doors = Arc::new(doors);

    let schema = store::migrations([store::MIGRATIONS, web::MIGRATIONS])?;
    let db = Db::open(&store::DatabaseUrl::sqlite_file(layout.data.join("town.sqlite")), &schema, Options::default())?;
    let site = Site {
        service: "town",
        agency: Agency {
            badge: Badge::hexagon("STAFETT"),
            name: town.name.clone(),
            unit: String::new(),
            phone: Phone { whom: town.broker.name.clone(), number: casework::web::written_number(&town.broker.phone) },
        },
        demo: true,
        origin: None,
        login_path: "/",
        session: web::session::Rules::default(),
        db,
        clock: year.clock(),
        locales: web::Locales::new([&*locales::LOCALES]),
        assets: web::Assets::new([]),
        version: web::health::Version::new("town", env!("CARGO_PKG_VERSION")),
        draining: web::server::Draining::new(),
    };
    let listener = web::server::bind(layout.ports.town_address())?;
    let shown = Data::new(Shown { town, doors, begun: year.begun(), jumps });
    Ok(web::server::run(listener, None, site, 1, move |routes: &mut ServiceConfig| {
        routes.app_data(shown.clone()).route("/", get().to(show)).route("/year", post().to(go_on));
    }))
}

/// What the page is made of.
struct Shown {
    town: Arc<Town>,
    doors: Arc<Vec<Door>>,
    begun: Timestamp,
    jumps: Jumps,
}

/// Where the clock is to be set.
#[derive(Deserialize)]
struct GoOn {
    step: String,
}

async fn show(page: Page, shown: Data<Shown>) -> Result<HttpResponse, Problem> {
    let next = next_step(shown.begun, page.now);
    let step = |step: &Step| StepView {
        name: step.name,
        on: page.date(&moment::today(shown.begun + SignedDuration::from_hours(24 * step.day))),
        has_been: next.is_none_or(|next| step.day < next.day),
        is_next: next.is_some_and(|next| step.day == next.day),
    };
    let (today, year) = (page.date(&moment::today(page.now)), STEPS.iter().map(step).collect());
    let (town, doors, title) = (shown.town.clone(), shown.doors.clone(), shown.town.name.clone());
    web::page::html(&TownPage { page: page.titled(&title), town, doors, night: &NIGHT, today, year })
}

/// `POST /year`: the clock is set to the next step, and the answer comes when the services are ready again. Asked for another step than the
/// next (a second press, say) it leaves the clock where it is.
async fn go_on(page: Page, shown: Data<Shown>, form: Form<GoOn>) -> Result<HttpResponse, Problem> {
    if let Some(step) = next_step(shown.begun, page.now).filter(|step| step.name == form.step) {
        let (heard, ready) = oneshot::channel();
        // When the launcher is stopping nobody hears; the page that answers then says so by not answering.
        if shown.jumps.send((step, heard)).await.is_ok() {
            let _ = ready.await;
        }
    }
    Ok(redirect::see_other("/#year", None))
}
