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
    let words = words(passage);
    let mut names: Vec<Name> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        match name_at(passage, number, &words, index) {
            Some((name, end)) => {
                index = end;
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

/// A word of a name: a token, or a part of one between hyphens ("U.S.-New" Zealand).
struct Word {
    token: usize,
    span: Span,
}

/// The words of a passage. A break between paragraphs is a word too, over which no name goes on.
fn words(passage: &Parsed) -> Vec<Word> {
    let mut words = Vec::with_capacity(passage.len());
    for token in passage.tokens() {
        let (index, start, text) = (token.index(), token.bytes().start, token.text());
        if is_space(text) && text.matches('\n').count() < 2 {
            continue;
        }
        if is_space(text) || !text.contains(is_break) {
            words.push(Word { token: index, span: token.bytes().into() });
            continue;
        }
        let parts = text.split(is_break).filter(|part| !part.is_empty());
        words.extend(parts.map(|part| {
            let start = start + (part.as_ptr() as usize - text.as_ptr() as usize);
            Word { token: index, span: Span::new(start, start + part.len()) }
        }));
    }
    words
}

/// The longest name of the gazetteer that begins with a word, and the word behind it.
fn name_at(passage: &Parsed, number: usize, words: &[Word], first: usize) -> Option<(Name, usize)> {
    let text = passage.text();
    if !words[first].span.of(text).starts_with(char::is_uppercase) {
        return None;
    }
    let mut walk = GAZETTEER.walk();
    let (mut folded, mut word) = (String::new(), String::new());
    let mut best = None;
    for (index, at) in words.iter().enumerate().skip(first).take(LONGEST) {
        word.clear();
        fold(at.span.of(text), &mut word);
        if word.is_empty() || !walk.step(&word) {
            break;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
        if walk.is_name() {
            best = Some((index + 1, folded.len(), walk.clone()));
        }
    }
    let (end, length, walk) = best?;
    folded.truncate(length);
    let mut span = Span::new(words[first].span.start, words[end - 1].span.end);
    let tokens = words[first].token..words[end - 1].token + 1;
    let written = span.of(text);
    let paired = tokens.start > 0 && passage.token(tokens.start - 1).text() == ",";
    // The full stop of "W.Va." may be a token of its own.
    let stopped = !written.ends_with('.') && text[span.end..].starts_with('.');
    let writing = Writing { paired, stopped, acronym: is_acronym(passage, &tokens, written) };
    let bearers = borne(walk.bearers(), written, writing);
    if bearers.is_empty() {
        return None;
    }
    if stopped && bearers.iter().any(|bearer| bearer.naming == Naming::Short) {
        span.end += 1;
    }
    let behind = (tokens.end < passage.len()).then(|| passage.token(tokens.end).text());
    let designated = behind.is_some_and(|word| listed(&PLACES.regions, word));
    let passage = Some(number);
    Some((Name { passage, tokens, span, folded, bearers, pair: None, designated }, end))
}

/// Whether words in capitals stand for the names of bodies: a short one among words in lower case,
/// away from the beginning, where datelines stand.
fn is_acronym(passage: &Parsed, tokens: &Range<usize>, written: &str) -> bool {
    let capitals = |word: &str| word.chars().all(|c| c.is_uppercase()) && word.chars().count() > 1;
    let beside = [tokens.start.checked_sub(1), Some(tokens.end)];
    let shouted = beside.into_iter().flatten().filter(|&index| index < passage.len());
    capitals(written)
        && written.chars().count() <= 5
        && tokens.start > 2
        && !shouted.map(|index| passage.token(index).text()).any(capitals)
}

fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// How a name is written and where it stands.
#[derive(Clone, Copy, Default)]
struct Writing {
    /// Behind a comma.
    paired: bool,
    /// Before a full stop that is not its own.
    stopped: bool,
    /// As the initials of something.
    acronym: bool,
}

/// Those that bear the name as it is written: a short form stands in capitals or with a full stop.
fn borne(mut bearers: Vec<Bearer>, written: &str, writing: Writing) -> Vec<Bearer> {
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let marked = written.chars().all(|c| !c.is_lowercase()) || written.contains('.');
    let short = marked || writing.stopped || writing.paired;
    // Postal codes ("IL") stand behind a comma only.
    let code = letters <= 2 && !written.contains('.');
    bearers.retain(|bearer| match bearer.naming {
        Naming::Short if code && GAZETTEER.kind(bearer.place) == Kind::Region => {
            marked && writing.paired
        }
        Naming::Short => short,
        // "US" and "IT" are not "us" and "it", nor the towns of Us and It.
        _ => !writing.acronym && letters > 2,
    });
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
        let bearers = borne(
            GAZETTEER.named(words),
            words,
            Writing { paired: !names.is_empty(), ..Writing::default() },
        );
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

/// What the word before a name is: one of some small words, or of what sort.
pub fn before(passage: &Parsed, first: usize) -> &'static str {
    const WORDS: [&str; 20] = [
        "in", "at", "from", "to", "of", "near", "outside", "across", "into", "for", "with", "and",
        "the", "on", "by", "around", "through", "between", "against", "or",
    ];
    let Some(index) = first.checked_sub(1).filter(|_| !passage.token(first).starts_sentence())
    else {
        return "start";
    };
    let token = passage.token(index);
    let word = token.text();
    if let Some(known) = WORDS.iter().find(|known| known.eq_ignore_ascii_case(word)) {
        return known;
    }
    match (token.pos(), word) {
        _ if listed(&PLACES.titles, word) => "title",
        _ if listed(&PLACES.leads, word) => "lead",
        (_, "," | "(" | ";" | ":") => "comma",
        (_, "'s" | "’s" | "'" | "’") => "possessive",
        (_, "\"" | "“" | "”" | "``" | "''") => "quote",
        (_, "-" | "—" | "–" | "--") => "dash",
        ("PROPN", _) if word.chars().all(|c| !c.is_lowercase()) => "capitals",
        ("PROPN", _) => "name",
        ("ADJ", _) => "adjective",
        ("NOUN", _) => "noun",
        ("VERB", _) => "verb",
        ("AUX", _) => "auxiliary",
        ("ADV", _) => "adverb",
        ("ADP" | "SCONJ", _) => "preposition",
        ("NUM", _) => "number",
        ("DET", _) => "determiner",
        ("PRON", _) => "pronoun",
        _ => "other",
    }
}

/// The sort of what [`before`] gives.
pub fn before_coarsely(before: &str) -> &'static str {
    match before {
        "start" => "start",
        "in" | "at" | "from" | "to" | "of" | "near" | "outside" | "across" | "into" => "of place",
        "for" | "with" | "and" | "the" | "on" | "by" | "around" | "through" | "between"
        | "against" | "or" => "small",
        "title" => "title",
        "comma" => "comma",
        "capitals" | "name" => "name",
        _ => "other",
    }
}

/// What the word behind a name is.
pub fn after(passage: &Parsed, end: usize) -> &'static str {
    if end >= passage.len() || passage.token(end).starts_sentence() {
        return "end";
    }
    let token = passage.token(end);
    let word = token.text();
    let capital = word.starts_with(char::is_uppercase);
    match (token.pos(), word) {
        (_, "'s" | "’s" | "'" | "’") => "possessive",
        (_, ",") => "comma",
        (_, "." | "!" | "?") => "stop",
        (_, "(") => "bracket",
        (_, ")") => "closing bracket",
        (_, "-" | "–" | "—" | "--" | "/") => "dash",
        (_, "\"" | "“" | "”" | "''") => "quote",
        (_, "and" | "or" | "&") => "and",
        _ if capital && listed(&PLACES.designators, word) => "Designator",
        _ if capital && listed(&PLACES.streets, word) => "Street",
        _ if capital && listed(&PLACES.bodies, word) => "Body",
        _ if listed(&PLACES.sides, word) => "side",
        _ if listed(&PLACES.designators, word) => "designator",
        _ if listed(&PLACES.bodies, word) => "body",
        ("PROPN", _) if capital => "Name",
        ("NOUN", _) if capital => "Noun",
        ("NOUN", _) => "noun",
        ("ADJ", _) => "adjective",
        ("VERB", _) if listed(&PLACES.acting, token.lemma()) => "acting",
        ("VERB", _) => "verb",
        ("AUX", _) => "auxiliary",
        ("ADP" | "SCONJ", _) => "preposition",
        ("ADV", _) => "adverb",
        ("NUM", _) => "number",
        ("PRON", _) => "pronoun",
        ("SPACE", _) => "space",
        ("PUNCT", _) => "mark",
        _ => "other",
    }
}

/// The sort of what [`after`] gives.
pub fn after_coarsely(after: &str) -> &'static str {
    match after {
        "end" | "stop" => "end",
        "possessive" => "possessive",
        "comma" => "comma",
        "Designator" | "Street" | "Body" | "Name" | "Noun" => "Name",
        "noun" | "body" => "noun",
        "acting" | "verb" | "auxiliary" => "verb",
        _ => "other",
    }
}

/// Whether a name goes on behind, so that it is another: *Red Sea Port*.
pub fn goes_on(after: &str) -> bool {
    matches!(after, "Designator" | "Street" | "Body" | "side" | "Name" | "Noun")
}
