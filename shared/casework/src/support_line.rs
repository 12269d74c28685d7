//! The line that somebody rings at once when a screen says that the risk is high.

use serde::Deserialize;
use wire::AgencyKind;

use crate::Casework;

/// Who answers, and the number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportLine {
    /// Who answers, as people write it.
    pub name: String,
    /// Number to ring, E.164.
    pub tel: String,
}

impl Casework {
    /// The one of the configuration; else the police ring the desk of the social services, and these the own desk.
    pub fn support_line(&self) -> SupportLine {
        let config = self.config();
        if let Some(line) = &config.support_line {
            return line.clone();
        }
        let recipient = self.recipient();
        let other_end = SupportLine { name: recipient.name, tel: recipient.phone };
        if config.kind == AgencyKind::Police {
            return other_end;
        }
        let own = self.0.keyring.agency().unit(&config.unit);
        own.map_or(other_end, |unit| SupportLine { name: unit.name.clone(), tel: unit.phone.clone() })
    }
}
