//! Sets of codes as bits: what makes a decision cheap.

use wire::{Category, FactCode, Purpose, StaffRole, SubjectRole};

macro_rules! set {
    ($(#[$meta:meta])* $name:ident, $item:ty, $bits:ty) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $name($bits);

        // Crashes the build when the closed list outgrows its bits.
        const _: () = assert!(<$item>::ALL.len() <= <$bits>::BITS as usize);

        impl $name {
            /// Nothing.
            pub const EMPTY: Self = Self(0);

            /// This set and one more.
            #[must_use]
            pub const fn with(self, item: $item) -> Self {
                Self(self.0 | 1 << item as u8)
            }

            /// Whether it holds the item.
            pub const fn contains(self, item: $item) -> bool {
                self.0 & (1 << item as u8) != 0
            }

            /// What is in either.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// What is in both.
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// What is here and not there.
            #[must_use]
            pub const fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// Whether all of the other set is here.
            pub const fn includes(self, other: Self) -> bool {
                other.0 & !self.0 == 0
            }

            /// Whether there is nothing in it.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// How many.
            pub const fn len(self) -> u32 {
                self.0.count_ones()
            }

            /// The items, in the order of the closed list.
            pub fn iter(self) -> impl Iterator<Item = $item> {
                <$item>::ALL.iter().copied().filter(move |item| self.contains(*item))
            }
        }

        impl FromIterator<$item> for $name {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                items.into_iter().fold(Self::EMPTY, Self::with)
            }
        }
    };
}

set!(
    /// Facts.
    FactSet, FactCode, u32
);
set!(
    /// Purposes.
    PurposeSet, Purpose, u16
);
set!(
    /// Categories.
    CategorySet, Category, u64
);
set!(
    /// Roles of persons. The empty set means nobody: a state of work.
    RoleSet, SubjectRole, u8
);

set!(
    /// Roles of staff.
    StaffRoleSet, StaffRole, u32
);

/// Place of a role in tables; nobody comes last.
pub(crate) const fn role_place(role: Option<SubjectRole>) -> usize {
    match role {
        Some(role) => role as usize,
        None => SubjectRole::ALL.len(),
    }
}

/// Number of places of [`role_place`].
pub(crate) const ROLE_PLACES: usize = SubjectRole::ALL.len() + 1;
