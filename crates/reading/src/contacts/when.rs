//! When a contact was and how long it went on: the times that hang on its words.

use super::since;
use crate::around::{day_of, place_at, written};
use crate::found::Found;
use crate::page::{is_verbal, sentence, span, tokens_of};
use crate::patterns::meaning::Reader;
use crate::words::CONTACTS;
use crate::{Basis, DateBasis, Length, Place, Precision, Span, Time, TimeKind};
use chancery_syntax::{Parsed, Token};
use jiff::civil::Date;

/// When a contact was, as words say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct When {
    /// The day; of a longer time the first.
    pub day: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// What it rests on.
    pub basis: DateBasis,
    /// Whether the time is that of the saying rather than of the contact: "said on Friday that".
    pub weak: bool,
}

impl When {
    /// `2025-07-03`, `2025-07` and so on; of a week the month in which most of it lies.
    pub fn written(&self) -> String {
        if self.precision == Precision::Week {
            let middle = self.day.checked_add(jiff::Span::new().days(3));
            return written(middle.unwrap_or(self.day), Precision::Month);
        }
        written(self.day, self.precision)
    }
}

/// How near a time hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// On the contact's own words.
    Own,
    /// On the verb of its clause.
    Clause,
    /// On a verb of saying above.
    Saying,
}

/// When the contact was whose words are `chain`; some times are of others.
pub fn when(reader: &Reader, chain: &[usize], others: &[Span]) -> Option<When> {
    let passage = reader.passage;
    let near = of_sentence(passage, reader.times, chain);
    let counted = is_counted(passage, chain);
    let shifted = shift(reader, chain[0]).is_some();
    let own = near.into_iter().filter(|time| !others.contains(&time.span));
    let found = own.filter_map(|time| {
        let stated = stated(passage, time)?;
        let since = since::is_bound(passage, reader.times, time, *chain.last()?);
        if since || is_bound(passage, time) || counted && stated.precision == Precision::Year {
            return None;
        }
        let hold = hold(reader, head(passage, time)?, chain)?;
        if shifted && hold != Hold::Own {
            return None;
        }
        let distance = span(passage.token(chain[0])).start.abs_diff(time.span.start);
        let when = When { weak: hold == Hold::Saying, ..stated };
        Some(((hold, stated.precision, distance), when))
    });
    found.min_by_key(|(rank, _)| *rank).map(|(_, when)| when)
}

/// The day that a time stands for, if it is one.
pub fn stated(passage: &Parsed, time: &Time) -> Option<When> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let (day, precision) = day_of(time.value.as_deref()?)?;
    // "at 5:35 p.m." and "in the evening" are of no day of their own, "the night of May 9" is.
    let clock = time.kind == TimeKind::Time
        && time.basis != Some(Basis::Explicit)
        && time.span.of(passage.text()).contains(|c: char| c.is_ascii_digit())
        && !names_month(passage, time);
    let basis = match time.basis {
        Some(Basis::Explicit) | None => DateBasis::Explicit,
        _ if names_month(passage, time) => DateBasis::Explicit,
        _ => DateBasis::Relative,
    };
    let own = !clock && !is_day_part(passage, time);
    own.then_some(When { day, precision, basis, weak: false })
}

/// "in the evening", "earlier in the day": of the day that is spoken of.
fn is_day_part(passage: &Parsed, time: &Time) -> bool {
    let text = time.span.of(passage.text()).to_lowercase();
    let last = text.rsplit_once("the ").map(|(_, last)| last);
    last.is_some_and(|last| CONTACTS.day_parts.iter().any(|part| part == last))
}

/// Whether the words tell of a part of the day that is spoken of: "met in the evening".
pub fn in_day_part(reader: &Reader, chain: &[usize]) -> bool {
    let passage = reader.passage;
    let near = of_sentence(passage, reader.times, chain);
    near.into_iter().filter(|time| is_day_part(passage, time)).any(|time| {
        let hold = head(passage, time).and_then(|head| hold(reader, head, chain));
        hold == Some(Hold::Own)
    })
}

