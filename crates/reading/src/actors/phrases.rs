//! Phrases that stand for actors by what they are: "the Russian President", "Ukrainian forces",
//! "the minister", "his counterpart", "the two leaders".

use super::cast::{Casting, Known};
use super::joint::{counterpart, counterparts, joint, states_of};
use super::roles::{Role, describe};
use crate::Span;
use crate::around::place_at;
use crate::page::{one_line, without_article, words};
use crate::words::ACTORS;
use chancery_syntax::{Parsed, Token};
use std::ops::Range;

/// Finds them and notes whom they stand for.
pub fn find(casting: &mut Casting) {
    let page = casting.page;
    for (number, passage) in page.passages.iter().enumerate() {
        for token in passage.tokens() {
            if matches!(token.pos(), "NOUN" | "PROPN" | "NUM" | "PRON" | "DET")
                && !casting.is_taken(number, token.index())
            {
                phrase(casting, number, passage, token);
            }
        }
    }
}

/// The words of a phrase before its head and what it is of behind it.
fn extent(head: Token) -> Range<usize> {
    let mut tokens = head.index()..head.index() + 1;
    for child in head.children() {
        if child.index() < head.index()
            && matches!(
                child.dep(),
                "amod" | "compound" | "poss" | "nmod" | "nummod" | "det" | "npadvmod"
            )
        {
            tokens.start = tokens.start.min(child.subtree().start);
        }
        // "A spokesman for the ministry" is the ministry's.
        let whose = child.lemma() == "of"
            || child.lemma() == "for" && head.lemma().to_lowercase().starts_with("spokes");
        if child.index() > head.index() && child.dep() == "prep" && whose {
            let object = child.child(&["pobj"]);
            tokens.end = object.map_or(tokens.end, |object| object.index() + 1);
        }
    }
    tokens
}

/// A phrase that may stand for somebody.
struct Phrase<'p, 't> {
    number: usize,
    passage: &'p Parsed<'t>,
    head: Token<'p, 't>,
    tokens: Range<usize>,
    place: Span,
    /// The head as it is written and its lemma, in lower case.
    text: String,
    noun: String,
    plural: bool,
    definite: bool,
}

fn phrase(casting: &mut Casting, number: usize, passage: &Parsed, head: Token) {
    let text = head.text().to_lowercase();
    let noun = head.lemma().to_lowercase();
    let joined = ACTORS.joint.contains(&text);
    let own = casting.registry.role(&text).or_else(|| casting.registry.role(&noun));
    let own = own.map(|own| (own.noun.to_lowercase(), own.person.unwrap_or(false)));
    let known = joined || ACTORS.counterparts.contains(&noun) || ACTORS.sides.contains(&noun);
    // A name beside it says who it is: "the Kremlin aide Yuri Ushakov".
    let beside = |token: Token| casting.at(number, token.index()).is_some_and(|at| at.named);
    let named = head.children().filter(|child| child.dep() == "appos").find(|child| beside(*child));
    let title = head.dep() == "compound" && head.head().pos() == "PROPN" && beside(head.head());
    let body = casting.is_body_word(&text) && head.pos() == "NOUN";
    if title || own.is_none() && !known && !body && named.is_none() {
        return;
    }
    let tokens = extent(head);
    let Some(place) = words(passage, tokens.clone()) else { return };
    let plural = matches!(head.tag(), "NNS" | "NNPS") || joined && text != "sides";
    let countries = if plural { countries_of(casting, number, head) } else { Vec::new() };
    if respectively(casting, number, head, tokens.clone(), &countries) {
        return;
    }
    if let Some(name) = named {
        let actors = casting.at(number, name.index()).map(|at| at.actors.clone());
        let actors = actors.unwrap_or_default();
        if let ([one], Some(role)) = (&actors[..], describe(casting, passage, tokens)) {
            casting.describe(*one, &role);
            // What a report calls a body says more than the words of its name do.
            let known = &mut casting.known[*one];
            if known.entity.is_none() && known.actor.kind == "organisation" && role.sector.is_some()
            {
                known.actor.sector = role.sector;
            }
        }
        casting.mention(number, head.index(), place, actors, false);
        return;
    }
    let definite = head.children().any(|child| {
        matches!(child.dep(), "det" | "poss")
            && !matches!(child.lemma(), "a" | "an" | "some" | "no" | "any")
    });
    let counted = text == "both"
        || head.children().any(|child| matches!(child.lemma(), "two" | "both" | "three"));
    if ACTORS.counterparts.contains(&noun) && plural {
        counterparts(casting, number, head, place);
        if casting.at(number, head.index()).is_some() {
            return;
        }
    }
    // "The two leaders" were named before, "the Russian and French presidents" are named here.
    if (definite || counted) && joined && countries.len() < 2 {
        joint(casting, number, head, place, counted || text == "sides");
        return;
    }
    if ACTORS.counterparts.contains(&noun) && !plural {
        counterpart(casting, number, head, tokens, place);
        return;
    }
    let Some(role) = describe(casting, passage, tokens.clone()) else { return };
    let own = own.or_else(|| (body && definite).then(|| (String::new(), false)));
    let phrase = Phrase { number, passage, head, tokens, place, text, noun, plural, definite };
    let actors = match own {
        // "The Chilean and Peruvian delegations": both states.
        _ if ACTORS.sides.contains(&phrase.noun) && countries.len() > 1 => {
            let states = countries.iter().filter_map(|country| casting.registry.find(country));
            let states: Vec<_> = states.collect();
            states.into_iter().map(|state| casting.entity(state)).collect()
        }
        _ if ACTORS.sides.contains(&phrase.noun) && role.country.is_some() => state(casting, &role),
        Some((noun, person)) => by_role(casting, &phrase, role, &noun, person),
        None => Vec::new(),
    };
    if !actors.is_empty() {
        casting.mention(number, head.index(), place, actors, false);
    }
}

