//! Deprivation of liberty, orders, risk, and the talk in custody.

use wire::{
    StaffRole,
    value::{Custody, Instrument, OrderKind, OrderState, ReleaseKind, RiskLevel, RiskLevelWord, TalkPlan},
};

use crate::web::value_forms::control::{
    Control,
    Kind::{Day, Moment, OneOf, Stated, Whole},
    List, list,
};

/// Roles that assess risk; who runs machines or statistics does not.
const ASSESSORS: List = List {
    words: "role",
    codes: || {
        let from = StaffRole::PatrolOfficer..=StaffRole::UnitHead;
        StaffRole::ALL.iter().filter(|role| from.contains(role)).map(|role| role.code()).collect()
    },
};

pub(super) const CUSTODY_STATUS: &[Control] =
    &[Control::needed("status", "ask-custody", OneOf(list!(Custody, "custody"))), Control::optional("since", "ask-since", Moment)];

pub(super) const RELEASE: &[Control] = &[
    Control::needed("kind", "ask-release-kind", OneOf(list!(ReleaseKind, "release-kind"))),
    Control::needed("at", "ask-release-at", Moment),
    Control::optional("restraining_order_applied", "ask-order-applied", Stated),
];

pub(super) const RESTRAINING_ORDER: &[Control] = &[
    Control::needed("state", "ask-order-state", OneOf(list!(OrderState, "order-state"))),
    Control::needed("kind", "ask-order-kind", OneOf(list!(OrderKind, "order-kind"))),
    Control::optional("until", "ask-order-until", Day),
];

pub(super) const RISK_LEVEL: &[Control] = &[
    Control::needed("instrument", "ask-instrument", OneOf(list!(Instrument, "instrument"))),
    Control::optional("version", "ask-instrument-version", Whole(RiskLevel::VERSION_MAX as i64)),
    Control::needed("day", "ask-assessed-on", Day),
    Control::needed("level", "ask-risk-level", OneOf(list!(RiskLevelWord, "risk-level"))),
    Control::needed("assessor", "ask-assessor", OneOf(ASSESSORS)),
];

pub(super) const SUBSTANCE_USE: &[Control] = &[Control::needed("misuse", "ask-misuse", Stated)];

pub(super) const CUSTODY_TALK_OFFER: &[Control] = &[
    Control::needed("willing", "ask-willing", Stated),
    Control::optional("at", "ask-talk-at", Moment),
    Control::optional("officer_present", "ask-officer-present", Stated),
    Control::optional("lead_cleared", "ask-lead-cleared", Stated),
    Control::optional("judged_suitable", "ask-judged-suitable", Stated),
];

pub(super) const CUSTODY_TALK_OUTCOME: &[Control] = &[
    Control::optional("held", "ask-held", Stated),
    Control::needed("plan", "ask-talk-plan", OneOf(list!(TalkPlan, "talk-plan"))),
    Control::optional("until", "ask-plan-until", Day),
    Control::optional("wants_contact", "ask-wants-contact", Stated),
];
