//! A town: its agencies, boards, units and, in the demo, its staff.

use std::error::Error;

use casework::keyring::{BrokerCharter, Charter, CharterUnit};
use serde::Deserialize;
use wire::{AgencyId, AgencyKind, Board, BoardId, SignerRole, UnitId};

/// The fictional town of the demo.
const EXEMPELSTAD: &str = include_str!("exempelstad.toml");

/// A town file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// Name of the town.
    pub name: String,
    /// The broker.
    pub broker: TownBroker,
    /// The agencies.
    pub agencies: Vec<TownAgency>,
}

/// The broker of a town.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownBroker {
    /// Id.
    pub id: AgencyId,
    /// Name.
    pub name: String,
    /// Number to ring.
    pub phone: String,
    /// Fictional people of the rule book, for the picker of the demo.
    #[serde(default)]
    pub staff: Vec<TownReader>,
}

/// Somebody who writes, approves or reads editions of the rule book.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownReader {
    /// Login of the picker.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: wire::StaffRole,
}

impl TownReader {
    /// What the person's approvals answer for; none for somebody who only reads.
    pub const fn signs_as(&self) -> Option<SignerRole> {
        match self.role {
            wire::StaffRole::Lawyer => Some(SignerRole::Lawyer),
            wire::StaffRole::RuleEditor => Some(SignerRole::RuleEditor),
            _ => None,
        }
    }
}

/// A police or social service of a town.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownAgency {
    /// Id.
    pub id: AgencyId,
    /// Kind.
    pub kind: AgencyKind,
    /// Name.
    pub name: String,
    /// Boards.
    pub boards: Vec<TownBoard>,
    /// Units; the first is the default.
    pub units: Vec<TownUnit>,
    /// Who takes over from a duty desk in the morning; none leaves the service's own default.
    #[serde(default)]
    pub districts: Vec<TownDistrict>,
    /// Fictional staff for the picker of the demo.
    #[serde(default)]
    pub staff: Vec<TownStaff>,
}

/// A board.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownBoard {
    /// Id.
    pub id: BoardId,
    /// Name.
    pub name: String,
}

/// A unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownUnit {
    /// Id.
    pub id: UnitId,
    /// Its board.
    pub board: BoardId,
    /// Name.
    pub name: String,
    /// Areas.
    pub areas: Vec<String>,
    /// Number to ring, E.164.
    pub phone: String,
    /// Hours.
    pub hours: String,
}

/// A part of the town, or a day unit, that takes over in the morning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownDistrict {
    /// In addresses: small letters, digits and hyphens.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its unit, when it is one of the agency's own and of the desk's board.
    #[serde(default)]
    pub unit: Option<UnitId>,
}

/// A fictional member of staff.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownStaff {
    /// Login of the picker.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: wire::StaffRole,
    /// Unit.
    pub unit: UnitId,
}

impl Town {
    /// The town of the demo.
    ///
    /// # Errors
    /// Only by a fault in this program: a test reads it.
    pub fn exempelstad() -> Result<Self, Box<dyn Error>> {
        Self::parse(EXEMPELSTAD)
    }

    /// Reads a town file.
    ///
    /// # Errors
    /// The line and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        Ok(toml::from_str(text)?)
    }

    /// The agency with this id.
    ///
    /// # Errors
    /// The town has no such agency.
    pub fn agency(&self, id: &str) -> Result<&TownAgency, Box<dyn Error>> {
        self.agencies.iter().find(|agency| agency.id.as_str() == id).ok_or_else(|| format!("the town file has no agency “{id}”").into())
    }

    /// The one agency of this kind.
    ///
    /// # Errors
    /// The town has none.
    pub fn of_kind(&self, kind: AgencyKind) -> Result<&TownAgency, Box<dyn Error>> {
        self.agencies
            .iter()
            .find(|agency| agency.kind == kind)
            .ok_or_else(|| format!("the town file has no agency of the kind “{kind}”").into())
    }

    /// What an agency's keys are made for.
    ///
    /// # Errors
    /// The town has no such agency.
    pub fn charter(&self, id: &str) -> Result<Charter, Box<dyn Error>> {
        let agency = self.agency(id)?;
        let boards = agency.boards.iter().map(|board| Board { id: board.id.clone(), name: board.name.clone() }).collect();
        let units = agency.units.iter().map(charter_unit).collect();
        Ok(Charter { agency: agency.id.clone(), kind: agency.kind, name: agency.name.clone(), boards, units })
    }

    /// What the broker's keys are made for.
    ///
    /// # Errors
    /// The broker has another id.
    pub fn broker_charter(&self, id: &str) -> Result<BrokerCharter, Box<dyn Error>> {
        if self.broker.id.as_str() != id {
            return Err(format!("the town file's broker is “{}”, not “{id}”", self.broker.id).into());
        }
        Ok(BrokerCharter { agency: self.broker.id.clone(), name: self.broker.name.clone() })
    }
}

fn charter_unit(unit: &TownUnit) -> CharterUnit {
    CharterUnit {
        id: unit.id.clone(),
        board: unit.board.clone(),
        name: unit.name.clone(),
        areas: unit.areas.clone(),
        phone: unit.phone.clone(),
        hours: unit.hours.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fictional_town_holds_together() {
        let town = Town::exempelstad().unwrap();
        for kind in [AgencyKind::Police, AgencyKind::Social] {
            let agency = town.of_kind(kind).unwrap();
            for unit in &agency.units {
                assert_eq!(unit.id.agency(), agency.id);
                assert!(agency.boards.iter().any(|board| board.id == unit.board));
            }
            for staff in &agency.staff {
                assert!(agency.units.iter().any(|unit| unit.id == staff.unit), "{} has no unit", staff.login);
            }
        }
    }

    #[test]
    fn an_edition_can_be_approved_by_two_of_whom_one_is_a_lawyer() {
        let town = Town::exempelstad().unwrap();
        let signers: Vec<_> = town.broker.staff.iter().filter_map(TownReader::signs_as).collect();
        assert!(signers.len() >= 2 && signers.contains(&SignerRole::Lawyer) && signers.contains(&SignerRole::RuleEditor));
    }

    #[test]
    fn somebody_of_the_day_can_take_over_from_the_desk() {
        let town = Town::exempelstad().unwrap();
        let social = town.of_kind(AgencyKind::Social).unwrap();
        let own: Vec<_> = social.districts.iter().filter_map(|district| district.unit.as_ref()).collect();
        assert!(!own.is_empty(), "nobody of the day could confirm by themselves");
        for unit in own {
            // Across a board there is secrecy: that is a handover, no list in the morning.
            assert!(social.units.iter().any(|known| known.id == *unit && known.board == social.units[0].board), "{unit}");
            assert!(social.staff.iter().any(|staff| staff.unit == *unit && staff.role == wire::StaffRole::CaseWorker), "{unit}");
        }
    }

    #[test]
    fn telephone_numbers_are_from_the_series_reserved_for_fiction() {
        let town = Town::exempelstad().unwrap();
        let numbers = town.agencies.iter().flat_map(|agency| &agency.units).map(|unit| &unit.phone).chain([&town.broker.phone]);
        for number in numbers {
            assert!(number.starts_with("+468465004"), "{number} is not fictional");
        }
    }
}
