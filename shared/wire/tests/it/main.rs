//! What crosses: one spelling, closed lists, no content in logs, and no way round the rules of values.

mod any_value;
mod canonical;
mod card_codes;
mod case_codes;
mod closed_lists;
mod contradictions;
mod extremes;
mod free_text;
mod golden;
mod largest;
mod messages;
mod numbers;
mod protection;
mod samples;
mod silence;
mod texts;