/// "The Russian side": the state.
fn state(casting: &mut Casting, role: &Role) -> Vec<usize> {
    let country = role.country.as_deref();
    let state = country.and_then(|country| casting.registry.find(country));
    state.map(|state| casting.entity(state)).into_iter().collect()
}

/// Whom a role noun stands for.
fn by_role(
    casting: &mut Casting,
    phrase: &Phrase,
    role: Role,
    own_noun: &str,
    person: bool,
) -> Vec<usize> {
    let &Phrase { number, passage, head, plural, definite, .. } = phrase;
    let former = phrase.tokens.clone().any(|index| {
        let word = passage.token(index).text().to_lowercase();
        ACTORS.former.contains(&word) && !role.noun.as_deref().unwrap_or(own_noun).contains(&word)
    });
    if person
        && !plural
        && let Some(at) = held_or_named(casting, &role, definite, former, number, head)
    {
        return vec![at];
    }
    let recent = if definite { casting.recent(number, head.index()) } else { Vec::new() };
    if person && plural {
        let called = |at: &usize| {
            let known = &casting.known[*at];
            casting.is_person(*at)
                && known.roles.iter().any(|role| role.ends_with(own_noun))
                && (role.country.is_none() || known.actor.country == role.country)
        };
        let named: Vec<usize> = recent.iter().copied().filter(called).collect();
        if named.len() > 1 {
            return named;
        }
    }
    // "The presidents of Chile and Peru".
    if person && plural && !ACTORS.held_by_many.iter().any(|noun| noun == own_noun) {
        let holders = holders_of_all(casting, &role, number, head);
        if !holders.is_empty() {
            return holders;
        }
    }
    // "The commission" after the Commission on Rivers.
    if !plural && role.country.is_none() {
        let body = recent.iter().copied().find(|&at| {
            let Known { actor, named, .. } = &casting.known[at];
            let has = |part: &str| part.eq_ignore_ascii_case(&phrase.text);
            actor.kind == "organisation" && *named && actor.name.split([' ', '-']).any(has)
        });
        if let Some(body) = body {
            return vec![body];
        }
    }
    // What is definite and of no country was named before, in words that are not known; but "the
    // Unity coalition" is named here.
    let own_name = !person && before_head(phrase).any(|token| token.pos() == "PROPN");
    let begun = recent.iter().any(|&at| casting.is_person(at));
    let country = role.country.clone().or_else(|| located(casting, number, head));
    let vague = country.is_none()
        && (definite && (!plural || begun) && !own_name || head.dep() == "compound");
    let unsaid = definite && person && !plural && begun && role.country.is_none();
    let thing = own_noun.is_empty() || country.is_none() && !person && !plural && !definite;
    if vague || unsaid || thing || counts_others(casting, phrase) {
        return Vec::new();
    }
    group(casting, phrase, &role, country, person && !plural)
}

/// Of several countries the holders of an office, where each has one.
fn holders_of_all(casting: &mut Casting, role: &Role, number: usize, head: Token) -> Vec<usize> {
    let countries = countries_of(casting, number, head);
    let (Some(day), true) = (casting.day, countries.len() > 1) else { return Vec::new() };
    let mut holders = Vec::new();
    for country in &countries {
        let of_office = |office: &String| {
            let held = casting.registry.holders(office, country, day);
            match held[..] {
                [holder] => Some(holder),
                _ => None,
            }
        };
        let Some(holder) = role.offices.iter().find_map(of_office) else { return Vec::new() };
        holders.push(casting.entity(holder));
    }
    holders
}

