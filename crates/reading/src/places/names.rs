//! Which words may be the name of a place: those that the gazetteer knows, and those that the
//! syntax model takes for one.

use crate::Span;
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming, fold, is_break};
use crate::words::PLACES;
use chancery_syntax::Parsed;
use std::ops::Range;

/// Words that may name a place.
#[derive(Clone, Debug)]
pub struct Name {
    /// The passage that they stand in; none for words of the dateline.
    pub passage: Option<usize>,
    /// Their tokens there.
    pub tokens: Range<usize>,
    /// Where they stand.
    pub span: Span,
    /// The name that is looked up, folded.
    pub folded: String,
    /// The places that bear it.
    pub bearers: Vec<Bearer>,
    /// The name that follows after a comma: `Paris, Texas`.
    pub pair: Option<usize>,
    /// Whether a word behind them says that they name a region: "Kharkiv oblast".
    pub designated: bool,
}

/// The most words that a name has.
const LONGEST: usize = 8;

/// The names of a passage, in order; none overlaps another.
pub fn names(passage: &Parsed, number: usize) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut index = 0;
    while index < passage.len() {
        match name_at(passage, number, index) {
            Some(name) => {
                index = name.tokens.end;
                names.push(name);
            }
            None => index += 1,
        }
    }
    add_entities(passage, number, &mut names);
    names.sort_by_key(|name| name.span);
    pair(passage, &mut names);
    names
}

/// The longest name of the gazetteer that begins with a token.
fn name_at(passage: &Parsed, number: usize, first: usize) -> Option<Name> {
    let token = passage.token(first);
    if !token.text().starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let mut walk = GAZETTEER.walk();
    let (mut folded, mut word) = (String::new(), String::new());
    let mut best: Option<(usize, usize)> = None;
    let mut longest = GAZETTEER.walk();
    for index in first..passage.len().min(first + LONGEST) {
        let token = passage.token(index);
        if index > first && is_space(token.text()) {
            break;
        }
        if token.text().chars().all(is_break) {
            continue;
        }
        word.clear();
        token.text().split(is_break).for_each(|part| fold(part, &mut word));
        if word.is_empty() || !walk.step(&word) {
            break;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
        if walk.is_name() {
            best = Some((index + 1, folded.len()));
            longest = walk.clone();
        }
    }
    let (end, length) = best?;
    folded.truncate(length);
    let mut span: Span = passage.bytes(first..end).into();
    let written = span.of(passage.text());
    // The full stop of "W.Va." may be a token of its own.
    let stopped = !written.ends_with('.') && passage.text()[span.end..].starts_with('.');
    let paired = first > 0 && passage.token(first - 1).text() == ",";
    let bearers = borne(longest.bearers(), written, stopped, paired);
    if bearers.is_empty() {
        return None;
    }
    if stopped && bearers.iter().any(|bearer| bearer.naming == Naming::Short) {
        span.end += 1;
    }
    let designated = end < passage.len() && listed(&PLACES.regions, passage.token(end).text());
    Some(Name {
        passage: Some(number),
        tokens: first..end,
        span,
        folded,
        bearers,
        pair: None,
        designated,
    })
}

fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Those that bear the name as it is written: a short form stands in capitals or with a full stop.
fn borne(mut bearers: Vec<Bearer>, written: &str, stopped: bool, paired: bool) -> Vec<Bearer> {
    let capitals = written.chars().all(|c| !c.is_lowercase());
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let short = capitals || stopped || paired || written.ends_with('.');
    // Postal codes ("IL") stand behind a comma only.
    let code = letters <= 2 && !written.contains('.');
    bearers.retain(|bearer| {
        let region = GAZETTEER.kind(bearer.place) == Kind::Region;
        bearer.naming != Naming::Short || (short && !(code && region && !paired))
    });
    // "US" and "IT" are not "us" and "it"; nor is a word in capitals the ending of a longer name.
    if letters <= 2 && !(short && (capitals || written.contains('.'))) {
        bearers.clear();
    }
    bearers
}

/// Adds what the syntax model takes for a place and the gazetteer does not know.
fn add_entities(passage: &Parsed, number: usize, names: &mut Vec<Name>) {
    let known: Vec<Range<usize>> = names.iter().map(|name| name.tokens.clone()).collect();
    for entity in passage.entities() {
        if !matches!(passage.label(entity), "GPE" | "LOC" | "FAC") {
            continue;
        }
        let mut tokens = entity.tokens.clone();
        let outer = |index: usize| {
            let token = passage.token(index);
            matches!(token.pos(), "DET" | "PUNCT" | "SPACE" | "PART")
        };
        while !tokens.is_empty() && outer(tokens.start) {
            tokens.start += 1;
        }
        while !tokens.is_empty() && outer(tokens.end - 1) {
            tokens.end -= 1;
        }
        let taken = |index: usize| known.iter().any(|range| range.contains(&index));
        let named = |index: usize| passage.token(index).text().starts_with(char::is_uppercase);
        if tokens.is_empty() || !tokens.clone().any(named) || tokens.clone().any(taken) {
            continue;
        }
        let span: Span = passage.bytes(tokens.clone()).into();
        let mut folded = String::new();
        span.of(passage.text()).split(is_break).for_each(|word| fold(word, &mut folded));
        let bearers = Vec::new();
        names.push(Name {
            passage: Some(number),
            tokens,
            span,
            folded,
            bearers,
            pair: None,
            designated: false,
        });
    }
}

/// Links each name to that which follows after a comma, or in brackets.
fn pair(passage: &Parsed, names: &mut [Name]) {
    for i in 1..names.len() {
        let between = names[i - 1].tokens.end..names[i].tokens.start;
        if between.len() == 1 && matches!(passage.token(between.start).text(), "," | "(") {
            names[i - 1].pair = Some(i);
        }
    }
}

/// The names of a dateline that stands at `span`, in order.
pub fn in_dateline(text: &str, place: &str, span: Span) -> Vec<Name> {
    let Some(start) = span.of(text).find(place).map(|at| span.start + at) else {
        return Vec::new();
    };
    let mut names: Vec<Name> = Vec::new();
    let mut from = start;
    for part in place.split([',', '/']) {
        let at = Span::new(from, from + part.len()).trimmed(text);
        from += part.len() + 1;
        let words = at.of(text);
        let mut folded = String::new();
        words.split(is_break).for_each(|word| fold(word, &mut folded));
        let bearers = borne(GAZETTEER.named(words), words, false, !names.is_empty());
        if bearers.is_empty() {
            continue;
        }
        let number = names.len();
        if let Some(last) = names.last_mut() {
            last.pair = Some(number);
        }
        names.push(Name {
            passage: None,
            tokens: 0..0,
            span: at,
            folded,
            bearers,
            pair: None,
            designated: false,
        });
    }
    names
}

/// Whether a word is one of a list, in any case, with or without a full stop.
pub fn listed(list: &[String], word: &str) -> bool {
    let word = word.trim_end_matches('.');
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What the word before a name is.
pub fn before(passage: &Parsed, first: usize) -> usize {
    const WORDS: [&str; 20] = [
        "in", "at", "from", "to", "of", "near", "outside", "for", "with", "and", "the", "across",
        "into", "on", "by", "around", "through", "between", "against", "or",
    ];
    let Some(index) = first.checked_sub(1) else { return 0 };
    let token = passage.token(index);
    let word = token.text();
    if passage.token(first).starts_sentence() {
        return 1;
    }
    if let Some(at) = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word)) {
        return 2 + at;
    }
    match (token.pos(), word) {
        _ if listed(&PLACES.titles, word) => 30,
        _ if listed(&PLACES.leads, word) => 31,
        (_, "," | "(" | ";" | ":") => 32,
        (_, "'s" | "’s" | "'" | "’") => 33,
        (_, "\"" | "“" | "”" | "``" | "''") => 34,
        (_, "-" | "—" | "–" | "--") => 35,
        ("PROPN", _) if word.chars().all(|c| !c.is_lowercase()) => 36,
        ("PROPN", _) => 37,
        ("ADJ", _) => 38,
        ("NOUN", _) => 39,
        ("VERB", _) => 40,
        ("AUX", _) => 41,
        ("ADV", _) => 42,
        ("ADP" | "SCONJ", _) => 43,
        ("NUM", _) => 44,
        ("DET", _) => 45,
        ("PRON", _) => 46,
        _ => 47,
    }
}