/// The month in which something is to be: "by Friday", "before the end of the week".
pub fn deadline(reader: &Reader, chain: &[usize]) -> Option<When> {
    let passage = reader.passage;
    let near = of_sentence(passage, reader.times, chain);
    near.into_iter().find_map(|time| {
        let before = passage.text()[..time.span.start].trim_end();
        let mut above = head(passage, time)?.ancestors().take(3);
        let bound = ends_with(before, &CONTACTS.deadline)
            && above.any(|above| chain.contains(&above.index()));
        let stated = stated(passage, time).filter(|_| bound)?;
        let (day, precision) = match stated.precision {
            Precision::Year => (stated.day, Precision::Year),
            _ => (stated.day.first_of_month(), Precision::Month),
        };
        Some(When { day, precision, ..stated })
    })
}

/// How far a contact lies from the one in its sentence that it is told after or before.
#[derive(Clone, Copy, Debug)]
pub enum Shift {
    /// So long before or after it: "a day after she met".
    By(jiff::Span, Precision),
    /// On another day: "days after she met".
    Unknown,
}

impl Shift {
    /// The day, seen from that of the other.
    pub fn from(self, other: When) -> Option<When> {
        let Shift::By(span, precision) = self else { return None };
        let day = other.day.checked_add(span).ok()?;
        let precision = precision.max(other.precision);
        Some(When { day, precision, basis: DateBasis::Relative, ..other })
    }
}

/// How far a contact is from the one that it is told after or before: "a day after meeting".
pub fn shift(reader: &Reader, outer: usize) -> Option<Shift> {
    let passage = reader.passage;
    let outer = passage.token(outer);
    let sides = |token: Token| match token.text().to_lowercase().as_str() {
        "after" | "following" => Some(-1),
        "before" => Some(1),
        _ => None,
    };
    let above = Some(outer.head()).filter(|_| matches!(outer.dep(), "pobj" | "pcomp"));
    let marks = outer.children().filter(|child| matches!(child.dep(), "mark" | "prep" | "advmod"));
    let mut words = above.into_iter().chain(marks).filter(|word| word.index() < outer.index());
    let (word, side) = words.find_map(|word| Some((word, sides(word)?)))?;
    let ends = span(word).start;
    let before = reader.times.partition_point(|time| time.span.end < ends);
    let time = reader.times.get(before.checked_sub(1)?)?;
    if time.kind != TimeKind::Duration || time.span.end + 1 != ends {
        return None;
    }
    let value = time.value.as_deref().unwrap_or_default();
    if value.starts_with("PT") {
        return None;
    }
    let by = || {
        let (number, unit) =
            value.strip_prefix('P')?.split_at_checked(value.len().checked_sub(2)?)?;
        let number = side * number.parse::<i64>().ok().filter(|number| *number < 1000)?;
        let whole = jiff::Span::new();
        Some(match unit {
            "D" => Shift::By(whole.days(number), Precision::Day),
            "W" => Shift::By(whole.weeks(number), Precision::Week),
            "M" => Shift::By(whole.months(number), Precision::Month),
            "Y" => Shift::By(whole.years(number), Precision::Year),
            _ => return None,
        })
    };
    Some(by().filter(|_| time.modifier.is_none()).unwrap_or(Shift::Unknown))
}

