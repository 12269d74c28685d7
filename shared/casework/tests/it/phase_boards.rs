//! The phase board: the version that is read in a case stays the one that was read first.

use std::collections::BTreeSet;

use casework::{BoardGround, BoardProblem, Case, Marking, PhaseBoard, Staff, Tie, Word, access_entries, checklist_runs};
use practice::Library;
use store::Db;
use wire::Phase;

use crate::setting::{Setting, call_out, night};

store::test_on_both!(
    casework::testing::schema(),
    a_case_keeps_the_version_it_was_begun_with,
    a_file_that_was_changed_is_not_taken_for_the_one_that_was_read,
    two_who_mark_at_once_are_both_heard,
    the_phase_is_moved_once_for_each_move,
    a_unit_of_social_services_sees_its_own_words_alone,
);

const ITEM: &str = "police.alarm.apart";

/// A newer version of the police's list for the alarm phase, as an agency installs it beside ours.
fn own_version(version: &str, text: &str) -> String {
    format!(
        r#"id = "police-alarm"
version = "{version}"
phase = "alarm"
owner = "police"
title = {{ sv = "Egen lista", en = "Own list" }}

[[item]]
id = "{ITEM}"
role = "patrol_officer"
text = {{ sv = "{text}", en = "Own words: {text}" }}
why = {{ sv = "Därför", en = "Because" }}
source = {{ sv = "Egen rutin", en = "Own routine" }}
"#
    )
}

fn with_own(version: &str, text: &str) -> Library {
    let mut library = Library::shipped();
    library.add_checklist(&own_version(version, text)).expect("a list of one's own");
    library
}

async fn mark(setting: &Setting, case: &Case, library: &Library, word: Word) -> Result<Phase, BoardProblem> {
    let (own, case, library, staff) = (setting.police.clone(), case.clone(), library.clone(), setting.officer().await);
    let write = move |conn: &mut store::Conn| {
        let marking = Marking { checklist: "police-alarm", item: ITEM, word: Some(word), answers: Some(BTreeSet::new()) };
        own.mark_item(conn, &case, &library, &marking, (&staff, Tie::Works), night())
    };
    setting.police.db().try_write("test_mark", write).await
}

async fn board(setting: &Setting, case: &Case, library: &Library) -> PhaseBoard {
    let (own, case, library, staff) = (setting.police.clone(), case.clone(), library.clone(), setting.officer().await);
    let look = move |conn: &mut store::Conn| {
        own.view_board(conn, &case, BoardGround { library: &library, known: &[] }, (&staff, Tie::Works), night())
    };
    setting.police.db().try_write("test_board", look).await.unwrap()
}

fn version(board: &PhaseBoard) -> &str {
    board.lists.iter().find(|list| list.checklist.id() == "police-alarm").expect("the list").checklist.version()
}

async fn a_case_keeps_the_version_it_was_begun_with(db: Db) {
    let setting = Setting::new(db).await;
    let (begun, fresh) = (call_out(&setting.police).await.case, call_out(&setting.police).await.case);
    mark(&setting, &begun, &Library::shipped(), Word::Done).await.unwrap();
    let newer = with_own("2", "Sära på dem");
    let board_of_begun = board(&setting, &begun, &newer).await;
    assert_eq!(version(&board_of_begun), "1");
    assert_eq!(board_of_begun.lists.iter().filter(|list| list.run.is_some()).count(), 1);
    assert_eq!(version(&board(&setting, &fresh, &newer).await), "2");
    mark(&setting, &begun, &newer, Word::UnderWay).await.unwrap();
    mark(&setting, &fresh, &newer, Word::Done).await.unwrap();
    let read = |case: Case| setting.police.db().read(move |conn| checklist_runs::of_case(conn, case.id, None));
    assert_eq!(read(begun.clone()).await.unwrap()[0].version, "1");
    let run = read(fresh.clone()).await.unwrap().remove(0);
    assert_eq!((run.version.as_str(), run.checksum), ("2", newer.checklist("police-alarm").unwrap().checksum()));
    // Every look is in the access log.
    let entries = setting.police.db().read(move |conn| access_entries::of_case(conn, fresh.id)).await.unwrap();
    assert!(!entries.is_empty());
}

