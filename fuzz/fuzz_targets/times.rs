//! Words of time in any order, on any day: nothing panics, and spans are words of the text.

#![no_main]

use chancery_reading::times::{Clock, times};
use chancery_syntax::Model;
use jiff::civil::Date;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::english().expect("a sound checkout"));

/// What a byte stands for.
const PARTS: [&str; 64] = [
    " Thursday", " May", " 19", " 2025", " the", " of", " last", " next", " this", " year", " week",
    " month", " decade", " century", " a", " half", " and a half", " ago", " later", " earlier",
    " before", " the day", " 10", ":", "30", " a.m.", " EST", " noon", " quarter", " third", "-",
    " fiscal", " early", " late", " the end of", " every", " daily", " now", " Easter", " Ramadan",
    " summer", " 1990s", " '80s", " two", " hundred", " thousand", " nineteen", " ninety", " one",
    " several", " more than", " almost", ".", ",", "/", " night", " yesterday", " will meet on",
    " met on", "\n\n", " 9999", " 0", " 31", " 999999999999",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((day, bytes)) = bytes.split_first_chunk::<4>() else { return };
    let year = i16::from_le_bytes([day[0], day[1]]).rem_euclid(9999) + 1;
    let published = Date::new(year, (day[2] % 12 + 1) as i8, (day[3] % 28 + 1) as i8).ok();
    let parts = bytes.iter().take(300).map(|&byte| PARTS[usize::from(byte) % PARTS.len()]);
    let text: String = parts.collect();
    let parsed = MODEL.parse_batch(&[&text]).remove(0);
    let clock = Clock { published, ..Clock::default() };
    let found = times(&parsed, &clock);
    for (index, time) in found.iter().enumerate() {
        assert!(!time.span.of(&text).trim().is_empty());
        assert!(time.anchor.is_none_or(|anchor| anchor < index));
    }
    assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
});
