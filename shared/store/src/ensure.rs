//! Making databases on a PostgreSQL server.

use diesel::{deserialize::QueryableByName, prelude::*, sql_types::Bool};

use crate::{Conn, DatabaseUrl, Error, ErrorKind, Options, Result, conn::Purpose, on};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    found: bool,
}

/// Makes the database on the server when it is missing, and gives its URL. Blocks.
///
/// Errors: [`ErrorKind::InvalidUrl`] when it is no PostgreSQL server or `name` has other signs
/// than lower-case letters, digits and `_`; [`ErrorKind::Connection`].
pub fn ensure_database(server: &DatabaseUrl, name: &str) -> Result<DatabaseUrl> {
    let url = server.with_database(name)?;
    let mut conn = Conn::open(server, Purpose::Write, Options::default().patience)?;
    if !exists(&mut conn, name)? {
        // The name was checked to be plain when the URL was made.
        let made = conn.execute_batch(&format!("CREATE DATABASE \"{name}\""));
        // Another process may have made it in between.
        if made.is_err() && !exists(&mut conn, name)? {
            made?;
        }
    }
    Ok(url)
}

fn exists(conn: &mut Conn, name: &str) -> Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AS found";
    if let Conn::Sqlite(..) = conn {
        return Err(Error::from(ErrorKind::InvalidUrl));
    }
    let row: Found = on!(conn, c => diesel::sql_query(query)
        .bind::<diesel::sql_types::Text, _>(name)
        .get_result(c))?;
    Ok(row.found)
}
