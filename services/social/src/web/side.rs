//! Whose side of a case a page is about: hers with the children's, or that of the person using violence. No page holds both.

use crate::domain::PlanOf;

/// One side.
pub(crate) trait Side: 'static {
    /// Of whom.
    const OF: PlanOf;
}

/// The exposed person's.
pub(crate) struct Hers;

/// That of the person using violence.
pub(crate) struct His;

impl Side for Hers {
    const OF: PlanOf = PlanOf::Victim;
}

impl Side for His {
    const OF: PlanOf = PlanOf::PersonUsingViolence;
}

/// What stands before a page of this side in the path of a case.
pub(crate) const fn before(side: PlanOf) -> &'static str {
    match side {
        PlanOf::Victim => "",
        PlanOf::PersonUsingViolence => "/person-using-violence",
    }
}
