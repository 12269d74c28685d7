//! Judgements from values alone: no database, no network, no clock.

mod board;
mod custody;
mod duty_item;
mod phone;
mod why;

pub use board::{Board, Group, arrange, deadline};
pub use custody::{CustodyTold, custody_told};
pub use duty_item::{Agreed, DutyItem, DutyState, Section};
pub use phone::written_number;
pub use why::{Evidence, evidence, rows};
