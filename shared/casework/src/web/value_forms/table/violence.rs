//! What happened, what is feared and what is needed at once.

use wire::{
    SubjectRole,
    value::{AcuteNeed, ConcreteCircumstance, CrimeCode, DangerSign, District, HowSoon, IncidentAddress, IncidentKind, Injury, PlaceKind},
};

use crate::web::value_forms::control::{
    Control,
    Kind::{AnyOf, Day, Hour, OneOf, Slug, Stated, Text},
    list,
};

pub(super) const INCIDENT: &[Control] = &[
    Control::needed("kind", "ask-incident-kind", OneOf(list!(IncidentKind, "incident"))),
    Control::needed("hour", "ask-hour", Hour),
    Control::needed("place", "ask-place", OneOf(list!(PlaceKind, "place"))),
];

pub(super) const INCIDENT_ADDRESS: &[Control] = &[
    Control::needed("street", "ask-street", Text(IncidentAddress::STREET_CHARACTERS_MAX)),
    Control::optional("district", "ask-district", Slug(|text| text.parse::<District>().is_ok())),
];

pub(super) const INJURY_LEVEL: &[Control] = &[
    Control::needed("level", "ask-injury", OneOf(list!(Injury, "injury"))),
    Control::optional("strangulation", "ask-strangulation", Stated),
];

pub(super) const ACUTE_NEEDS: &[Control] = &[Control::needed("needs", "ask-needs", AnyOf(list!(AcuteNeed, "need")))];

pub(super) const DANGER_SIGNS: &[Control] = &[Control::needed("signs", "ask-signs", AnyOf(list!(DangerSign, "sign")))];

pub(super) const WEAPONS: &[Control] =
    &[Control::needed("access", "ask-weapons", Stated), Control::optional("staff_safety", "ask-staff-safety", Stated)];

pub(super) const NEW_VIOLENCE: &[Control] = &[
    Control::needed("day", "ask-violence-day", Day),
    Control::needed("kind", "ask-incident-kind", OneOf(list!(IncidentKind, "incident"))),
];

pub(super) const FEARED_CRIME: &[Control] = &[
    Control::needed("crime", "ask-crime", OneOf(list!(CrimeCode, "crime"))),
    Control::needed("against_role", "ask-against", OneOf(list!(SubjectRole, "subject"))),
    Control::needed("how_soon", "ask-how-soon", OneOf(list!(HowSoon, "how-soon"))),
    Control::needed("circumstances", "ask-circumstances", AnyOf(list!(ConcreteCircumstance, "circumstance"))),
];
