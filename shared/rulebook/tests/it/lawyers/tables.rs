//! Tables as people write them: what a spreadsheet does to them, and faults with their places.

use std::collections::{BTreeMap, BTreeSet};

use rulebook::{
    CaseError, CaseFault, CaseTable, Reason, TaskKind, WayForward,
    cases::{By, Column, Lack, Next, Then, case_words},
    run,
};
use sha2::{Digest, Sha256};
use wire::{
    Category, Direction, FactCode, Protection, Purpose, StaffRole, SubjectRole,
    value::{CrimeCode, InquiryOutcome},
};

use super::table;
use crate::town::edition;

const HEADER: &str = "nr;fall;dag;riktning;ändamål;givet;när;så;genom;väg framåt;källa";
const ROW: &str = "1;Hon vill bli uppringd.;2026-11-23;polis till socialtjänst;akut stöd;\"samtycke av den utsatta: säkert nummer\";\
                   säkert nummer om den utsatta;lämnas;CONSENT-VICTIM;;OSL 12 kap. 2 §";

fn with_rows(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).map(|row| format!("{row}\n")).collect()
}

/// The good row with one cell changed.
fn changed(column: Column, cell: &str) -> String {
    let mut cells: Vec<String> = ROW.split(';').map(str::to_owned).collect();
    cells[column as usize] = format!("\"{}\"", cell.replace('"', "\"\""));
    cells.join(";")
}

fn faults(text: &str) -> Vec<(usize, Option<Column>, &'static str)> {
    let faults = CaseTable::parse(text).expect_err("a fault");
    faults.iter().map(|error| (error.row, error.column, error.fault.code())).collect()
}

fn fault_of(column: Column, cell: &str) -> CaseFault {
    let mut faults = CaseTable::parse(&with_rows(&[&changed(column, cell)])).expect_err("a fault");
    assert_eq!((faults.len(), faults[0].row, faults[0].column), (1, 2, Some(column)), "{faults:?}");
    faults.remove(0).fault
}

#[test]
fn what_a_spreadsheet_does_changes_nothing() {
    let plain = with_rows(&[ROW]);
    let read = |text: &str| {
        let table = CaseTable::parse(text).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert!(run(&table, edition()).all_pass());
        (table.cases()[0].title.clone(), table.cases()[0].expected().to_vec())
    };
    let quoted: String =
        plain.lines().map(|line| line.replace('"', "")).map(|line| format!("\"{}\"\n", line.replace(';', "\";\""))).collect();
    let habits = [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("{plain};;;;;;;;;;\n\n;;;;;;;;;;\n"),
        plain.trim_end().to_owned(),
        plain.lines().map(|line| format!("{line};;;\n")).collect(),
        quoted,
        plain.replace("polis till", "Polis  till").replace("lämnas", "Lämnas").replace(";fall;", ";Fall;"),
        plain
            .replace("säkert nummer om", "säkert\nnummer om")
            .replace(";säkert\nnummer om den utsatta;", ";\"säkert\nnummer om den utsatta\";"),
    ];
    for habit in habits {
        assert_eq!(read(&habit), read(&plain), "{habit:?}");
    }
}

#[test]
fn columns_may_stand_in_any_order() {
    let turn = |line: &str| line.split(';').rev().collect::<Vec<_>>().join(";");
    let turned: String = with_rows(&[ROW]).lines().map(|line| turn(line) + "\n").collect();
    let table = CaseTable::parse(&turned).expect("a table");
    assert_eq!(table.cases()[0].number, 1);
    assert!(run(&table, edition()).all_pass());
}

#[test]
fn the_text_and_its_digest_are_kept() {
    let text = format!("\u{feff}{}", with_rows(&[ROW]).replace('\n', "\r\n"));
    let table = CaseTable::parse(&text).expect("a table");
    assert_eq!(table.text(), text);
    assert_eq!(table.hash().0, <[u8; 32]>::from(Sha256::digest(text.as_bytes())));
}

