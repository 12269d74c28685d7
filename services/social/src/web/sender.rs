//! The sender's name as people write it.

use casework::Casework;
use web::Page;
use wire::UnitId;

use crate::domain::DutyItem;

/// Name of a sending unit; none is one that is not opened yet. A unit that is not the usual one goes by the name configured
/// for its agency: the slug of a unit means nothing to people.
pub(super) fn sender_name(page: &Page, casework: &Casework, unit: Option<&UnitId>) -> String {
    let Some(unit) = unit else { return page.text("duty-not-opened") };
    let (config, usual) = (casework.config(), casework.recipient());
    let agency = unit.agency();
    if *unit == usual.unit {
        usual.name
    } else if agency == usual.unit.agency() {
        config.recipient.name.clone()
    } else if agency == config.id {
        config.name.clone()
    } else {
        page.words.with("duty-from-agency", &[("agency", agency.as_str())])
    }
}

/// Where a handover belongs that was declined for that.
pub(super) fn belongs_words(page: &Page, casework: &Casework, item: &DutyItem) -> Option<String> {
    let unit = item.belongs_to.as_ref()?;
    let (name, board) = casework.unit_and_board(unit).unwrap_or_else(|| (unit.to_string(), String::new()));
    Some(page.words.with("duty-belongs-to", &[("unit", name.as_str()), ("board", board.as_str())]))
}
