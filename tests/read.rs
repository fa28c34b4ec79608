//! `chancery read` as a user meets it: what it prints, what it refuses, how it ends.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn chancery() -> Command {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
}

/// Exit status, standard output and standard error.
fn read(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = chancery().arg("read").args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

const NOTE: &str =
    "Anna Berg spoke by phone with Karl Huber on Monday. “We will talk again,” Berg said.";

#[test]
fn a_page_shows_the_facts_and_their_words() {
    let (status, page, errors) = read(&["--published", "2026-03-12", "-"], NOTE);
    assert_eq!((status, errors.as_str()), (0, ""));
    let card = "  ┌ CALL · held · Mon 9 March 2026\n  │ Anna Berg\n  │ Karl Huber\n";
    assert!(page.contains(card), "{page}");
    assert!(page.contains("└ “Anna Berg spoke by phone with Karl Huber on Monday”"), "{page}");
    let said = "  Anna Berg\n    1. said\n        “We will talk again,”";
    assert!(page.contains(said), "{page}");
    assert!(!page.contains('\u{1b}'), "colour without a terminal");
}

#[test]
fn the_evidence_and_the_reasons_of_a_statement_are_a_flag_away() {
    let (_, page, _) = read(&["--show", "spans", "-"], NOTE);
    assert!(page.contains("source 74–78\n        cue 79–83\n        content 52–73"), "{page}");
    let (_, line, _) = read(&["--explain", "--format", "json", "-"], NOTE);
    let why = &json(&line)["statements"][0]["why"];
    assert!(why["likelihood"].as_f64().unwrap() > 0.5);
    assert!(why["reasons"][0]["feature"].as_str().unwrap().contains('|'));
    let (_, line, _) = read(&["--statements", "rules", "--format", "json", "-"], NOTE);
    let statements = json(&line)["statements"].clone();
    let said = |s: &Value| s["cue"]["spans"] == serde_json::json!([[79, 83]]) && s["via"].is_null();
    assert!(statements.as_array().unwrap().iter().any(said), "{statements}");
}

#[test]
fn spans_count_code_points() {
    let (_, line, _) = read(&["--format", "json", "-"], NOTE);
    let reading = json(&line);
    let text: Vec<char> = reading["text"].as_str().unwrap().chars().collect();
    let span = &reading["statements"][0]["source"]["spans"][0];
    let [start, end] = [&span[0], &span[1]].map(|end| end.as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "Berg");
    assert_eq!(reading["published"], Value::Null);
    assert!(reading.get("tokens").is_none(), "tokens only where asked for");
}

#[test]
fn reports_come_out_in_the_order_given_on_any_number_of_threads() {
    let folder = Folder::new("order");
    let text = |i: usize| format!("Note {i}. {NOTE} ").repeat(i % 7 + 1);
    let names: Vec<String> = (0..40).map(|i| folder.file(&format!("{i}.txt"), text(i))).collect();
    let mut arguments = vec!["--format", "json", "--syntax"];
    arguments.extend(names.iter().map(String::as_str));
    let (_, one, _) = read(&[&arguments[..], &["--threads", "1"]].concat(), "");
    let (_, four, _) = read(&[&arguments[..], &["--threads", "4"]].concat(), "");
    assert_eq!(one, four);
    let sources: Vec<Value> = one.lines().map(|line| json(line)["source"].clone()).collect();
    assert_eq!(sources, names);
    // A report beside others reads as it does alone.
    let (_, alone, _) = read(&["--format", "json", "--syntax", &names[39]], "");
    assert_eq!(alone.lines().next(), one.lines().last());
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_go_on() {
    let folder = Folder::new("refused");
    let good = folder.file("good.txt", NOTE);
    let large = folder.0.join("large.txt");
    std::fs::File::create(&large).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let bad: Vec<(String, &str)> = vec![
        (folder.0.join("none.txt").display().to_string(), ": no such file"),
        (folder.0.display().to_string(), ": is a directory"),
        (folder.file("latin.txt", b"One\ntwo \xe9"), ":2: not UTF-8 at byte 8"),
        (folder.file("empty.txt", ""), ": is empty"),
        (folder.file("blank.txt", " \n"), ": is empty"),
        (folder.file("day.txt", "date 2025-13-45 Text."), ":1: there is no day 2025-13-45"),
        (large.display().to_string(), ": is larger than 16 MiB"),
    ];
    let mut arguments: Vec<&str> = bad.iter().map(|(name, _)| name.as_str()).collect();
    arguments.extend(["--format", "json", &good]);
    let (status, output, errors) = read(&arguments, "");
    assert_eq!(status, 1);
    assert_eq!(output.lines().count(), 1);
    assert_eq!(json(&output)["source"], Value::from(good.as_str()));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), bad.len() + 1, "{errors}");
    for (line, (name, fault)) in lines.iter().zip(&bad) {
        assert!(line.starts_with(&format!("{name}{fault}")), "{line}");
    }
    assert!(lines[bad.len()].starts_with("7 of 8 not read: "), "{errors}");
}

#[test]
fn misuse_ends_with_2() {
    for arguments in [
        &["--published", "2025-02-30", "-"][..],
        &["--threads", "0", "-"],
        &["--format", "xml", "-"],
        &["--nonsense", "-"],
        &["-", "-"],
        &[],
    ] {
        let (status, output, errors) = read(arguments, NOTE);
        assert_eq!((status, output.as_str()), (2, ""), "{arguments:?}");
        assert!(errors.contains("error"), "{errors}");
    }
}

#[test]
fn a_file_that_is_no_model_is_named() {
    let folder = Folder::new("model");
    let file = folder.file("x.model", NOTE);
    let (status, output, errors) = read(&["--model", &file, "-"], NOTE);
    assert_eq!((status, output.as_str()), (1, ""));
    assert!(errors.contains("x.model: not a syntax model"), "{errors}");
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    let run = |arguments: &[&str]| {
        let output = chancery().args(arguments).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run(&["completions", "bash"]).contains("--published"));
    assert!(run(&["man"]).contains("chancery\\-read"));
    let folder = Folder::new("man");
    run(&["man", "--dir", &folder.0.display().to_string()]);
    assert!(folder.0.join("chancery-read.1").exists());
}
