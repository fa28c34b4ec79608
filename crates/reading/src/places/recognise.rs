//! Whether words that may name a place do so here: named features, weighed.

use super::names::{Name, after, after_coarsely, before, before_coarsely, goes_on, listed};
use crate::gazetteer::{Bearer, GAZETTEER, Kind, Naming};
use crate::weights::{Features, step};
use crate::words::PLACES;
use chancery_syntax::{Entity, Parsed, Token};
use rustc_hash::FxHashMap;

/// The kind of a name's features.
pub const KIND: &str = "name";

/// What a report shows of each name in all its places.
pub struct Evidence<'p> {
    /// By folded name: how often the syntax model takes it for a place, and how often it stands.
    senses: FxHashMap<&'p str, (usize, usize)>,
    /// By folded last or first word of a person's name of several words: which of the two.
    persons: FxHashMap<String, &'static str>,
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
            let taken = taken(&passages[passage], name);
            sense.0 += usize::from(taken.class == "place" && taken.relation == "all");
        }
        let mut persons = FxHashMap::default();
        for passage in passages {
            for entity in passage.entities() {
                let Some((first, last)) = full_name(passage, entity) else { continue };
                for (word, which) in [(first, "first"), (last, "last")] {
                    let mut folded = String::new();
                    crate::gazetteer::fold(word, &mut folded);
                    persons.insert(folded, which);
                }
            }
        }
        Evidence { senses, persons }
    }

    /// How often the syntax model takes a name for a place where it stands elsewhere in the report;
    /// `own` says whether it does here.
    fn elsewhere(&self, name: &Name, own: bool) -> &'static str {
        let (places, all) = self.senses.get(name.folded.as_str()).copied().unwrap_or_default();
        match (places.saturating_sub(usize::from(own)), all.saturating_sub(1)) {
            (_, 0) => "nowhere",
            (0, 1) => "not the other time",
            (0, _) => "never",
            (some, all) if some * 2 < all => "seldom",
            (some, all) if some < all => "often",
            (1, _) => "the other time",
            _ => "always",
        }
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

/// What the syntax model takes a name for.
struct Taken<'p> {
    /// How the entity's words and the name's stand to each other.
    relation: &'static str,
    /// The entity's label.
    label: &'p str,
    /// Both, coarsely.
    class: &'static str,
}

fn taken<'p>(passage: &'p Parsed, name: &Name) -> Taken<'p> {
    let entities = passage.entities();
    let at = entities.partition_point(|entity| entity.tokens.end <= name.tokens.start);
    let Some(entity) = entities.get(at).filter(|e| e.tokens.start < name.tokens.end) else {
        return Taken { relation: "none", label: "none", class: "none" };
    };
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
        "all"
    } else if tokens.start <= name.tokens.start && name.tokens.end <= tokens.end {
        match (tokens.start == name.tokens.start, tokens.end == name.tokens.end) {
            (true, _) => "first",
            (_, true) => "last",
            _ => "within",
        }
    } else {
        "across"
    };
    let label = passage.label(entity);
    let class = match (label, relation) {
        ("GPE" | "LOC", _) => "place",
        ("FAC", _) => "facility",
        ("PERSON", "all") => "person",
        ("PERSON", _) if full_name(passage, entity).is_some() => "of person",
        ("ORG", "all") => "body",
        ("ORG", _) => "of body",
        _ => "other",
    };
    Taken { relation, label, class }
}

/// The place that a name stands for most often, as far as names and sizes tell.
fn best(name: &Name) -> Option<&Bearer> {
    name.bearers
        .iter()
        .max_by_key(|bearer| (bearer.naming != Naming::Other, GAZETTEER.size(bearer.place)))
}

/// What the gazetteer makes of a name, coarsely.
fn known(best: Option<&Bearer>) -> &'static str {
    let Some(best) = best else { return "unknown" };
    if best.naming == Naming::Other {
        return "another's";
    }
    match (GAZETTEER.kind(best.place), GAZETTEER.size(best.place)) {
        (Kind::Country, _) => "country",
        (Kind::Region, 80..) => "region",
        (Kind::Area | Kind::Feature | Kind::Site, _) => "area",
        (Kind::District, _) => "district",
        (_, 90..) => "large city",
        (_, 70..) => "city",
        (_, 60..) => "town",
        _ => "village",
    }
}

