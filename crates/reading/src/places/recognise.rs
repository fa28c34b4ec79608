//! Whether words that may name a place do so here: named features, weighed.

use super::features::{Group, feature};
use super::names::{Name, after, before, listed};
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming};
use crate::words::PLACES;
use chancery_syntax::{Entity, Parsed};
use rustc_hash::FxHashMap;

/// What a report shows of each name in all its places.
pub struct Evidence<'p> {
    /// By folded name: how often the syntax model takes it for a place, and how often it stands.
    senses: FxHashMap<&'p str, (usize, usize)>,
    /// By folded last or first word of a person's name of several words: which of the two.
    persons: FxHashMap<String, usize>,
}

impl<'p> Evidence<'p> {
    /// Gathers it.
    pub fn of(passages: &[Parsed], names: &'p [Name]) -> Self {
        let mut senses: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        for name in names {
            let sense = senses.entry(&name.folded).or_default();
            sense.1 += 1;
            let Some(passage) = name.passage else {
                sense.0 += 1;
                continue;
            };
            let (entity, _) = entity(&passages[passage], name);
            sense.0 += usize::from(matches!(entity, 1 | 2));
        }
        let mut persons = FxHashMap::default();
        for passage in passages {
            for entity in passage.entities() {
                let Some((first, last)) = full_name(passage, entity) else { continue };
                for (word, which) in [(first, 1), (last, 2)] {
                    let mut folded = String::new();
                    crate::gazetteer::fold(word, &mut folded);
                    persons.insert(folded, which);
                }
            }
        }
        Evidence { senses, persons }
    }
}

/// The first and last word of a person's name of two to four words, all of which can be parts of
/// one: the syntax model also takes "Laurel County Clerk" for a person.
fn full_name<'t>(passage: &Parsed<'t>, entity: &Entity) -> Option<(&'t str, &'t str)> {
    if passage.label(entity) != "PERSON" {
        return None;
    }
    let tokens = entity.tokens.clone().map(|index| passage.token(index));
    let words: Vec<&str> =
        tokens.filter(|token| token.tag() != "POS").map(|token| token.text()).collect();
    let [first, .., last] = words[..] else { return None };
    let of_name = |word: &&str| {
        let lists = [&PLACES.bodies, &PLACES.designators, &PLACES.streets, &PLACES.sides];
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            && word.starts_with(char::is_uppercase)
            && (word.contains(char::is_lowercase) || word.ends_with('.'))
            && !lists.iter().any(|list| listed(list, word))
            && !listed(&PLACES.titles, word)
    };
    (words.len() <= 4 && words.iter().all(of_name)).then_some((first, last))
}

/// What the syntax model takes a name for: the relation and label of the entity that it is in, and
/// a coarser class of it.
fn entity(passage: &Parsed, name: &Name) -> (usize, usize) {
    const LABELS: [&str; 6] = ["GPE", "LOC", "FAC", "PERSON", "ORG", "NORP"];
    let entities = passage.entities();
    let at = entities.partition_point(|entity| entity.tokens.end <= name.tokens.start);
    let Some(entity) = entities.get(at).filter(|e| e.tokens.start < name.tokens.end) else {
        return (0, 0);
    };
    let label = passage.label(entity);
    let label = LABELS.iter().position(|known| *known == label).unwrap_or(LABELS.len());
    // An article before and a possessive behind do not make it another name.
    let mut tokens = entity.tokens.clone();
    let light = |index: usize| matches!(passage.token(index).pos(), "DET" | "PART" | "PUNCT");
    while tokens.len() > 1 && light(tokens.start) {
        tokens.start += 1;
    }
    while tokens.len() > 1 && light(tokens.end - 1) {
        tokens.end -= 1;
    }
    let relation = if name.tokens.start <= tokens.start && tokens.end <= name.tokens.end {
        0
    } else if tokens.start <= name.tokens.start && name.tokens.end <= tokens.end {
        // At its beginning, at its end, or within.
        match (tokens.start == name.tokens.start, tokens.end == name.tokens.end) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 3,
        }
    } else {
        4
    };
    let class = match (label, relation) {
        (0 | 1, _) => 1,
        (2, _) => 2,
        (3, 0) => 3,
        (3, _) if full_name(passage, entity).is_some() => 4,
        (4, 0) => 5,
        (4, _) => 6,
        _ => 7,
    };
    (1 + relation * 7 + label, class)
}

