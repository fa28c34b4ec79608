//! Learns `data/words/statements.weights` from annotated reports:
//! `learn_statements TRAIN.jsonl > data/words/statements.weights`.

use chancery_reading::learn::{Annotated, Marked, Settings, cues, learn};
use chancery_reading::Span;
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("name a file with one annotated report a line")?;
    let number = |at: usize, default: f32| {
        arguments.get(at).and_then(|word| word.parse().ok()).unwrap_or(default)
    };
    let file = std::io::BufReader::new(std::fs::File::open(path)?);
    let mut annotated = Vec::new();
    for line in file.lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(line.text.len());
        let spans = |spans: &[[usize; 2]]| -> Vec<Span> {
            spans.iter().map(|[start, end]| Span::new(bytes[*start], bytes[*end])).collect()
        };
        let statements = line.statements.iter().map(|parts| Marked {
            source: spans(&parts.source),
            cue: spans(&parts.cue),
            content: spans(&parts.content),
        });
        let statements = statements.collect();
        let ignore = spans(&line.ignore);
        let report = Report::from_text(&line.id, line.text)?;
        annotated.push(Annotated { report, statements, ignore });
    }
    let settings = Settings {
        passes: number(1, 8.0) as usize,
        decay: number(2, 0.0005),
        rate: number(3, 0.1),
        least: number(4, 4.0) as usize,
        smallest: number(5, 0.02),
    };
    let model = Model::english()?;
    if arguments.get(1).is_some_and(|word| word == "cues") {
        print!("{}", cues(&annotated, &model));
        return Ok(());
    }
    print!("{}", learn(&annotated, &model, settings));
    Ok(())
}
