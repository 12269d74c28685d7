//! Judgements from values alone: no database, no network.

mod advance;
mod case_code;
mod check_parcel;
mod codes;
mod opened;
mod preview;
mod staff;
mod two_languages;

pub(crate) use advance::{advance, standing};
pub(crate) use case_code::code_of_month;
pub(crate) use check_parcel::{Checked, Checker, Fetched, Opened, Rejection, basis_of};
pub use codes::{ArrivalState, ConsentState, CouldNotAsk, HandoverStateCode, ViewPurpose, Way};
pub use opened::OpenedField;
pub use preview::{Line, PlannedOffer, Preview, PreviewDigest, PreviewTask, Row};
pub(crate) use preview::{field_basis, offer_basis, preview};
pub use staff::Staff;
pub use two_languages::Text2;
