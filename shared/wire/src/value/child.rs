//! Categories `children_present` and `child_concern`. Never a child's words.

use serde::{Deserialize, Serialize};

use super::{CodeSet, Stated, silent};

codes!(
    /// How many children.
    ChildCount, "number of children" {
        /// One.
        One = "one",
        /// Two.
        Two = "two",
        /// Three.
        Three = "three",
        /// Four or more.
        FourOrMore = "four_or_more",
        /// There are children, the number is not known.
        Unknown = "unknown",
    }
);

codes!(
    /// Age in bands.
    AgeBand, "age band" {
        /// 0 to 2.
        Infant = "0_2",
        /// 3 to 6.
        Preschool = "3_6",
        /// 7 to 12.
        School = "7_12",
        /// 13 to 17.
        Teenager = "13_17",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// Where the child was while it happened.
    ChildState, "state of a child" {
        /// Asleep.
        Asleep = "asleep",
        /// Awake.
        Awake = "awake",
        /// Saw or heard it.
        SawOrHeard = "saw_or_heard",
        /// Not at home.
        NotHome = "not_home",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// Why there is concern.
    ConcernGround, "ground for concern" {
        /// Saw or heard violence.
        SawOrHeardViolence = "saw_or_heard_violence",
        /// Violence against the child.
        ViolenceAgainstChild = "violence_against_child",
        /// Neglect.
        Neglect = "neglect",
        /// Something else: said by telephone.
        Other = "other",
    }
);

codes!(
    /// Where the child is now.
    ChildPlace, "place of a child" {
        /// At home.
        AtHome = "at_home",
        /// With the police.
        WithPolice = "with_police",
        /// With a relative or friend.
        WithRelative = "with_relative",
        /// In health care.
        InHealthCare = "in_health_care",
        /// Elsewhere.
        Elsewhere = "elsewhere",
        /// Not known.
        Unknown = "unknown",
    }
);

/// One child, without a name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// Age band.
    pub age: AgeBand,
    /// State.
    pub state: ChildState,
}

/// The children in the home.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildrenPresent {
    /// How many.
    pub count: ChildCount,
    /// What is known of each, at most [`ChildrenPresent::LISTED_MAX`].
    pub children: Vec<Child>,
}

/// The officer's concern (SoL 19:1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildConcern {
    /// At least one ground.
    pub grounds: CodeSet<ConcernGround>,
    /// Must somebody act at once?
    pub immediate: Stated,
    /// Where the child is now.
    pub place: ChildPlace,
    /// Are the police with the child?
    pub police_present: Stated,
}

silent!(Child, ChildrenPresent, ChildConcern);

impl ChildrenPresent {
    /// Most children listed one by one.
    pub const LISTED_MAX: usize = 8;
}
