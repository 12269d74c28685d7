//! Who a person is, how to reach them, and the children.

use wire::{
    Protection,
    value::{
        AgeBand, CallWindow, ChildCount, ChildPlace, ChildState, ChildrenPresent, ConcernGround, Feeling, Identity, InterpreterLanguage,
        SafeContact,
    },
};

use crate::web::value_forms::control::{
    Control,
    Kind::{AnyOf, OneOf, PersonalNumber, Phone, Rows, Stated, Text, Year},
    list,
};

pub(super) const IDENTITY: &[Control] = &[
    Control::optional("name", "ask-name", Text(Identity::NAME_CHARACTERS_MAX)),
    Control::optional("number", "ask-number", PersonalNumber),
    Control::optional("birth_year", "ask-birth-year", Year),
    Control::needed("protection", "ask-protection", OneOf(list!(Protection, "protection"))),
];

pub(super) const SAFE_CONTACT: &[Control] = &[
    Control::needed("phone", "ask-phone", Phone),
    Control::optional("may_call", "ask-may-call", AnyOf(list!(CallWindow, "call"))),
    Control::optional("may_text", "ask-may-text", Stated),
    Control::optional("may_leave_message", "ask-may-leave-message", Stated),
    Control::optional("shared_phone", "ask-shared-phone", Stated),
    Control::optional("code_word", "ask-code-word", Text(SafeContact::CODE_WORD_CHARACTERS_MAX)),
    Control::optional("interpreter", "ask-interpreter", OneOf(list!(InterpreterLanguage, "interpreter"))),
];

pub(super) const CHILDREN_PRESENT: &[Control] = &[
    Control::needed("count", "ask-children", OneOf(list!(ChildCount, "children"))),
    Control::optional(
        "children",
        "ask-each-child",
        Rows(&[("age", list!(AgeBand, "age")), ("state", list!(ChildState, "child-state"))], 4),
    ),
];

pub(super) const CHILD_CONCERN: &[Control] = &[
    Control::needed("grounds", "ask-grounds", AnyOf(list!(ConcernGround, "ground"))),
    Control::optional("immediate", "ask-immediate", Stated),
    Control::needed("place", "ask-child-place", OneOf(list!(ChildPlace, "child-place"))),
    Control::optional("police_present", "ask-police-present", Stated),
];

/// The feeling alone, never the child's words.
pub(super) const CHILD_FEELING: &[Control] = &[Control::needed("feelings", "ask-feelings", AnyOf(list!(Feeling, "feeling")))];

/// More rows than a value takes are never offered.
const _: () = assert!(ChildrenPresent::LISTED_MAX == crate::web::value_forms::read::ROWS_MAX);
