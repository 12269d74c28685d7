//! Who looks at the pages: one of the broker's own people, by the session.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web::Data};
use web::{
    Problem, Session, Site,
    demo_login::{People, Person},
};
use wire::StaffRole;

use crate::{access, config::DemoStaff, flow::Broker};

/// Somebody who is logged in, as the configuration says now: who has left since the login is turned away (401).
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// Login.
    pub login: String,
    /// Role.
    pub role: StaffRole,
}

/// Somebody who may read the rule book; 403 for every other role.
pub(crate) struct Reader(pub Visitor);

/// Somebody who may change it; 403 for every other role.
pub(crate) struct Writer(pub Visitor);

impl Visitor {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let session = request.extensions().get::<Session>().cloned().ok_or_else(Problem::login_required)?;
        let broker = request.app_data::<Data<Broker>>().ok_or_else(|| Problem::internal("no broker"))?;
        let known = broker.demo_staff.iter().find(|known| known.login == session.staff);
        let DemoStaff { login, role, .. } = known.ok_or_else(Problem::login_required)?;
        Ok(Self { login: login.clone(), role: *role })
    }
}

impl FromRequest for Reader {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = Visitor::of(request);
        ready(visitor.and_then(|visitor| access::reads_rulebook(visitor.role).map(|()| Self(visitor))))
    }
}

impl FromRequest for Writer {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visitor = Visitor::of(request);
        ready(visitor.and_then(|visitor| access::writes_rulebook(visitor.role).map(|()| Self(visitor))))
    }
}

/// The invented staff of the configuration, for the picker of the demo.
#[derive(Debug, Clone)]
pub(crate) struct DemoPeople(pub Vec<DemoStaff>);

impl People for DemoPeople {
    async fn list(&self, _: &Site) -> Result<Vec<Person>, Problem> {
        Ok(self.0.iter().map(person).collect())
    }

    async fn find(&self, _: &Site, reference: &str) -> Result<Option<Person>, Problem> {
        Ok(self.0.iter().find(|known| known.login == reference).map(person))
    }
}

fn person(staff: &DemoStaff) -> Person {
    Person {
        reference: staff.login.clone(),
        name: staff.name.clone(),
        role_key: format!("role-{}", staff.role),
        place: String::new(),
        data: serde_json::Map::new(),
    }
}
