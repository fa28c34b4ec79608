//! The window of time in which a claim counts.

use crate::around::{day_of, time_since, written};
use crate::found::Found as Items;
use crate::page::{sentence, span, words};
use crate::registry::{Held, Registry};
use crate::words::CLAIMS;
use crate::{Precision, Span, Time, TimeKind, Window, WindowBasis};
use chancery_syntax::Parsed;
use jiff::Span as Length;
use jiff::civil::Date;

/// What a window is counted by.
pub struct Clock<'c, 'r> {
    pub passage: &'c Parsed<'c>,
    pub found: &'c Items<'r>,
    pub registry: &'c Registry,
    /// The day up to which is counted.
    pub end: Option<&'c str>,
    /// Of whom.
    pub participants: &'c [String],
}

/// A window and where its words stand.
pub struct Found {
    pub window: Window,
    pub spans: Vec<Span>,
}

/// The window of a count: the nearest behind it in its sentence, or one right before it.
pub fn window(clock: &Clock, at: usize) -> Found {
    let passage = clock.passage;
    let here = sentence(passage, at);
    let end_day = clock.end.and_then(day_of).map(|(day, _)| day);
    let since = (at..here.end)
        .take_while(|&index| index == at || !counts_anew(passage, index))
        .find(|&index| passage.token(index).text().eq_ignore_ascii_case("since"));
    if let Some(since) = since {
        return of_since(clock, since, here.end, end_day);
    }
    let text: Span = passage.bytes(here.clone()).into();
    let from = clock.found.times.partition_point(|time| time.span.start < text.start);
    let times = clock.found.times[from..].iter().take_while(|time| time.span.end <= text.end);
    let mark = span(passage.token(at)).start;
    let stop = (at + 1..here.end).find(|&index| counts_anew(passage, index));
    let stop = stop.map_or(text.end, |index| span(passage.token(index)).start);
    let behind: Vec<&Time> =
        times.filter(|time| time.span.start >= mark && time.span.end <= stop.max(mark)).collect();
    for time in &behind {
        if let Some(found) = of_time(clock, time, end_day) {
            return found;
        }
    }
    Found {
        window: Window {
            start: None,
            end: clock.end.map(str::to_string),
            tolerance: 0,
            basis: WindowBasis::Implicit,
            text: None,
        },
        spans: Vec::new(),
    }
}

/// Whether another count begins at a word.
fn counts_anew(passage: &Parsed, index: usize) -> bool {
    super::ordinal(passage.token(index).text()).is_some()
}

/// "since March", "since taking office".
fn of_since(clock: &Clock, since: usize, end: usize, end_day: Option<Date>) -> Found {
    let passage = clock.passage;
    let mut token = passage.token(since);
    // "since taking office" hangs as a clause, "since" is its mark.
    if token.dep() == "mark" {
        token = token.head();
    }
    let mut tokens = since..token.subtree().end.clamp(since + 1, end);
    let stop = tokens.clone().skip(1).find(|&index| {
        let token = passage.token(index);
        counts_anew(passage, index) || token.text() == "," && index > since + 1
    });
    tokens.end = stop.unwrap_or(tokens.end);
    let mut words = words(passage, tokens.clone()).unwrap_or(passage.bytes(tokens.clone()).into());
    let begins = |time: &&Time| words.start <= time.span.start && time.span.start < words.end;
    // "since Marise Payne's in November": the month may hang elsewhere.
    let behind = time_since(passage, clock.found.times, passage.token(since));
    let own = clock.found.times.iter().filter(begins).find(|time| time.value.is_some());
    let time = own.or(behind);
    // "since June 4, 2021": the comma is the day's.
    words.end = time.map_or(words.end, |time| words.end.max(time.span.end));
    let dated = time.and_then(|time| day_of(time.value.as_deref()?));
    let office = tokens.clone().any(|index| {
        let token = passage.token(index);
        CLAIMS.office.iter().any(|word| word == token.lemma())
    });
    let (start, basis) = match dated {
        Some((day, precision)) => {
            let calendar = time.is_some_and(|time| time.modifier.as_deref() == Some("START"));
            let basis = if calendar { WindowBasis::Calendar } else { WindowBasis::Explicit };
            let start = if calendar { day.to_string() } else { written(day, precision) };
            (Some(start), basis)
        }
        None if office => {
            (in_office(clock, end_day).map(|day| day.to_string()), WindowBasis::Event)
        }
        None => (None, WindowBasis::Event),
    };
    let text = words.of(passage.text()).to_string();
    Found {
        window: Window {
            start,
            end: clock.end.map(str::to_string),
            tolerance: 0,
            basis,
            text: Some(text),
        },
        spans: vec![words],
    }
}

/// The last day on which one of the participants came into office.
fn in_office(clock: &Clock, day: Option<Date>) -> Option<Date> {
    let day = day?;
    let starts =
        clock.participants.iter().filter_map(|id| clock.registry.find(id)).flat_map(|who| {
            let held = clock.registry.holdings_on(who, day);
            held.into_iter().filter(|held| held.on(day) == Held::Yes).filter_map(|held| held.start)
        });
    starts.max()
}

/// "in a month and a half", "this year", "in 2025".
fn of_time(clock: &Clock, time: &Time, end_day: Option<Date>) -> Option<Found> {
    let passage = clock.passage;
    let before = passage.text()[..time.span.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let value = time.value.as_deref()?;
    let (start, basis, tolerance) = match time.kind {
        TimeKind::Duration => {
            let within = [
                "in", "within", "over", "past", "last", "for", "than", "nearly", "almost", "about",
                "of",
            ];
            if !within.iter().any(|listed| listed.eq_ignore_ascii_case(word)) {
                return None;
            }
            let days = days(value)?;
            let start = end_day.and_then(|day| day.checked_sub(Length::new().days(days)).ok());
            let percent = days * CLAIMS.tolerance_percent / 100;
            let tolerance = u32::try_from(percent.max(CLAIMS.tolerance_days)).ok()?;
            (start.map(|day| day.to_string()), WindowBasis::Phrase, tolerance)
        }
        TimeKind::Date => {
            let (day, precision) = day_of(value)?;
            if precision == Precision::Day {
                return None;
            }
            (Some(day.to_string()), WindowBasis::Calendar, 0)
        }
        _ => return None,
    };
    let text = time.span.of(passage.text()).to_string();
    Some(Found {
        window: Window {
            start,
            end: clock.end.map(str::to_string),
            tolerance,
            basis,
            text: Some(text),
        },
        spans: vec![time.span],
    })
}

/// The days of an ISO 8601 duration of days or longer: a month is 30 days, a year 365.
fn days(value: &str) -> Option<i64> {
    let value = value.strip_prefix('P').filter(|value| !value.starts_with('T'))?;
    let unit = value.chars().last()?;
    let number: f64 = value[..value.len() - unit.len_utf8()].parse().ok()?;
    let days = match unit {
        'D' => 1.0,
        'W' => 7.0,
        'M' => 30.0,
        'Y' => 365.0,
        _ => return None,
    };
    // The greatest window that anybody would count in is some centuries.
    Some((number * days).round().clamp(0.0, 200_000.0) as i64)
}