/// The countries that a noun is of: "the Chilean and Peruvian presidents", "the presidents of both".
fn countries_of(casting: &Casting, number: usize, head: Token) -> Vec<String> {
    let before = adjectives(casting, number, head);
    if before.len() > 1 { before } else { states_of(casting, number, head) }
}

/// Gives those who are named behind a phrase their countries, in the order of both: "the envoys of
/// Chile and Peru, Rossi and Berg". Whether there are as many names as countries.
fn respectively(
    casting: &mut Casting,
    number: usize,
    head: Token,
    tokens: Range<usize>,
    countries: &[String],
) -> bool {
    if countries.len() < 2 {
        return false;
    }
    let passage = &casting.page.passages[number];
    let of = head.children().filter(|child| child.dep() == "prep" && child.index() > head.index());
    let of = of.filter_map(|of| of.child(&["pobj"])).flat_map(crate::patterns::frame::joined);
    let state = |token: &Token| {
        let mention = casting.at(number, token.index());
        mention.is_some_and(|mention| mention.actors.iter().all(|&at| !casting.is_person(at)))
    };
    let last = of.filter(state).map(|token| token.index()).max();
    let first = last.unwrap_or(head.index()).max(head.index()) + 1;
    let joins = |text: &str| matches!(text, "," | "–" | "—" | "-" | "(" | ":" | "and" | "&");
    let mut people: Vec<usize> = Vec::new();
    for index in first..passage.len() {
        let named = casting.at(number, index).filter(|mention| mention.named);
        let named = named.and_then(|mention| mention.actors.first().copied());
        match named.filter(|&at| casting.is_person(at)) {
            Some(at) => people.push(at),
            None if casting.is_taken(number, index) || joins(passage.token(index).text()) => {}
            None => break,
        }
        if people.len() > countries.len() {
            break;
        }
    }
    if people.len() != countries.len() {
        return false;
    }
    let role = describe(casting, passage, tokens.clone());
    for (&at, country) in people.iter().zip(countries) {
        let known = &mut casting.known[at];
        known.roles.extend(role.as_ref().and_then(|role| role.noun.clone()));
        let actor = &mut known.actor;
        actor.country = actor.country.take().or(Some(country.clone()));
        actor.sector = actor.sector.take().or(role.as_ref().and_then(|role| role.sector.clone()));
    }
    let Some(place) = words(passage, head.index()..head.index() + 1) else { return false };
    casting.mention(number, head.index(), place, people, false);
    true
}

fn before_head<'p, 't>(phrase: &Phrase<'p, 't>) -> impl Iterator<Item = Token<'p, 't>> {
    let passage = phrase.passage;
    (phrase.tokens.start..phrase.head.index()).map(move |index| passage.token(index))
}

/// "A group of diplomats": the diplomats are meant.
fn counts_others(casting: &Casting, phrase: &Phrase) -> bool {
    const COUNTING: [&str; 6] = ["group", "number", "majority", "member", "team", "leader"];
    let mut of = phrase.head.children().filter(|child| child.lemma() == "of");
    let others = of.find_map(|of| of.child(&["pobj"]));
    COUNTING.contains(&phrase.noun.as_str())
        && others.is_some_and(|others| casting.registry.role(others.text()).is_some())
}

/// An actor of the report's own: "Russian officials", "rebels", "a Norwegian diplomat".
fn group(
    casting: &mut Casting,
    phrase: &Phrase,
    role: &Role,
    country: Option<String>,
    person: bool,
) -> Vec<usize> {
    let text = phrase.passage.text();
    let words = one_line(phrase.place.of(text));
    let words = without_article(&words);
    // "U.S. and Russian negotiators" are of two countries.
    let countries = countries_of(casting, phrase.number, phrase.head);
    let several = countries.len() > 1;
    let countries: Vec<Option<String>> =
        if several { countries.into_iter().map(Some).collect() } else { vec![country] };
    let mut actors = Vec::new();
    for country in countries {
        let name = match &country {
            Some(country) if several => format!("{country} {}", phrase.head.text()),
            _ => words.to_string(),
        };
        let at = casting.local(if person { "person" } else { "group" }, &name, None);
        let actor = &mut casting.known[at].actor;
        actor.country = actor.country.take().or(country);
        actor.sector = actor.sector.take().or(role.sector.clone());
        actor.role = actor.role.take().or(role.noun.clone());
        actors.push(at);
    }
    actors
}

