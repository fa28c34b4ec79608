//! `MOSCOW, July 4 (IANS) –`: where, when and by whom a report was written.
//!
//! A dateline is a place, a date and an agency in this order, each of which may be missing, and a
//! dash or colon. The fewer of them there are, the stricter the rest must be: a sentence that
//! begins with a place is far more frequent than a dateline.

use crate::words::{DATELINES, DAYS};
use crate::{Dateline, Span};
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// How a report begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The dateline.
    pub dateline: Option<Dateline>,
    /// The stretches of the text to parse, in bytes: the headline and lines like "By Anna Berg" below
    /// it, each alone, and the rest, without the dateline.
    pub passages: Vec<Span>,
}

/// The longest headline, in bytes.
const HEADLINE: usize = 250;
/// The longest line below it that is no sentence, in bytes; twice as long before a colon.
const BYLINE: usize = 40;
/// How many such lines there may be, the headline among them.
const FRONT: usize = 5;
/// How far into a paragraph a dateline may reach, in bytes.
const LONGEST: usize = 160;

/// What may stand at the beginning, each part named: with a date, without one but with an agency,
/// or with a dash alone. Whether what was found is a dateline, `accept` decides.
static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let months: Vec<&str> = DAYS.months.iter().flatten().map(String::as_str).collect();
    let month = format!(r"(?i:{})\.?", months.join("|"));
    let word = r"\p{Lu}[\p{L}.'’-]*";
    let place = format!(
        r"(?:(?P<place>{word}(?:(?:[ /]|, )(?:{word}|\[[\p{{L}} ]+\]|of|the|and|de|al|on|la|el))*?)(?:\s\(\p{{Lu}}[\p{{L}} ]+\))?)"
    );
    let date = format!(
        r"(?:(?P<month>{month})\s(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s(?P<month2>{month}))"
    );
    let date = format!(r"{date}(?:,?\s(?P<year>(?:19|20)\d\d))?[.,]?");
    let agency = r"(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,40})/)";
    let bare = r",?\s(?P<bare>\p{Lu}[\p{L}. -]{1,30}?)";
    let end = r"(?P<end>[:.]|\s*\.?(?:---?|–|—)|\s*\.-|\s+-)";
    [
        format!(r"^{place}[,.]?\s+{date}\s*{agency}?{end}?\s+(?P<rest>\S)"),
        format!(r"^{place}[,.]?\s+{date}{bare}{end}\s+(?P<rest>\S)"),
        format!(r"^{place}?\s*{agency}{end}\s+(?P<rest>\S)"),
        format!(r"^{place}{end}\s+(?P<rest>\S)"),
    ]
    .map(|form| Regex::new(&form).unwrap_or_else(|fault| panic!("a form of dateline: {fault}")))
});

/// Finds the dateline of a report whose body begins at byte `body`.
///
/// A year that the dateline leaves out is the one that brings it nearest to `published`.
pub fn opening(text: &str, body: usize, published: Option<Date>) -> Opening {
    let mut passages = Vec::new();
    let mut next = body;
    loop {
        let start = next + (text[next..].len() - text[next..].trim_start().len());
        if let Some((dateline, rest)) = at(text, start, published) {
            passages.push(Span::new(rest, text.len()));
            return Opening { dateline: Some(dateline), passages };
        }
        let line = if passages.is_empty() { headline(text, body) } else { byline(text, start) };
        let Some((line, after)) = line.filter(|_| passages.len() < FRONT) else { break };
        passages.push(line);
        next = after;
    }
    passages.push(Span::new(next, text.len()));
    Opening { dateline: None, passages }
}

/// A line below the headline that is no sentence, and where the next one does: "By Anna Berg",
/// "The ministry said in a statement:".
fn byline(text: &str, start: usize) -> Option<(Span, usize)> {
    let line = start + text[start..].find('\n')?;
    let span = Span::new(start, line).trimmed(text);
    let words = span.of(text);
    let next = text.len() - text[line..].trim_start().len();
    let short = if words.ends_with(':') { 2 * BYLINE } else { BYLINE };
    let fits = words.len() <= short && !words.ends_with(['.', '!', '?', '”', '"']);
    (fits && !words.is_empty() && next < text.len()).then_some((span, next))
}

