//! Any text can be read: every span lies in it, on character boundaries, and says the same words
//! in bytes and in code points.

#![allow(clippy::unwrap_used)]

use chancery_reading::{Options, Reading, Span, Statement, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().unwrap());

fn spans(reading: &Reading) -> Vec<Span> {
    let statements = reading.statements.iter().flat_map(|statement| {
        [&statement.source.spans, &statement.cue.spans, &statement.content.spans]
    });
    let contacts = reading.contacts.iter().map(|contact| &contact.evidence);
    let actors = reading.actors.iter().map(|actor| &actor.mentions);
    let quotes = reading.quotes.iter().map(|quote| &quote.spans);
    let lists = statements.chain(contacts).chain(actors).chain(quotes);
    let dateline = reading.dateline.iter().map(|dateline| dateline.span);
    let entities = reading.entities.iter().map(|entity| entity.span);
    let places = reading.places.iter().map(|place| place.span);
    let times = reading.times.iter().map(|time| time.span);
    lists
        .flatten()
        .copied()
        .chain(reading.sentences.clone())
        .chain(dateline)
        .chain(entities)
        .chain(places)
        .chain(times)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn spans_are_words_of_the_text(
        parts in prop::collection::vec(
            "VIENNA, May 3 \\(AP\\) - |“|”|\"|'|\n\n| |é😀|said|that|Anna Berg|Karl Huber|met with|\
             spoke by phone with|on Monday|three days later|since May|according to|the minister|the two leaders|They|he|She|I|both sides|his counterpart|\
             Anna Berg: |President Putin|the Russian side|officials|Moscow|Paris, Texas|Port-au-Prince|W\\.Va\\.|U\\.S\\.|\
             GEORGIA|last week|May 3|, |\\. |talks|[a-z]{1,6} ",
            0..40,
        )
    ) {
        let Ok(report) = Report::from_text("any", parts.join(" ")) else { return Ok(()) };
        let reports = [report.clone(), report];
        let mut readings = read_batch(&reports, &MODEL, Options { syntax: true, ..Options::default() });
        prop_assert_eq!(&readings[0], &readings[1]);
        let reading = readings.remove(0);
        let text: Vec<char> = reading.text.chars().collect();
        let words: Vec<String> =
            spans(&reading).iter().map(|span| span.of(&reading.text).to_string()).collect();
        prop_assert!(words.iter().all(|words| !words.is_empty()));
        let mut times = reading.times.windows(2);
        prop_assert!(times.all(|pair| pair[0].span.end <= pair[1].span.start));
        for via in reading.statements.iter().filter_map(|statement| statement.via) {
            prop_assert!(via < reading.statements.len());
        }
        for statement in &reading.statements {
            prop_assert!(!statement.content.spans.is_empty() && !statement.cue.spans.is_empty());
            let cue = statement.cue.spans[0];
            let named = |other: &Statement| other.source.spans.iter().any(|s| s.contains(cue));
            prop_assert!(!reading.statements.iter().any(named), "a cue in a source");
        }
        let converted = reading.in_code_points();
        for (span, words) in spans(&converted).iter().zip(words) {
            prop_assert_eq!(text[span.start..span.end].iter().collect::<String>(), words);
        }
    }
}
