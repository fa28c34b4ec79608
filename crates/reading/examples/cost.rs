//! What the steps cost beside the syntax, on one thread: `cost TEXTS.jsonl`, one object with a
//! `text`, and where known the day `published`, a line.

use chancery_reading::patterns::{File, Ontology, Subject};
use chancery_reading::places::places;
use chancery_reading::times::{Clock, times};
use chancery_reading::{Ontologies, Options, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of texts")?;
    let mut reports = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let mut report = Report::from_text("-", line["text"].as_str().unwrap_or("-").into())?;
        report.published = line["published"].as_str().and_then(|day| day.parse().ok());
        reports.push(report);
    }
    let texts: Vec<&str> = reports.iter().map(|report| report.text.as_str()).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let model = Model::english()?;
    let parsed = model.parse_batch(&texts);
    let empty = |of| {
        let file = File { of: Some(of), ..File::default() };
        Ontology::new(vec![("empty".into(), file)])
    };
    let events = empty(Subject::Events)?;
    let contacts = empty(Subject::Contacts)?;
    let positions = empty(Subject::Positions)?;
    let commitments = empty(Subject::Commitments)?;
    let no_contacts = Ontologies {
        contacts: Some(&contacts),
        positions: Some(&positions),
        commitments: Some(&commitments),
        ..Ontologies::default()
    };
    let without = |ontologies| {
        let options = Options { ontologies, ..Options::default() };
        best(&|| drop(black_box(read_batch(&reports, &model, options))))
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let (syntax, of_times, of_places, no_events, no_contacts, all) = pool.install(|| {
        let of_times = || {
            for (parsed, report) in parsed.iter().zip(&reports) {
                black_box(times(
                    parsed,
                    &Clock { published: report.published, ..Clock::default() },
                ));
            }
        };
        let of_places = || parsed.iter().for_each(|parsed| drop(black_box(places(parsed))));
        (
            best(&|| drop(black_box(model.parse_batch(&texts)))),
            best(&of_times),
            best(&of_places),
            without(Ontologies::with(&events)),
            without(no_contacts),
            without(Ontologies::default()),
        )
    });
    println!("{words} words; milliseconds for 1,000 words, and the share of the syntax:");
    for (what, seconds) in [
        ("syntax", syntax),
        ("times", of_times),
        ("places", of_places),
        ("events", all - no_events),
        ("contacts to claims", all - no_contacts),
        ("all steps after the syntax", all - syntax),
    ] {
        let milliseconds = seconds * 1e6 / words as f64;
        println!("{what:27}{milliseconds:6.2}  {:5.1} %", 100.0 * seconds / syntax);
    }
    Ok(())
}

/// The best time of some after one to warm up, in seconds: others use the machine too.
fn best(run: &dyn Fn()) -> f64 {
    run();
    let time = || {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..5).map(|_| time()).fold(f64::MAX, f64::min)
}
