//! The broker's history in its file, read and written anew by somebody who has its keys: every node, head and checkpoint fits.

use std::path::Path;

use diesel::{
    Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection,
    connection::SimpleConnection as _,
    sql_types::{BigInt, Binary, Nullable},
};
use ledger::{Commitment, Hash, tree::Frontier, tree::NodeAt};

/// A leaf, with its entry and salt where they are.
#[derive(Debug, Clone, QueryableByName)]
pub struct Leaf {
    #[diesel(sql_type = Nullable<Binary>)]
    pub entry: Option<Vec<u8>>,
    #[diesel(sql_type = Nullable<Binary>)]
    pub salt: Option<Vec<u8>>,
    #[diesel(sql_type = Binary)]
    pub commitment: Vec<u8>,
}

impl Leaf {
    /// Whose entry nobody can read.
    pub fn of_nothing(seed: u8) -> Self {
        Self { entry: None, salt: None, commitment: vec![seed; 32] }
    }

    fn hash(&self) -> Hash {
        Commitment::from_bytes(self.commitment.clone().try_into().unwrap()).leaf()
    }
}

fn open(file: &Path) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
    conn.batch_execute("PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = OFF").unwrap();
    conn
}

/// Every leaf, in order.
pub fn read(file: &Path) -> Vec<Leaf> {
    diesel::sql_query("SELECT entry, salt, commitment FROM log_entries ORDER BY log_index").load(&mut open(file)).unwrap()
}

/// Writes this history instead of the one there is: the broker signs its head as it signed every other.
pub fn write(file: &Path, leaves: &[Leaf]) {
    let mut conn = open(file);
    let (mut frontier, mut nodes) = (Frontier::new(), Vec::new());
    for leaf in leaves {
        frontier.append_reporting(leaf.hash(), |at, hash| nodes.push((at, hash)));
    }
    conn.batch_execute("BEGIN; DELETE FROM log_entries; DELETE FROM log_nodes; DELETE FROM checkpoints; DELETE FROM cosignatures").unwrap();
    for (index, leaf) in (0_i64..).zip(leaves) {
        let row = diesel::sql_query("INSERT INTO log_entries (log_index, entry, salt, commitment) VALUES (?, ?, ?, ?)");
        let row = row.bind::<BigInt, _>(index).bind::<Nullable<Binary>, _>(&leaf.entry).bind::<Nullable<Binary>, _>(&leaf.salt);
        row.bind::<Binary, _>(&leaf.commitment).execute(&mut conn).unwrap();
    }
    for (at, hash) in nodes.iter().filter(|(at, _)| at.level > 0) {
        let row = diesel::sql_query("INSERT INTO log_nodes (position, hash) VALUES (?, ?)");
        row.bind::<BigInt, _>(position(*at)).bind::<Binary, _>(hash.as_bytes().to_vec()).execute(&mut conn).unwrap();
    }
    let (size, root) = (i64::try_from(frontier.size()).unwrap(), frontier.root().as_bytes().to_vec());
    let head = diesel::sql_query("UPDATE log_head SET size = ?, root = ?, frontier = ?");
    head.bind::<BigInt, _>(size).bind::<Binary, _>(&root).bind::<Binary, _>(frontier.to_bytes()).execute(&mut conn).unwrap();
    let row = diesel::sql_query("INSERT INTO checkpoints (size, root, made_at) SELECT ?, ?, changed_at FROM log_head");
    row.bind::<BigInt, _>(size).bind::<Binary, _>(&root).execute(&mut conn).unwrap();
    conn.batch_execute("COMMIT").unwrap();
}

/// Where a node lies: the broker numbers them as they lie from left to right.
fn position(at: NodeAt) -> i64 {
    i64::try_from((at.index << (at.level + 1)) + (1 << at.level) - 1).unwrap()
}
