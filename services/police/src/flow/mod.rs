//! Verbs: one named transaction each. The pages and the API call the same ones.

mod failure;
pub mod judge_concern;
mod loaded;
pub mod open_call_out;
pub mod preview_handover;
pub mod record_consent;
pub mod record_situation;
pub mod send_handover;
pub mod show_call_outs;
pub mod withdraw_consent;

pub use failure::FlowError;
pub use loaded::Loaded;
