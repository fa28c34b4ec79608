//! Any bytes are a report, or are refused; nothing panics, and spans lie in the text.

#![no_main]

use chancery_reading::{Options, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().expect("a sound checkout"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = Report::from_reader("fuzz", bytes) else { return };
    let reading = read_batch(&[report], &MODEL, Options { syntax: true, ..Options::default() }).remove(0);
    for statement in &reading.statements {
        for span in &statement.content.spans {
            assert!(!span.of(&reading.text).is_empty());
        }
    }
    let times = reading.times.iter().map(|time| time.span);
    let places = reading.places.iter().map(|place| place.span);
    assert!(times.chain(places).all(|span| !span.of(&reading.text).is_empty()));
    let points = reading.text.chars().count();
    let reading = reading.in_code_points();
    assert!(reading.sentences.iter().all(|span| span.start < span.end && span.end <= points));
});
