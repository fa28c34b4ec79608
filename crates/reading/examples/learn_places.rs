//! Learns what the places step decides by from annotated reports.
//!
//! `learn_places GOLD.jsonl…` prints the weights for `data/places/places.weights`;
//! `learn_places --folds N GOLD.jsonl…` prints, for the scorer, what is found in each report by
//! weights learnt from the other N - 1 parts of the reports.
//!
//! A line of GOLD.jsonl has an `id`, a `text` and `places`, each with a `span` in code points,
//! `core`, and where known `geonameid`, `lat` and `lon`.

use chancery_reading::Span;
use chancery_reading::fit::Settings;
use chancery_reading::places::learn::{Annotated, Lessons, Marked};
use chancery_report::Report;
use chancery_syntax::Model;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: String,
    places: Vec<Mark>,
}

#[derive(serde::Deserialize)]
struct Mark {
    span: [usize; 2],
    #[serde(default = "yes")]
    core: bool,
    geonameid: Option<u32>,
    lat: Option<f64>,
    lon: Option<f64>,
}

fn yes() -> bool {
    true
}

const SETTINGS: Settings = Settings { passes: 20, rate: 0.05, least: 3, smallest: 0.02 };

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let folds: Option<usize> = match arguments.first().map(String::as_str) {
        Some("--folds") => {
            arguments.remove(0);
            Some(arguments.remove(0).parse()?)
        }
        _ => None,
    };
    let mut annotated = Vec::new();
    for path in &arguments {
        for line in std::fs::read_to_string(path)?.lines() {
            annotated.push(marked(serde_json::from_str(line)?)?);
        }
    }
    let reports: Vec<Report> = annotated.iter().map(|one| one.report.clone()).collect();
    let model = Model::english()?;
    let lessons = Lessons::new(&annotated, &reports, &model);
    let Some(folds) = folds else {
        print!("{}", lessons.learn(|_| true, SETTINGS));
        return Ok(());
    };
    for fold in 0..folds {
        let lines = lessons.learn(|at| at % folds != fold, SETTINGS);
        for at in (0..reports.len()).filter(|at| at % folds == fold) {
            let places = lessons.places(at, &lines).map_err(|line| format!("line {line}"))?;
            println!("{}", serde_json::json!({ "id": reports[at].source, "places": places }));
        }
    }
    Ok(())
}

fn marked(line: Line) -> Result<Annotated, Box<dyn std::error::Error>> {
    let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(line.text.len());
    let mark = |mark: &Mark| Marked {
        span: Span::new(bytes[mark.span[0]], bytes[mark.span[1]]),
        core: mark.core,
        geonameid: mark.geonameid,
        point: mark.lat.zip(mark.lon),
    };
    let places = line.places.iter().map(mark).collect();
    Ok(Annotated { report: Report::from_text(&line.id, line.text)?, places })
}