/// The features of a name.
pub fn features(passages: &[Parsed], names: &[Name], at: usize, evidence: &Evidence) -> Vec<u16> {
    let name = &names[at];
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return Vec::new() };
    let mut found = Vec::with_capacity(20);
    let mut add = |group, number| found.push(feature(group, number));
    add(Group::Bias, 0);
    let (relation, class) = entity(passage, name);
    let best = name.bearers.iter().max_by_key(|bearer| {
        let size = usize::from(GAZETTEER.size(bearer.place));
        (bearer.naming != Naming::Other, size)
    });
    let kind = best.map_or(KINDS, |best| GAZETTEER.kind(best.place) as usize);
    let size = best.map_or(0, |best| usize::from(GAZETTEER.size(best.place)) / 10);
    // What the gazetteer makes of the name, coarsely.
    let weight = match best {
        None => 0,
        Some(best) if best.naming == Naming::Other => 1,
        Some(best) => match (GAZETTEER.kind(best.place), size) {
            (Kind::Country, _) => 2,
            (Kind::Region, 8..) => 3,
            (Kind::Area | Kind::Feature | Kind::Site, _) => 4,
            (Kind::District, _) => 5,
            (_, 9..) => 6,
            (_, 7..) => 7,
            (_, 6) => 8,
            _ => 9,
        },
    };
    add(Group::Entity, relation);
    add(Group::EntityKind, class * 8 + kind.min(7));
    if weight > 1 {
        add(Group::EntitySize, (class * 8 + weight - 2).min(63));
    }
    add(Group::BestKind, kind);
    add(Group::BestSize, size);
    add(Group::Naming, best.map_or(3, |best| best.naming as usize));
    add(Group::Known, weight);
    add(Group::Length, name.tokens.len().min(5));
    let (before, after) = (before(passage, name.tokens.start), after(passage, name.tokens.end));
    add(Group::Before, before);
    add(Group::After, after);
    // Words of place, titles, names; and what comes after in four classes.
    let leading = match before {
        0 | 1 => 0,
        2..=7 | 13 | 14 => 1,
        30 => 2,
        32 => 3,
        36 | 37 => 4,
        8..=21 => 5,
        _ => 6,
    };
    let trailing = match after {
        0 | 3 => 0,
        1 => 1,
        2 => 2,
        9..=11 | 15 | 16 => 3,
        17 | 14 => 4,
        19..=21 => 5,
        _ => 6,
    };
    add(Group::BeforeAfter, leading * 8 + trailing);
    add(Group::BeforeEntity, leading * 8 + class);
    add(Group::AfterEntity, trailing * 8 + class);
    let last = passage.token(name.tokens.end - 1);
    const DEPS: [&str; 10] =
        ["pobj", "nsubj", "compound", "poss", "appos", "conj", "npadvmod", "ROOT", "dobj", "nmod"];
    let dep = DEPS.iter().position(|dep| *dep == last.dep()).map_or(0, |at| at + 1);
    let under = match last.head().pos() {
        "PROPN" => 1,
        "NOUN" => 2,
        "VERB" => 3,
        _ => 0,
    };
    add(Group::Dep, dep * 4 + under);
    let tag = match last.tag() {
        "NNP" => 0,
        "NNPS" => 1,
        "NN" | "NNS" => 2,
        "JJ" => 3,
        _ => 4,
    };
    let capitals = name.span.of(passage.text()).chars().all(|c| !c.is_lowercase());
    add(Group::Tag, tag * 2 + usize::from(capitals));
    let (places, all) = evidence.senses.get(name.folded.as_str()).copied().unwrap_or_default();
    let own = usize::from(matches!(relation, 1 | 2));
    let sense = match (places.saturating_sub(own), all.saturating_sub(1)) {
        (_, 0) => 0,
        (0, 1) => 1,
        (0, _) => 2,
        (some, all) if some * 2 < all => 3,
        (some, all) if some < all => 4,
        (1, _) => 5,
        _ => 6,
    };
    add(Group::Sense, sense);
    add(Group::SenseEntity, sense * 8 + class);
    if class == 4 {
        // Where in the person's name, and whether another part of it may be a place's too.
        let part = (relation - 1) / 7;
        add(Group::InPerson, part * 8 + weight.saturating_sub(2));
    }
    let person = evidence.persons.get(&name.folded).copied().unwrap_or_default();
    add(Group::Person, person * 8 + class);
    add(Group::PersonBefore, person * 8 + leading);
    add(Group::PersonKnown, person * 16 + weight);
    add(Group::Pair, pair(names, at));
    if PLACES.common.contains(&name.folded) {
        add(Group::Common, class * 8 + weight.saturating_sub(2));
    }
    let start = passage.token(name.tokens.start).starts_sentence();
    add(Group::Start, usize::from(start) * 8 + class);
    let count = match name.bearers.len() {
        few @ 0..=3 => few,
        4..=9 => 4,
        10..=30 => 5,
        _ => 6,
    };
    add(Group::Bearers, count);
    found
}

