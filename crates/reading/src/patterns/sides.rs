//! Where the two sides of what a pattern matches stand: the words in the slots that the pattern and
//! its type name.

use super::frame::Frame;
use super::kinds::{is_nominal, names_actor, own_actor};
use super::meaning::{Meaning, Reader};
use crate::page::is_verbal;
use chancery_syntax::Token;

/// Slots that say where.
pub const LOCATIVE: [&str; 5] = ["in", "in|into", "at", "near", "in|at"];

/// One side of an event.
#[derive(Clone, Copy, PartialEq)]
pub enum Side {
    Source,
    Target,
}

/// The words on one side of an event: the first slot that names an actor, or else the first that
/// is filled.
pub fn heads<'r, 't>(reader: &Reader<'r, 't>, meaning: &Meaning, side: Side) -> Vec<Token<'r, 't>> {
    heads_but(reader, meaning, side, &[])
}

/// The same without some that stand on the other side.
pub fn heads_but<'r, 't>(
    reader: &Reader<'r, 't>,
    meaning: &Meaning,
    side: Side,
    others: &[Token<'r, 't>],
) -> Vec<Token<'r, 't>> {
    let other_actors: Vec<&str> = others
        .iter()
        .flat_map(|token| reader.cast.all_named(*token))
        .map(|actor| actor.id.as_str())
        .collect();
    let is_other = |token: &Token| {
        let actors = reader.cast.all_named(*token);
        others.iter().any(|other| other.index() == token.index())
            || !actors.is_empty()
                && actors.iter().all(|actor| other_actors.contains(&actor.id.as_str()))
    };
    let mut filled: Vec<Token> = Vec::new();
    let token = reader.passage.token(meaning.token);
    let frame = Frame::of(reader.passage, token);
    for path in paths(reader, meaning, side) {
        // "attacked the village of Rutshuru": of whom an event is, only a noun says.
        if side == Side::Source && path == "of" && is_verbal(token) {
            continue;
        }
        let tokens = at(reader, meaning, &frame, &path);
        let named =
            |token: &Token| is_nominal(*token) && !is_other(token) && !reader.is_time(*token);
        let tokens: Vec<Token> = tokens.into_iter().filter(named).collect();
        // "attacked a convoy in Kabul": the convoy, not the city.
        if LOCATIVE.contains(&path.as_str()) && !filled.is_empty() {
            continue;
        }
        if tokens.iter().any(|token| names_actor(reader, *token)) {
            return tokens;
        }
        // "lifted the sanctions": they are no party.
        let thing = |token: &Token<'r, 't>| reader.meaning(*token).is_none();
        if filled.is_empty() && !LOCATIVE.contains(&path.as_str()) {
            filled = tokens.into_iter().filter(thing).collect();
        }
    }
    match side {
        Side::Source => above(reader, &filled).map(|actor| vec![actor]).unwrap_or(filled),
        Side::Target => {
            let within = filled.first().copied().into_iter().chain([token]);
            let mut near =
                within.filter_map(|token| first_actor(reader, token, meaning, &is_other));
            near.next().map(|actor| vec![actor]).unwrap_or(filled)
        }
    }
}

/// Who issued what speaks: of "the ministers issued a statement condemning", the ministers.
fn above<'r, 't>(reader: &Reader<'r, 't>, filled: &[Token<'r, 't>]) -> Option<Token<'r, 't>> {
    let [thing] = filled else { return None };
    let verb = thing.head();
    let governed = matches!(thing.dep(), "dobj" | "pobj" | "nsubjpass") && is_verbal(verb);
    let subject = Frame::of(reader.passage, verb).subject.first().copied();
    subject.filter(|subject| governed && names_actor(reader, *subject))
}

/// The first actor behind the event's word in what hangs below a word: of "dropped the charges
/// filed against a doctor", the doctor.
fn first_actor<'r, 't>(
    reader: &Reader<'r, 't>,
    below: Token<'r, 't>,
    meaning: &Meaning,
    is_other: &dyn Fn(&Token<'r, 't>) -> bool,
) -> Option<Token<'r, 't>> {
    const NEAR: usize = 40;
    let mut behind = below
        .subtree()
        .filter(|index| *index > meaning.token)
        .take(NEAR)
        .map(|index| reader.passage.token(index));
    behind.find(|token| {
        let head = !matches!(token.dep(), "compound" | "amod" | "nmod" | "appos");
        // Not whoever says so, nor who acts in another clause.
        let acts = matches!(token.dep(), "nsubj" | "nsubjpass") && token.head().dep() != "relcl";
        head && !acts
            && is_nominal(*token)
            && token.pos() != "PRON"
            && own_actor(reader, *token)
            && !is_other(token)
    })
}

/// The slots in which one side is looked for.
pub fn paths(reader: &Reader, meaning: &Meaning, side: Side) -> Vec<String> {
    let pattern = &reader.ontology.patterns[meaning.pattern].written;
    let kind = &reader.ontology.types[meaning.kind];
    let (own, of_type) = match side {
        Side::Source => (&pattern.source, &kind.source),
        Side::Target => (&pattern.target, &kind.target),
    };
    let mut paths: Vec<String> = own.clone().unwrap_or_default();
    if meaning.same {
        if own.is_none() && side == Side::Source {
            paths.push("subject".into());
        }
        paths.push(if side == Side::Source { "inner.source" } else { "inner.target" }.into());
    }
    if own.is_none() || meaning.same {
        paths.extend(of_type.iter().cloned());
    }
    paths
}

/// The words at the end of a path of slots.
pub fn at<'r, 't>(
    reader: &Reader<'r, 't>,
    meaning: &Meaning,
    frame: &Frame<'r, 't>,
    path: &str,
) -> Vec<Token<'r, 't>> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
    if first == "inner" {
        let Some(inner) = &meaning.inner else { return Vec::new() };
        return match rest {
            Some("source") => heads(reader, inner, Side::Source),
            Some("target") => heads(reader, inner, Side::Target),
            Some(rest) => {
                let token = reader.passage.token(inner.token);
                at(reader, inner, &Frame::of(reader.passage, token), rest)
            }
            None => Vec::new(),
        };
    }
    let mut tokens = reader.fillers(frame, path);
    if path.ends_with("owner") {
        tokens.retain(|token| reader.cast.named(*token).is_some());
    }
    tokens
}
