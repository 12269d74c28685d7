//! Support, treatment, referral and practical help.

use wire::value::{Help, MeetingPlace, Participation, ReferralResult, Service, Support, TreatmentUnit};

use crate::web::value_forms::control::{
    Control,
    Kind::{AnyOf, Hour, Month, OneOf, Slug, Stated},
    list,
};

pub(super) const SUPPORT_WANTED: &[Control] = &[Control::needed("wanted", "ask-support", AnyOf(list!(Support, "support")))];

pub(super) const IN_TREATMENT: &[Control] = &[
    Control::optional("since", "ask-treatment-since", Month),
    Control::needed("unit", "ask-treatment-unit", OneOf(list!(TreatmentUnit, "treatment-unit"))),
];

pub(super) const TREATMENT_EVENT: &[Control] =
    &[Control::needed("participation", "ask-participation", OneOf(list!(Participation, "participation")))];

pub(super) const REFERRAL: &[Control] = &[
    Control::needed("service", "ask-service", OneOf(list!(Service, "service"))),
    Control::optional("unit", "ask-referral-unit", Slug(|text| text.parse::<wire::UnitId>().is_ok())),
    Control::optional("wishes_contact", "ask-wants-contact", Stated),
];

pub(super) const REFERRAL_OUTCOME: &[Control] =
    &[Control::needed("result", "ask-referral-result", OneOf(list!(ReferralResult, "referral-result")))];

pub(super) const PRACTICAL_HELP: &[Control] = &[
    Control::needed("help", "ask-help", AnyOf(list!(Help, "help"))),
    Control::optional("hour", "ask-help-hour", Hour),
    Control::needed("place", "ask-meeting-place", OneOf(list!(MeetingPlace, "meeting-place"))),
];
