//! The login of the demo for the agencies: their table of staff.

use ::web::{
    Problem, Site,
    demo_login::{self, People, Person},
};
use wire::StaffRef;

pub use ::web::demo_login::{NotADemo, PATH, mount_logout};

use super::values::capital;
use crate::{domain::Staff, staff};

/// Permission to mount the picker of an agency's staff.
pub type DemoLogin = demo_login::DemoLogin<StaffTable>;

/// Permission in the demo, and nowhere else.
///
/// # Errors
/// [`NotADemo`].
pub fn of_staff(demo: bool) -> Result<DemoLogin, NotADemo> {
    DemoLogin::new(demo, StaffTable(()))
}

/// The staff that is in the database.
#[derive(Debug, Clone, Copy)]
pub struct StaffTable(());

impl People for StaffTable {
    async fn list(&self, site: &Site) -> Result<Vec<Person>, Problem> {
        let people = site.db.read(staff::list).await?;
        Ok(people.into_iter().map(person).collect())
    }

    async fn find(&self, site: &Site, reference: &str) -> Result<Option<Person>, Problem> {
        let Ok(reference) = reference.parse::<StaffRef>() else { return Ok(None) };
        let found = site.db.read(move |conn| staff::find(conn, &reference)).await?;
        Ok(found.map(person))
    }
}

fn person(staff: Staff) -> Person {
    let (role, unit) = (staff.role.code(), staff.unit.to_string());
    Person {
        reference: staff.reference.to_string(),
        role_key: format!("role-{role}"),
        place: capital(unit.split('/').next_back().unwrap_or_default()),
        name: staff.name,
        data: serde_json::Map::from_iter([("role".to_owned(), role.into()), ("unit".to_owned(), unit.into())]),
    }
}
