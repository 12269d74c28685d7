//! To whom something can be sent: the units of the verified directory.

use std::collections::BTreeSet;

use envelope::TrustedAgency;
use wire::{AgencyId, AgencyKind, Unit, UnitAddress, UnitId, value::District};

use crate::Casework;

/// A unit that may receive, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientUnit {
    /// Its address. Consent names the board.
    pub address: UnitAddress,
    /// Kind of its agency.
    pub kind: AgencyKind,
    /// Name of its board as people write it.
    pub board_name: String,
    /// Name as people write it.
    pub name: String,
    /// Number to ring.
    pub phone: String,
    /// Hours.
    pub hours: String,
    /// Areas it serves, by the codes of the directory.
    pub areas: Vec<String>,
    /// Whether something can be sealed to it now.
    pub verified: bool,
}

/// The unit that is there for an area: the one that serves the fewest besides, the usual one before others. Units as
/// [`Casework::recipients`] orders them.
pub(crate) fn of_area<'a>(units: &'a [RecipientUnit], area: &District) -> Option<&'a RecipientUnit> {
    let there = units.iter().filter(|unit| unit.areas.iter().any(|served| served == area.expose()));
    there.min_by_key(|unit| unit.areas.len())
}

impl Casework {
    /// The units of the other agencies, the default one first, then by board and name. Moving a case within one's own
    /// board is an assignment and no handover.
    pub fn recipients(&self) -> Vec<RecipientUnit> {
        let (directory, now) = (self.directory(), self.0.clock.now());
        let others = directory.agencies().filter(|agency| *agency.agency() != self.0.config.id && agency.kind() != AgencyKind::Broker);
        let mut units: Vec<RecipientUnit> =
            others.flat_map(|agency| agency.manifest().units.iter().map(|unit| recipient(agency, unit, now))).collect();
        let default = &self.0.config.recipient.unit;
        units.sort_by_cached_key(|unit| (unit.address.unit != *default, unit.board_name.clone(), unit.name.clone()));
        units
    }

    /// The areas that the units of the other agencies serve, by code. One whose code has not the form of one is left out.
    pub fn areas(&self) -> Vec<District> {
        let codes: BTreeSet<String> = self.recipients().into_iter().flat_map(|unit| unit.areas).collect();
        codes.iter().filter_map(|code| code.parse().ok()).collect()
    }

    /// Where something that came to the unit `here` may belong instead: the other units of this agency first, then those of
    /// the agencies that did not send it. Its sender sends it there; across a board there is secrecy (OSL 8:1).
    pub fn elsewhere(&self, here: &UnitId, sender: &AgencyId) -> Vec<RecipientUnit> {
        let (directory, now, own) = (self.directory(), self.0.clock.now(), &self.0.config.id);
        let others = directory.agencies().filter(|agency| agency.agency() != sender && agency.kind() != AgencyKind::Broker);
        let units = others.flat_map(|agency| agency.manifest().units.iter().map(|unit| recipient(agency, unit, now)));
        let mut units: Vec<RecipientUnit> = units.filter(|unit| unit.address.unit != *here).collect();
        units.sort_by_cached_key(|unit| (unit.address.agency != *own, unit.board_name.clone(), unit.name.clone()));
        units
    }

    /// Name of a unit and of its board, as people write them; none for one that the verified directory does not know.
    pub fn unit_and_board(&self, unit: &UnitId) -> Option<(String, String)> {
        let (directory, now) = (self.directory(), self.0.clock.now());
        let agency = directory.agency(&unit.agency())?;
        let known = recipient(agency, agency.unit(unit)?, now);
        Some((known.name, known.board_name))
    }

    /// The address of a unit of another agency, and the kind of that agency.
    pub(super) fn address_of(&self, unit: &UnitId) -> Option<(UnitAddress, AgencyKind)> {
        let directory = self.directory();
        let agency = directory.agency(&unit.agency()).filter(|agency| *agency.agency() != self.0.config.id)?;
        let known = agency.unit(unit)?;
        Some((address(agency, known), agency.kind()))
    }
}

fn recipient(agency: &TrustedAgency, unit: &Unit, now: jiff::Timestamp) -> RecipientUnit {
    let board = agency.manifest().boards.iter().find(|board| board.id == unit.board);
    RecipientUnit {
        address: address(agency, unit),
        kind: agency.kind(),
        board_name: board.map_or_else(|| unit.board.to_string(), |board| board.name.clone()),
        name: unit.name.clone(),
        phone: unit.phone.clone(),
        hours: unit.hours.clone(),
        areas: unit.areas.clone(),
        verified: agency.sealing_key(&unit.id, now).is_some(),
    }
}

fn address(agency: &TrustedAgency, unit: &Unit) -> UnitAddress {
    UnitAddress { agency: agency.agency().clone(), board: unit.board.clone(), unit: unit.id.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, areas: &[&str]) -> RecipientUnit {
        RecipientUnit {
            address: UnitAddress { agency: "en".parse().unwrap(), board: "en/namnd".parse().unwrap(), unit: id.parse().unwrap() },
            kind: AgencyKind::Social,
            board_name: String::new(),
            name: String::new(),
            phone: String::new(),
            hours: String::new(),
            areas: areas.iter().map(|area| (*area).to_owned()).collect(),
            verified: true,
        }
    }

    #[test]
    fn the_unit_of_an_area_is_the_one_that_serves_the_fewest_besides() {
        let units = [unit("en/jouren", &["norr", "soder"]), unit("en/andra", &["norr", "soder"]), unit("en/vuxen-norr", &["norr"])];
        let of = |area: &str| of_area(&units, &area.parse().unwrap()).map(|unit| unit.address.unit.to_string());
        assert_eq!(of("norr").as_deref(), Some("en/vuxen-norr"));
        assert_eq!(of("soder").as_deref(), Some("en/jouren"), "of equals the usual one");
        assert_eq!(of("oster"), None);
    }
}
