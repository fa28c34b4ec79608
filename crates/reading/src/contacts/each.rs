//! Contacts with one after the other: "met A on Monday and B on Tuesday", "spoke to A, then to B".
//!
//! The parser hangs such rows on days and places in many ways, so they are read off the words in
//! their order: names, each with the day and place of its own, parted by commas and *and*.

use super::when::{When, is_apart, length, stated};
use crate::around::{place_at, time_at};
use crate::found::Found;
use crate::page::{is_infinitive, is_verbal, sentence};
use crate::patterns::meaning::Reader;
use crate::words::{CONTACTS, listed};
use crate::{Length, Span, TimeKind};
use chancery_syntax::Token;

/// Those with whom somebody was in touch at one time of several.
#[derive(Clone, Debug, Default)]
pub struct Each {
    /// Who; ids of actors.
    pub ids: Vec<String>,
    /// Who else was in touch with them: "and her minister to B".
    pub by: Vec<String>,
    /// When, by words of its own.
    pub when: Option<When>,
    /// Where, by words of its own.
    pub place: Option<String>,
    /// How long, by words of its own.
    pub lengths: Vec<Length>,
    /// The times that are its own.
    times: Vec<Span>,
    /// Whether it begins with a preposition or a word like "then".
    marked: bool,
    /// Whether its day stands before the names.
    day_first: bool,
}

impl Each {
    fn has_own(&self) -> bool {
        self.when.is_some() || self.place.is_some() || !self.lengths.is_empty()
    }
}

/// The times that belong to all but the first.
pub fn later_times(all: &[Each]) -> Vec<Span> {
    all.iter().skip(1).flat_map(|each| each.times.iter().copied()).collect()
}

/// Those behind a contact's words whom each a time, a place or a preposition of its own sets apart,
/// or all where each had a contact `alone`; empty unless there are several.
pub fn each(
    reader: &Reader,
    found: &Found,
    chain: &[usize],
    second: &[String],
    alone: bool,
) -> Vec<Each> {
    let mut all = Row::read(reader, found, chain);
    // Whose day is said with the next: "A and B on Monday and C on Tuesday".
    let mut at = 0;
    while !alone && at + 1 < all.len() {
        if all[at].has_own() || all[at + 1].marked {
            at += 1;
        } else {
            let first = all.remove(at);
            all[at].ids.splice(0..0, first.ids);
            all[at].marked = first.marked;
        }
    }
    let mut number = 0;
    all.retain(|each| {
        number += 1;
        number == 1 || alone || each.marked || each.has_own()
    });
    let known =
        second.is_empty() || all.iter().any(|each| second.iter().any(|id| each.ids.contains(id)));
    // "Meetings with Wang and other officials" are those with Wang.
    let missing = second.iter().any(|id| {
        found.is_person(id)
            && !is_office(found, id)
            && !all.iter().any(|each| each.ids.contains(id))
    });
    if all.len() < 2 || !known || alone && missing {
        return Vec::new();
    }
    // "Met A in Paris and B in Rome this week": both in that week.
    if let Some((last, before)) = all.split_last_mut()
        && !last.day_first
        && before.iter().all(|each| each.when.is_none())
    {
        before.iter_mut().for_each(|each| each.when = last.when);
    }
    all
}

/// A row as far as it has been read.
#[derive(Default)]
struct Row {
    all: Vec<Each>,
    now: Each,
    /// Whether a name here begins another of the row.
    parted: bool,
    /// Whether "and" came last: what follows is of the next.
    and: bool,
    /// Whether the words are about something else, until another *with*.
    aside: bool,
}

impl Row {
    fn read(reader: &Reader, found: &Found, chain: &[usize]) -> Vec<Each> {
        let passage = reader.passage;
        let sentence = sentence(passage, chain[0]);
        let start = chain.iter().min().map_or(sentence.start, |first| first + 1);
        let mut row = Row { parted: true, ..Row::default() };
        let words = (start..sentence.end).map(|index| passage.token(index));
        for token in words.filter(|token| !chain.contains(&token.index())) {
            if let Some(time) = time_at(reader.times, token) {
                row.time(reader, found, time);
            } else if ends(token) && !listed(&CONTACTS.in_row, token.text()) {
                // "…, and Berg said": she is none of the row.
                if is_verbal(token) && !row.parted && !row.now.marked {
                    row.now = Each::default();
                }
                break;
            } else {
                row.word(reader, found, token);
            }
        }
        row.next();
        row.all
    }

