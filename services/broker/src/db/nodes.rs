//! Complete nodes of the tree: what proofs and tiles are built from.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use ledger::{
    Hash,
    tree::{NodeAt, NodeReader},
};
use store::{Conn, Hash32, Result, on};

use super::{loaded, log, schema::log_nodes, stored};

/// Rows or places in one statement.
const ROWS: usize = 500;

#[derive(Insertable)]
#[diesel(table_name = log_nodes)]
struct NodeRow<'a> {
    position: i64,
    hash: &'a [u8],
}

/// Keeps nodes that became complete. Those at level 0 are the leaves themselves and are not kept twice.
pub fn insert(conn: &mut Conn, nodes: &[(NodeAt, Hash)]) -> Result<()> {
    let above: Vec<_> = nodes.iter().filter(|(at, _)| at.level > 0).collect();
    for part in above.chunks(ROWS) {
        let rows: Vec<_> = part.iter().map(|(at, hash)| NodeRow { position: position(*at), hash: hash.as_bytes() }).collect();
        on!(conn, c => diesel::insert_into(log_nodes::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The nodes at these places, by two kinds of indexed look-up and no scan.
pub fn load(conn: &mut Conn, places: &BTreeSet<NodeAt>) -> Result<Nodes> {
    let mut nodes = BTreeMap::new();
    let (leaves, above): (Vec<_>, Vec<_>) = places.iter().copied().partition(|at| at.level == 0);
    let leaves: Vec<i64> = leaves.into_iter().map(|at| stored(at.index)).collect();
    for part in leaves.chunks(ROWS) {
        let found = log::leaves(conn, part)?;
        nodes.extend(found.into_iter().map(|(index, hash)| (NodeAt { level: 0, index }, hash)));
    }
    let above: Vec<i64> = above.into_iter().map(position).collect();
    for part in above.chunks(ROWS) {
        let wanted = log_nodes::table.filter(log_nodes::position.eq_any(part));
        let found: Vec<(i64, Hash32)> = on!(conn, c => wanted.load(c))?;
        nodes.extend(found.into_iter().map(|(position, hash)| (place(position), Hash::from_bytes(*hash.as_bytes()))));
    }
    Ok(Nodes(nodes))
}

/// Nodes at hand.
pub struct Nodes(BTreeMap<NodeAt, Hash>);

/// A node the log must have is not in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the node {} of level {} is missing", .0.index, .0.level)]
pub struct MissingNode(pub NodeAt);

impl NodeReader for Nodes {
    type Error = MissingNode;

    fn node(&self, at: NodeAt) -> std::result::Result<Hash, MissingNode> {
        self.0.get(&at).copied().ok_or(MissingNode(at))
    }
}

/// Node i of level l, counted through the tree from left to right: i · 2^(l+1) + 2^l − 1.
fn position(at: NodeAt) -> i64 {
    stored((at.index << (at.level + 1)) + (1 << at.level) - 1)
}

fn place(position: i64) -> NodeAt {
    let position = loaded(position);
    let level = position.trailing_ones();
    NodeAt { level, index: position >> (level + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_one_position_and_back() {
        for level in 0..40 {
            for index in [0, 1, 2, 3, 1000, 65_535] {
                let at = NodeAt { level, index };
                assert_eq!(place(position(at)), at);
            }
        }
        assert_eq!(position(NodeAt { level: 1, index: 0 }), 1);
        assert_eq!(position(NodeAt { level: 2, index: 1 }), 11);
    }
}
