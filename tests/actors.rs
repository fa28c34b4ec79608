//! `chancery actors` and `chancery read --actors` as a user meets them.

#![allow(clippy::unwrap_used)]

use assert_cmd::Command;

/// Exit status, standard output and standard error.
fn chancery(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A file that is gone with the test.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        File(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn finds_who_held_an_office_on_the_day_first() {
    let (status, page, errors) = chancery(&["actors", "find", "Bush", "--on", "2003-03-20"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    let first = "George W. Bush Q207  person USA ELI (short name)\n  \
                 2001-01-20 – 2009-01-20  President, USA\n";
    assert!(page.starts_with(first), "{page}");
    let (_, page, _) = chancery(&["actors", "find", "bush", "--on", "1990-08-02"]);
    assert!(page.starts_with("George H. W. Bush Q23505"), "{page}");
}

#[test]
fn says_when_a_name_is_only_another_spelling() {
    let (_, page, _) = chancery(&["actors", "find", "Volodymyr Zelenskij"]);
    assert!(page.contains("(full name, in another spelling)"), "{page}");
}

#[test]
fn shows_names_and_offices_over_time() {
    let (status, page, _) = chancery(&["actors", "show", "kremlin.rus"]);
    assert_eq!(status, 0);
    assert_eq!(
        page,
        "Kremlin\n  \
         office RUS GOV · kremlin.rus · prominence 3 of 4 · from editorial\n  \
         stands for the office of the President of Russia (head_of_state)\n\n\
         Names\n  \
         main       Kremlin\n  \
         alias      Russian presidency; Russian Presidential Administration; Russian President's office; \
         Presidential Administration of Russia\n"
    );
    let (_, page, _) = chancery(&["actors", "show", "Q76"]);
    let president =
        "  2009-01-20 – 2017-01-20  President, USA (head_of_state_and_government; congress)";
    assert!(page.contains(president), "{page}");
}

#[test]
fn says_what_it_does_not_know() {
    let (status, page, errors) = chancery(&["actors", "find", "Xylo Phonist"]);
    assert_eq!((status, page.as_str()), (1, ""));
    assert_eq!(errors, "nobody in the registry is called Xylo Phonist\n");
    let (status, _, errors) = chancery(&["actors", "show", "Putin"]);
    assert_eq!(status, 1);
    assert!(errors.contains("chancery actors find NAME gives ids"), "{errors}");
}

#[test]
fn a_sound_file_has_no_fault() {
    let (status, page, errors) = chancery(&["actors", "check", "examples/actors.csv"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert_eq!(page, "examples/actors.csv: 5 actors, no fault\n");
}

const FAULTY: &str = "\
# What may go wrong.
kind,id,name,country,sector,office,title,start,end
person,,Ann Lee,Russia,GOV,head_of_state,President,2020-01-01,
person,,Bob Ray,XYZ,GOV,head_of_state,President,2020-02-30,
person,,Cy Fox,FRA,GOF,chief_cook,Chief Cook,2020,2019
robot,,,FRA,,,,,
person,Q1,Dee Hall,FRA,GOV,head_of_state,President,2020-01-01,2024-01-01
person,Q2,Ed Hill,FRA,GOV,head_of_state,President,2023-01-01,
person,Q2,Flo Hope,FRA,GOV,,,,
person,Q2,Ed Hill,FRA,GOV,head_of_state,President,2023-06-01,
person,,Gil, Fox,FRA,GOV,,,,,
";

#[test]
fn each_fault_is_a_line_with_its_mend() {
    let file = File::new("faulty.csv", FAULTY);
    let (status, page, errors) = chancery(&["actors", "check", file.path()]);
    assert_eq!((status, page.as_str()), (1, ""));
    let faults: Vec<String> =
        errors.lines().map(|line| line.replace(file.path(), "f.csv")).collect();
    let begins = [
        "f.csv:3: no country Russia; write RUS",
        "f.csv:4: no country XYZ; write an ISO 3166-1 alpha-3 code such as RUS",
        "f.csv:4: start: no date \"2020-02-30\"; write 2017, 2017-11 or 2017-11-17",
        "f.csv:5: ends on 2019-12-31, before it starts on 2020-01-01; swap or mend the dates",
        "f.csv:5: no office chief_cook; the offices are ",
        "f.csv:5: no sector GOF; the sectors are GOV, MIL",
        "f.csv:6: no kind \"robot\"; it is one of person, state",
        "f.csv:6: no name; write the whole name in the column name",
        "f.csv:8: Ed Hill holds head_of_state of FRA while Dee Hall does (line 7); mend start or end",
        "f.csv:9: Flo Hope of id Q2 is Ed Hill in line 8; give the two different ids",
        "f.csv:10: Ed Hill holds head_of_state of FRA while Dee Hall does (line 7)",
        "f.csv:10: the same office at the same time as in line 8; remove one",
        "f.csv:11: 11 cells where the first line names 9; put a cell with a comma in \"quotes\"",
        "13 faults",
    ];
    assert_eq!(faults.len(), begins.len(), "{faults:#?}");
    for (fault, begin) in faults.iter().zip(begins) {
        assert!(fault.starts_with(begin), "{fault}\n{begin}");
    }
}

#[test]
fn reading_refuses_a_faulty_file_and_takes_a_sound_one() {
    let file = File::new("refused.csv", FAULTY);
    let (status, page, errors) = chancery(&["read", "--actors", file.path(), "examples/call.txt"]);
    assert_eq!((status, page.as_str()), (1, ""));
    assert!(errors.contains(":3: no country Russia; write RUS"), "{errors}");
    let (status, page, errors) =
        chancery(&["read", "--actors", "examples/actors.csv", "examples/call.txt"]);
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(page.contains("Anna Berg"));
}

#[test]
fn a_users_actors_are_found_first() {
    let own = ["--actors", "examples/actors.csv"];
    let find = ["actors", "find", "Berg", "--on", "2026-03-12", own[0], own[1]];
    let (status, page, _) = chancery(&find);
    assert_eq!(status, 0);
    let berg =
        "Anna Berg own:anna-berg  person AUT GOV (short name)\n  2025-07-08 –  President, AUT\n";
    assert_eq!(page, berg);
}
