//! Time expressions and their TIMEX3 values.
//!
//! What is a time expression is written in `data/words/times.toml`: rules over words, each with
//! examples. A match says what its words say (`Fields`); `resolve` makes that into a value, seen
//! from the day of writing and from the times mentioned before it.
//!
//! ```
//! use chancery_reading::times::{Clock, times};
//! use jiff::civil::date;
//! let model = chancery_syntax::Model::english()?;
//! let parsed = model.parse_batch(&["They met on Thursday for almost an hour."]).remove(0);
//! let clock = Clock { published: Some(date(2025, 7, 4)), ..Clock::default() };
//! let found = times(&parsed, &clock);
//! assert_eq!(found[0].value.as_deref(), Some("2025-07-03"));
//! assert_eq!(found[1].value.as_deref(), Some("PT1H"));
//! assert_eq!(found[1].modifier.as_deref(), Some("LESS_THAN"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod atoms;
mod calendar;
mod fields;
mod file;
mod pattern;
mod period;
mod resolve;
mod rules;
mod shape;
mod tense;
mod value;
mod walk;
mod yearly;

use crate::page::{Page, is_verbal, sentence_number};
use crate::{Basis, Dateline, Span, Time};
use atoms::{Atom, atoms};
use chancery_syntax::{Parsed, Token};
use file::Meaning;
use jiff::civil::Date;
use resolve::{Place, Resolver};
use rules::{RULES, Rule, Rules};
use std::ops::Range;
use walk::{Match, longest};

/// What is known of a text beside its words: when and by whom it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clock {
    /// The day of publication.
    pub published: Option<Date>,
    /// The day that the dateline gives.
    pub dateline: Option<Date>,
    /// Whether a date in figures gives the day before the month; none where that is not known.
    pub day_first: Option<bool>,
}

/// How many days a dateline may lie before publication to be the day of writing.
const DATELINE_REACH: i64 = 7;

impl Clock {
    /// The day of writing, and what gave it: the dateline, if it is another day than that of
    /// publication and not far from it.
    fn base(&self) -> Option<(Date, Basis)> {
        let days = |from: Date, to: Date| from.duration_until(to).as_hours() / 24;
        match (self.published, self.dateline) {
            (Some(published), Some(dateline))
                if published != dateline
                    && (0..=DATELINE_REACH).contains(&days(dateline, published)) =>
            {
                Some((dateline, Basis::Dateline))
            }
            (Some(published), _) => Some((published, Basis::Publication)),
            (None, dateline) => dateline.map(|dateline| (dateline, Basis::Dateline)),
        }
    }
}

/// The time expressions of a parsed text, in order; spans are bytes of the text.
pub fn times(parsed: &Parsed, clock: &Clock) -> Vec<Time> {
    times_of_passages(std::slice::from_ref(parsed), clock)
}

/// The time expressions of passages of one text, in order, as if they were one.
pub fn times_of_passages(passages: &[Parsed], clock: &Clock) -> Vec<Time> {
    times_around(None, passages, clock)
}

/// The same, with one more that stands before, between or behind the passages.
fn times_around(mut apart: Option<Time>, passages: &[Parsed], clock: &Clock) -> Vec<Time> {
    let mut times = Vec::new();
    let mut resolver = Resolver::new(clock);
    let mut sentences = 0;
    for passage in passages {
        let start = passage.tokens().next().map(|token| token.bytes().start);
        times.extend(apart.take_if(|time| start.is_some_and(|start| time.span.start < start)));
        let atoms = atoms(passage, &RULES);
        for found in matches(passage, &atoms, &RULES) {
            for part in found.parts(&atoms) {
                let place = Place {
                    tense: tense::of(passage, part.token, &RULES.tense),
                    sentence: sentences + sentence_number(passage, part.token),
                };
                let value = resolver.resolve(part.rule.meaning, &part.fields, place);
                resolver.memory.note(times.len(), &value, place.sentence);
                times.push(Time {
                    span: part.span,
                    kind: value.kind,
                    value: value.value,
                    modifier: part.fields.modifier.map(|modifier| modifier.code().into()),
                    basis: value.basis,
                    anchor: value.anchor,
                });
            }
        }
        sentences += passage.sentences().len();
    }
    times.extend(apart);
    times
}

