//! Names: those that the registry knows, and those that the syntax model takes for somebody's.

use super::cast::Casting;
use super::people::people;
use super::phrases::{adjectives, located};
use super::roles::describe;
use crate::Span;
use crate::gazetteer::fold;
use crate::page::{one_line, words};
use crate::registry::{Bearer, EntityId, Kind, Naming};
use crate::words::{ACTORS, PLACES};
use chancery_syntax::{Parsed, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A name of the registry in the text.
pub struct Found {
    pub passage: usize,
    pub tokens: Range<usize>,
    pub bearers: Vec<Bearer>,
}

/// Finds names and notes whom they stand for.
pub fn find(casting: &mut Casting) {
    let page = casting.page;
    let mut found = Vec::new();
    for (number, passage) in page.passages.iter().enumerate() {
        registered(casting, passage, number, &mut found);
    }
    let context = Context::of(casting, &found);
    people(casting, &found, &context);
    for name in &found {
        other(casting, name);
    }
    for number in 0..page.passages.len() {
        unknown(casting, number);
    }
}

/// The longest names of the registry in a passage.
fn registered(casting: &Casting, passage: &Parsed, number: usize, found: &mut Vec<Found>) {
    let mut first = 0;
    let mut word = String::new();
    while first < passage.len() {
        let mut walk = casting.registry.walk();
        let mut best = None;
        if passage.token(first).text().starts_with(char::is_uppercase) {
            for index in first..passage.len().min(first + 10) {
                let token = passage.token(index);
                if token.text().contains('\n') {
                    break;
                }
                if matches!(token.text(), "-" | "–" | "/") || token.text().trim().is_empty() {
                    continue;
                }
                word.clear();
                token
                    .text()
                    .split(crate::gazetteer::is_break)
                    .for_each(|part| fold(part, &mut word));
                let before = walk.clone();
                if word.is_empty() || !word.split(' ').all(|word| walk.step(word)) {
                    // The registry leaves out what stands between: "Antony J. Blinken".
                    if index > first && is_initial(token.text()) {
                        walk = before;
                        continue;
                    }
                    break;
                }
                if walk.is_name() {
                    best = Some((index + 1, walk.bearers()));
                }
            }
        }
        let Some((end, mut bearers)) = best else {
            first += 1;
            continue;
        };
        let words: Span = passage.bytes(first..end).into();
        let written = words.of(passage.text());
        let capitals = written.chars().all(|c| !c.is_lowercase());
        bearers.retain(|bearer| bearer.naming != Naming::Acronym || capitals);
        let letters = written.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < 2
            || letters == 2
                && !(capitals && bearers.iter().any(|bearer| bearer.naming == Naming::Acronym))
        {
            bearers.clear();
        }
        // "AND", "FOR" and the like in a headline are words before they are parties.
        let grammar = matches!(
            passage.token(first).pos(),
            "CCONJ" | "SCONJ" | "ADP" | "DET" | "AUX" | "PART"
        );
        // "PM" and "FM" are offices before they are bodies.
        let office = ACTORS.abbreviations.contains_key(&written.to_lowercase());
        if bearers.is_empty() || (grammar || office) && end == first + 1 {
            first += 1;
            continue;
        }
        found.push(Found { passage: number, tokens: first..end, bearers });
        first = end;
    }
}

/// Whether a word is a letter that stands for a name.
pub fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let letter = chars.next().is_some_and(char::is_uppercase);
    letter && matches!(chars.as_str(), "." | "")
}

/// What a report shows of the countries that it is about.
pub struct Context {
    /// How often each country is named.
    pub countries: BTreeMap<String, usize>,
    /// The people whom it names in full.
    pub full: BTreeSet<EntityId>,
}

impl Context {
    fn of(casting: &Casting, found: &[Found]) -> Self {
        let mut context = Context { countries: BTreeMap::new(), full: BTreeSet::new() };
        for name in found {
            for bearer in name.bearers.iter().filter(|bearer| bearer.exact) {
                match casting.registry.kind(bearer.entity) {
                    Kind::State => {
                        let country = casting.registry.country(bearer.entity);
                        let country = country.unwrap_or(casting.registry.id(bearer.entity));
                        *context.countries.entry(country.into()).or_default() += 1;
                    }
                    Kind::Person if name.tokens.len() > 1 => {
                        context.full.insert(bearer.entity);
                    }
                    _ => {}
                }
            }
        }
        context
    }
}