/// The headline that begins at `body`, and where the next paragraph does: a short line without a
/// full stop, then an empty one.
fn headline(text: &str, body: usize) -> Option<(Span, usize)> {
    let rest = &text[body..];
    let start = body + (rest.len() - rest.trim_start().len());
    let line = start + text[start..].find('\n')?;
    let span = Span::new(start, line).trimmed(text);
    let words = span.of(text);
    let after = &text[line + 1..];
    let blank = after.lines().next().is_some_and(|line| line.trim().is_empty());
    let next = text.len() - after.trim_start().len();
    let fits = blank && words.len() <= HEADLINE && !words.ends_with(['.', '!', '?', '”', '"', ':']);
    (fits && next < text.len()).then_some((span, next))
}

/// The dateline at byte `start`, and where the first sentence after it begins.
fn at(text: &str, start: usize, published: Option<Date>) -> Option<(Dateline, usize)> {
    let mut end = text.len().min(start + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[start..end];
    let forms = FORMS.iter().filter_map(|form| form.captures(window));
    let form = forms
        .into_iter()
        .find(|form| form.name("rest").is_some_and(|rest| accept(form, &window[rest.start()..])))?;
    let agency = form.name("round").or(form.name("slashed")).or(form.name("bare"));
    let rest = start + form.name("rest")?.start();
    let before_end = form.name("end").map(|end| end.start());
    let closed = form.name("bare").is_none();
    let ends = agency.map(|agency| agency.end() + usize::from(closed)).or(before_end)?;
    let dateline = Dateline {
        place: form.name("place").map(|place| place.as_str().trim_end_matches([',', '.']).into()),
        date: date(&form, published),
        agency: agency.map(|agency| known(agency.as_str()).unwrap_or(agency.as_str()).into()),
        span: Span::new(start, start + ends).trimmed(text),
    };
    Some((dateline, rest))
}

/// Whether what was found is enough to be a dateline.
fn accept(form: &Captures, rest: &str) -> bool {
    let agency = form.name("round").or(form.name("slashed")).or(form.name("bare"));
    let agency = agency.map(|agency| agency.as_str());
    if form.name("bare").is_some() && agency.and_then(known).is_none() {
        return false;
    }
    let named = |name: &str| form.name(name).is_some();
    let dated = named("day") || named("day2");
    let end = form.name("end").map_or("", |end| end.as_str());
    let dash = end.trim_start().starts_with(['-', '–', '—']);
    let place = form.name("place").map(|place| place.as_str());
    let begins = rest.starts_with(|c: char| !c.is_lowercase());
    match (place, dated, agency) {
        (Some(_), true, Some(_)) => begins || !end.is_empty(),
        (Some(place), false, Some(agency)) => {
            (dash || end.trim() == ":") && (known(agency).is_some() || is_capitals(place))
        }
        (None, false, Some(agency)) => dash && known(agency).is_some(),
        (Some(place), _, None) => {
            let mut words = rest.split_whitespace().take(3);
            let shouted = words.all(is_capitals);
            let short = place.split([' ', '/']).count() <= 4;
            dash && end.starts_with(' ') && is_capitals(place) && short && !shouted && begins
        }
        _ => false,
    }
}

/// Whether all letters are capitals, three of them at least.
fn is_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase)
}

/// The agency's usual name, if it is one that is known.
fn known(agency: &str) -> Option<&'static str> {
    let is = |name: &String| name.eq_ignore_ascii_case(agency.trim());
    let names = DATELINES.agencies.iter().find(|names| names.iter().any(is))?;
    names.first().map(String::as_str)
}

fn date(form: &Captures, published: Option<Date>) -> Option<Date> {
    let named = |first: &str, second: &str| {
        form.name(first).or(form.name(second)).map(|found| found.as_str())
    };
    let day: i8 = named("day", "day2")?.parse().ok()?;
    let month = named("month", "month2")?.trim_end_matches('.').to_lowercase();
    let month = DAYS.months.iter().position(|names| names.contains(&month))? as i8 + 1;
    if let Some(year) = form.name("year") {
        return Date::new(year.as_str().parse().ok()?, month, day).ok();
    }
    let published = published?;
    let years = published.year() - 1..=published.year() + 1;
    let dates = years.filter_map(|year| Date::new(year, month, day).ok());
    dates.min_by_key(|date| published.duration_until(*date).as_secs().abs())
}
