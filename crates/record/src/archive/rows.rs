//! A Reading as rows.

use crate::account::Account;
use crate::who::Who;
use chancery_reading::{Reading, Span};
use jiff::civil::Date;
use rusqlite::Row;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::Xxh3Default;

/// The key of a report: what makes it another report.
pub fn key(reading: &Reading) -> String {
    let published = reading.published.map(|day| day.to_string()).unwrap_or_default();
    let outlet = reading.outlet.as_deref().unwrap_or_default();
    let mut hash = Xxh3Default::new();
    for part in [reading.text.as_str(), outlet, &published] {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    }
    format!("{:032x}", hash.digest128())
}

/// The number of a report: the day of publication above, part of the key below.
pub fn number(reading: &Reading, key: &str) -> i64 {
    let low = u32::from_str_radix(key.get(..8).unwrap_or("0"), 16).unwrap_or(0);
    by_day(reading.published, low)
}

/// A number that sorts by day, those of no known day first.
pub fn by_day(day: Option<Date>, low: u32) -> i64 {
    let day = day.and_then(|day| day.since(jiff::civil::date(1600, 1, 1)).ok());
    let day = day.map_or(0, |span| i64::from(span.get_days()).clamp(0, 0x7f_ffff));
    (day << 32) | i64::from(low)
}

/// A Reading as it is kept: without its tokens, and without the path, which is kept apart.
pub fn pack(reading: &Reading) -> Vec<u8> {
    let mut kept = std::borrow::Cow::Borrowed(reading);
    if reading.tokens.is_some() || !reading.source.is_empty() {
        let kept = kept.to_mut();
        (kept.tokens, kept.source) = (None, String::new());
    }
    let json = serde_json::to_vec(&*kept).unwrap_or_default();
    lz4_flex::compress_prepend_size(&json)
}

/// A Reading as it was kept.
pub fn unpack(packed: &[u8]) -> Option<Reading> {
    serde_json::from_slice(&lz4_flex::decompress_size_prepended(packed).ok()?).ok()
}

/// An account from its facts and the story of its report.
pub fn account(row: &Row) -> rusqlite::Result<Account> {
    let facts: String = row.get(0)?;
    let account: Account = serde_json::from_str(&facts).map_err(|fault| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, fault.into())
    })?;
    Ok(Account { story: row.get(1)?, ..account })
}

/// What is asked of a Reading by who, what and when.
pub struct Rows {
    /// Who speaks in it.
    pub speakers: BTreeSet<Who>,
    /// What they say.
    pub words: String,
    /// On what they take positions.
    pub issues: String,
    /// Who takes which position.
    pub positions: Vec<(Who, usize)>,
    /// The state of each commitment.
    pub commitments: Vec<String>,
    /// How many claims it makes.
    pub claims: usize,
    /// The type and day of each event.
    pub events: Vec<(String, String)>,
    /// Who is on which side of which event.
    pub sides: BTreeSet<(Who, usize, &'static str)>,
}

impl Rows {
    /// The rows of a Reading.
    pub fn of(reading: &Reading) -> Rows {
        let who = |id: &str| reading.actors.iter().find(|actor| actor.id == id).map(Who::of);
        let published = reading.published.map(|day| day.to_string()).unwrap_or_default();
        let said = |spans: &[Span]| {
            spans.iter().map(|span| span.of(&reading.text)).collect::<Vec<_>>().join(" ")
        };
        let words: Vec<String> =
            reading.statements.iter().map(|one| said(&one.content.spans)).collect();
        let issues: Vec<&str> = reading.positions.iter().map(|one| one.issue.as_str()).collect();
        let speakers =
            reading.statements.iter().filter_map(|one| who(one.source.actor.as_deref()?));
        let positions = reading.positions.iter().enumerate();
        let positions = positions.filter_map(|(n, one)| Some((who(&one.actor)?, n))).collect();
        let state = |state| {
            serde_json::to_value(state).ok().and_then(|value| value.as_str().map(str::to_string))
        };
        let mut sides = BTreeSet::new();
        for (n, event) in reading.events.iter().enumerate() {
            for (role, parties) in [("source", &event.source), ("target", &event.target)] {
                sides.extend(
                    parties
                        .iter()
                        .filter_map(|party| Some((who(party.actor.as_deref()?)?, n, role))),
                );
            }
        }
        let day = |date: &Option<String>| date.clone().unwrap_or_else(|| published.clone());
        Rows {
            speakers: speakers.collect(),
            words: words.join("\n"),
            issues: issues.join("\n"),
            positions,
            commitments: reading.commitments.iter().filter_map(|one| state(one.state)).collect(),
            claims: reading.claims.len(),
            events: reading
                .events
                .iter()
                .map(|event| (event.kind.clone(), day(&event.date)))
                .collect(),
            sides,
        }
    }
}