/// The words of an entity without an article before them or a possessive behind.
pub fn bare(passage: &Parsed, mut tokens: Range<usize>) -> Range<usize> {
    let before = |index: usize| matches!(passage.token(index).tag(), "DT" | "_SP");
    while !tokens.is_empty() && before(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && matches!(passage.token(tokens.end - 1).tag(), "POS" | "_SP") {
        tokens.end -= 1;
    }
    tokens
}

/// The token of a range on which the others hang.
pub fn head<'p, 't>(passage: &'p Parsed<'t>, tokens: Range<usize>) -> Token<'p, 't> {
    let outside = |token: &Token| token.is_root() || !tokens.contains(&token.head().index());
    let last = passage.token(tokens.end - 1);
    tokens.clone().map(|index| passage.token(index)).find(outside).unwrap_or(last)
}

/// States, institutions, bodies and groups of the registry.
fn other(casting: &mut Casting, name: &Found) {
    let page = casting.page;
    let passage = &page.passages[name.passage];
    if name.tokens.clone().any(|index| casting.is_taken(name.passage, index)) {
        return;
    }
    let registry = casting.registry;
    let entities = passage.entities();
    let at = entities.partition_point(|entity| entity.tokens.end <= name.tokens.start);
    let entity = entities.get(at).filter(|entity| entity.tokens.start < name.tokens.end);
    let label = entity.map_or("", |entity| passage.label(entity));
    // "She spoke English": a language is no state.
    if label == "LANGUAGE" {
        return;
    }
    // Part of a longer name of something else: "Bank of England", "Russia Today".
    let longer = entity.is_some_and(|entity| {
        let whole = bare(passage, entity.tokens.clone());
        matches!(label, "ORG" | "PERSON" | "FAC" | "WORK_OF_ART" | "LAW" | "EVENT" | "PRODUCT")
            && whole.len() > name.tokens.len()
            && whole.start <= name.tokens.start
            && name.tokens.end <= whole.end
    });
    let last = head(passage, name.tokens.clone());
    let best = name.bearers.iter().filter(|bearer| {
        let kind = registry.kind(bearer.entity);
        match (kind, bearer.naming) {
            (Kind::Person, _) => false,
            (Kind::State, Naming::Capital | Naming::Metonym) => acts(last),
            (Kind::State, _) => true,
            (Kind::Organisation, Naming::Auto) => label == "ORG",
            (Kind::Organisation, Naming::Alias | Naming::Short) => {
                label == "ORG" || name.tokens.len() > 1
            }
            (Kind::Organisation | Kind::Office, _) => true,
            (Kind::Group, _) => label != "PERSON",
        }
    });
    // A state before a body of the same name, and what is better known before what is not.
    let best = best.min_by_key(|bearer| {
        let kind = registry.kind(bearer.entity);
        let prominence = registry.prominence(bearer.entity);
        (kind != Kind::State, !bearer.exact, std::cmp::Reverse(prominence), bearer.naming)
    });
    let Some(&Bearer { entity, naming, .. }) = best else { return };
    // The people of a state: "Palestinians".
    let written = passage.token(name.tokens.end - 1);
    if registry.kind(entity) == Kind::State
        && matches!(naming, Naming::Demonym | Naming::Adjective)
        && written.tag() == "NNPS"
        && written.dep() != "compound"
    {
        let place: Span = passage.bytes(name.tokens.clone()).into();
        // Albanians in Serbia are of Serbia.
        let there = located(casting, name.passage, last);
        let country = there.or_else(|| registry.country(entity).and_then(super::cast::whole));
        let at = casting.local("group", place.of(passage.text()), None);
        casting.known[at].actor.country = country;
        casting.known[at].actor.sector = Some("CVL".into());
        casting.mention(name.passage, last.index(), place, vec![at], true);
        return;
    }
    if longer && registry.kind(entity) != Kind::Office {
        return;
    }
    // "Iraqi Kurds" are of a country.
    let place: Span = passage.bytes(name.tokens.clone()).into();
    if registry.kind(entity) == Kind::Group
        && let Some(country) =
            adjectives(casting, name.passage, last).first().cloned().or_else(|| {
                let first = passage.token(name.tokens.start).text();
                let state = registry.state_of(first).filter(|_| name.tokens.len() > 1)?;
                registry.country(state).and_then(super::cast::iso)
            })
    {
        let at = casting.local("group", &format!("{country} {}", place.of(passage.text())), None);
        let sector = registry.sector(entity).unwrap_or("CVL");
        casting.known[at].actor.country = Some(country.clone());
        casting.known[at].actor.sector = Some(sector.to_string());
        casting.mention(name.passage, last.index(), place, vec![at], true);
        return;
    }
    let at = casting.entity(entity);
    casting.mention(name.passage, last.index(), place, vec![at], true);
}

/// Whether what hangs on a token acts or is acted upon as a government is.
fn acts(token: Token) -> bool {
    let verb = token.head();
    if token.dep() == "pobj" {
        return matches!(verb.lemma(), "by" | "with" | "against" | "between");
    }
    matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "dative" | "agent" | "poss" | "conj")
        && (token.dep() == "poss"
            || PLACES.acting.iter().any(|lemma| lemma == verb.lemma())
            || token.dep() == "nsubj" && verb.pos() == "VERB")
}

/// Bodies, and cities that act, that the syntax model alone knows.
fn unknown(casting: &mut Casting, number: usize) {
    let page = casting.page;
    let passage = &page.passages[number];
    for entity in passage.entities() {
        let kind = match passage.label(entity) {
            "ORG" => "organisation",
            "GPE" => "state",
            _ => continue,
        };
        let tokens = bare(passage, entity.tokens.clone());
        if tokens.is_empty() || tokens.clone().any(|index| casting.is_taken(number, index)) {
            continue;
        }
        let last = head(passage, tokens.clone());
        let Some(place) = words(passage, tokens.clone()) else { continue };
        let name = one_line(place.of(passage.text()));
        let known = casting.find_local(kind, &name).is_some();
        // "National Security Adviser" is somebody's office, "Jr." the end of a name.
        let end = name.rsplit(' ').next().unwrap_or(&name);
        let suffix = ACTORS.suffixes.iter().any(|suffix| suffix.eq_ignore_ascii_case(end));
        let is_role = |word: &str| casting.registry.role(&word.to_lowercase()).is_some();
        if suffix || casting.registry.role(&name).is_some() || is_role(end) {
            continue;
        }
        // A place is an actor only where it acts.
        if kind == "state" && !known && !matches!(last.dep(), "nsubj" | "nsubjpass" | "agent") {
            continue;
        }
        let at = casting.local(kind, &name, None);
        // "Latvian Constitutional Court": a country and what sort of body it is.
        if kind == "organisation"
            && let Some(role) = describe(casting, passage, tokens)
        {
            let actor = &mut casting.known[at].actor;
            actor.country = actor.country.take().or(role.country);
            actor.sector = actor.sector.take().or(role.sector);
        }
        casting.mention(number, last.index(), place, vec![at], true);
    }
}
