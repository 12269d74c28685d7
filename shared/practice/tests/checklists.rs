//! The shipped checklists are whole, say where they come from, and show what they should by what is known.

use std::collections::BTreeSet;

use practice::{Checklist, ChecklistItem, Flag, FlagChange, FlagState, Flags, Library, Owner};
use wire::{
    Language, Phase,
    value::{ItemState, PhaseItem},
};

/// Every combination of raised, lowered and not stated of these flags.
fn everything_known(about: &BTreeSet<Flag>) -> Vec<Flags> {
    about.iter().fold(vec![Flags::default()], |known, &flag| {
        let states = [None, Some(true), Some(false)];
        let stated = |flags: &Flags, raised: Option<bool>| {
            let mut flags = flags.clone();
            flags.extend(raised.map(|raised| FlagChange { flag, raised }));
            flags
        };
        known.iter().flat_map(|flags| states.map(|raised| stated(flags, raised))).collect()
    })
}

fn asked(item: &ChecklistItem) -> BTreeSet<Flag> {
    item.branch().flags().collect()
}

fn raised(flags: &[Flag]) -> Flags {
    flags.iter().map(|&flag| FlagChange { flag, raised: true }).collect()
}

fn items(library: &Library) -> impl Iterator<Item = (&Checklist, &ChecklistItem)> {
    library.all_checklists().iter().flat_map(|list| list.items().iter().map(move |item| (list, item)))
}

/// What somebody reads of an item.
fn read(item: &ChecklistItem, language: Language) -> Vec<&str> {
    let answers = item.answers().iter().map(|answer| answer.words(language));
    [item.text(language), item.why(language)].into_iter().chain(answers).collect()
}

fn ids<'a>(items: impl Iterator<Item = &'a ChecklistItem>) -> Vec<&'a str> {
    items.map(ChecklistItem::id).collect()
}

#[test]
fn each_agency_has_one_list_for_each_phase() {
    let library = Library::shipped();
    for &owner in Owner::ALL {
        let phases: Vec<Phase> = library.checklists(owner).iter().map(|list| list.phase()).collect();
        assert_eq!(phases, Phase::ALL, "{owner}");
        assert!(library.checklists(owner).iter().all(|list| list.owner() == owner));
    }
}

