//! The shipped scripts are whole, say where they come from, and nobody comes to a step that is not for this talk.

use std::{collections::BTreeSet, sync::LazyLock};

use jiff::{SignedDuration, Timestamp};
use practice::{
    BreakOff, Ending, Library, Next, Place, Script, Step, StepKind, Talk, TalkBlank, TalkError, TalkEvent, TalkFact, TalkFacts,
    TalkFinding, TalkKind, TalkPart,
};
use proptest::{prelude::*, sample::select, sample::subsequence};
use wire::Language;

/// Read once: the walks below ask for it some thousand times.
fn shipped() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(Library::shipped);
    &LIBRARY
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).expect("a time")
}

fn facts(raised: &[TalkFact]) -> TalkFacts {
    raised.iter().copied().collect()
}

fn script<'a>(library: &'a Library, id: &str) -> &'a Script {
    library.script(id).expect("a shipped script")
}

fn tap(talk: &mut Talk, code: &str) -> Result<(), TalkError> {
    talk.apply(&TalkEvent::parse(code).expect("a code"), at(60))
}

fn taps(talk: &mut Talk, codes: &[&str]) {
    for code in codes {
        tap(talk, code).unwrap_or_else(|error| panic!("{code}: {error}"));
    }
}

fn step_id<'a>(talk: &Talk<'a>) -> &'a str {
    match talk.place() {
        Place::Step(step) | Place::Guard(_, step) => step.id(),
        Place::Ended(ending) => ending.code(),
    }
}

/// Every tap there could be in a script, whether or not it can be made where the talk is.
fn every_tap(script: &Script) -> Vec<TalkEvent> {
    let chips = script.steps().iter().flat_map(|step| step.chips()).chain(script.guards().iter().flat_map(|guard| guard.chips()));
    let chips = chips.map(|chip| TalkEvent::Chip(chip.id().to_owned()));
    let guards = script.guards().iter().map(|guard| TalkEvent::Guard(guard.id().to_owned()));
    let own = [TalkEvent::GoOn, TalkEvent::Back, TalkEvent::Pause, TalkEvent::Resume];
    let reasons = BreakOff::ALL.iter().copied().map(TalkEvent::BreakOff);
    chips.chain(guards).chain(own).chain(reasons).collect()
}

