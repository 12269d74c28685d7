//! Papers as files: what a reader of PDF finds in them, and that the same text gives the same bytes.

use std::{io::Write as _, process::Stdio};

use casework::{Block, Paper};
use wire::Language;

fn paper(blocks: Vec<Block>) -> Paper {
    let made_on = "2026-11-22".parse().unwrap();
    Paper { language: Language::Sv, title: "Svar på din begäran".to_owned(), made_on, blocks }
}

/// What poppler says of it.
fn read(tool: &str, arguments: &[&str], file: &[u8]) -> String {
    let mut child = std::process::Command::new(tool)
        .args(arguments)
        .arg("-")
        .args((tool == "pdftotext").then_some("-"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed");
    child.stdin.take().unwrap().write_all(file).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{tool}");
    // Titles of headings are told in another spelling.
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn text(file: &[u8]) -> String {
    read("pdftotext", &["-layout"], file).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let one = paper(vec![Block::Text("Å, ä och ö – 16 kap. 1 §.".to_owned())]);
    let file = one.pdf().unwrap();
    assert_eq!(file, one.pdf().unwrap());
    assert_ne!(file, paper(vec![Block::Text("Något annat.".to_owned())]).pdf().unwrap());
    assert_eq!(text(&file), "Svar på din begäran Å, ä och ö – 16 kap. 1 §.");
}

#[test]
fn it_is_tagged_for_those_who_listen() {
    let blocks = vec![Block::Heading("En rubrik".to_owned()), Block::Text("En text som står under rubriken.".to_owned())];
    let file = paper(blocks).pdf().unwrap();
    let about = read("pdfinfo", &[], &file);
    assert!(about.contains("Tagged:") && about.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{about}");
    assert!(about.contains("Svar på din begäran"), "{about}");
    let parts = read("pdfinfo", &["-struct-text"], &file);
    for (tag, text) in [("H1", "Svar på din begäran"), ("H2", "En rubrik"), ("P", "En text som står under rubriken.")] {
        assert!(parts.contains(tag) && parts.contains(text), "{tag}: {parts}");
    }
    assert!(String::from_utf8_lossy(&file).contains("pdfuaid"), "it says which form it follows");
}

#[test]
fn a_long_text_runs_over_pages_and_loses_no_word() {
    let words: Vec<String> = (0..3_000).map(|n| format!("ord{n}")).collect();
    let blocks = vec![Block::Text(words.join(" ")), Block::Heading("Sist".to_owned()), Block::Text("Slut.".to_owned())];
    let file = paper(blocks).pdf().unwrap();
    assert!(read("pdfinfo", &[], &file).lines().any(|line| line.starts_with("Pages:") && !line.ends_with(" 1")));
    let said = text(&file);
    assert!(words.iter().all(|word| said.split(' ').any(|found| found == word)), "every word is there");
    assert!(said.ends_with("Sist Slut."));
}

#[test]
fn a_letter_that_the_font_lacks_and_a_word_that_is_too_wide_do_not_stop_it() {
    let wide = "å".repeat(400);
    let file =
        paper(vec![Block::Text("东京 \u{200b}\u{7}".to_owned()), Block::Text(wide.clone()), Block::Text(String::new())]).pdf().unwrap();
    let said = text(&file);
    assert!(said.contains("??"), "{said}");
    assert_eq!(said.matches('å').count(), wide.chars().count() + "Svar på".matches('å').count());
}
