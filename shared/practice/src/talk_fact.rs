//! What is known before a talk and decides which steps it has.

use std::collections::BTreeSet;

wire::codes!(
    /// Something that was answered before the talk, or is said in it. Not raised is silence: the careful step stands.
    TalkFact, "fact of a talk" {
        /// There are children.
        Children = "children",
        /// Police were present when the children were talked with.
        ChildTalkPolicePresent = "child_talk_police_present",
        /// An inquiry for a child is opened, and nothing speaks against telling of it.
        InquiryOpened = "inquiry_opened",
        /// The person is a custodian.
        Custodian = "custodian",
        /// A decision keeps the person from home, or it is not clear whether one does.
        ContactBan = "contact_ban",
        /// No officer sits in the room.
        OfficerAbsent = "officer_absent",
    }
);

/// The facts that are raised.
pub type TalkFacts = BTreeSet<TalkFact>;

/// When a step is there: facts joined by `and`, each raised, or with `not` unless raised. Nothing at all is always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    facts: Vec<(TalkFact, bool)>,
}

impl When {
    /// Is the step there, by what is known?
    pub fn holds(&self, facts: &TalkFacts) -> bool {
        self.facts.iter().all(|(fact, raised)| facts.contains(fact) == *raised)
    }

    /// Is it there whatever is known?
    pub fn is_always(&self) -> bool {
        self.facts.is_empty()
    }

    /// Reads `children and not contact_ban`. The word that is no fact comes back.
    pub(crate) fn read(words: &str) -> Result<Self, String> {
        if words.is_empty() {
            return Ok(Self::default());
        }
        let fact = |words: &str| {
            let (raised, fact) = words.strip_prefix("not ").map_or((true, words), |fact| (false, fact));
            fact.parse().map(|fact| (fact, raised)).map_err(|_| fact.to_owned())
        };
        Ok(Self { facts: words.split(" and ").map(fact).collect::<Result<_, _>>()? })
    }
}
