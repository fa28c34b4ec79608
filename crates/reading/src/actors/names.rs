//! Names: those that the registry knows, and those that the syntax model takes for somebody's.

use super::cast::{Casting, Known, slug};
use crate::Span;
use crate::gazetteer::fold;
use crate::page::{sentence, words};
use crate::registry::{Bearer, EntityId, Gender, Held, Kind, Naming};
use crate::words::{ACTORS, PLACES};
use chancery_syntax::{Parsed, Token};
use std::collections::BTreeMap;
use std::ops::Range;

/// A name of the registry in the text.
struct Found {
    passage: usize,
    tokens: Range<usize>,
    bearers: Vec<Bearer>,
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
                if matches!(token.text(), "-" | "–" | " ") {
                    continue;
                }
                word.clear();
                token
                    .text()
                    .split(crate::gazetteer::is_break)
                    .for_each(|part| fold(part, &mut word));
                if word.is_empty() || !word.split(' ').all(|word| walk.step(word)) {
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
        if bearers.is_empty() {
            first += 1;
            continue;
        }
        found.push(Found { passage: number, tokens: first..end, bearers });
        first = end;
    }
}

/// What a report shows of the countries that it is about.
struct Context {
    /// How often each country is named.
    countries: BTreeMap<String, usize>,
    /// The people whom it names in full.
    full: Vec<EntityId>,
}

impl Context {
    fn of(casting: &Casting, found: &[Found]) -> Self {
        let mut context = Context { countries: BTreeMap::new(), full: Vec::new() };
        for name in found {
            for bearer in name.bearers.iter().filter(|bearer| bearer.exact) {
                match casting.registry.kind(bearer.entity) {
                    Kind::State => {
                        let country = casting.registry.country(bearer.entity);
                        let country = country.unwrap_or(casting.registry.id(bearer.entity));
                        *context.countries.entry(country.into()).or_default() += 1;
                    }
                    Kind::Person if name.tokens.len() > 1 => context.full.push(bearer.entity),
                    _ => {}
                }
            }
        }
        context
    }
}

