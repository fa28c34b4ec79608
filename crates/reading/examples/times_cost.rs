//! What the times step costs beside the syntax, on one thread:
//! `times_cost TEXTS.jsonl`, one object with a `text` and a day `published` a line.

use chancery_reading::times::{Clock, times};
use chancery_syntax::Model;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of texts")?;
    let mut texts = Vec::new();
    let mut clocks = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        texts.push(line["text"].as_str().unwrap_or_default().to_string());
        let published = line["published"].as_str().and_then(|day| day.parse().ok());
        clocks.push(Clock { published, ..Clock::default() });
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let model = Model::english()?;
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
    let parsed = model.parse_batch(&texts);
    let (syntax, step) = pool.install(|| {
        let syntax = best(&|| drop(black_box(model.parse_batch(&texts))));
        let all = || {
            for (parsed, clock) in parsed.iter().zip(&clocks) {
                black_box(times(parsed, clock));
            }
        };
        (syntax, best(&all))
    });
    let per_word = 1e6 / words as f64;
    println!(
        "{words} words: syntax {:.2} µs a word; times {:.3} µs a word, {:.1} % of that",
        syntax * per_word,
        step * per_word,
        100.0 * step / syntax
    );
    Ok(())
}