/// The time expressions of a report, in order.
pub(crate) fn of_page(page: &Page, dateline: Option<&Dateline>) -> Vec<Time> {
    let report = page.report;
    let order = |names: &std::collections::BTreeSet<String>| {
        let outlet = report.outlet.as_deref().or(dateline.and_then(|line| line.agency.as_deref()));
        outlet.is_some_and(|outlet| names.contains(&outlet.to_lowercase()))
    };
    let day_first = match (order(&RULES.orders.day_first), order(&RULES.orders.month_first)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let day = dateline.and_then(|line| line.date);
    let clock = Clock { published: report.published, dateline: day, day_first };
    let apart = dateline.and_then(|line| in_dateline(line, &report.text));
    times_around(apart, &page.passages, &clock)
}

/// The day that a dateline gives. A dateline is no passage: its day is looked for by itself.
fn in_dateline(dateline: &Dateline, text: &str) -> Option<Time> {
    let date = dateline.date?;
    let line = dateline.span.of(text);
    let words = line.split([' ', ',', '(', ')']).filter(|word| !word.is_empty()).map(|word| {
        let start = dateline.span.start + (word.as_ptr() as usize - line.as_ptr() as usize);
        (word, Span::new(start, start + word.len()))
    });
    let words: Vec<(&str, Span)> = words.collect();
    let is_day = |word: &str| word.trim_end_matches('.').parse() == Ok(date.day());
    let is_month = |word: &str| RULES.is_month(word, date.month());
    let pair = words.windows(2).position(|pair| {
        let [(first, _), (second, _)] = pair else { return false };
        (is_month(first) && is_day(second)) || (is_day(first) && is_month(second))
    })?;
    let year = words.get(pair + 2).filter(|(word, _)| word.parse() == Ok(date.year()));
    let last = year.or(words.get(pair + 1))?;
    let basis = if year.is_some() { Basis::Explicit } else { Basis::Publication };
    Some(Time {
        span: Span::new(words[pair].1.start, last.1.end),
        kind: crate::TimeKind::Date,
        value: Some(date.to_string()),
        modifier: None,
        basis: Some(basis),
        anchor: None,
    })
}

/// A match with the atoms that it takes.
struct Found {
    start: usize,
    found: Match,
}

/// An expression of a match: a pair of days is two.
struct Part {
    span: Span,
    /// The token that stands for it in the tree.
    token: usize,
    rule: &'static Rule,
    fields: fields::Fields,
}

impl Found {
    fn parts(&self, atoms: &[Atom]) -> impl Iterator<Item = Part> {
        let rule = RULES.rule_of(self.found.rule);
        let part = |start: usize, end: usize, fields| Part {
            span: Span::new(atoms[start].start, atoms[end - 1].end),
            token: atoms[end - 1].token,
            rule,
            fields,
        };
        let Match { fields, end, other, .. } = self.found;
        let (first, second) = match other.filter(|other| *other > self.start + 1) {
            Some(other) => {
                let of_other = fields::Fields { day: fields.other_day, ..fields };
                let second = (fields.other_day > fields.day).then(|| part(other, end, of_other));
                (part(self.start, other - 1, fields), second)
            }
            None => (part(self.start, end, fields), None),
        };
        std::iter::once(first).chain(second)
    }
}

/// What the rules find, from left to right, the longest first.
fn matches(passage: &Parsed, atoms: &[Atom], rules: &Rules) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let found = longest(rules, atoms, at, passage);
        match found {
            Some(found) => {
                let rule = rules.rule_of(found.rule);
                let range = at..found.end;
                let named = in_name(passage, atoms, range.clone(), rules)
                    || (found.fields.is_common() && is_title(passage, atoms, range));
                if rule.meaning != Meaning::None && !named {
                    all.push(Found { start: at, found });
                }
                at = found.end;
            }
            None => at += 1,
        }
    }
    all
}