async fn a_file_that_was_changed_is_not_taken_for_the_one_that_was_read(db: Db) {
    let setting = Setting::new(db).await;
    let case = call_out(&setting.police).await.case;
    mark(&setting, &case, &with_own("2", "Sära på dem"), Word::Done).await.unwrap();
    for library in [with_own("2", "Låt dem vara"), Library::shipped()] {
        let seen = board(&setting, &case, &library).await;
        assert_eq!(seen.unreadable.iter().map(|run| run.version.as_str()).collect::<Vec<_>>(), ["2"]);
        assert!(seen.lists.iter().all(|list| list.checklist.id() != "police-alarm"), "another text is not shown for it");
        assert!(matches!(mark(&setting, &case, &library, Word::NotStarted).await, Err(BoardProblem::NotFound)));
    }
    assert_eq!(board(&setting, &case, &with_own("2", "Sära på dem")).await.lists.iter().filter(|list| list.run.is_some()).count(), 1);
}

async fn two_who_mark_at_once_are_both_heard(db: Db) {
    let setting = Setting::new(db).await;
    let case = call_out(&setting.police).await.case;
    let library = Library::shipped();
    let marks = (0..8).map(|n| mark(&setting, &case, &library, if n % 2 == 0 { Word::Done } else { Word::UnderWay }));
    for marked in futures_util::future::join_all(marks).await {
        marked.unwrap();
    }
    let seen = board(&setting, &case, &library).await;
    let list = seen.lists.iter().find(|list| list.run.is_some()).expect("the run");
    assert_eq!(list.marks.iter().map(|mark| mark.n).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
}

async fn the_phase_is_moved_once_for_each_move(db: Db) {
    let setting = Setting::new(db).await;
    let case = call_out(&setting.police).await.case;
    let library = Library::shipped();
    assert_eq!(board(&setting, &case, &library).await.phase, Phase::Alarm);
    for phase in [Phase::Care, Phase::Care, Phase::Alarm, Phase::Coordination] {
        let (own, case, staff) = (setting.police.clone(), case.clone(), setting.officer().await);
        let moved = move |conn: &mut store::Conn| own.move_to_phase(conn, &case, phase, (&staff, Tie::Works), night());
        setting.police.db().write("test_move", moved).await.unwrap();
    }
    let seen = board(&setting, &case, &library).await;
    assert_eq!((seen.phase, seen.since), (Phase::Coordination, Some(night())));
}

/// The unit that treats the person using violence may work with the case too: it must not learn what was done with her.
async fn a_unit_of_social_services_sees_its_own_words_alone(db: Db) {
    let setting = Setting::new(db).await;
    let (own, worker, case) = (&setting.social, setting.worker().await, call_out(&setting.social).await.case);
    let therapy = Staff { unit: "socialtjansten-exempelstad/behandling".parse().unwrap(), ..worker.clone() };
    let marked = |who: Staff| {
        let (own, case) = (own.clone(), case.clone());
        let write = move |conn: &mut store::Conn| -> Result<_, BoardProblem> {
            let library = Library::shipped();
            let marking = Marking { checklist: "social-alarm", item: "social.alarm.take", word: Some(Word::Done), answers: None };
            own.mark_item(conn, &case, &library, &marking, (&who, Tie::Works), night())?;
            own.move_to_phase(conn, &case, Phase::Coordination, (&who, Tie::Works), night())?;
            Ok(())
        };
        setting.social.db().try_write("test_mark", write)
    };
    let seen = |who: Staff| {
        let (own, case) = (own.clone(), case.clone());
        let look = move |conn: &mut store::Conn| {
            let ground = BoardGround { library: &Library::shipped(), known: &[] };
            own.view_board(conn, &case, ground, (&who, Tie::Works), night())
        };
        setting.social.db().try_write("test_board", look)
    };
    marked(worker.clone()).await.unwrap();
    let theirs = seen(therapy.clone()).await.unwrap();
    assert!(theirs.lists.iter().all(|list| list.run.is_none() && list.marks.is_empty()), "nothing was done, as far as they see");
    assert_eq!((theirs.phase, theirs.since, theirs.untold.len()), (Phase::Alarm, None, 0));
    let own_board = seen(worker).await.unwrap();
    assert_eq!((own_board.phase, own_board.lists.iter().filter(|list| list.run.is_some()).count()), (Phase::Coordination, 1));
    marked(therapy.clone()).await.unwrap();
    assert_eq!(seen(therapy).await.unwrap().lists.iter().map(|list| list.marks.len()).sum::<usize>(), 1, "each has its own run");
}
