//! Learns what the statements step decides by from annotated reports, and prints it:
//! `learn_statements TRAIN.jsonl cues` for `data/words/cues.tsv`, and
//! `learn_statements TRAIN.jsonl weights` for `data/words/statements.weights`.
//!
//! A line of TRAIN.jsonl has a `text` and `statements`, each with lists of `[start, end)` in code
//! points for `source`, `cue` and `content`, and may have a list to `ignore`.

use chancery_reading::Span;
use chancery_reading::fit::Settings;
use chancery_reading::learn::{Annotated, Marked, cues, weights};
use chancery_report::Report;
use chancery_syntax::Model;
use std::io::BufRead;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: String,
    statements: Vec<Parts>,
    #[serde(default)]
    ignore: Vec<[usize; 2]>,
}

#[derive(serde::Deserialize)]
struct Parts {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// Found best over development data among those tried.
const SETTINGS: Settings = Settings { passes: 5, rate: 0.03, least: 20, smallest: 0.05 };

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, what] = &arguments[..] else {
        return Err("name a file of annotated reports, and `cues` or `weights`".into());
    };
    let file = std::io::BufReader::new(std::fs::File::open(path)?);
    let annotated = file
        .lines()
        .map(|line| annotated(serde_json::from_str(&line?)?))
        .collect::<Result<Vec<Annotated>, Box<dyn std::error::Error>>>()?;
    let model = Model::english()?;
    match what.as_str() {
        "cues" => print!("{}", cues(&annotated, &model)),
        "weights" => print!("{}", weights(&annotated, &model, SETTINGS)),
        other => return Err(format!("there is no {other} to learn").into()),
    }
    Ok(())
}

fn annotated(line: Line) -> Result<Annotated, Box<dyn std::error::Error>> {
    let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(line.text.len());
    let spans = |spans: &[[usize; 2]]| -> Vec<Span> {
        spans.iter().map(|[start, end]| Span::new(bytes[*start], bytes[*end])).collect()
    };
    let statement = |parts: &Parts| Marked {
        source: spans(&parts.source),
        cue: spans(&parts.cue),
        content: spans(&parts.content),
    };
    let statements = line.statements.iter().map(statement).collect();
    let ignore = spans(&line.ignore);
    Ok(Annotated { report: Report::from_text(&line.id, line.text)?, statements, ignore })
}
