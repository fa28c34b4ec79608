//! Who does an event and to whom: the words in its slots, the actors they stand for, and these
//! actors' countries and sectors.

use super::frame::{Frame, joined, of};
use super::meaning::{Meaning, Reader};
use crate::around;
use crate::page::{is_verbal, sentence, span, without_article};
use crate::words::EVENTS;
use crate::{Actor, Party, Place, Span};
use chancery_syntax::Token;

/// The parties to an event.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// Who does it.
    pub source: Vec<Party>,
    /// To whom.
    pub target: Vec<Party>,
}

/// The parties to an event by the slots that its pattern and type name.
///
/// `speaker` says it, where it stands in reported speech.
pub fn parties<'r, 't>(
    reader: &Reader<'r, 't>,
    meaning: &Meaning,
    speaker: Option<Token<'r, 't>>,
) -> Parties {
    let mut source = heads(reader, meaning, Side::Source);
    if let Some(speaker) = speaker
        && source.iter().all(|token| is_personal(*token))
    {
        source = vec![speaker];
    }
    let target = heads_but(reader, meaning, Side::Target, &source);
    let mut parties = parties_of(reader, &source, &target);
    // "the ministers of Spain and Chile met in Oslo": nobody else takes part.
    let place = |token: &Token| LOCATIVE.contains(&token.head().text()) && token.dep() == "pobj";
    let mutual = reader.ontology.types[meaning.kind].reciprocal && parties.source.len() > 1;
    if mutual && target.iter().all(place) {
        parties.target.clear();
    }
    place_unknown(reader, meaning, &mut parties);
    parties
}

/// Gives those whose country nothing else tells the country in which it happened.
fn place_unknown(reader: &Reader, meaning: &Meaning, parties: &mut Parties) {
    let unknown = |party: &Party| {
        let actor = party.actor.as_deref().and_then(|id| reader.cast.by_id(id));
        party.country.is_none() && actor.is_none_or(|actor| actor.kind == "group")
    };
    if !parties.source.iter().chain(&parties.target).any(unknown) {
        return;
    }
    for meaning in meaning.chain() {
        let frame = Frame::of(reader.passage, reader.passage.token(meaning.token));
        let places = frame.slot("in|at|near|outside|inside");
        let country = places.into_iter().find_map(|token| place_at(reader, token)?.country.clone());
        if let Some(country) = country {
            for party in parties.source.iter_mut().chain(&mut parties.target) {
                if unknown(party) {
                    party.country = Some(country.clone());
                }
            }
            return;
        }
    }
}

/// The parties that phrases name, each once and on one side.
pub fn parties_of<'r, 't>(
    reader: &Reader<'r, 't>,
    source: &[Token<'r, 't>],
    target: &[Token<'r, 't>],
) -> Parties {
    let mut target = target.to_vec();
    target.retain(|token| !source.iter().any(|other| other.index() == token.index()));
    let all = |tokens: &[Token<'r, 't>]| {
        let mut found: Vec<Party> = Vec::new();
        for party in tokens.iter().flat_map(|token| party(reader, *token)) {
            let twice = |other: &Party| other.span == party.span && other.actor == party.actor;
            if !found.iter().any(twice) {
                found.push(party);
            }
        }
        found
    };
    let source = all(source);
    let mut target = all(&target);
    target.retain(|party| {
        !source.iter().any(|other| other.actor.is_some() && other.actor == party.actor)
    });
    Parties { source, target }
}

