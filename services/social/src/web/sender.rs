//! The sender's name as people write it.

use casework::Casework;
use web::Page;
use wire::UnitId;

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
