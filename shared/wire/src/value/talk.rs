//! Categories `custody_talk_offer` and `custody_talk_outcome`.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Fault, Stated,
    fault::ensure,
    moment::{is_day, is_minute},
    silent,
};

codes!(
    /// What was agreed. Another place is never named.
    TalkPlan, "plan of a talk in custody" {
        /// Somewhere else than home.
        OtherPlace = "other_place",
        /// Home, with a plan.
        HomeWithPlan = "home_with_plan",
        /// Nothing was agreed.
        None = "none",
        /// Not known.
        Unknown = "unknown",
    }
);

/// The police offer a talk with the person in custody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyTalkOffer {
    /// Is the person willing?
    pub willing: Stated,
    /// A proposed time, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Will an officer sit in?
    pub officer_present: Stated,
    /// Has the lead of the investigation agreed?
    pub lead_cleared: Stated,
    /// Have the police judged that a talk is suitable?
    pub judged_suitable: Stated,
}

/// What the talk led to, without what was said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyTalkOutcome {
    /// Was it held?
    pub held: Stated,
    /// What was agreed.
    pub plan: TalkPlan,
    /// Last day of the plan, by the calendar of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Does the person want contact?
    pub wants_contact: Stated,
}

silent!(CustodyTalkOffer, CustodyTalkOutcome);

impl CustodyTalkOffer {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.at.is_none_or(is_minute), Fault::OutOfRange)
    }
}

impl CustodyTalkOutcome {
    /// Only a talk that was held can have a plan, and only a plan has a last day.
    pub(super) fn check(&self) -> Result<(), Fault> {
        let planned = matches!(self.plan, TalkPlan::OtherPlace | TalkPlan::HomeWithPlan);
        ensure(self.until.is_none_or(is_day), Fault::OutOfRange)?;
        ensure(!planned || self.held == Stated::Yes, Fault::Contradiction)?;
        ensure(planned || self.until.is_none(), Fault::Contradiction)
    }
}
