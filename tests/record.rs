//! The record as a user meets it: cases/record/contacts.md, and what may go wrong with a file.
//!
//! A case has reports, each with its path and day, and commands with what they print. `UPDATE=1`
//! writes what is printed now; look at the difference before it is kept.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "chancery-record-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Exit status, standard output and standard error of the program run in the folder.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        let output =
            command.args(arguments).current_dir(&self.0).env("COLUMNS", "100").output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn cases_of_the_record() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/record/contacts.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut now = String::new();
    let mut folder = Folder::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        now += line;
        now.push('\n');
        if line.starts_with("# ") {
            folder = Folder::new();
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = body.join("\n") + "\n";
        if let Some(name) = fence.strip_prefix("report ") {
            let (name, day) = name.split_once(' ').unwrap();
            folder.write(name, &format!("date {day} {body}"));
            now += &body;
        } else if fence == "console" {
            // Each command after `$`, what it prints below it.
            for command in body.lines().filter_map(|line| line.strip_prefix("$ chancery ")) {
                let words = split(command);
                let (_, out, errors) =
                    folder.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
                now += &format!("$ chancery {command}\n{errors}{out}");
            }
        } else {
            panic!("no such block: {fence}");
        }
        now += "```\n";
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(
        now == text,
        "cases/record/contacts.md prints something else:\n{}",
        difference(&text, &now)
    );
}

/// Words of a command line; those in quotation marks are one.
fn split(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(i, part)| match i % 2 {
            0 => part.split_whitespace().map(str::to_string).collect(),
            _ => vec![part.to_string()],
        })
        .collect()
}

fn difference(before: &str, now: &str) -> String {
    let (mut before, mut now) = (before.lines(), now.lines());
    loop {
        match (before.next(), now.next()) {
            (one, other) if one == other && one.is_some() => {}
            (one, other) => return format!("was  {one:?}\nnow  {other:?}"),
        }
    }
}

const REPORT: &str = "date 2026-03-12 VIENNA, March 12 (Alpenpost) - Austrian President Anna Berg spoke by phone \
    with Chilean President Tomas Rivera on Wednesday.\n";

#[test]
fn a_file_that_cannot_be_read_is_refused_and_the_others_are_kept() {
    let folder = Folder::new();
    folder.write("good.txt", REPORT);
    folder.write("empty.txt", " \n");
    let (status, _, errors) = folder.run(&["add", "empty.txt", "good.txt"]);
    assert_eq!(status, 1);
    assert!(
        errors.contains("empty.txt: is empty") && errors.contains("1 report added"),
        "{errors}"
    );
    let (_, page, _) = folder.run(&["status"]);
    assert!(page.contains("1 report that carry 1 story") || page.contains("1 report"), "{page}");
    assert!(page.contains("Refused\n  empty.txt: is empty"), "{page}");
    // A file that was mended is no longer refused.
    folder.write("empty.txt", &REPORT.replace("Wednesday", "Tuesday"));
    folder.run(&["add", "empty.txt"]);
    assert!(!folder.run(&["status"]).1.contains("Refused"));
}

#[test]
fn adding_again_changes_nothing() {
    let folder = Folder::new();
    folder.write("reports/one.txt", REPORT);
    folder.run(&["add", "reports"]);
    let before = folder.run(&["contacts", "--format", "json"]).1;
    let (status, _, errors) = folder.run(&["add", "reports"]);
    assert_eq!(status, 0);
    assert!(errors.contains("0 reports added") && errors.contains("1 known already"), "{errors}");
    assert_eq!(folder.run(&["contacts", "--format", "json"]).1, before);
}

#[test]
fn a_record_that_is_not_there_is_named() {
    let folder = Folder::new();
    let (status, _, errors) = folder.run(&["contacts", "--record", "none.db"]);
    assert_eq!(status, 1);
    assert!(
        errors.contains("none.db: no record there") && errors.contains("chancery add"),
        "{errors}"
    );
    assert!(!folder.0.join("none.db").exists());
}

#[test]
fn another_file_is_no_record_and_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("one.txt", REPORT);
    folder.write(
        "notes.db",
        "These are my notes, and they are longer than the head of a database would be.\n",
    );
    let before = std::fs::read(folder.0.join("notes.db")).unwrap();
    let (status, _, errors) = folder.run(&["add", "one.txt", "--record", "notes.db"]);
    assert_eq!(status, 1);
    assert!(errors.contains("notes.db: is no record of chancery"), "{errors}");
    assert_eq!(std::fs::read(folder.0.join("notes.db")).unwrap(), before);
}

