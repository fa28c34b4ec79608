//! Any order of quotation marks can be read: nothing panics, and statements have words.

#![no_main]

use chancery_reading::{Deciding, Options, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().expect("a sound checkout"));

/// What a byte stands for: marks, and words around which they stand.
const PARTS: [&str; 24] = [
    "“", "”", "\"", "''", "``", "'", "‘", "’", "«", "»", "„", "—", ":", ",", ".", "\n\n", "\n",
    " said Anna Berg", " he said", " the talks", " that", " go on", " according to", " ",
];

fuzz_target!(|bytes: &[u8]| {
    let parts = bytes.iter().take(400).map(|&byte| PARTS[usize::from(byte) % PARTS.len()]);
    let Ok(report) = Report::from_text("fuzz", parts.collect()) else { return };
    for deciding in [Deciding::Weights, Deciding::Rules] {
        let options = Options { explain: true, deciding, ..Options::default() };
        let reading = read_batch(std::slice::from_ref(&report), &MODEL, options).remove(0);
        for statement in &reading.statements {
            assert!(!statement.content.spans.is_empty());
            assert!(statement.content.spans.iter().all(|span| !span.of(&reading.text).is_empty()));
        }
    }
});
