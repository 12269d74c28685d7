//! Verbs, one named transaction each. Pages and API call the same ones.

mod acknowledge;
mod answer_first_contact;
mod confirm_withdrawal;
mod decline;
mod escalate;
mod events;
mod find_code;
mod open_case;
mod problem;
mod reception;
mod set_state;
mod show_board;
mod take_back_consent;

pub use acknowledge::acknowledge;
pub use answer_first_contact::answer_first_contact;
pub use confirm_withdrawal::confirm_withdrawal;
pub use decline::decline;
pub use escalate::{Escalation, escalate};
pub use events::{EventKind, stream_of};
pub use find_code::find_code;
pub use open_case::{OpenedCase, OpenedItem, open_case, open_item};
pub use problem::DeskProblem;
pub use reception::Desk;
pub use set_state::set_state;
pub use show_board::{BoardShown, ItemShown, item_of, show_board};
pub use take_back_consent::take_back_consent;

use store::Conn;
use wire::{HandoverId, UnitId};

use crate::{db::duty_items, domain::DutyItem};

/// The row of a handover of this unit, held for a change. Another unit's is as good as none.
fn own_item(conn: &mut Conn, handover: HandoverId, unit: &UnitId) -> Result<DutyItem, DeskProblem> {
    let found = duty_items::find_for_change(conn, handover)?;
    found.filter(|item| item.unit == *unit).ok_or(DeskProblem::NotFound)
}
