//! Who does an event and to whom: the words in its slots, the actors they stand for, and these
//! actors' countries and sectors.

use crate::page::{sentence, span, without_article};
use crate::patterns::frame::{Frame, joined, of};
use crate::patterns::kinds::{is_personal, modifier, place_at};
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::sides::{LOCATIVE, Side, heads, heads_but};
use crate::{Actor, Party, Span};
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