/// A talk somebody might hold: what is known, and taps with the seconds between them; going on is drawn more often than the rest.
fn held() -> impl Strategy<Value = (usize, Vec<TalkFact>, Vec<(TalkEvent, i64)>)> {
    let library = shipped();
    let scripts = library.all_scripts().to_vec();
    (0..scripts.len()).prop_flat_map(move |place| {
        let all = every_tap(&scripts[place]);
        let going: Vec<TalkEvent> =
            all.iter().filter(|tap| matches!(tap, TalkEvent::Chip(_) | TalkEvent::GoOn | TalkEvent::Resume)).cloned().collect();
        let tap = (prop_oneof![12 => select(going), 1 => select(all)], -5_i64..90);
        let known = subsequence(TalkFact::ALL.to_vec(), 0..=TalkFact::ALL.len());
        (Just(place), known, prop::collection::vec(tap, 1..120))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_comes_to_a_step_that_is_not_there((place, known, made) in held()) {
        let library = shipped();
        let mut talk = Talk::begin(&library.all_scripts()[place], facts(&known), at(0));
        let mut now = at(0);
        for (event, seconds) in made {
            now += SignedDuration::from_secs(seconds);
            let _ = talk.apply(&event, now);
            if let Place::Step(step) | Place::Guard(_, step) = talk.place() {
                prop_assert!(step.when().holds(talk.facts()), "{} with {:?}", step.id(), talk.facts());
            }
            prop_assert!(facts(&known).is_subset(talk.facts()), "what was answered before stays");
        }
    }

    #[test]
    fn what_was_tapped_makes_the_same_talk_again((place, known, made) in held()) {
        let library = shipped();
        let script = &library.all_scripts()[place];
        let mut talk = Talk::begin(script, facts(&known), at(0));
        let (mut now, mut kept) = (at(0), Vec::new());
        for (event, seconds) in made {
            now += SignedDuration::from_secs(seconds);
            let before = talk.clone();
            match talk.apply(&event, now) {
                Ok(()) => kept.push((TalkEvent::parse(&event.to_string()).expect("its own code"), now)),
                Err(_) => prop_assert_eq!(&talk, &before, "a tap that can't be made changes nothing"),
            }
        }
        let events = kept.iter().map(|(event, at)| (event, *at));
        let again = Talk::replay(script, facts(&known), at(0), events);
        prop_assert_eq!(again.as_ref(), Ok(&talk));
    }

    #[test]
    fn every_talk_can_be_ended_where_it_is((place, known, made) in held()) {
        let library = shipped();
        let mut talk = Talk::begin(&library.all_scripts()[place], facts(&known), at(0));
        for (event, _) in made {
            let _ = talk.apply(&event, at(0));
        }
        let must = |talk: &Talk| matches!(talk.place(), Place::Guard(guard, _) if guard.is_demanding());
        if talk.ending().is_none() && must(&talk) {
            let Place::Guard(guard, _) = talk.place() else { unreachable!() };
            prop_assert_eq!(talk.apply(&TalkEvent::BreakOff(BreakOff::Unwell), at(0)), Err(TalkError::MustFirst));
            if talk.is_paused() {
                prop_assert_eq!(talk.apply(&TalkEvent::Resume, at(0)), Ok(()));
            }
            let ending = guard.chips().iter().find(|chip| matches!(chip.next(), Next::End(_))).expect("a way out");
            prop_assert_eq!(talk.apply(&TalkEvent::Chip(ending.id().to_owned()), at(0)), Ok(()));
        } else if talk.ending().is_none() {
            prop_assert_eq!(talk.apply(&TalkEvent::BreakOff(BreakOff::CalledAway), at(0)), Ok(()));
        }
        prop_assert!(talk.ending().is_some());
        for event in every_tap(talk.script()) {
            prop_assert_eq!(talk.apply(&event, at(9)), Err(TalkError::Over));
        }
    }
}

/// Each answer of each step, whatever is known: what the script says of it can be walked to its end.
#[test]
fn each_answer_of_each_step_leads_on() {
    let library = shipped();
    for script in library.all_scripts() {
        let known = (0..1_usize << TalkFact::ALL.len()).map(|n| {
            TalkFact::ALL.iter().enumerate().filter(|(place, _)| n >> place & 1 == 1).map(|(_, fact)| *fact).collect::<TalkFacts>()
        });
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for known in known {
            let mut waiting = vec![Talk::begin(script, known, at(0))];
            let mut been: BTreeSet<(String, TalkFacts)> = BTreeSet::new();
            while let Some(talk) = waiting.pop() {
                let Place::Step(step) = talk.place() else { continue };
                if !been.insert((step.id().to_owned(), talk.facts().clone())) {
                    continue;
                }
                seen.insert(step.id().to_owned());
                let chips = step.chips().iter().map(|chip| TalkEvent::Chip(chip.id().to_owned()));
                let own = step.chips().is_empty().then_some(TalkEvent::GoOn);
                for event in chips.chain(own) {
                    let mut next = talk.clone();
                    assert_eq!(next.apply(&event, at(1)), Ok(()), "{} {event}", step.id());
                    let chip = step.chips().iter().find(|chip| event == TalkEvent::Chip(chip.id().to_owned()));
                    let foretold = script.after(step, chip, talk.facts()).map(|step| step.id());
                    let came = if let Place::Step(step) = next.place() { Some(step.id()) } else { None };
                    assert_eq!(foretold, came, "{} {event}", step.id());
                    let guarded = chip.and_then(|chip| script.guard_of(chip)).is_some();
                    assert_eq!(guarded, matches!(next.place(), Place::Guard(..)));
                    waiting.push(next);
                }
            }
        }
        assert_eq!(seen.len(), script.steps().len(), "{}", script.id());
    }
}

#[test]
fn the_feeling_of_a_child_is_not_in_a_talk_without_police_at_the_child_talk() {
    let library = shipped();
    let script = script(library, "custody-talk-children");
    let feelings = |known: &TalkFacts| script.permitted(known).filter(|step| step.id().starts_with("feelings")).count();
    assert_eq!(feelings(&facts(&[TalkFact::Children])), 0);
    assert_eq!(feelings(&facts(&[TalkFact::ChildTalkPolicePresent])), 0, "no children, no feeling");
    let present = facts(&[TalkFact::Children, TalkFact::ChildTalkPolicePresent]);
    assert_eq!(feelings(&present), 2);
    let to_feelings = ["chip.yes", "go_on", "chip.ok", "chip.unsure"];
    let mut talk = Talk::begin(script, facts(&[TalkFact::Children]), at(0));
    taps(&mut talk, &to_feelings);
    assert_eq!(step_id(&talk), "offer");
    let mut talk = Talk::begin(script, present, at(0));
    taps(&mut talk, &to_feelings);
    let Place::Step(step) = talk.place() else { panic!("a step") };
    assert_eq!((step.id(), step.kind(), step.chips()[0].id()), ("feelings", StepKind::Note, "skip"), "to skip is first");
    let mut skipped = talk.clone();
    taps(&mut skipped, &["chip.skip"]);
    assert_eq!(step_id(&skipped), "offer");
    taps(&mut talk, &["chip.worried"]);
    assert_eq!((step_id(&talk), talk.chosen().expect("chosen").words(Language::Sv)), ("feelings_said", "oroliga"));
}

#[test]
fn who_may_not_go_home_is_helped_to_another_place() {
    let library = shipped();
    let script = script(library, "custody-talk-children");
    let home = ["chip.yes", "go_on", "chip.ok", "chip.no", "chip.no"];
    let mut talk = Talk::begin(script, facts(&[TalkFact::Children]), at(0));
    taps(&mut talk, &home);
    assert_eq!(step_id(&talk), "if_home");
    let mut talk = Talk::begin(script, facts(&[TalkFact::Children, TalkFact::ContactBan]), at(0));
    taps(&mut talk, &home);
    assert_eq!(step_id(&talk), "not_home");
    taps(&mut talk, &["go_on"]);
    assert_eq!(step_id(&talk), "where");
    let mut talk = Talk::begin(script, facts(&[TalkFact::Children]), at(0));
    taps(&mut talk, &["chip.yes", "go_on", "chip.ok", "chip.no", "chip.banned"]);
    assert_eq!(step_id(&talk), "not_home", "said in the talk");
    taps(&mut talk, &["back"]);
    assert!(!talk.facts().contains(&TalkFact::ContactBan), "taken back");
    let alone = Talk::begin(self::script(library, "custody-talk-no-children"), facts(&[TalkFact::ContactBan]), at(0));
    let mut talk = alone;
    taps(&mut talk, &["chip.yes", "go_on", "chip.ok", "chip.no", "chip.shared_home"]);
    assert_eq!(step_id(&talk), "help_place");
}

#[test]
fn silence_is_promised_only_without_an_officer() {
    let library = shipped();
    let script = script(library, "custody-talk-no-children");
    let second = |known: &[TalkFact]| {
        let mut talk = Talk::begin(script, facts(known), at(0));
        taps(&mut talk, &["chip.yes"]);
        step_id(&talk).to_owned()
    };
    assert_eq!(second(&[]), "secrecy_officer", "nobody said: the careful words");
    assert_eq!(second(&[TalkFact::OfficerAbsent]), "secrecy_alone");
}

#[test]
fn the_outcome_is_what_was_said_last() {
    let library = shipped();
    let mut talk = Talk::begin(script(library, "custody-talk-children"), facts(&[TalkFact::Children]), at(0));
    taps(&mut talk, &["chip.yes", "go_on", "chip.ok", "chip.yes", "chip.friend", "chip.some_days", "chip.arranged"]);
    let told = |talk: &Talk| talk.findings().iter().collect::<Vec<_>>();
    use TalkFinding as F;
    assert_eq!(told(&talk), [F::PlanOtherPlace, F::PlaceFriend, F::UntilSomeDays, F::TransportArranged]);
    taps(&mut talk, &["back", "back", "back"]);
    assert_eq!((step_id(&talk), told(&talk)), ("where", vec![]));
    taps(&mut talk, &["chip.none"]);
    assert_eq!(told(&talk), [F::PlanNone]);
    taps(&mut talk, &["go_on", "chip.no", "chip.later", "go_on"]);
    assert!(talk.was_answered());
    assert_eq!((told(&talk), talk.ending()), (vec![F::PlanNone, F::ContactLater], Some(Ending::Held)));
    assert_eq!(talk.findings().of(TalkPart::Place), None, "no place without a plan for one");
}

#[test]
fn the_event_is_counted_and_three_times_is_enough() {
    let library = shipped();
    let mut talk = Talk::begin(script(library, "custody-talk-no-children"), TalkFacts::new(), at(0));
    for time in 1..=3 {
        assert_eq!(talk.had_better_end().map(|guard| guard.id()), None, "{time}");
        taps(&mut talk, &["guard.event", "back"]);
        assert_eq!(step_id(&talk), "hello", "back where it was");
    }
    let guard = talk.had_better_end().expect("three times");
    assert_eq!((guard.id(), talk.times(guard)), ("event", 3));
    taps(&mut talk, &["chip.yes", "back"]);
    assert_eq!(talk.times(guard), 3, "to go back takes none of them back");
}

#[test]
fn thoughts_of_suicide_are_told_before_anything_else() {
    let library = shipped();
    for script in library.all_scripts() {
        let mut talk = Talk::begin(script, TalkFacts::new(), at(0));
        taps(&mut talk, &["guard.suicide"]);
        for other in ["back", "guard.event", "break_off.officer", "go_on"] {
            assert_eq!(tap(&mut talk, other), Err(TalkError::MustFirst), "{other}");
        }
        taps(&mut talk, &["chip.told"]);
        assert_eq!(talk.ending(), Some(Ending::BrokenOff(BreakOff::Unwell)));
    }
}

#[test]
fn an_answer_that_leads_to_a_guard_is_asked_again() {
    let library = shipped();
    let mut talk = Talk::begin(script(library, "custody-talk-children"), TalkFacts::new(), at(0));
    taps(&mut talk, &["chip.language"]);
    assert!(matches!(talk.place(), Place::Guard(guard, _) if guard.id() == "language"));
    taps(&mut talk, &["chip.interpreter"]);
    assert_eq!(step_id(&talk), "hello");
    assert!(!talk.can_go_back(), "nothing was left");
}

#[test]
fn the_time_counts_up_without_its_pauses_and_never_down() {
    let library = shipped();
    let script = script(library, "custody-talk-children");
    assert_eq!((script.marks(false), script.marks(true)), ([5, 10], [10, 20]), "an interpreter doubles it");
    let mut talk = Talk::begin(script, TalkFacts::new(), at(0));
    let seconds = |talk: &Talk, now: i64| talk.elapsed(at(now)).as_secs();
    assert_eq!(seconds(&talk, 90), 90);
    talk.apply(&TalkEvent::Pause, at(100)).expect("a pause");
    assert_eq!((seconds(&talk, 100), seconds(&talk, 1000)), (100, 100));
    assert_eq!(talk.apply(&TalkEvent::Chip("yes".to_owned()), at(150)), Err(TalkError::Paused));
    assert_eq!(talk.apply(&TalkEvent::Pause, at(150)), Err(TalkError::Paused));
    talk.apply(&TalkEvent::Resume, at(200)).expect("it goes on");
    assert_eq!(talk.apply(&TalkEvent::Resume, at(201)), Err(TalkError::NotPaused));
    assert_eq!((seconds(&talk, 230), seconds(&talk, 150)), (130, 100), "a clock set back counts nothing");
    talk.apply(&TalkEvent::BreakOff(BreakOff::CalledAway), at(260)).expect("an end");
    assert_eq!(seconds(&talk, 5000), 160);
}

#[test]
fn both_kinds_are_there_and_every_part_has_its_words() {
    let library = shipped();
    assert_eq!(library.scripts(TalkKind::CustodyTalk).count(), 2);
    assert_eq!(library.scripts(TalkKind::ReleaseTalk).count(), 1);
    for part in TalkPart::ALL {
        assert!(TalkFinding::of(*part).count() > 1, "{part}");
        assert!(TalkFinding::of(*part).all(|finding| TalkFinding::named(*part, finding.word()) == Some(finding)));
        assert_eq!(TalkFinding::named(*part, "maybe"), None);
    }
    for finding in TalkFinding::ALL {
        assert!(finding.code().starts_with(&format!("{}.", finding.part())), "{finding}");
    }
    let told: BTreeSet<TalkFinding> = steps(library).flat_map(|(_, step)| step.chips()).flat_map(|chip| chip.tells()).copied().collect();
    let silent: Vec<&str> = TalkFinding::ALL.iter().filter(|finding| !told.contains(finding)).map(|finding| finding.code()).collect();
    assert_eq!(silent, ["contact.not_stated"], "said of a talk that never came so far");
}

fn steps(library: &Library) -> impl Iterator<Item = (&Script, &Step)> {
    library.all_scripts().iter().flat_map(|script| script.steps().iter().map(move |step| (script, step)))
}

/// What is read of a script, in a language: the words, and whether they are read aloud to the person.
fn read(script: &Script, language: Language) -> Vec<(&str, bool)> {
    let steps = script.steps().iter().flat_map(|step| {
        let chips = step.chips().iter().map(|chip| (chip.words(language), false));
        [(step.text(language), step.kind() != StepKind::Note), (step.why(language), false), (step.title(language), false)]
            .into_iter()
            .chain(chips)
    });
    let guards = script.guards().iter().flat_map(|guard| {
        let chips = guard.chips().iter().map(|chip| (chip.words(language), false));
        [(guard.text(language), true), (guard.why(language), false), (guard.trigger(language), false)].into_iter().chain(chips)
    });
    steps.chain(guards).chain([(script.purpose(language), false), (script.title(language), false)]).collect()
}

#[test]
fn words_are_plain_and_tell_of_nobody_else() {
    let library = shipped();
    let swedish =
        ["offer", "gärningsman", "förövare", "klient", "partner", "maka", "hon", "henne", "hennes", "han", "honom", "hans", "borde"];
    let english = ["victim", "perpetrator", "offender", "client", "partner", "wife", "she", "her", "he", "him", "his"];
    // Nobody said anything to us, and we met nobody.
    let told = ["berättat för oss", "har sagt till oss", "har sagt att", "kontakt med den", "told us", "has said that", "in contact with"];
    for script in library.all_scripts() {
        for (language, banned) in [(Language::Sv, &swedish[..]), (Language::En, &english[..])] {
            for (words, aloud) in read(script, language) {
                let lower = words.to_lowercase();
                let found = lower.split(|letter: char| !letter.is_alphabetic()).find(|word| banned.contains(word));
                assert_eq!(found, None, "{} in {language}: {words}", script.id());
                assert!(!words.contains(['§', '"']), "{words}");
                assert!(!aloud || !told.iter().any(|told| lower.contains(told)), "{words}");
            }
        }
    }
}

#[test]
fn every_step_has_both_languages_its_source_and_its_blanks_in_both() {
    let library = shipped();
    for script in library.all_scripts() {
        for ((swedish, _), (english, _)) in read(script, Language::Sv).into_iter().zip(read(script, Language::En)) {
            assert!(swedish != english, "{}: {swedish}", script.id());
            let has = |words: &str, blank: &TalkBlank| words.contains(&format!("{{{blank}}}"));
            assert!(TalkBlank::ALL.iter().all(|blank| has(swedish, blank) == has(english, blank)), "{swedish}");
        }
        let sources = script
            .steps()
            .iter()
            .map(|step| step.source(Language::Sv))
            .chain(script.guards().iter().map(|guard| guard.source(Language::Sv)));
        for source in sources {
            let ours = [".txt", "l. ", "seed", "shared", "/", ".md"].iter().any(|ours| source.contains(ours));
            assert!(!ours && (source.contains(char::is_numeric) || source.contains("; ")), "{} cites “{source}”", script.id());
        }
    }
}

#[test]
fn a_blank_is_filled_and_nothing_else() {
    let library = shipped();
    let script = script(library, "custody-talk-children");
    let filled = script.steps()[0].filled(Language::Sv, |blank| format!("<{blank}>"));
    assert!(filled.starts_with("Hej, jag heter <name> och är socialsekreterare på <unit>.") && !filled.contains('{'));
    let purpose = script.purpose(Language::Sv);
    assert!(purpose.contains("sitter en av er med") && purpose.contains("inte om händelsen"));
}
