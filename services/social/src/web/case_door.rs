//! Why a door to something of a case did not lead anywhere: the case, or what was to be done there.

/// An error with two sources for the doors of one noun: the case was not found or not the unit's, or the verb said no. The verb's problem must
/// become a [`web::Problem`] by itself.
macro_rules! case_door {
    ($(#[$doc:meta])* $name:ident, $problem:ty) => {
        $(#[$doc])*
        #[derive(Debug)]
        enum $name {
            /// The case.
            Door(casework::web::handovers::DoorProblem),
            /// What was to be done.
            Verb($problem),
        }

        impl From<casework::web::handovers::DoorProblem> for $name {
            fn from(problem: casework::web::handovers::DoorProblem) -> Self {
                Self::Door(problem)
            }
        }

        impl From<$problem> for $name {
            fn from(problem: $problem) -> Self {
                Self::Verb(problem)
            }
        }

        impl From<store::Error> for $name {
            fn from(error: store::Error) -> Self {
                Self::Verb(error.into())
            }
        }

        impl store::Failure for $name {
            fn store_error(&self) -> Option<&store::Error> {
                match self {
                    Self::Door(problem) => problem.store_error(),
                    Self::Verb(problem) => problem.store_error(),
                }
            }
        }

        impl From<$name> for web::Problem {
            fn from(problem: $name) -> Self {
                match problem {
                    $name::Door(problem) => problem.into(),
                    $name::Verb(problem) => problem.into(),
                }
            }
        }
    };
}

pub(crate) use case_door;
