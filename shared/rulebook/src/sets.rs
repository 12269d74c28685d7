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

            /// Every item of the closed list.
            pub const ALL: Self = Self::of(<$item>::ALL);

            /// These items.
            pub const fn of(items: &[$item]) -> Self {
                let (mut set, mut place) = (Self::EMPTY, 0);
                while place < items.len() {
                    set = set.with(items[place]);
                    place += 1;
                }
                set
            }

            /// This set and one more.
            #[must_use]
            pub const fn with(self, item: $item) -> Self {
                Self(self.0 | 1 << item as u8)
            }

            /// One bit for each item, the first of the closed list lowest.
            pub const fn bits(self) -> $bits {
                self.0
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

            /// Whether there is exactly one in it.
            pub const fn is_single(self) -> bool {
                self.0.is_power_of_two()
            }

            /// The first item in the order of the closed list.
            pub const fn first(self) -> Option<$item> {
                if self.is_empty() { None } else { Some(<$item>::ALL[self.0.trailing_zeros() as usize]) }
            }

            /// The items, in the order of the closed list.
            pub fn iter(self) -> impl Iterator<Item = $item> {
                let mut left = self.0;
                std::iter::from_fn(move || {
                    let next = Self(left).first()?;
                    left &= left - 1;
                    Some(next)
                })
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