/// The other days that the words give it: "on May 8 and in Rome on May 18", "on August 8 and again
/// on August 18", "four times: in Moscow on January 14, …"; each with the token of its time.
pub fn more(
    reader: &Reader,
    chain: &[usize],
    first: &When,
    listed: bool,
    places: &[Place],
) -> Vec<(When, usize)> {
    let passage = reader.passage;
    let text = passage.text();
    let near = of_sentence(passage, reader.times, chain);
    let start = span(passage.token(*chain.iter().max().unwrap_or(&0))).start;
    let mut found: Vec<(When, usize)> = Vec::new();
    // "met during his visit in May and in Rome in June": the visit was one.
    let told = is_verbal(passage.token(chain[0])) || listed;
    let mut last: Option<(Span, Date)> = None;
    for time in near.iter().filter(|time| time.kind == TimeKind::Date && time.span.start > start) {
        let Some((day, precision)) = time.value.as_deref().and_then(day_of) else { continue };
        let Some(head) = head(passage, time) else { continue };
        let exact = matches!(precision, Precision::Day | Precision::Month);
        let known = day == first.day || found.iter().any(|(other, _)| other.day == day);
        let row = last.filter(|(last, _)| {
            told && precision == first.precision
                && is_row(passage, last.end, time.span.start, places)
        });
        if exact && (day == first.day || row.is_some()) && !is_bound(passage, time) {
            last = Some((time.span, day));
        }
        if !exact || known || is_bound(passage, time) {
            continue;
        }
        // Behind a count or in a list of days, or with "again" before it.
        let again = told && ends_near(text[start..time.span.start].trim_end(), &CONTACTS.again);
        let mut above = head.ancestors().take_while(|above| !chain.contains(&above.index()));
        let elsewhere = above.any(|above| reader.meaning(above).is_some());
        // "on May 18 and 19" is one of two days.
        let next = |(_, last): (Span, Date)| last.tomorrow().is_ok_and(|next| next == day);
        let row = row.is_some_and(|row| precision != Precision::Day || !next(row));
        if again || row || listed && !elsewhere {
            found.push((When { day, precision, ..*first }, head.index()));
        }
    }
    found
}

/// Whether nothing but places and "and" stands between two days.
fn is_row(passage: &Parsed, from: usize, to: usize, places: &[Place]) -> bool {
    let between = tokens_of(passage, Span::new(from, to)).map(|index| passage.token(index));
    let mut between = between.filter(|token| token.text() != ",");
    between.all(|token| {
        CONTACTS.between_days.iter().any(|word| word.eq_ignore_ascii_case(token.text()))
            || place_at(places, token).is_some()
    })
}

/// Whether one of some words is among the last five.
fn ends_near(text: &str, words: &[String]) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    last.take(5).any(|word| words.iter().any(|listed| listed.eq_ignore_ascii_case(word)))
}

/// Every length that the words give it.
pub fn lengths(reader: &Reader, found: &Found, chain: &[usize]) -> Vec<Length> {
    let passage = reader.passage;
    let near = of_sentence(passage, reader.times, chain);
    let lengths =
        near.iter().filter(|time| time.kind == TimeKind::Duration && time.value.is_some());
    let held = lengths.filter(|time| !is_apart(passage, time)).filter(|time| {
        let Some(head) = head(passage, time) else { return false };
        let mut above = std::iter::once(head).chain(head.ancestors());
        let verb = above.find(|token| is_verbal(*token) || chain.contains(&token.index()));
        verb.is_some_and(|verb| {
            let lasting = CONTACTS.lasting.iter().any(|word| word == verb.lemma());
            chain.contains(&verb.index())
                || lasting
                    && chain.iter().any(|&at| passage.token(at).head().index() == verb.index())
        })
    });
    held.filter_map(|time| length(found, time)).collect()
}

/// A length of time, with who tells it.
pub fn length(found: &Found, time: &Time) -> Option<Length> {
    Some(Length {
        value: time.value.clone()?,
        modifier: time.modifier.clone(),
        reported_by: found.told(time.span).and_then(|(_, who)| who).map(str::to_string),
        spans: vec![time.span],
    })
}

/// The times of the sentence.
fn of_sentence<'t>(passage: &Parsed, times: &'t [Time], chain: &[usize]) -> Vec<&'t Time> {
    let bytes = passage.bytes(sentence(passage, chain[0]));
    let from = times.partition_point(|time| time.span.start < bytes.start);
    times[from..].iter().take_while(|time| time.span.end <= bytes.end).collect()
}