/// The countries of the adjectives before a noun.
pub fn adjectives(casting: &Casting, number: usize, head: Token) -> Vec<String> {
    let before =
        head.children().filter(|child| matches!(child.dep(), "amod" | "compound" | "nmod"));
    let mut found: Vec<String> = Vec::new();
    let with_joined = before.flat_map(|child| {
        let joined: Vec<Token> = child.children().filter(|other| other.dep() == "conj").collect();
        std::iter::once(child).chain(joined).collect::<Vec<_>>()
    });
    for token in with_joined {
        let Some(mention) = casting.at(number, token.index()) else { continue };
        let [actor] = mention.actors[..] else { continue };
        let known = &casting.known[actor].actor;
        if known.kind == "state"
            && let Some(country) = &known.country
            && !found.contains(country)
        {
            found.push(country.clone());
        }
    }
    found
}

/// The country of what follows behind "in" or "from": "rebels in Darfur".
pub fn located(casting: &Casting, number: usize, head: Token) -> Option<String> {
    let page = casting.page;
    let passage = &page.passages[number];
    let mut prepositions = head
        .children()
        .filter(|child| child.dep() == "prep" && matches!(child.lemma(), "in" | "from" | "of"));
    let object = prepositions.find_map(|preposition| preposition.child(&["pobj"]));
    let compound = head.children().find(|child| child.dep() == "compound");
    [object, compound].into_iter().flatten().find_map(|token| {
        let place = place_at(casting.places, token);
        place.and_then(|place| place.country.clone()).or_else(|| {
            casting
                .registry
                .state_of(passage.token(token.index()).text())
                .and_then(|state| casting.registry.country(state).map(str::to_string))
        })
    })
}

/// Who holds the office on the day, or whom the report gave the role before.
fn held_or_named(
    casting: &mut Casting,
    role: &Role,
    definite: bool,
    former: bool,
    number: usize,
    head: Token,
) -> Option<usize> {
    let noun = role.noun.clone()?;
    // Words beside the noun that say which: "the Democratic nominee".
    let modifiers: Vec<String> = head
        .children()
        .filter(|child| matches!(child.dep(), "amod" | "compound") && child.index() < head.index())
        .map(|child| child.text().to_lowercase())
        .filter(|word| !noun.contains(word.as_str()))
        .filter(|word| casting.registry.state_of(&capitalised(word)).is_none())
        .collect();
    // Somebody of the report: the last one named before with this role, or holding this office.
    let recent = casting.recent(number, head.index());
    let fits = |at: &usize, exactly: bool| {
        let known = &casting.known[*at];
        let same_country = role.country.is_none() || known.actor.country == role.country;
        let held = known.entity.zip(casting.day).is_some_and(|(entity, day)| {
            casting
                .registry
                .holdings_on(entity, day)
                .iter()
                .any(|held| role.offices.iter().any(|office| office == held.office))
        });
        let called = known.roles.iter().any(|role| {
            *role == noun
                || role.starts_with(&format!("{noun} "))
                || role.ends_with(&format!(" {noun}"))
        });
        known.actor.kind == "person"
            && same_country
            && (held || called)
            && modifiers.iter().filter(|_| exactly).all(|word| {
                let role = known.actor.role.as_deref().unwrap_or_default().to_lowercase();
                role.contains(word)
            })
    };
    let mut named = recent.iter().copied().find(|at| fits(at, true));
    if named.is_none() && located(casting, number, head).is_some() {
        // "The South Carolina senator": the only one whom the report calls so.
        let only: Vec<usize> = recent.iter().copied().filter(|at| fits(at, false)).collect();
        if let [one] = only[..] {
            named = Some(one);
        }
    }
    if (definite || role.country.is_some()) && !former && named.is_some() {
        return named;
    }
    let country = role.country.as_deref().filter(|_| !former)?;
    let day = casting.day?;
    let offices: Vec<&str> = role.offices.iter().map(String::as_str).collect();
    // The President of Iran is not its head of state: whose title says so comes first.
    let titled = |office: &str| {
        let tenures = casting.registry.tenures(office, country, day);
        let called = |held: &&crate::registry::Holding| held.title.to_lowercase().contains(&noun);
        match tenures.iter().filter(called).map(|held| held.holder).collect::<Vec<_>>()[..] {
            [holder] => Some(holder),
            _ => None,
        }
    };
    let heads = ["head_of_government", "head_of_state", "head_of_state_and_government"];
    let head_of = offices.iter().any(|office| heads.contains(office));
    let of_title = heads.iter().filter(|_| head_of).find_map(|office| titled(office));
    if let Some(holder) = of_title {
        return Some(casting.entity(holder));
    }
    for office in offices {
        let holders = casting.registry.holders(office, country, day);
        if let [holder] = holders[..] {
            return Some(casting.entity(holder));
        }
    }
    None
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