#[test]
fn an_item_keeps_its_id_to_itself() {
    let library = Library::shipped();
    let ids: Vec<&str> = items(&library).map(|(_, item)| item.id()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id in two lists");
    for (list, item) in items(&library) {
        assert!(item.id().starts_with(list.owner().code()), "{} in the list of the {}", item.id(), list.owner());
        assert!(item.id().chars().all(|letter| matches!(letter, 'a'..='z' | '_' | '.')), "{}", item.id());
    }
}

#[test]
fn an_item_depends_on_its_own_flags_alone() {
    let library = Library::shipped();
    for (list, item) in items(&library) {
        let others: BTreeSet<Flag> = Flag::ALL.iter().copied().filter(|flag| !asked(item).contains(flag)).collect();
        for known in everything_known(&asked(item)) {
            let applies = item.applies(&known);
            assert_eq!(ids(list.shown(&known)).contains(&item.id()), applies);
            assert_ne!(ids(list.hidden(&known)).contains(&item.id()), applies);
            for raised in [true, false] {
                let mut more = known.clone();
                more.extend(others.iter().map(|&flag| FlagChange { flag, raised }));
                assert_eq!(item.applies(&more), applies, "{}", item.id());
            }
        }
    }
}

#[test]
fn nothing_hides_what_waits_for_nothing() {
    let library = Library::shipped();
    for list in library.all_checklists() {
        let always: Vec<&ChecklistItem> = list.items().iter().filter(|item| item.branch().is_always()).collect();
        assert!(!always.is_empty(), "{}", list.id());
        for &flag in Flag::ALL {
            for known in everything_known(&BTreeSet::from([flag])) {
                let shown = ids(list.shown(&known));
                assert!(always.iter().all(|item| shown.contains(&item.id())), "{flag} hides something of {}", list.id());
            }
        }
    }
}

#[test]
fn silence_opens_no_branch_and_closes_none() {
    let library = Library::shipped();
    for (_, item) in items(&library) {
        for known in everything_known(&asked(item)) {
            let silent: Flags =
                asked(item).into_iter().filter(|&flag| known.raised(flag)).map(|flag| FlagChange { flag, raised: true }).collect();
            assert_eq!(item.applies(&known), item.applies(&silent), "{}: to lower a flag and to say nothing are shown alike", item.id());
        }
    }
}

#[test]
fn not_holds_unless_raised() {
    let library = Library::shipped();
    let feelings = library.checklist("social-care").and_then(|list| list.item("social.care.child_feelings")).expect("the item");
    let about = [Flag::InCustody, Flag::Children];
    assert!(feelings.applies(&raised(&about)), "nobody has said whether police were present: nothing is told");
    let mut known = raised(&about);
    known.extend([FlagChange { flag: Flag::ChildTalkPolicePresent, raised: false }]);
    assert!(feelings.applies(&known));
    known.extend([FlagChange { flag: Flag::ChildTalkPolicePresent, raised: true }]);
    assert!(!feelings.applies(&known));
    assert!(!feelings.applies(&raised(&[Flag::InCustody])), "a flag that nobody raised opens nothing");
}

#[test]
fn what_makes_it_more_dangerous_or_harder_has_items_of_its_own() {
    let library = Library::shipped();
    let alone = |id: &str, flag: Flag| {
        let list = library.checklist(id).expect("a list");
        let quiet = ids(list.shown(&Flags::default())).len();
        assert!(list.shown(&raised(&[flag])).count() > quiet, "{flag} changes nothing in {id}");
    };
    for flag in [Flag::Children, Flag::Strangulation, Flag::Weapon, Flag::SuicideThreat, Flag::Interpreter, Flag::Pets] {
        alone("police-alarm", flag);
    }
    for flag in [Flag::Children, Flag::Weapon, Flag::Interpreter] {
        alone("social-alarm", flag);
    }
    for flag in [Flag::Children, Flag::Strangulation, Flag::SuicideThreat, Flag::Pets] {
        alone("social-care", flag);
    }
}

#[test]
fn every_flag_can_be_raised_and_matters() {
    let library = Library::shipped();
    let sets = |flag: Flag, raised: bool| {
        let change = FlagChange { flag, raised };
        items(&library).any(|(_, item)| item.answers().iter().any(|answer| answer.sets().contains(&change)))
    };
    for &flag in Flag::ALL {
        assert!(sets(flag, true) || flag.known_from_case(), "nobody can raise {flag}");
        assert!(
            !sets(flag, true) || flag == Flag::TreatmentStarted || sets(flag, false) || flag.known_from_case(),
            "nobody can lower {flag}"
        );
        assert!(items(&library).any(|(_, item)| asked(item).contains(&flag)), "{flag} changes nothing");
        assert_ne!(flag.words(Language::Sv), flag.words(Language::En));
    }
}

#[test]
fn an_agency_can_raise_what_its_own_branches_ask_for() {
    let library = Library::shipped();
    for &owner in Owner::ALL {
        let lists = library.checklists(owner);
        let own = || lists.iter().flat_map(|list| list.items());
        let raised: BTreeSet<Flag> =
            own().flat_map(|item| item.answers()).flat_map(|answer| answer.sets()).filter(|set| set.raised).map(|set| set.flag).collect();
        for item in own() {
            let missing: Vec<Flag> = asked(item).into_iter().filter(|flag| !raised.contains(flag) && !flag.known_from_case()).collect();
            assert!(missing.is_empty(), "{} waits for {missing:?}, which the {owner} can't raise", item.id());
        }
    }
}

#[test]
fn answers_stand_together_or_alone() {
    let library = Library::shipped();
    let list = library.checklist("police-alarm").expect("the list");
    let danger = list.item("police.alarm.danger_ask").expect("the item");
    assert_eq!(danger.answered(&["weapon", "very_afraid"]).map(|answers| answers.len()), Some(2));
    assert_eq!(danger.answered(&["none", "weapon"]), None, "none of these, and a weapon");
    assert_eq!(danger.answered(&["knife"]), None);
    assert_eq!(danger.answered(&[]).map(|answers| answers.len()), Some(0), "no answer is an answer to no question");
    let none = danger.answered(&["none"]).expect("it stands alone");
    let flags: Flags = none.iter().flat_map(|answer| answer.sets()).copied().collect();
    assert_eq!(flags.state(Flag::Weapon), FlagState::Lowered);
    assert_eq!(flags.state(Flag::Pets), FlagState::NotStated);
    let children = list.item("police.alarm.children_ask").expect("the item");
    assert_eq!(children.answered(&["yes", "none"]), None, "one answer");
    assert_eq!(children.answered(&["unknown"]).expect("an answer")[0].sets(), [], "not known is not no");
}

#[test]
fn what_nobody_has_said_is_named() {
    let library = Library::shipped();
    let list = library.checklist("police-alarm").expect("the list");
    let silent = list.not_stated(&Flags::default());
    assert!(silent.contains(&Flag::Children) && silent.contains(&Flag::Weapon) && !silent.contains(&Flag::FocusPerson));
    for raised in [true, false] {
        let known: Flags = [FlagChange { flag: Flag::Children, raised }].into_iter().collect();
        assert_eq!(list.not_stated(&known).len(), silent.len() - 1, "said is said, either way");
    }
}

#[test]
fn nobody_is_asked_for_an_answer_and_its_opposite() {
    let library = Library::shipped();
    for (_, item) in items(&library) {
        for answer in item.answers() {
            let flags: Vec<Flag> = answer.sets().iter().map(|set| set.flag).collect();
            assert_eq!(flags.iter().collect::<BTreeSet<_>>().len(), flags.len(), "{} {}", item.id(), answer.id());
        }
    }
}

#[test]
fn what_crosses_is_a_state_of_the_board_and_nothing_of_a_consent() {
    let library = Library::shipped();
    for (list, item) in items(&library).filter(|(_, item)| item.phase_item().is_some()) {
        assert_eq!(item.phase_item().map(PhaseItem::phase), Some(list.phase()), "{}", item.id());
        assert_eq!(list.speaking_to(item.phase_item().expect("one")).map(ChecklistItem::id), Some(item.id()));
        for state in ["ej börjad", "är klar", "ej aktuellt", "not started", "under way", "is done", "not applicable"] {
            let told = |language| item.text(language).to_lowercase().contains(state);
            assert!(!Language::ALL.iter().any(|&language| told(language)), "{} says “{state}” itself", item.id());
        }
        assert!(!asked(item).iter().any(|flag| matches!(flag, Flag::ConsentPreliminary | Flag::Unnamed)), "{}", item.id());
    }
    for id in ["police.alarm.consent", "social.alarm.basis", "social.care.consent_again"] {
        let (_, item) = items(&library).find(|(_, item)| item.id() == id).expect("an item on consent");
        assert_eq!(item.phase_item(), None, "{id} would tell the other agency of an answer");
    }
    assert_eq!(ItemState::ALL.len(), 4, "a new state: is it in the words above?");
}

#[test]
fn both_agencies_speak_to_the_board() {
    let library = Library::shipped();
    let spoken: BTreeSet<&str> = items(&library).filter_map(|(_, item)| item.phase_item()).map(PhaseItem::code).collect();
    let silent: Vec<&str> = PhaseItem::ALL.iter().map(|item| item.code()).filter(|code| !spoken.contains(code)).collect();
    assert_eq!(silent, ["safety_plan", "partner_contact_considered"], "the plan is the exposed person's own, and so is the contact");
}

#[test]
fn what_the_law_puts_first_is_said() {
    let library = Library::shipped();
    let text = |id: &str, language| {
        let found = items(&library).find(|(_, item)| item.id() == id).expect("an item");
        found.1.text(language).to_owned()
    };
    for id in ["social.alarm.open_inquiry", "social.care.child_talk"] {
        assert!(text(id, Language::Sv).contains("först när utredning är inledd"), "{id}");
        assert!(text(id, Language::En).contains("only when an inquiry is opened"), "{id}");
    }
    assert!(text("social.alarm.protection_assessment", Language::Sv).contains("genast"));
    assert!(text("police.alarm.concern_report", Language::Sv).contains("utan att vänta på samtycke"));
    assert!(text("police.care.first_contact", Language::Sv).contains("förrän den utsatta"));
    assert!(text("social.care.information_other", Language::Sv).starts_with("Pröva först"));
    assert!(text("social.coord.police_risk_assessment", Language::Sv).contains("först när den utsatta har sagt ja"));
}

#[test]
fn every_item_has_its_words_and_its_source() {
    let library = Library::shipped();
    for (_, item) in items(&library) {
        for (swedish, english) in read(item, Language::Sv).into_iter().zip(read(item, Language::En)) {
            assert_ne!(swedish, english, "{}", item.id());
            assert!(!swedish.is_empty() && !english.is_empty());
        }
        for &language in Language::ALL {
            let source = item.source(language);
            for ours in [".txt", "l. ", "seed", "shared", "/", ".md"] {
                assert!(!source.contains(ours), "{} cites “{source}”", item.id());
            }
            assert!(
                source.contains(char::is_numeric) || source.contains("; ") || source.contains("Socialstyrelsen"),
                "{} cites “{source}”",
                item.id()
            );
        }
    }
}

#[test]
fn words_are_short_and_plain() {
    let library = Library::shipped();
    for (_, item) in items(&library) {
        for &language in Language::ALL {
            let text = item.text(language);
            let sentences = text.matches(['.', '?', '!']).count();
            assert!(sentences <= 5 && text.ends_with(['.', '?']), "{}", item.id());
            assert!(text.split_whitespace().count() <= 45, "{} in {language}", item.id());
            assert!(read(item, language).iter().all(|words| !words.contains(['§', '(', '{', '"'])), "{}", item.id());
        }
    }
}

#[test]
fn nobody_is_blamed_pressed_or_scored() {
    let library = Library::shipped();
    let swedish = [
        "offer",
        "gärningsman",
        "förövare",
        "klient",
        "återfall",
        "borde",
        "övertala",
        "provocer",
        "ovillig",
        "vägra",
        "erkänn",
        "poäng",
        "procent",
        "misslyck",
        "slapp",
        "hon",
        "han",
        "henne",
        "honom",
        "hans",
        "hennes",
    ];
    let english = [
        "victim",
        "perpetrator",
        "offender",
        "client",
        "relapse",
        "persuade",
        "provoke",
        "unwilling",
        "refuse",
        "confess",
        "score",
        "percent",
        "failure",
        "she",
        "he",
        "her",
        "him",
        "his",
    ];
    let whole = |word: &str| {
        word.chars().count() <= 6 && ["hon", "han", "henne", "honom", "hans", "hennes", "she", "he", "her", "him", "his"].contains(&word)
    };
    for (_, item) in items(&library) {
        for (language, banned) in [(Language::Sv, &swedish[..]), (Language::En, &english[..])] {
            for words in read(item, language) {
                let words = words.to_lowercase();
                let mut each = words.split(|letter: char| !letter.is_alphabetic());
                let found = each.find(|word| banned.iter().any(|bad| if whole(bad) { word == bad } else { word.starts_with(bad) }));
                assert_eq!(found, None, "{} in {language}", item.id());
            }
        }
    }
}

#[test]
fn each_role_says_who_it_is_and_what_it_is_not() {
    let library = Library::shipped();
    for id in ["role-police", "role-social"] {
        let text = library.text(id).expect("a text");
        assert_eq!(text.kind(), practice::TextKind::Information);
        for &language in Language::ALL {
            assert!(text.whole(language).split_whitespace().count() <= 120, "{id} is too long to be said first");
            assert!(!text.whole(language).contains('{'), "{id} has a hole");
        }
        assert!(text.paragraphs(Language::Sv)[0].contains("inget förhör") && text.paragraphs(Language::En)[0].contains("not an interview"));
    }
}

/// What an agency copies to begin with.
#[test]
fn the_example_of_the_manual_is_a_newer_version_of_ours() {
    let manual = include_str!("../../../docs/checklists.md");
    let (_, rest) = manual.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let mut library = Library::shipped();
    assert_eq!(library.add_checklist(example), Ok(()));
    let newest = library.checklist("social-alarm").expect("the list");
    assert_eq!((newest.version(), newest.items().len()), ("2-exempelstad", 2));
    assert!(library.checklist_version("social-alarm", "1").is_some(), "ours stays beside it");
}