/// Whether atoms are part of a longer name, as in *Black Friday Holdings*.
fn in_name(passage: &Parsed, atoms: &[Atom], range: std::ops::Range<usize>, rules: &Rules) -> bool {
    let tokens = atoms[range.start].token..atoms[range.end - 1].token + 1;
    let entities = passage.entities();
    let at = entities.partition_point(|entity| entity.tokens.end <= tokens.start);
    entities.get(at).is_some_and(|entity| {
        rules.names.contains(passage.label(entity))
            && entity.tokens.start <= tokens.start
            && tokens.end <= entity.tokens.end
            && entity.tokens.len() > tokens.len()
    })
}

/// Whether common words bear a name's tag and capital within a sentence, as in *This Week magazine*.
/// In a headline they mean nothing.
fn is_title(passage: &Parsed, atoms: &[Atom], range: Range<usize>) -> bool {
    let token = passage.token(atoms[range.end - 1].token);
    let capital = |token: Token| token.text().starts_with(char::is_uppercase);
    if !capital(token) || !token.tag().starts_with("NNP") {
        return false;
    }
    let sentence = crate::page::sentence(passage, token.index());
    let small = |token: Token| is_verbal(token) && !capital(token);
    atoms[range.start].token > sentence.start
        && sentence.clone().any(|index| small(passage.token(index)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_syntax::Model;

    /// What one rule finds in a sentence: the words, and what they come to.
    fn found(
        rule: &str,
        sentence: &str,
        published: Option<Date>,
        model: &Model,
    ) -> Vec<[String; 2]> {
        let parsed = model.parse_batch(&[sentence]).remove(0);
        let clock = Clock { published, ..Clock::default() };
        let atoms = atoms(&parsed, &RULES);
        let of_rule: Vec<Span> = matches(&parsed, &atoms, &RULES)
            .iter()
            .flat_map(|found| found.parts(&atoms).collect::<Vec<_>>())
            .filter(|part| part.rule.name == rule)
            .map(|part| part.span)
            .collect();
        let all = times(&parsed, &clock);
        let times = all.iter().filter(|time| of_rule.contains(&time.span));
        let line = |time: &Time| {
            let kind = format!("{:?}", time.kind).to_uppercase();
            let value = time.value.as_deref().unwrap_or("-");
            let modifier = time.modifier.iter().map(|modifier| format!(" {modifier}"));
            format!("{kind} {value}{}", modifier.collect::<String>())
        };
        times.map(|time| [time.span.of(sentence).to_string(), line(time)]).collect()
    }

    #[test]
    fn every_rule_finds_its_examples_and_no_others() {
        let model = Model::english().unwrap();
        let mut faults = String::new();
        for rule in RULES.rules() {
            assert!(!rule.yes.is_empty() && !rule.no.is_empty(), "{} lacks examples", rule.name);
            for yes in &rule.yes {
                let parts: Vec<&str> = yes.split(" | ").collect();
                let &[day, sentence, expected] = &parts[..] else { panic!("{yes:?}: three parts") };
                let words = sentence.split(['[', ']']).nth(1).unwrap();
                let sentence = sentence.replace(['[', ']'], "");
                let published: Option<Date> = day.parse().ok();
                if rule.meaning == Meaning::None {
                    assert_eq!(expected, "none", "{yes:?}");
                    let start = yes.split(" | ").nth(1).unwrap().find('[').unwrap();
                    let span = Span::new(start, start + words.len());
                    let parsed = model.parse_batch(&[&sentence]).remove(0);
                    let clock = Clock { published, ..Clock::default() };
                    if times(&parsed, &clock).iter().any(|time| time.span.overlaps(span)) {
                        faults += &format!("{}: {yes}: found something\n", rule.name);
                    }
                    continue;
                }
                let found = found(&rule.name, &sentence, published, &model);
                if !found.contains(&[words.to_string(), expected.to_string()]) {
                    faults += &format!("{}: {yes}: found {found:?}\n", rule.name);
                }
            }
            for no in &rule.no {
                let found = found(&rule.name, no, "2025-07-04".parse().ok(), &model);
                if !found.is_empty() {
                    faults += &format!("{}: {no}: found {found:?}\n", rule.name);
                }
            }
        }
        assert!(faults.is_empty(), "{faults}");
    }
}
