//! What was corrected in a handover. The old value stays; a page strikes it and shows the new one beside.

use jiff::Timestamp;
use wire::{
    HandoverId, Value,
    value::{Correction, CorrectionHow},
};

use super::OpenedField;

/// One field that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCorrection {
    /// Place of the field in the handover that was wrong.
    pub n: u32,
    /// Withdrawn, or replaced.
    pub how: CorrectionHow,
    /// The handover that corrects.
    pub by: HandoverId,
    /// Place of the new value in that handover; none when it is withdrawn or its new value did not go.
    pub new_n: Option<u32>,
    /// When it was made.
    pub at: Timestamp,
}

/// The corrections of `wrong` that these fields of a later handover of the same sender hold.
pub(crate) fn corrections(wrong: HandoverId, fields: &[OpenedField], by: HandoverId, at: Timestamp) -> Vec<FieldCorrection> {
    let of_wrong = fields.iter().filter_map(|field| match &field.value {
        Value::Correction(correction) if correction.handover == wrong => Some(correction),
        _ => None,
    });
    of_wrong
        .map(|correction| FieldCorrection { n: correction.n, how: correction.how, by, new_n: new_value(correction, fields), at })
        .collect()
}

/// The new value is the field of the same category in the same handover.
fn new_value(correction: &Correction, fields: &[OpenedField]) -> Option<u32> {
    let replaced = correction.how == CorrectionHow::Replaced;
    fields.iter().find(|field| replaced && field.category == correction.category).map(|field| field.n)
}