const KINDS: usize = 8;

/// Whether a name stands in a pair "part, whole", and at which end.
fn pair(names: &[Name], at: usize) -> usize {
    let holds = |part: &Name, whole: &Name| {
        whole.bearers.iter().any(|whole| {
            part.bearers.iter().any(|part| super::resolve::lies_in(part.place, whole.place))
        })
    };
    let name = &names[at];
    if let Some(whole) = name.pair {
        return if holds(name, &names[whole]) { 1 } else { 2 };
    }
    let part = at.checked_sub(1).map(|before| &names[before]).filter(|n| n.pair == Some(at));
    match part {
        Some(part) if holds(part, name) => 3,
        Some(part) if part.bearers.is_empty() => 4,
        Some(_) => 5,
        None => 0,
    }
}

/// Whether a name is sure to be a place's, whatever stands beside it: one of several words
/// that a sea, a region or a base bears before all others, or one that says that it is a region's,
/// or a country's abbreviation; and no part of a longer name.
pub fn is_certain(passages: &[Parsed], name: &Name) -> bool {
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return true };
    let largest = name.bearers.iter().max_by_key(|bearer| GAZETTEER.size(bearer.place));
    let wide = largest.is_some_and(|bearer| {
        matches!(GAZETTEER.kind(bearer.place), Kind::Area | Kind::Feature | Kind::Site)
    });
    let abbreviated = largest.is_some_and(|bearer| {
        bearer.naming == Naming::Short && GAZETTEER.kind(bearer.place) == Kind::Country
    });
    let region = |bearer: &Bearer| {
        bearer.naming == Naming::Main
            && matches!(GAZETTEER.kind(bearer.place), Kind::Region | Kind::District)
    };
    let last = passage.token(name.tokens.end - 1).text();
    let said = listed(&PLACES.regions, last) && name.bearers.iter().any(region);
    (name.tokens.len() > 1 && (wide || said) || abbreviated)
        && !matches!(after(passage, name.tokens.end), 9..=12 | 15 | 16)
}

/// Whether a name is the last of a person's: "Jack London".
pub fn is_surname(passages: &[Parsed], name: &Name) -> bool {
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return false };
    let within = |entity: &&Entity| {
        entity.tokens.start < name.tokens.start && name.tokens.start < entity.tokens.end
    };
    let at = passage.entities().partition_point(|entity| entity.tokens.end <= name.tokens.start);
    let entity = passage.entities().get(at).filter(within);
    entity.is_some_and(|entity| full_name(passage, entity).is_some())
}

/// Whether a name is none of a place's, whatever speaks for it: a common word alone, or a seat of
/// government that is not said to be where something is.
pub fn is_other(passages: &[Parsed], names: &[Name], at: usize) -> bool {
    let name = &names[at];
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return false };
    if PLACES.never.contains(&name.folded) {
        return pair(names, at) != 1;
    }
    let determined =
        name.tokens.start.checked_sub(1).is_some_and(|index| passage.token(index).pos() == "DET");
    let first = name.tokens.start - usize::from(determined);
    let where_it_is = first.checked_sub(1).is_some_and(|index| {
        let word = passage.token(index).text();
        ["at", "in", "to", "from", "near", "outside", "inside", "into", "around", "on"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    });
    PLACES.seats.contains(&name.folded) && !where_it_is
}

/// Whether a capital stands for its government, which is an actor and no place: "Moscow warned
/// Washington".
pub fn is_government(passages: &[Parsed], name: &Name) -> bool {
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return false };
    let last = passage.token(name.tokens.end - 1);
    let capital = |bearer: &Bearer| {
        bearer.naming == Naming::Main && GAZETTEER.kind(bearer.place) == Kind::Capital
    };
    let verb = last.head();
    matches!(last.dep(), "nsubj" | "dobj" | "dative")
        && verb.pos() == "VERB"
        && name.bearers.iter().any(capital)
        && listed(&PLACES.acting, verb.lemma())
}
