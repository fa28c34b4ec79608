//! What kind of thing a phrase stands for: an actor, a place, a sum of money.

use super::meaning::Reader;
use crate::Place;
use crate::around;
use crate::page::is_verbal;
use crate::words::EVENTS;
use chancery_syntax::Token;

/// Whether a word can stand for somebody or something.
pub fn is_nominal(token: Token) -> bool {
    match token.pos() {
        "NOUN" | "PROPN" | "NUM" | "ADJ" => true,
        "PRON" => !matches!(token.lemma(), "there" | "what" | "which" | "that" | "who"),
        "DET" => token.dep() != "det",
        _ => false,
    }
}

pub fn is_personal(token: Token) -> bool {
    token.tag() == "PRP"
}

/// Whether a phrase names an actor or a place, in its head or before it.
pub fn names_actor(reader: &Reader, token: Token) -> bool {
    own_actor(reader, token) || modifier(reader, token).is_some()
}

pub fn own_actor(reader: &Reader, token: Token) -> bool {
    !reader.cast.all_named(token).is_empty() || place_at(reader, token).is_some()
}

/// Whether a phrase is of a kind that a pattern asks for.
pub fn kind_fits(reader: &Reader, kind: &str, token: Token) -> bool {
    let actors = || reader.cast.all_named(token);
    match kind {
        // A pronoun may be anybody.
        "actor" => is_personal(token) || names_actor(reader, token),
        "person" => actors().iter().any(|actor| actor.kind == "person"),
        "state" => actors().iter().any(|actor| actor.kind == "state"),
        "group" => actors().iter().any(|actor| actor.kind == "group"),
        "place" => place_at(reader, token).is_some(),
        "money" => is_money(token),
        "verb" => is_verbal(token),
        sector => actors().iter().any(|actor| actor.sector.as_deref() == Some(sector)),
    }
}

/// Whether a phrase is a sum of money.
pub fn is_money(token: Token) -> bool {
    EVENTS.currencies.iter().any(|currency| currency == token.lemma())
        || token.children().any(|child| matches!(child.text(), "$" | "€" | "£" | "¥"))
        || token.children().any(|child| child.tag() == "$")
}

pub fn place_at<'r>(reader: &Reader<'r, '_>, token: Token) -> Option<&'r Place> {
    around::place_at(reader.places, token)
}

/// The word before a noun that says whose it is: "*Israeli* tanks", "*Turkey*'s efforts".
pub fn modifier<'r, 't>(reader: &Reader<'r, 't>, token: Token<'r, 't>) -> Option<Token<'r, 't>> {
    let mut before = token
        .children()
        .filter(|child| matches!(child.dep(), "poss" | "amod" | "compound" | "nmod"));
    before.find(|child| own_actor(reader, *child))
}
