//! What the places step costs beside the syntax, on one thread: `places_cost TEXTS.jsonl`, one
//! object with a `text` a line.

use chancery_reading::learn_places::{Annotated, Lessons};
use chancery_report::Report;
use chancery_syntax::Model;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of texts")?;
    let mut reports = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        reports.push(Report::from_text("-", line["text"].as_str().unwrap_or("-").into())?);
    }
    let texts: Vec<&str> = reports.iter().map(|report| report.text.as_str()).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let model = Model::english()?;
    let annotated: Vec<Annotated> = Vec::new();
    let best = |run: &dyn Fn()| {
        run();
        let time = || {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        };
        (0..5).map(|_| time()).fold(f64::MAX, f64::min)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    pool.install(|| {
        let syntax = best(&|| drop(model.parse_batch(&texts)));
        let lessons = Lessons::new(&annotated, &reports, &model);
        let places = best(&|| {
            for at in 0..reports.len() {
                drop(lessons.found(at));
            }
        });
        let per_1000 = 1e6 / words as f64;
        println!(
            "{words} words: syntax {:.2} ms per 1,000 words; places {:.2} ms, {:.1} % of that",
            syntax * per_1000,
            places * per_1000,
            100.0 * places / syntax
        );
    });
    Ok(())
}
