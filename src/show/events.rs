//! Events as rows for a data set: one tab-separated line each.

use super::page::word;
use chancery_reading::{Event, Party, Reading};

/// Date, source, target, type, mode, CAMEO code, status, place, and the words that say so; several
/// parties are parted by semicolons, each by its country and sector and its words.
pub fn lines(reading: &Reading) -> Vec<String> {
    reading.events.iter().map(|event| line(reading, event)).collect()
}

fn line(reading: &Reading, event: &Event) -> String {
    let parties = |parties: &[Party]| {
        let all: Vec<String> = parties
            .iter()
            .map(|party| {
                let codes =
                    [&party.country, &party.sector].map(|code| code.as_deref().unwrap_or("---"));
                format!("{} {}", codes.join("/"), plain(party.span.of(&reading.text)))
            })
            .collect();
        all.join("; ")
    };
    let words: Vec<String> =
        event.anchor.iter().map(|span| plain(span.of(&reading.text))).collect();
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        or_empty(&event.date),
        parties(&event.source),
        parties(&event.target),
        event.kind.clone(),
        or_empty(&event.mode),
        or_empty(&event.cameo),
        word(event.status),
        or_empty(&event.place),
        words.join(" … "),
    ]
    .join("\t")
}

/// Words without the tabs and line breaks that would break a row.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