/// What the word behind a name is.
pub fn after(passage: &Parsed, end: usize) -> usize {
    if end >= passage.len() || passage.token(end).starts_sentence() {
        return 0;
    }
    let token = passage.token(end);
    let word = token.text();
    let capital = word.starts_with(char::is_uppercase);
    match (token.pos(), word) {
        (_, "'s" | "’s" | "'" | "’") => 1,
        (_, ",") => 2,
        (_, "." | "!" | "?") => 3,
        (_, "(") => 4,
        (_, ")") => 5,
        (_, "-" | "–" | "—" | "--" | "/") => 6,
        (_, "\"" | "“" | "”" | "''") => 7,
        (_, "and" | "or" | "&") => 8,
        _ if capital && listed(&PLACES.designators, word) => 9,
        _ if capital && listed(&PLACES.streets, word) => 10,
        _ if capital && listed(&PLACES.bodies, word) => 11,
        _ if listed(&PLACES.sides, word) => 12,
        _ if listed(&PLACES.designators, word) => 13,
        _ if listed(&PLACES.bodies, word) => 14,
        ("PROPN", _) if capital => 15,
        ("NOUN", _) if capital => 16,
        ("NOUN", _) => 17,
        ("ADJ", _) => 18,
        ("VERB", _) if listed(&PLACES.acting, token.lemma()) => 19,
        ("VERB", _) => 20,
        ("AUX", _) => 21,
        ("ADP" | "SCONJ", _) => 22,
        ("ADV", _) => 23,
        ("NUM", _) => 24,
        ("PRON", _) => 25,
        ("SPACE", _) => 26,
        ("PUNCT", _) => 27,
        _ => 28,
    }
}