/// Slots that say where.
const LOCATIVE: [&str; 5] = ["in", "in|into", "at", "near", "in|at"];

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
fn heads_but<'r, 't>(
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
fn paths(reader: &Reader, meaning: &Meaning, side: Side) -> Vec<String> {
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
fn at<'r, 't>(
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

/// Whether a word can stand for somebody or something.
fn is_nominal(token: Token) -> bool {
    match token.pos() {
        "NOUN" | "PROPN" | "NUM" | "ADJ" => true,
        "PRON" => !matches!(token.lemma(), "there" | "what" | "which" | "that" | "who"),
        "DET" => token.dep() != "det",
        _ => false,
    }
}

fn is_personal(token: Token) -> bool {
    token.tag() == "PRP"
}

/// Whether a phrase names an actor or a place, in its head or before it.
pub fn names_actor(reader: &Reader, token: Token) -> bool {
    own_actor(reader, token) || modifier(reader, token).is_some()
}

fn own_actor(reader: &Reader, token: Token) -> bool {
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
fn is_money(token: Token) -> bool {
    EVENTS.currencies.iter().any(|currency| currency == token.lemma())
        || token.children().any(|child| matches!(child.text(), "$" | "€" | "£" | "¥"))
        || token.children().any(|child| child.tag() == "$")
}

fn place_at<'r>(reader: &Reader<'r, '_>, token: Token) -> Option<&'r Place> {
    around::place_at(reader.places, token)
}

/// The word before a noun that says whose it is: "*Israeli* tanks", "*Turkey*'s efforts".
fn modifier<'r, 't>(reader: &Reader<'r, 't>, token: Token<'r, 't>) -> Option<Token<'r, 't>> {
    let mut before = token
        .children()
        .filter(|child| matches!(child.dep(), "poss" | "amod" | "compound" | "nmod"));
    before.find(|child| own_actor(reader, *child))
}

/// The parties that a phrase names.
fn party<'r, 't>(reader: &Reader<'r, 't>, head: Token<'r, 't>) -> Vec<Party> {
    let actors = reader.cast.all_named(head);
    let mut words = phrase(reader, head);
    if let ([actor], "PRON") = (&actors[..], head.pos()) {
        // The name, where the sentence has it before.
        let sentence = Span::from(reader.passage.bytes(sentence(reader.passage, head.index())));
        let before = |mention: &&Span| sentence.contains(**mention) && mention.end <= words.start;
        words = actor.mentions.iter().rev().find(before).copied().unwrap_or(words);
    }
    if actors.iter().all(|actor| actor.country.is_none()) {
        // "the foreign ministers of Spain and Chile".
        let of = of(head).map(joined).unwrap_or_default();
        let countries = of.iter().filter_map(|token| Some((reader.cast.named(*token)?, *token)));
        let mut several: Vec<Party> = Vec::new();
        for (actor, token) in countries.filter(|(actor, _)| actor.country.is_some()) {
            let mut party = of_actor(reader, actor, token, span(token));
            party.sector = actors.first().and_then(|actor| actor.sector.clone());
            several.push(party);
        }
        if several.len() > 1 {
            return several;
        }
    }
    if !actors.is_empty() {
        return actors.into_iter().map(|actor| of_actor(reader, actor, head, words)).collect();
    }
    if let Some(place) = place_at(reader, head) {
        let capital = place.kind == Some(crate::PlaceKind::Capital);
        let sector = if capital { "GOV" } else { "CVL" };
        return vec![Party {
            span: words,
            actor: None,
            country: place.country.clone(),
            sector: Some(sector.into()),
        }];
    }
    if let Some(owner) = modifier(reader, head) {
        let actors = reader.cast.all_named(owner);
        let found = actors.into_iter().map(|actor| {
            let mut party = of_actor(reader, actor, owner, words);
            // The tanks are Israel's, but they are not its government.
            if actor.kind == "state" {
                party.sector = None;
            }
            party
        });
        let found: Vec<Party> = found.collect();
        if !found.is_empty() {
            return found;
        }
        let country = place_at(reader, owner).and_then(|place| place.country.clone());
        return vec![Party { span: words, actor: None, country, sector: None }];
    }
    let country = located(reader, head);
    vec![Party { span: words, actor: None, country, sector: None }]
}

fn of_actor(reader: &Reader, actor: &Actor, head: Token, span: Span) -> Party {
    let country =
        actor.country.clone().or_else(|| body_code(actor)).or_else(|| located(reader, head));
    Party { span, actor: Some(actor.id.clone()), country, sector: actor.sector.clone() }
}

/// PLOVER's code for a body that belongs to no state.
fn body_code(actor: &Actor) -> Option<String> {
    let code = match actor.sector.as_deref()? {
        "IGO" if actor.name.starts_with("United Nations") => "UNO",
        "IGO" if actor.name.starts_with("European") => "EUR",
        "IGO" => "IGO",
        "NGO" => "NGO",
        "MNC" => "MNC",
        "IMG" => "IMG",
        "ISM" => "ISM",
        _ => return None,
    };
    Some(code.into())
}

/// The country of what follows behind "in", "of" or "from": "rebels in Darfur".
fn located(reader: &Reader, head: Token) -> Option<String> {
    let prepositions = head.children().filter(|child| {
        child.dep() == "prep"
            && matches!(child.lemma(), "in" | "of" | "from" | "near" | "at" | "on")
    });
    let mut objects = prepositions.filter_map(|preposition| preposition.child(&["pobj"]));
    objects.find_map(|object| {
        let place = place_at(reader, object).and_then(|place| place.country.clone());
        place.or_else(|| reader.cast.named(object).and_then(|actor| actor.country.clone())).or_else(
            || {
                let owner = modifier(reader, object)?;
                reader.cast.named(owner).and_then(|actor| actor.country.clone())
            },
        )
    })
}

/// The words of a phrase: those before its head, the head, and a name in apposition.
fn phrase(reader: &Reader, head: Token) -> Span {
    let first = head.subtree().start;
    let own = head
        .children()
        .filter(|child| {
            child.index() < head.index()
                && matches!(
                    child.dep(),
                    "amod" | "compound" | "nmod" | "poss" | "nummod" | "det" | "quantmod"
                )
        })
        .map(|child| child.subtree().start)
        .min();
    let first = own.unwrap_or(head.index()).max(first).min(head.index());
    // "the republic of Slovenia".
    let name = of(head).filter(|name| name.pos() == "PROPN");
    let last = name.map_or(head.index(), |name| name.index()).max(head.index());
    let mut words = Span::from(reader.passage.bytes(first..last + 1));
    let text = words.of(reader.passage.text());
    words.start += text.len() - without_article(text).len();
    words
}