    /// Whoever comes now is another.
    fn next(&mut self) {
        if !self.now.ids.is_empty() {
            self.all.push(std::mem::take(&mut self.now));
        }
        self.parted = true;
        self.aside = false;
    }

    fn time(&mut self, reader: &Reader, found: &Found, time: &crate::Time) {
        if self.aside || self.now.times.contains(&time.span) {
            return;
        }
        // "with A, and on Wednesday with B"
        if self.and {
            self.next();
        }
        self.now.times.push(time.span);
        if time.kind == TimeKind::Duration && !is_apart(reader.passage, time) {
            self.now.lengths.extend(length(found, time));
        } else if self.now.when.is_none() {
            self.now.when = stated(reader.passage, time);
            self.now.day_first = self.now.ids.is_empty();
        }
    }

    fn word(&mut self, reader: &Reader, found: &Found, token: Token) {
        let passage = reader.passage;
        self.and = token.pos() == "CCONJ" || self.and && token.pos() == "ADP";
        let near = || (token.index() + 1..passage.len()).take(3).map(|index| passage.token(index));
        if matches!(token.text(), "," | ";") || token.pos() == "CCONJ" {
            if self.now.has_own() && !self.aside {
                self.next();
            }
            self.parted = true;
        } else if listed(&CONTACTS.toward, token.text()) && token.pos() == "ADP" {
            // "and her minister to B"
            let other = !self.aside && !self.all.is_empty() && !self.now.marked;
            if !self.parted && other && !self.now.ids.is_empty() {
                self.now.by = std::mem::take(&mut self.now.ids);
                self.parted = true;
            } else if self.parted {
                self.next();
            }
            self.now.marked |= self.parted;
        } else if listed(&CONTACTS.along, token.text()) {
            self.parted = false;
        } else if self.aside {
            // Nothing here is said of them.
        } else if token.pos() != "ADJ" && listed(&CONTACTS.in_row, token.text()) {
            if self.parted {
                self.next();
            }
            self.now.marked = true;
        } else if listed(&CONTACTS.where_at, token.text()) {
            let place = near().find_map(|token| place_at(found.places, token));
            self.now.place = self.now.place.take().or(place.map(|place| place.name.clone()));
        } else if token.pos() == "ADP" {
            let own = |token: Token| {
                time_at(reader.times, token).is_some()
                    || listed(&CONTACTS.sidelines, token.text())
                    || listed(&CONTACTS.line, token.text())
            };
            self.aside = !listed(&CONTACTS.of_office, token.text()) && !near().any(own);
            self.parted &= !self.aside;
        } else if is_verbal(token) {
            (self.aside, self.parted) = (true, false);
        } else if let Some(person) = named(reader, found, token).filter(|_| self.parted) {
            if !self.now.ids.is_empty() {
                self.next();
            }
            self.now.ids.push(person);
            self.parted = false;
        }
    }
}

/// Whether somebody is only an office that the report gives nobody's name to.
fn is_office(found: &Found, id: &str) -> bool {
    let name = found.cast.by_id(id).map(|actor| actor.name.as_str()).unwrap_or_default();
    name.split(' ').any(|word| listed(&CONTACTS.people, word))
}

/// The person whose name ends with a word, if it is not only said whose something is: "Berg's aide".
fn named(reader: &Reader, found: &Found, token: Token) -> Option<String> {
    let next = token.index() + 1;
    let more = next < reader.passage.len() && {
        let next = reader.passage.token(next);
        let noun = matches!(next.pos(), "NOUN" | "PROPN") && next.text() != ".";
        noun && !reader.is_time(next) || next.tag() == "POS"
    };
    found.cast.person_named(token).filter(|_| !more).map(|person| person.id.clone())
}

/// Whether a word ends a row: a verb with a subject of its own, a clause.
fn ends(token: Token) -> bool {
    let clause = matches!(token.tag(), "WDT" | "WP" | "WRB") || token.pos() == "SCONJ";
    let subject = token.pos() == "PRON" && token.dep() != "poss";
    let quotes = token.pos() == "PUNCT" && !matches!(token.text(), "," | ";" | "-" | "(" | ")");
    let stop = matches!(token.text(), "." | "!" | "?");
    let verb = is_verbal(token) && !is_infinitive(token) && !matches!(token.tag(), "VBG" | "VBN");
    clause || subject || quotes || stop || verb
}