#[test]
fn every_fault_comes_at_once_with_row_and_column() {
    let first = changed(Column::Day, "23/11 2026");
    let third = changed(Column::By, "consent victim").replacen("1;", "3;", 1).replace("lämnas", "lämnnas");
    let text = with_rows(&[&first, ";;;;;;;;;;", "", &third, &ROW.replacen("1;", "4;", 1), &ROW.replacen("1;", "4;", 1)]);
    let expected =
        [(2, Some(Column::Day), "not_a_day"), (5, Some(Column::Then), "unknown_but_near"), (7, Some(Column::Number), "number_twice")];
    assert_eq!(faults(&text), expected);
}

#[test]
fn lines_inside_a_cell_are_no_rows() {
    let long = changed(Column::Title, "Hon vill\nbli\nuppringd.");
    let wrong = changed(Column::Number, "två");
    assert_eq!(faults(&with_rows(&[&long, &wrong])), [(3, Some(Column::Number), "not_a_number")]);
}

#[test]
fn what_to_write_instead() {
    let near = |fault: CaseFault| match fault {
        CaseFault::Unknown { nearest, list, .. } => (list, nearest.unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    assert_eq!(near(fault_of(Column::Direction, "polisen till socialtjänsten")), ("direction", "polis till socialtjänst".to_owned()));
    assert_eq!(near(fault_of(Column::Purpose, "akut")), ("purpose", "akut stöd".to_owned()));
    assert_eq!(near(fault_of(Column::Given, "barnet under 18 år")), ("given", "barnet är under 18 år".to_owned()));
    assert_eq!(near(fault_of(Column::Given, "oro för barnet – av en polis")), ("staff", String::new()));
    assert_eq!(near(fault_of(Column::Given, "samtycke av den utsatta: nummer")), ("category", "säkert nummer".to_owned()));
    assert_eq!(near(fault_of(Column::Given, "samtycke av utsatta: allt")), ("person", "den utsatta".to_owned()));
    assert_eq!(near(fault_of(Column::Given, "samtycke av den utsatta: allt – inom hörhål")), ("flaw", "inom hörhåll".to_owned()));
    assert_eq!(near(fault_of(Column::Given, "befarat brott: grov misshandell")), ("crime", "grov misshandel".to_owned()));
    assert_eq!(near(fault_of(Column::When, "säkra nummer")), ("when", "säkert nummer".to_owned()));
    assert_eq!(near(fault_of(Column::When, "säkert nummer om den utsate")), ("person", "den utsatta".to_owned()));
    assert_eq!(near(fault_of(Column::Then, "inget hindrar")), ("then", String::new()));
    assert_eq!(near(fault_of(Column::Way, "fråga henne")), ("way", String::new()));
    assert_eq!(near(fault_of(Column::Way, "besvara oron för barnet")), ("fact", "oro för barnet".to_owned()));
}

#[test]
fn each_cell_has_its_own_fault() {
    assert_eq!(fault_of(Column::Number, "0").code(), "not_a_number");
    assert_eq!(fault_of(Column::Title, " ").code(), "empty");
    assert_eq!(fault_of(Column::Day, "2026-02-30").code(), "not_a_day");
    assert_eq!(fault_of(Column::Day, "1926-11-23").code(), "not_a_day");
    assert_eq!(fault_of(Column::Given, "samtycke av den utsatta").code(), "consent_for_what");
    assert_eq!(fault_of(Column::Given, "samtycke av den utsatta: allt – gavs i går").code(), "not_a_day");
    assert_eq!(fault_of(Column::When, "").code(), "empty");
    assert_eq!(fault_of(Column::Then, "lämnas; lämnas"), CaseFault::Count { fields: 1, found: 2 });
    assert_eq!(fault_of(Column::By, "CONSENT VICTIM").code(), "not_a_rule");
    assert_eq!(fault_of(Column::By, "").code(), "empty");
    assert_eq!(fault_of(Column::Source, "").code(), "empty");
    assert_eq!(fault_of(Column::Given, &"oro för barnet; ".repeat(300)).code(), "cell_too_long");
}

#[test]
fn a_table_has_its_faults_too() {
    assert_eq!(faults(""), [(0, None, "no_case")]);
    assert_eq!(faults(HEADER), [(0, None, "no_case")]);
    let text = with_rows(&[ROW]);
    assert_eq!(faults(&text.replace(";källa", "")), [(1, Some(Column::Source), "column_missing")]);
    assert_eq!(
        faults(&text.replace("källa", "nr")),
        [(1, Some(Column::Number), "column_twice"), (1, Some(Column::Source), "column_missing")]
    );
    assert_eq!(faults(&text.replace("källa", "källa;anmärkning")), [(1, None, "column_unknown")]);
    assert_eq!(faults(&with_rows(&[&format!("{ROW};mer")])), [(2, None, "cells_too_many")]);
    assert_eq!(faults(&" ".repeat(CaseTable::BYTES_MAX + 1)), [(0, None, "too_long")]);
    let wrong: String = (0..CaseTable::CASES_MAX).map(|_| "x;;;;;;;;;;\n").collect();
    let bounded = CaseTable::parse(&format!("{HEADER}\n{wrong}")).expect_err("faults").len();
    assert!((CaseTable::FAULTS_MAX..CaseTable::FAULTS_MAX + Column::ALL.len()).contains(&bounded), "{bounded}");
    let many: String = (0..=CaseTable::CASES_MAX).map(|number| ROW.replacen('1', &(number + 1).to_string(), 1) + "\n").collect();
    assert_eq!(faults(&format!("{HEADER}\n{many}")), [(0, None, "too_many")]);
}

#[test]
fn a_fault_says_where_and_what_in_english_and_by_code() {
    let row = changed(Column::Direction, "polis till sosialtjänst");
    let faults = CaseTable::parse(&with_rows(&[&row])).expect_err("a fault");
    let told = "row 2, column “riktning”: “polis till sosialtjänst” is not known as direction: write “polis till socialtjänst”";
    assert_eq!(faults[0].to_string(), told);
    let arguments = [("found", "polis till sosialtjänst"), ("list", "direction"), ("nearest", "polis till socialtjänst")];
    assert_eq!(faults[0].fault.arguments(), arguments.map(|(name, word)| (name, word.to_owned())));
    let long = CaseError { row: 2, column: None, fault: fault_of(Column::Day, &"x".repeat(500)) };
    assert!(long.to_string().len() < 200, "what was found is cut");
}

#[test]
fn what_came_instead_is_told_in_the_words_of_the_table() {
    let row = changed(Column::Given, "samtycke av den utsatta: säkert nummer – inom hörhåll");
    let table = CaseTable::parse(&with_rows(&[&row])).expect("a table");
    let report = run(&table, edition());
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1);
    assert!(!report.all_pass() && !failed[0].passed());
    let came = &failed[0].fields[0].came;
    assert_eq!((came.then, &came.by), (Then::Stays, &By::Reason(Reason::ConsentPreliminary)));
    assert_eq!(came.cells(), ["stannar", "samtycket gavs inom hörhåll", "fråga den utsatta om samtycke"]);
}

#[test]
fn a_way_forward_is_held_against_what_came() {
    let given = changed(Column::Given, "inget").replace("lämnas;CONSENT-VICTIM;", "stannar;samtycke saknas;WAY");
    let passes = |way: &str| {
        let table = CaseTable::parse(&with_rows(&[&given.replace("WAY", way)])).expect("a table");
        run(&table, edition()).all_pass()
    };
    assert!(passes("fråga den utsatta om samtycke") && passes("Fråga den utsatta om samtycke") && passes(""));
    assert!(!passes("fråga den som utövar våld om samtycke") && !passes("personen berättar själv"));
}

/// What one would write with the program's own words, read back.
#[test]
fn what_came_can_be_written_into_the_table() {
    let report = run(table(), edition());
    for (case, outcome) in table().cases().iter().zip(&report.outcomes) {
        for (field, when) in outcome.fields.iter().zip(case.when.split(';')) {
            let [then, by, way] = field.came.cells();
            let row = [Column::When, Column::Then, Column::By, Column::Way].into_iter().zip([when.trim(), &then, &by, &way]);
            let mut cells: Vec<String> = ROW.split(';').map(str::to_owned).collect();
            row.for_each(|(column, cell)| cells[column as usize] = format!("\"{}\"", cell.replace('"', "\"\"")));
            let again =
                CaseTable::parse(&with_rows(&[&cells.join(";")])).unwrap_or_else(|faults| panic!("case {}: {faults:?}", case.number));
            assert_eq!(again.cases()[0].expected()[0], field.came, "case {}", case.number);
        }
    }
}

#[test]
fn every_code_has_exactly_one_phrase() {
    let mut lists: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for phrase in case_words() {
        assert!(!phrase.words.trim().is_empty() && !phrase.words.contains([';', ':', ',']) && !phrase.words.contains(" - "), "{phrase:?}");
        lists.entry(phrase.list).or_default().insert(phrase.code);
    }
    macro_rules! whole {
        ($($list:literal: $type:ty),+) => {
            $(let all: BTreeSet<String> = <$type>::ALL.iter().map(|code| code.code().to_owned()).collect(); assert_eq!(lists[$list], all, $list);)+
        };
    }
    whole!("column": Column, "direction": Direction, "purpose": Purpose, "category": Category, "person": SubjectRole, "second_person": SubjectRole);
    whole!("two": SubjectRole, "fact": FactCode, "crime": CrimeCode, "staff": StaffRole, "protection": Protection, "then": Then);
    whole!("reason": Reason, "task": TaskKind, "feedback": InquiryOutcome, "lack": Lack);
    assert_eq!(lists["way"], WayForward::CODES.iter().map(|code| (*code).to_owned()).collect());
}

/// Phrases that may stand in one place are told apart.
#[test]
fn no_phrase_is_ambiguous() {
    let places: [&[&str]; 8] = [
        &["direction"],
        &["purpose"],
        &["fact", "two"],
        &["category", "thing"],
        &["person", "second_person"],
        &["reason"],
        &["way", "task"],
        &["staff"],
    ];
    for place in places {
        let mut seen = BTreeSet::new();
        for phrase in case_words().filter(|phrase| place.contains(&phrase.list)) {
            assert!(seen.insert(phrase.words.to_lowercase()), "{place:?}: “{}” twice", phrase.words);
        }
    }
}

/// Each of the rules that hold what can't be expressed is looked at, not only believed.
#[test]
fn what_is_not_there_is_really_asked() {
    let lacks = |edition_text: &str, when: &str| {
        let row = changed(Column::When, when).replace("lämnas;CONSENT-VICTIM", "finns inte;NEVER-FREE-TEXT");
        let table = CaseTable::parse(&with_rows(&[&row])).expect("a table");
        let edition = rulebook::Edition::parse(edition_text.as_bytes()).expect("an edition");
        let came = run(&table, &edition).outcomes[0].fields[0].came.clone();
        (came.then, came.by)
    };
    let shipped = std::str::from_utf8(rulebook::Edition::SHIPPED).expect("text");
    let held = (Then::NotThere, By::Rules(vec!["NEVER-FREE-TEXT".to_owned()]));
    assert_eq!(lacks(shipped, "fri text eller handling"), held);
    let lack = |lack| (Then::Unguarded, By::Lack("NEVER-FREE-TEXT".to_owned(), lack));
    let renamed = shipped.replace("\"NEVER-FREE-TEXT\"", "\"NEVER-PROSE\"");
    assert_eq!(lacks(&renamed, "fri text eller handling"), lack(Lack::NoSuchRule));
    let id = "id = \"NEVER-FREE-TEXT\"\nkind = \"never\"\nfrom = \"2002-01-01\"";
    assert!(shipped.contains(id), "the test looks for the rule");
    assert_eq!(lacks(&shipped.replace(id, &id.replace("2002", "2102")), "fri text eller handling"), lack(Lack::NotInForce));
    let closes = "directions = [\"police_to_social\"]\nopens = [ { categories = [\"weapons\"], roles = [\"victim\"] } ]";
    assert_eq!(lacks(&shipped.replace(id, &format!("{id}\n{closes}")), "fri text eller handling"), lack(Lack::OpensCategories));
}

#[test]
fn a_task_is_a_way_as_well() {
    let row = changed(Column::Given, "barnet är under 18 år; oro för barnet; uppgiften hör till oron eller utredningen")
        .replace("säkert nummer om den utsatta", "misstänkts läge om den som utövar våld")
        .replace("CONSENT-VICTIM;", "SOL-19-1-B;förundersökningsledaren underrättas");
    let table = CaseTable::parse(&with_rows(&[&row])).expect("a table");
    assert_eq!(table.cases()[0].expected()[0].next, Some(Next::Task(TaskKind::TellLead)));
    assert!(run(&table, edition()).all_pass());
}
