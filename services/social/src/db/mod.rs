//! Memory: one file a noun. Nothing here decides anything.

pub mod duty_items;
pub mod schema;