/// The features of a name in a passage.
pub fn features(
    passages: &[Parsed],
    names: &[Name],
    at: usize,
    evidence: &Evidence,
    features: &mut Features,
) {
    let name = &names[at];
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return };
    let Taken { relation, label, class } = taken(passage, name);
    let best = best(name);
    let known = known(best);
    let kind = best.map_or("none", |best| GAZETTEER.kind(best.place).name());
    let size = best.map_or(0, |best| GAZETTEER.size(best.place));
    features.add(&["any"]);
    features.add(&["entity", relation, label]);
    features.add(&["entity+kind", class, kind]);
    features.add(&["entity+known", class, known]);
    features.add(&["kind", kind]);
    features.add(&["size", step(size / 10)]);
    features.add(&["naming", best.map_or("none", |best| best.naming.name())]);
    features.add(&["known", known]);
    features.add(&["length", step(name.tokens.len().min(5))]);
    let (before, after) = (before(passage, name.tokens.start), after(passage, name.tokens.end));
    features.add(&["before", before]);
    features.add(&["after", after]);
    let (before, after) = (before_coarsely(before), after_coarsely(after));
    features.add(&["before+after", before, after]);
    features.add(&["before+entity", before, class]);
    features.add(&["after+entity", after, class]);
    let last = passage.token(name.tokens.end - 1);
    features.add(&["depends", last.dep(), last.head().pos()]);
    let capitals = name.span.of(passage.text()).chars().all(|c| !c.is_lowercase());
    features.add(&["tag", last.tag(), if capitals { "capitals" } else { "" }]);
    let sense = evidence.elsewhere(name, class == "place" && relation == "all");
    features.add(&["elsewhere", sense]);
    features.add(&["elsewhere+entity", sense, class]);
    if class == "of person" {
        features.add(&["of person", relation, known]);
    }
    let person = evidence.persons.get(&name.folded).copied().unwrap_or("nobody");
    features.add(&["person+entity", person, class]);
    features.add(&["person+before", person, before]);
    features.add(&["person+known", person, known]);
    features.add(&["pair", pair(names, at)]);
    if PLACES.common.contains(&name.folded) {
        features.add(&["common", class, known]);
    }
    if passage.token(name.tokens.start).starts_sentence() {
        features.add(&["start", class]);
    }
    let bearers = match name.bearers.len() {
        few @ 0..=3 => step(few),
        4..=9 => "some",
        10..=30 => "many",
        _ => "very many",
    };
    features.add(&["bearers", bearers]);
}

/// Where a name stands in a pair "part, whole", and whether the one can lie in the other.
fn pair(names: &[Name], at: usize) -> &'static str {
    let holds = |part: &Name, whole: &Name| {
        whole.bearers.iter().any(|whole| {
            part.bearers.iter().any(|part| super::resolve::lies_in(part.place, whole.place))
        })
    };
    let name = &names[at];
    if let Some(whole) = name.pair {
        return if holds(name, &names[whole]) { "part" } else { "first" };
    }
    let part = at.checked_sub(1).map(|before| &names[before]).filter(|n| n.pair == Some(at));
    match part {
        Some(part) if holds(part, name) => "whole",
        Some(part) if part.bearers.is_empty() => "behind unknown",
        Some(_) => "second",
        None => "none",
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
        && !goes_on(after(passage, name.tokens.end))
}

/// Whether a name is that of a well-known city to which or in which somebody is, which the syntax
/// model may take for a person or for nothing: "will travel to Kyiv", "visited Maputo".
pub fn is_destination(passages: &[Parsed], name: &Name, evidence: &Evidence) -> bool {
    // As many people as a city has that is known outside its country.
    const LARGE: u8 = 80;
    let Some(passage) = name.passage.map(|number| &passages[number]) else { return false };
    let well_known = |bearer: &Bearer| {
        bearer.naming == Naming::Main
            && match GAZETTEER.kind(bearer.place) {
                Kind::Capital => true,
                Kind::City => GAZETTEER.size(bearer.place) >= LARGE,
                _ => false,
            }
    };
    let last = passage.token(name.tokens.end - 1);
    let head = last.head();
    let goes = |word: Token| listed(&PLACES.going, word.lemma());
    let there = match last.dep() {
        "dobj" => listed(&PLACES.visiting, head.lemma()),
        "pobj" => match head.lemma() {
            "in" | "into" | "near" | "outside" => true,
            "to" | "for" | "from" | "via" => goes(head.head()),
            _ => false,
        },
        _ => false,
    };
    there
        && taken(passage, name).relation != "first"
        && !evidence.persons.contains_key(&name.folded)
        && !PLACES.common.contains(&name.folded)
        && name.bearers.iter().any(well_known)
        && !goes_on(after(passage, name.tokens.end))
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
        return pair(names, at) != "part";
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