/// The token of a time that hangs on what stands outside it.
pub fn head<'p, 't>(passage: &'p Parsed<'t>, time: &Time) -> Option<Token<'p, 't>> {
    let tokens = tokens_of(passage, time.span);
    let outside = |token: &Token| token.is_root() || !tokens.contains(&token.head().index());
    tokens.clone().map(|index| passage.token(index)).find(outside)
}

/// How a time hangs on the words of a contact; none where it hangs on something else.
fn hold(reader: &Reader, time: Token, chain: &[usize]) -> Option<Hold> {
    let passage = reader.passage;
    for above in time.ancestors() {
        if chain.contains(&above.index()) {
            // "denied on Monday that": the day of the denial.
            let says = chain.len() > 1
                && above.index() == chain[0]
                && CONTACTS.told_on.iter().any(|word| word == above.lemma());
            let set = std::iter::once(time).chain(time.ancestors()).take(2).any(|token| {
                CONTACTS.set_for.iter().any(|word| word.eq_ignore_ascii_case(token.text()))
            });
            return Some(if says && !set { Hold::Saying } else { Hold::Own });
        }
        let bounds = |word: &String| word.eq_ignore_ascii_case(above.text());
        if above.dep() == "prep" && CONTACTS.not_when.iter().any(bounds) {
            return None;
        }
        let meant = reader.meaning(above).is_some();
        if meant && !chain.iter().any(|&at| passage.token(at).head().index() == above.index()) {
            return None;
        }
        // "looks forward to seeing her tomorrow": through to the verb above.
        let through = matches!(above.dep(), "xcomp" | "pcomp");
        let mut over = above.ancestors().take(2);
        if through && over.any(|over| chain.contains(&over.index())) {
            return Some(Hold::Own);
        }
        if is_verbal(above) {
            let outer = passage.token(chain[0]);
            let mut up = outer
                .ancestors()
                .take_while(|token| !token.is_root() || token.index() == above.index());
            let governs = up.find(|token| is_verbal(*token));
            let says = reader.ontology.classes.report.longest(passage, above).is_some();
            return match governs {
                Some(verb) if verb.index() == above.index() && !says => Some(Hold::Clause),
                _ if outer.ancestors().any(|token| token.index() == above.index()) => {
                    Some(Hold::Saying)
                }
                _ => None,
            };
        }
    }
    None
}

/// "since Monday", "until Friday": no time at which something is.
fn is_bound(passage: &Parsed, time: &Time) -> bool {
    let before = passage.text()[..time.span.start].trim_end();
    ends_with(before, &CONTACTS.not_when)
}

/// "after three hours", "in a month and a half": no length of what is told.
pub fn is_apart(passage: &Parsed, time: &Time) -> bool {
    let text = passage.text();
    let before = text[..time.span.start].trim_end();
    let behind = text[time.span.end..].trim_start();
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ends_with(before, &CONTACTS.not_lasting)
        || CONTACTS.not_lasting_behind.iter().any(|word| word.eq_ignore_ascii_case(next))
}

fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| {
        let at = text.len().checked_sub(word.len());
        let tail = at.filter(|&at| text.is_char_boundary(at)).map(|at| (&text[..at], &text[at..]));
        tail.is_some_and(|(rest, tail)| {
            tail.eq_ignore_ascii_case(word) && !rest.ends_with(char::is_alphabetic)
        })
    })
}

/// Whether the contact is counted: "the fourth call this year".
fn is_counted(passage: &Parsed, chain: &[usize]) -> bool {
    chain.iter().any(|&at| {
        passage.token(at).children().any(|child| {
            CONTACTS.counting.iter().any(|word| word == child.lemma())
                || child.dep() == "amod" && crate::claims::ordinal(child.text()).is_some()
        })
    })
}

/// "on March 3", of whatever year.
fn names_month(passage: &Parsed, time: &Time) -> bool {
    let text = time.span.of(passage.text()).to_lowercase();
    let named = |month: &String| text.split(|c: char| !c.is_alphabetic()).any(|word| word == month);
    crate::words::DAYS.months.iter().flatten().any(|month| named(&month.to_lowercase()))
}
