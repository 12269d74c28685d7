//! Judgements from values alone.

mod answers;
pub mod asking;
pub mod call_out;
pub mod code_block;
pub mod concern;
pub mod custody;
pub mod difference;
pub mod draft;
pub mod duty_decision;
pub mod emergency_disclosure;
pub mod focus_item;
pub mod focus_person;
pub mod home_visit;
pub mod outreach_case;
pub mod practical_help;
pub mod relation;
pub mod shift_briefing;
pub mod situation;
pub mod situation_flags;
pub mod standing;
pub mod waiting;
mod wall_clock;

pub use answers::none_chosen;