#[test]
fn a_damaged_record_is_named_with_its_mend() {
    let folder = Folder::new();
    folder.write("one.txt", REPORT);
    folder.run(&["add", "one.txt"]);
    let path = folder.0.join("chancery.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let all = bytes.len();
    bytes[4096..all].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let (status, _, errors) = folder.run(&["contacts"]);
    assert_eq!(status, 1);
    assert!(errors.contains("chancery.db: is damaged") && errors.contains("restore"), "{errors}");
}

#[test]
fn a_newer_record_is_refused() {
    let folder = Folder::new();
    folder.write("one.txt", REPORT);
    folder.run(&["add", "one.txt"]);
    let path = folder.0.join("chancery.db");
    // The user version of SQLite's head: four bytes at 60.
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&900u32.to_be_bytes());
    std::fs::write(&path, &bytes).unwrap();
    let (status, _, errors) = folder.run(&["add", "one.txt"]);
    assert_eq!(status, 1);
    assert!(
        errors.contains("made by a newer version") && errors.contains("update chancery"),
        "{errors}"
    );
}

#[test]
fn two_that_add_at_once_both_get_through() {
    let folder = Folder::new();
    let names: Vec<String> = (0..8).map(|n| format!("{n}.txt")).collect();
    for (n, name) in names.iter().enumerate() {
        folder.write(
            name,
            &REPORT
                .replace("Wednesday", ["Monday", "Tuesday"][n % 2])
                .replace("VIENNA", &format!("VIENNA {n}")),
        );
    }
    let start = |names: &[String]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"));
        command
            .arg("add")
            .args(names)
            .current_dir(&folder.0)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let (mut one, mut other) = (start(&names[..4]), start(&names[4..]));
    assert!(one.wait().unwrap().success() && other.wait().unwrap().success());
    assert_eq!(folder.run(&["reports", "--format", "json"]).1.lines().count(), 8);
}

#[test]
fn a_name_that_may_be_several_lists_them() {
    let folder = Folder::new();
    folder.write("one.txt", REPORT);
    folder.write("two.txt", "date 2026-03-12 OSLO - Norwegian Foreign Minister Erik Berg met Chilean President Tomas Rivera on Tuesday.\n");
    folder.run(&["add", "one.txt", "two.txt"]);
    let (status, _, errors) = folder.run(&["contacts", "--with", "berg"]);
    assert_eq!(status, 1);
    assert!(errors.contains("Anna Berg, AUT") && errors.contains("Erik Berg, NOR"), "{errors}");
    assert_eq!(
        folder.run(&["contacts", "--with", "anna berg", "--format", "json"]).1.lines().count(),
        1
    );
    let (status, _, errors) = folder.run(&["contacts", "--with", "nobody"]);
    assert_eq!(status, 1);
    assert!(errors.contains("nobody of that name"), "{errors}");
}

#[test]
fn exports_a_file_for_each_kind() {
    let folder = Folder::new();
    folder.write("one.txt", REPORT);
    folder.run(&["add", "one.txt"]);
    for (format, end) in [("jsonl", "jsonl"), ("csv", "csv")] {
        assert_eq!(folder.run(&["export", "out", "--format", format]).0, 0);
        for kind in
            ["reports", "contacts", "statements", "events", "positions", "commitments", "claims"]
        {
            assert!(folder.0.join(format!("out/{kind}.{end}")).exists(), "{kind}.{end}");
        }
    }
    let csv = std::fs::read_to_string(folder.0.join("out/contacts.csv")).unwrap();
    assert!(csv.starts_with("id,medium,participants,date,"), "{csv}");
    assert!(csv.contains("Anna Berg; Tomas Rivera"), "{csv}");
    assert_eq!(folder.run(&["export", "out", "--format", "json-ld"]).0, 0);
    let linked = std::fs::read_to_string(folder.0.join("out/contacts.jsonld")).unwrap();
    let linked: serde_json::Value = serde_json::from_str(&linked).unwrap();
    assert_eq!(linked["@graph"][0]["startDate"], "2026-03-11");
}
