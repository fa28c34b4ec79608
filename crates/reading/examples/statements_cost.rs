//! What the statements step costs beside the syntax, on one thread:
//! `statements_cost TEXTS.jsonl`, one object with a `text` a line.

use chancery_reading::{Options, read_batch};
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
    let model = Model::english()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    // Once to warm up; then the best of some, since others use the machine too.
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
    let (syntax, reading) = pool.install(|| {
        let syntax = best(&|| drop(model.parse_batch(&texts)));
        let options = Options::default();
        (syntax, best(&|| drop(read_batch(&reports, &model, options))))
    });
    let per_1000 = 1e6 / words as f64;
    println!(
        "{words} words: syntax {:.2} ms per 1,000 words; all steps after it {:.2} ms, {:.0} % of that",
        syntax * per_1000,
        (reading - syntax) * per_1000,
        100.0 * (reading - syntax) / syntax
    );
    Ok(())
}
