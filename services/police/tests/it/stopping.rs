//! What is left of a service that has stopped.

use diesel::{Connection as _, RunQueryDsl as _};

use crate::{
    house::{House, in_a_house, until},
    visitor::Visitor,
};

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// What holds the database open holds its keys in memory as well, and on SQLite the writer that is to be waited for.
async fn a_service_that_has_stopped_lets_go_of_its_database(house: House) {
    let officer = Visitor::officer(&house).await;
    assert!(officer.get("/").await.status < 400);
    let (folder, database) = (house.folder.clone(), house.database.clone());
    assert!(is_in_use(&database), "it is open while the service runs");
    drop(house);
    until("the database is let go", || async { !is_in_use(&database) }).await;
    drop(folder);
}

/// On PostgreSQL somebody is connected to it; on SQLite the last connection to close takes the log beside the file with it.
fn is_in_use(database: &str) -> bool {
    if let Some(file) = database.strip_prefix("sqlite:") {
        return std::path::Path::new(&format!("{file}-wal")).exists();
    }
    let (server, name) = database.rsplit_once('/').expect("a server and a name");
    let mut conn = diesel::PgConnection::establish(&format!("{server}/postgres")).unwrap();
    let connected = format!("SELECT count(*) AS count FROM pg_stat_activity WHERE datname = '{name}'");
    diesel::sql_query(connected).get_result::<Count>(&mut conn).unwrap().count > 0
}

in_a_house!(a_service_that_has_stopped_lets_go_of_its_database);
