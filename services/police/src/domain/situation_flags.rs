//! What the situation at a call-out raises in the checklists of its case. What was not said raises and lowers nothing.

use practice::{Flag, FlagChange};

use super::situation::{Acute, ChildrenInHome, Situation, Suspect};

/// The flags of a situation.
pub fn flags_of(situation: &Situation) -> Vec<FlagChange> {
    let children = match situation.children {
        None | Some(ChildrenInHome::Unknown) => None,
        Some(children) => Some(FlagChange { flag: Flag::Children, raised: children != ChildrenInHome::None }),
    };
    let suspect = match situation.suspect {
        Some(Suspect::Apprehended) => Some(Flag::InCustody),
        Some(Suspect::OnScene) => Some(Flag::SuspectOnScene),
        _ => None,
    };
    let acute = situation.acute.codes().iter().filter_map(|acute| match acute {
        Acute::MedicalCare => Some(Flag::Injured),
        Acute::ProtectionTonight => None,
        Acute::Strangulation => Some(Flag::Strangulation),
        Acute::Weapon => Some(Flag::Weapon),
        Acute::SuicideThreat => Some(Flag::SuicideThreat),
        Acute::VeryAfraid => Some(Flag::VeryAfraid),
    });
    let interpreter = situation.interpreter.map(|_| Flag::Interpreter);
    let raised = suspect.into_iter().chain(acute).chain(interpreter).map(|flag| FlagChange { flag, raised: true });
    children.into_iter().chain(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_said_changes_nothing() {
        assert!(flags_of(&Situation::default()).is_empty());
        let unknown = Situation { children: Some(ChildrenInHome::Unknown), suspect: Some(Suspect::Unknown), ..Situation::default() };
        assert!(flags_of(&unknown).is_empty());
    }

    #[test]
    fn no_children_lowers_and_each_number_raises() {
        for &children in ChildrenInHome::ALL {
            let flags = flags_of(&Situation { children: Some(children), ..Situation::default() });
            let raised = flags.first().map(|change| (change.flag, change.raised));
            let expected = match children {
                ChildrenInHome::Unknown => None,
                ChildrenInHome::None => Some((Flag::Children, false)),
                _ => Some((Flag::Children, true)),
            };
            assert_eq!(raised, expected, "{children}");
        }
    }
}
