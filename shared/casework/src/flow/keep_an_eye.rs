//! Asking the police to keep an eye on somebody's safety, by her own yes.

use jiff::Timestamp;
use store::Conn;
use wire::{AgencyKind, Category, Purpose, SubjectRole};

use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{cases::Case, consents},
    domain::{Ask, ConsentState, HandoverDraft, Staff},
};

impl Casework {
    /// A question to the usual unit of the police: tell us of new violence, to plan protection by. It holds nothing she said and
    /// names no person, so that it makes nobody a source.
    ///
    /// # Errors
    /// [`DraftProblem::NoConsent`] without her yes; those of [`Casework::ask`].
    pub fn ask_to_keep_an_eye(&self, conn: &mut Conn, case: &Case, staff: &Staff, now: Timestamp) -> Result<HandoverDraft, DraftProblem> {
        let (to, categories) = (self.0.config.recipient.unit.clone(), vec![Category::NewViolence]);
        self.ask(conn, case, &Ask { to, categories, purpose: Purpose::ProtectionPlanning, needed_by: None }, staff, now)
    }

    /// Whether a question of the social services may be asked: to keep an eye takes her yes to the very thing that is asked for,
    /// that both may tell each other of new violence, to plan protection.
    pub(super) fn is_agreed(&self, conn: &mut Conn, case: &Case, ask: &Ask, now: Timestamp) -> store::Result<bool> {
        if self.0.config.kind != AgencyKind::Social || !ask.is_to_keep_an_eye() {
            return Ok(true);
        }
        let Some((to, _)) = self.address_of(&ask.to) else { return Ok(false) };
        let given = consents::of_case(conn, case.id)?;
        Ok(given.iter().any(|record| {
            let stands = matches!(record.state, ConsentState::Recorded | ConsentState::Registered);
            let covers = record.grant().is_some_and(|grant| {
                grant.to == to.board
                    && grant.purpose == ask.purpose
                    && grant.categories.contains(&Category::NewViolence)
                    && grant.is_effective(now)
            });
            stands && covers && record.giver.role == SubjectRole::Victim
        }))
    }
}
