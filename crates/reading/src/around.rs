//! When and where something that a word tells of took place: the dates and places around it.

use crate::page::{sentence, span};
use crate::{Place, Precision, Span, Time, TimeKind};
use chancery_syntax::{Parsed, Token};
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The place whose name a token is part of; `places` are in order.
pub fn place_at<'p>(places: &'p [Place], token: Token) -> Option<&'p Place> {
    at(places, |place| place.span, token)
}

/// The time that a token is part of; `times` are in order.
pub fn time_at<'t>(times: &'t [Time], token: Token) -> Option<&'t Time> {
    at(times, |time| time.span, token)
}

/// The time that a "since" gives: the first behind it in its sentence, before a comma.
pub fn time_since<'t>(passage: &Parsed, times: &'t [Time], since: Token) -> Option<&'t Time> {
    let start = span(since).end;
    let at = times.partition_point(|time| time.span.start < start);
    let time = times.get(at).filter(|time| time.kind == TimeKind::Date)?;
    let here = passage.bytes(sentence(passage, since.index()));
    let between = passage.text().get(start..time.span.start)?;
    (time.span.end <= here.end && !between.contains(',')).then_some(time)
}

/// The item that shares a character with a token, of some in order that do not overlap.
fn at<'i, T>(items: &'i [T], span_of: impl Fn(&T) -> Span, token: Token) -> Option<&'i T> {
    let at = span(token);
    let from = items.partition_point(|item| span_of(item).end <= at.start);
    items.get(from).filter(|item| span_of(item).overlaps(at))
}

/// The date nearest to the mention in its sentence, a day before a longer time, and how exactly it
/// is known: of a longer time the first day.
pub fn date(passage: &Parsed, token: Token, times: &[Time]) -> Option<(Date, Precision)> {
    let sentence: Span = passage.bytes(sentence(passage, token.index())).into();
    let dates = times.iter().filter(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time) && sentence.contains(time.span)
    });
    let dated = dates.filter_map(|time| {
        let (date, precision) = day_of(time.value.as_deref()?)?;
        let distance = span(token).start.abs_diff(time.span.start);
        Some((precision, distance, date))
    });
    dated.min_by_key(|&(precision, distance, _)| (precision, distance)).map(|(p, _, d)| (d, p))
}

/// A date as exactly as it is known: `2025-07-03`, `2025-W27`, `2025-07`, `2025`.
pub fn written(day: Date, precision: Precision) -> String {
    match precision {
        Precision::Day => day.to_string(),
        Precision::Week => {
            let week = day.iso_week_date();
            format!("{}-W{:02}", week.year(), week.week())
        }
        Precision::Month => format!("{}-{:02}", day.year(), day.month()),
        Precision::Year => day.year().to_string(),
    }
}

/// The last day of the week, month or year that begins on a day.
pub fn last_day(day: Date, precision: Precision) -> Date {
    match precision {
        Precision::Day => day,
        Precision::Week => day.checked_add(jiff::Span::new().days(6)).unwrap_or(day),
        Precision::Month => day.last_of_month(),
        Precision::Year => day.last_of_year(),
    }
}

/// The first day of a TIMEX3 date that says at least the year, and how exactly it is known.
pub fn day_of(value: &str) -> Option<(Date, Precision)> {
    let date = value.split('T').next()?;
    let parts: Vec<&str> = date.split('-').collect();
    let year: i16 = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
    let number = |part: &str| part.parse::<i8>().ok();
    match parts[1..] {
        [] => Some((Date::new(year, 1, 1).ok()?, Precision::Year)),
        [week] if week.starts_with('W') => {
            let week = ISOWeekDate::new(year, number(&week[1..])?, Weekday::Monday).ok()?;
            Some((week.date(), Precision::Week))
        }
        [month] => Some((Date::new(year, number(month)?, 1).ok()?, Precision::Month)),
        [month, day] => Some((Date::new(year, number(month)?, number(day)?).ok()?, Precision::Day)),
        _ => None,
    }
}

/// The place that the mention, the verb above it, or one who takes part has by "in" or "at".
pub fn place<'p>(passage: &Parsed, token: Token, places: &'p [Place]) -> Option<&'p Place> {
    let above = token.ancestors().take_while(|above| above.pos() != "NOUN");
    let verb = above.into_iter().find(|above| above.pos() == "VERB");
    let holders = [Some(token.index()), verb.map(|verb| verb.index())];
    let sentence = sentence(passage, token.index());
    let held = |preposition: &Token| {
        // Up through names and what joins them: "with Huber in Graz", not "about floods in Graz".
        let joins = |above: &Token| {
            holders.contains(&Some(above.index())) || matches!(above.pos(), "PROPN" | "ADP")
        };
        let mut above = preposition.ancestors().take_while(joins);
        above.any(|above| holders.contains(&Some(above.index())))
    };
    let prepositions = sentence.map(|index| passage.token(index)).filter(|word| {
        word.dep() == "prep" && matches!(word.lemma(), "in" | "at" | "near") && held(word)
    });
    let objects = prepositions.filter_map(|preposition| preposition.child(&["pobj"]));
    objects.filter_map(|object| place_at(places, object)).next()
}

/// The place named right before a day: of "in Moscow on January 14", Moscow.
pub fn place_before<'p>(passage: &Parsed, head: usize, places: &'p [Place]) -> Option<&'p Place> {
    const NEAR: usize = 6;
    let before = (head.saturating_sub(NEAR)..head).rev().map(|index| passage.token(index));
    let mut before = before.take_while(|token| !matches!(token.text(), ":" | ";"));
    before.find_map(|token| place_at(places, token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_as_exact_as_its_value() {
        for (value, day) in [
            ("2025-07-03", Some((date(2025, 7, 3), Precision::Day))),
            ("2025-07-03TNI", Some((date(2025, 7, 3), Precision::Day))),
            ("2025-W27", Some((date(2025, 6, 30), Precision::Week))),
            ("2025-07", Some((date(2025, 7, 1), Precision::Month))),
            ("2025", Some((date(2025, 1, 1), Precision::Year))),
            ("2025-Q3", None),
            ("XXXX-WXX-2", None),
            ("PRESENT_REF", None),
            ("202", None),
        ] {
            assert_eq!(day_of(value), day, "{value}");
        }
    }
}