/// The words of an entity without an article before them or a possessive behind.
fn bare(passage: &Parsed, mut tokens: Range<usize>) -> Range<usize> {
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

/// People: names of the registry and of the syntax model together.
fn people(casting: &mut Casting, found: &[Found], context: &Context) {
    let page = casting.page;
    for (number, passage) in page.passages.iter().enumerate() {
        // Where people's names stand: what the syntax model says, and full names of the registry.
        let mut spans: Vec<Range<usize>> = Vec::new();
        for entity in passage.entities() {
            if passage.label(entity) == "PERSON" {
                let whole = untitled(passage, bare(passage, entity.tokens.clone()));
                // "Crooked Hillary Clinton": the name that the registry knows in full.
                let inside = found.iter().find(|name| {
                    name.passage == number
                        && name.tokens.len() > 1
                        && whole.start <= name.tokens.start
                        && name.tokens.end <= whole.end
                        && name.bearers.iter().any(|bearer| {
                            bearer.naming == Naming::Full
                                && casting.registry.kind(bearer.entity) == Kind::Person
                        })
                });
                spans.push(inside.map_or(whole, |name| name.tokens.clone()));
            }
        }
        for name in found.iter().filter(|name| name.passage == number) {
            let person = |bearer: &&Bearer| casting.registry.kind(bearer.entity) == Kind::Person;
            let sure =
                |bearer: &Bearer| bearer.naming != Naming::Auto && bearer.naming != Naming::Short;
            let titled = name.tokens.start > 0 && {
                let before = passage.token(name.tokens.start - 1).text().to_lowercase();
                ACTORS.titles.contains(&before)
            };
            let people: Vec<&Bearer> = name.bearers.iter().filter(person).collect();
            let only = people.len() == name.bearers.len();
            let full = name.tokens.len() > 1 && people.iter().any(|bearer| sure(bearer));
            let known = people.iter().any(|bearer| context.full.contains(&bearer.entity)) && only;
            let fresh = !spans
                .iter()
                .any(|span| span.start < name.tokens.end && name.tokens.start < span.end);
            if !people.is_empty() && fresh && (full || titled || known) {
                spans.push(name.tokens.clone());
            }
        }
        spans.retain(|tokens| !tokens.is_empty());
        spans.sort_by_key(|tokens| tokens.start);
        for tokens in spans {
            person(casting, number, tokens, context);
        }
    }
}

/// Without titles before a name.
fn untitled(passage: &Parsed, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1
        && ACTORS.titles.contains(&passage.token(tokens.start).text().to_lowercase())
    {
        tokens.start += 1;
    }
    tokens
}

/// Notes whom a person's name stands for.
fn person(casting: &mut Casting, number: usize, tokens: Range<usize>, context: &Context) {
    let page = casting.page;
    let passage = &page.passages[number];
    if tokens.len() == 1
        && ACTORS.titles.contains(&passage.token(tokens.start).text().to_lowercase())
    {
        return;
    }
    let Some(place) = words(passage, tokens.clone()) else { return };
    // "Anna Berg, Jr." hangs on its last word.
    let word = |index: usize| (index < passage.len()).then(|| passage.token(index).text());
    let mut tokens = tokens;
    if word(tokens.end) == Some(",") && matches!(word(tokens.end + 1), Some("Jr." | "Sr.")) {
        tokens.end += 2;
    }
    let name: String = place.of(passage.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    // The possessive may be part of the token.
    let name =
        ["'s", "’s", "'", "’"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    let name = name.to_string();
    let title = title(passage, tokens.start);
    let role = role(casting, passage, head(passage, tokens.clone()), tokens.start);
    let gender = gender(casting, &name, title.as_deref());
    // A part of a name that the report gave in full before.
    let single = !name.contains(' ');
    let whole = slug(&name);
    let (first, last) = (whole.split('-').next(), whole.rsplit('-').next());
    let called = |word: Option<&str>| casting.people_called(word.unwrap_or_default());
    let mut candidates = called(last);
    candidates.extend(called(first));
    let fits = |known: &Known| known.gender.is_none() || gender.is_none() || known.gender == gender;
    let earlier = candidates.iter().copied().find(|&at| {
        let known = &casting.known[at];
        slug(&known.actor.name) == whole || is_part(&name, &known.actor.name) && fits(known)
    });
    // A fuller name of somebody who was named in part before.
    let part = candidates.iter().copied().find(|&at| {
        let known = &casting.known[at];
        known.entity.is_none()
            && !known.actor.name.contains(' ')
            && is_part(&known.actor.name, &name)
    });
    let at = match earlier {
        Some(at) => at,
        None => match (choose(casting, &name, role.as_ref(), context, single), part) {
            (Some(entity), _) => casting.entity(entity),
            (None, Some(at)) => {
                casting.known[at].actor.name.clone_from(&name);
                casting.known[at].actor.id = slug(&name);
                at
            }
            (None, None) => casting.local("person", &name, gender),
        },
    };
    casting.call(at, &name);
    let official = casting.known[at].actor.name.clone();
    casting.call(at, &official);
    let known = &mut casting.known[at];
    known.gender = known.gender.or(gender);
    if let Some(role) = role {
        known.roles.extend(role.noun.clone());
        let title = role.words.split_whitespace().last().unwrap_or_default().to_lowercase();
        known.roles.extend(ACTORS.abbreviations.get(&title).cloned());
        if known.actor.role.is_none() || known.entity.is_none() && known.actor.role.is_none() {
            known.actor.role = Some(role.words);
        }
        // The office that the report names, whenever it was held.
        let meant = known.entity.and_then(|entity| {
            casting.registry.holdings(entity).find(|held| {
                role.offices.iter().any(|office| office == held.office)
                    && role.country.as_ref().is_none_or(|country| country == held.country)
            })
        });
        if known.actor.country.is_none() {
            known.actor.country = role.country.clone();
        }
        if let Some(held) = meant.filter(|_| !role.former) {
            known.actor.sector = Some(held.sector.to_string());
            known.actor.country = super::cast::iso(held.country).or(known.actor.country.take());
        }
        // What the report calls somebody of whom the registry knows no office on the day.
        let unknown = known.entity.is_some_and(|entity| {
            casting.day.is_none_or(|day| casting.registry.holdings_on(entity, day).is_empty())
        });
        if known.actor.sector.is_none() || unknown && role.offices_meant {
            known.actor.sector = role.sector.or(known.actor.sector.take());
        }
    }
    casting.mention(number, head(passage, tokens).index(), place, vec![at], true);
}

/// Whether a word is the first or last of a name, or a longer part of it.
fn is_part(part: &str, name: &str) -> bool {
    let (part, name) = (slug(part), slug(name));
    name.strip_suffix(&part).is_some_and(|rest| rest.ends_with('-'))
        || name.strip_prefix(&part).is_some_and(|rest| rest.starts_with('-')) && part.len() > 2
}

/// The title before a name.
fn title(passage: &Parsed, first: usize) -> Option<String> {
    let word = passage.token(first.checked_sub(1)?).text().to_lowercase();
    ACTORS.titles.contains(&word).then_some(word)
}

fn gender(casting: &Casting, name: &str, title: Option<&str>) -> Option<Gender> {
    let title = title.unwrap_or_default().to_string();
    if ACTORS.titles_she.contains(&title) {
        return Some(Gender::Female);
    }
    if ACTORS.titles_he.contains(&title) {
        return Some(Gender::Male);
    }
    let first = name.split_whitespace().next().filter(|_| name.contains(' '))?;
    casting.registry.gender_of(first)
}

/// Which person of the registry a name stands for: by how it is theirs, by the office they hold on
/// the day, by the countries that the report names, and by how well known they are. None where two
/// are as likely.
fn choose(
    casting: &Casting,
    name: &str,
    role: Option<&Role>,
    context: &Context,
    single: bool,
) -> Option<EntityId> {
    let registry = casting.registry;
    let mut scored: Vec<(i32, EntityId)> = Vec::new();
    for bearer in registry.named(name) {
        if registry.kind(bearer.entity) != Kind::Person {
            continue;
        }
        let entity = bearer.entity;
        let mut score = match bearer.naming {
            Naming::Full => 30,
            Naming::Alias => 20,
            Naming::Short => 10,
            _ => 4,
        };
        if !bearer.exact {
            score -= 6;
        }
        score += 3 * i32::from(registry.prominence(entity));
        let mut near = 0;
        let mut fits = false;
        for held in registry.holdings(entity) {
            let named = context.countries.contains_key(held.country);
            near = near.max(
                match casting.day {
                    None => 2,
                    Some(day) => match held.on(day) {
                        Held::Yes => 12,
                        Held::Perhaps => 9,
                        Held::No => {
                            let gone = held.end.is_some_and(|end| end < day);
                            let years = held.end.map_or(99, |end| (day.year() - end.year()).abs());
                            if gone && years <= 8 { 5 } else { 0 }
                        }
                    },
                } + if named { 6 } else { 0 },
            );
            if let Some(role) = role {
                fits |= role.offices.iter().any(|office| office == held.office)
                    && role.country.as_ref().is_none_or(|country| country == held.country);
            }
        }
        score += near;
        if fits {
            score += 12;
        } else if role.is_some_and(|role| {
            role.country.as_ref().is_some_and(|country| {
                !registry.holdings(entity).any(|held| held.country == country)
            })
        }) {
            score -= 25;
        }
        scored.push((score, entity));
    }
    scored.sort_by_key(|&(score, entity)| (std::cmp::Reverse(score), entity));
    // A surname alone needs more than a namesake in the registry.
    let bar = if single { 26 } else { 18 };
    match scored[..] {
        [(score, entity)] if score >= bar => Some(entity),
        [(first, entity), (second, _), ..] if first >= bar && first - second >= 4 => Some(entity),
        _ => None,
    }
}

/// What is said of a person beside the name.
pub struct Role {
    /// The words: "US President", "the Kremlin aide".
    pub words: String,
    /// The noun in the singular.
    pub noun: Option<String>,
    /// The keys of the offices that it may mean.
    pub offices: Vec<String>,
    /// Whose: ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub sector: Option<String>,
    /// Whether the noun means an office.
    pub offices_meant: bool,
    /// Whether it is held no more.
    pub former: bool,
}

/// The role before a name ("US President"), or in apposition behind it.
fn role(casting: &Casting, passage: &Parsed, head: Token, name_starts: usize) -> Option<Role> {
    let mut before = sentence(passage, name_starts).start..name_starts;
    // Only the words that lead up to the name without a break.
    let titled = |index: &usize| {
        let token = passage.token(*index);
        matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "PART")
            || matches!(token.text(), "of" | "-" | "for")
    };
    before.start = before.clone().rev().take_while(titled).last().unwrap_or(before.end);
    let noun = |index: usize| passage.token(index).pos() == "NOUN" || is_title(passage, index);
    if before.clone().any(noun) {
        return describe(casting, passage, before);
    }
    let apposed = head.child(&["appos"]).filter(|token| token.pos() == "NOUN")?;
    describe(casting, passage, undetermined(apposed))
}

/// Whether a word written like a name is part of a title: it is no entity of its own.
fn is_title(passage: &Parsed, index: usize) -> bool {
    let token = passage.token(index);
    let inside = passage.entities().iter().any(|entity| entity.tokens.contains(&index));
    token.pos() == "PROPN" && (!inside || ACTORS.titles.contains(&token.text().to_lowercase()))
}

/// A phrase without its article.
fn undetermined(head: Token) -> Range<usize> {
    let mut tokens = head.subtree();
    if head
        .children()
        .next()
        .is_some_and(|first| first.index() == tokens.start && first.pos() == "DET")
    {
        tokens.start += 1;
    }
    // Not what follows in a clause of its own.
    let clause = head.children().find(|child| {
        child.index() > head.index() && matches!(child.dep(), "relcl" | "acl" | "appos" | "punct")
    });
    tokens.end = clause.map_or(tokens.end, |clause| clause.subtree().start.max(head.index() + 1));
    tokens
}

/// What the words of a role say: the longest role noun in them, and the state that they name.
pub fn describe(casting: &Casting, passage: &Parsed, tokens: Range<usize>) -> Option<Role> {
    let place = words(passage, tokens.clone())?;
    let registry = casting.registry;
    let texts: Vec<&str> = tokens.clone().map(|index| passage.token(index).text()).collect();
    let mut noun = None;
    'longest: for length in (1..=texts.len().min(4)).rev() {
        for first in 0..=texts.len() - length {
            let joined = texts[first..first + length].join(" ");
            // In the plural that no row gives, too.
            let last = passage.token(tokens.start + first + length - 1);
            let before = &texts[first..first + length - 1];
            let singular =
                before.iter().copied().chain([last.lemma()]).collect::<Vec<_>>().join(" ");
            if let Some(role) = registry.role(&joined).or_else(|| registry.role(&singular)) {
                noun = Some(role);
                break 'longest;
            }
        }
    }
    let mut country = None;
    'state: for length in (1..=texts.len().min(3)).rev() {
        for first in 0..=texts.len() - length {
            let joined = texts[first..first + length].join(" ");
            if !joined.starts_with(char::is_uppercase) {
                continue;
            }
            let state = registry.state_of(&joined).or_else(|| {
                let office = registry
                    .named(&joined)
                    .into_iter()
                    .find(|bearer| bearer.exact && registry.kind(bearer.entity) == Kind::Office);
                office.map(|bearer| bearer.entity)
            });
            if let Some(state) = state {
                country = registry.country(state).map(str::to_string);
                if country.is_some() {
                    break 'state;
                }
            }
        }
    }
    let of_noun = noun.as_ref().and_then(|role| role.sector).and_then(|sector| sector.get(..3));
    // "Opposition leaders", "a rebel group": what they are against says more than what they are.
    let against = texts.iter().filter_map(|word| registry.role(word)?.sector?.get(..3));
    let sector = against.filter(|sector| matches!(*sector, "OPP" | "REB")).next().or(of_noun);
    Some(Role {
        words: place.of(passage.text()).to_string(),
        offices: noun.iter().flat_map(|role| role.offices()).map(str::to_string).collect(),
        noun: noun.as_ref().map(|role| role.noun.to_lowercase()),
        country,
        sector: sector.map(str::to_string),
        former: texts.iter().any(|word| ACTORS.former.contains(&word.to_lowercase())),
        offices_meant: noun.is_some_and(|role| role.offices().next().is_some()),
    })
}

/// States, institutions, bodies and groups of the registry.
fn other(casting: &mut Casting, name: &Found) {
    let page = casting.page;
    let passage = &page.passages[name.passage];
    if name.tokens.clone().any(|index| casting.is_taken(name.passage, index)) {
        return;
    }
    let registry = casting.registry;
    let entity = passage.entities().iter().find(|entity| {
        entity.tokens.start < name.tokens.end && name.tokens.start < entity.tokens.end
    });
    let label = entity.map_or("", |entity| passage.label(entity));
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
        let country = registry.country(entity).and_then(super::cast::iso);
        let at = casting.local("group", place.of(passage.text()), None);
        casting.known[at].actor.country = country;
        casting.known[at].actor.sector = Some("CVL".into());
        casting.mention(name.passage, last.index(), place, vec![at], true);
        return;
    }
    if longer && registry.kind(entity) != Kind::Office {
        return;
    }
    let at = casting.entity(entity);
    let place: Span = passage.bytes(name.tokens.clone()).into();
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
        let name = place.of(passage.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let known = casting.find_local(kind, &name).is_some();
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
