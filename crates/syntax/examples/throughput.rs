//! Words a second, tokenizer to entities: `throughput FILE [PASSES]`.
//!
//! FILE holds one JSON object a line with a `text`. Every pass begins with a model that has seen
//! nothing; loading it is not counted. Prints the median and all passes. The number of threads is
//! rayon's (`RAYON_NUM_THREADS`).

use chancery_syntax::Model;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: throughput FILE [PASSES]")?;
    let passes: usize = arguments.next().map_or(Ok(5), |passes| passes.parse())?;
    let lines = std::fs::read_to_string(file)?;
    let mut texts = Vec::new();
    for line in lines.lines() {
        let object: serde_json::Value = serde_json::from_str(line)?;
        texts.push(object["text"].as_str().ok_or("a line without text")?.to_string());
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let mut rates = Vec::new();
    for _ in 0..passes {
        let model = Model::english()?;
        let start = Instant::now();
        let parsed = model.parse_batch(&texts);
        let seconds = start.elapsed().as_secs_f64();
        let tokens: usize = parsed.iter().map(|parsed| parsed.len()).sum();
        assert!(tokens >= words, "every word is at least one token");
        rates.push((words as f64 / seconds) as u64);
    }
    rates.sort_unstable();
    println!("{} words/s (median of {rates:?}; {words} words)", rates[rates.len() / 2]);
    Ok(())
}
