//! People's names, and who bears them.

use super::cast::{Casting, Known, slug};
use super::names::{Context, Found, bare, head, is_initial};
use super::roles::{Role, role};
use crate::around::place_at;
use crate::page::{one_line, words};
use crate::registry::{Bearer, EntityId, Gender, Held, Kind, Naming};
use crate::words::{ACTORS, PLACES};
use crate::{Candidate, Span};
use chancery_syntax::Parsed;
use std::collections::BTreeSet;
use std::ops::Range;

/// People: names of the registry and of the syntax model together.
pub fn people(casting: &mut Casting, found: &[Found], context: &Context) {
    let page = casting.page;
    for (number, passage) in page.passages.iter().enumerate() {
        let from = found.partition_point(|name| name.passage < number);
        let to = found.partition_point(|name| name.passage <= number);
        for tokens in places_of_names(casting, passage, &found[from..to], context) {
            person(casting, number, tokens, context);
        }
    }
    for (number, passage) in page.passages.iter().enumerate() {
        surnames(casting, number, passage, context);
    }
}

/// Where people's names stand: what the syntax model says, and names of the registry.
fn places_of_names(
    casting: &Casting,
    passage: &Parsed,
    found: &[Found],
    context: &Context,
) -> Vec<Range<usize>> {
    let registry = casting.registry;
    let people = |name: &Found| -> Vec<Bearer> {
        let person = |bearer: &&Bearer| registry.kind(bearer.entity) == Kind::Person;
        name.bearers.iter().filter(person).copied().collect()
    };
    let full = |name: &&Found| {
        name.tokens.len() > 1 && people(name).iter().any(|bearer| bearer.naming == Naming::Full)
    };
    let persons: Vec<Range<usize>> = passage
        .entities()
        .iter()
        .filter(|entity| passage.label(entity) == "PERSON")
        .map(|entity| untitled(passage, bare(passage, entity.tokens.clone())))
        .filter(|tokens| !tokens.is_empty())
        .collect();
    let last_words: BTreeSet<&str> = persons
        .iter()
        .filter(|tokens| tokens.len() > 1)
        .map(|tokens| passage.token(tokens.end - 1).text())
        .collect();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for whole in &persons {
        // A state or place of one word, of which nobody bears the name.
        let token = passage.token(whole.start);
        let word = token.text();
        let is_place = || {
            let place = place_at(casting.places, token);
            let known = place.is_some_and(|place| place.kind.is_some());
            known && matches!(token.dep(), "dobj" | "pobj" | "conj")
        };
        // "Sikkim Chief Minister Rao", "Lao Cai province": it says whose or which.
        let last = passage.token(whole.end - 1);
        let of_place = || {
            let whole_place = place_at(casting.places, last).is_some_and(|place| {
                place.kind.is_some() && place.span.contains(passage.bytes(whole.clone()).into())
            });
            let behind = (whole.end..passage.len().min(whole.end + 2))
                .map(|index| passage.token(index).text().to_lowercase());
            let mut behind = behind.take_while(|word| word.chars().any(char::is_alphabetic));
            whole_place
                && last.dep() != "nsubj"
                && behind
                    .any(|word| ACTORS.titles.contains(&word) || PLACES.regions.contains(&word))
        };
        if title(passage, whole.start).is_none() && of_place() {
            continue;
        }
        let several = || {
            let text = one_line(&passage.text()[passage.bytes(whole.clone())]);
            registry.state_of(&text).is_some()
        };
        if whole.len() > 1 && several() {
            continue;
        }
        if whole.len() == 1
            && title(passage, whole.start).is_none()
            && !last_words.contains(word)
            && (registry.state_of(word).is_some() || is_place())
        {
            continue;
        }
        // Where the registry knows a full name, it stands there: "Crooked Hillary Clinton", and the
        // rest of a name that the model cut.
        let first = found.partition_point(|name| name.tokens.end <= whole.start);
        let over = found[first..].iter().take_while(|name| name.tokens.start < whole.end);
        let known = over.into_iter().find(full);
        spans.push(known.map_or(whole.clone(), |name| name.tokens.clone()));
    }
    let taken = spans.clone();
    for name in found {
        let at = taken.partition_point(|span| span.end <= name.tokens.start);
        let fresh = taken.get(at).is_none_or(|span| name.tokens.end <= span.start);
        let people = people(name);
        if people.is_empty() || !fresh {
            continue;
        }
        let sure = |bearer: &Bearer| !matches!(bearer.naming, Naming::Auto | Naming::Short);
        let named = name.tokens.len() > 1 && people.iter().any(sure);
        let before = people.iter().any(|bearer| context.full.contains(&bearer.entity));
        let only = people.len() == name.bearers.len();
        if named || title(passage, name.tokens.start).is_some() || before && only {
            spans.push(name.tokens.clone());
        }
    }
    spans.sort_by_key(|tokens| tokens.start);
    join_nicknames(passage, &mut spans);
    spans
}

/// Surnames of people of the report that the syntax model takes for another name, or for none.
fn surnames(casting: &mut Casting, number: usize, passage: &Parsed, context: &Context) {
    const NAMES: [&str; 9] =
        ["GPE", "ORG", "NORP", "FAC", "LOC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"];
    let entities = passage.entities();
    let others = entities.iter().filter(|entity| NAMES.contains(&passage.label(entity)));
    let mut spans: Vec<Range<usize>> =
        others.map(|entity| bare(passage, entity.tokens.clone())).collect();
    let proper = |index: usize| index < passage.len() && passage.token(index).pos() == "PROPN";
    let alone = |index: usize| {
        let whole = proper(index + 1) || index > 0 && proper(index - 1);
        let at = entities.partition_point(|entity| entity.tokens.end <= index);
        proper(index) && !whole && entities.get(at).is_none_or(|e| index < e.tokens.start)
    };
    spans.extend((0..passage.len()).filter(|&index| alone(index)).map(|index| index..index + 1));
    spans.sort_by_key(|tokens| tokens.start);
    for tokens in spans {
        if tokens.is_empty() || casting.is_taken(number, tokens.start) {
            continue;
        }
        let place: Span = passage.bytes(tokens.clone()).into();
        let word = place.of(passage.text());
        // "Al-Harthi" of Salim al-Harthi.
        let part = slug(word);
        if part.contains('-') && !word.contains('-') {
            continue;
        }
        let surname = |at: &usize| {
            let name = slug(&casting.known[*at].actor.name);
            name.strip_suffix(&part).is_some_and(|rest| rest.ends_with('-'))
        };
        let last = part.rsplit('-').next().unwrap_or(&part);
        let known = casting.people_called(last).iter().any(surname);
        if known && casting.registry.state_of(word).is_none() {
            person(casting, number, tokens, context);
        }
    }
}

/// Puts together what quotation marks part: *Robert C. "Bobby" Berg*.
fn join_nicknames(passage: &Parsed, spans: &mut Vec<Range<usize>>) {
    let mark = |index: usize| {
        index < passage.len()
            && matches!(
                passage.token(index).text(),
                "\"" | "“" | "”" | "``" | "''" | "'" | "‘" | "’"
            )
    };
    let name = |index: usize| index < passage.len() && passage.token(index).pos() == "PROPN";
    for tokens in spans.iter_mut() {
        let end = tokens.end;
        if mark(end) && name(end + 1) && mark(end + 2) && name(end + 3) {
            tokens.end = end + 4;
        }
    }
    let mut reached = 0;
    spans.retain(|tokens| {
        let fresh = tokens.start >= reached;
        reached = reached.max(tokens.end);
        fresh
    });
}

/// Without titles before a name.
fn untitled(passage: &Parsed, mut tokens: Range<usize>) -> Range<usize> {
    let title = |index: usize| {
        let word = passage.token(index).text().to_lowercase();
        ACTORS.titles.contains(&word) || ACTORS.abbreviations.contains_key(&word)
    };
    while tokens.len() > 1 && title(tokens.start) {
        tokens.start += 1;
    }
    // What a possessive has is another: "Berg's Call".
    let owns = |index: &usize| {
        let token = passage.token(*index);
        token.tag() == "POS" || token.text().ends_with("'s") || token.text().ends_with("’s")
    };
    if let Some(own) = tokens.clone().find(owns) {
        let apart = passage.token(own).tag() == "POS";
        tokens.end = own + usize::from(!apart);
    }
    // A headline's next word: "Berg Speech".
    while tokens.len() > 1
        && ACTORS.own_words.contains(&passage.token(tokens.end - 1).text().to_lowercase())
    {
        tokens.end -= 1;
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
    let name: String = one_line(place.of(passage.text()));
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
    // Of several of a surname, whom the report names most.
    let same = candidates.iter().copied().filter(|&at| {
        let known = &casting.known[at];
        slug(&known.actor.name) == whole || is_part(&name, &known.actor.name) && fits(known)
    });
    let exact = |at: usize| !single && slug(&casting.known[at].actor.name) == whole;
    let times = |at: usize| casting.known[at].actor.mentions.len();
    let earlier =
        same.enumerate().max_by_key(|&(i, at)| (exact(at), times(at), std::cmp::Reverse(i)));
    let earlier = earlier.map(|(_, at)| at);
    // A fuller name of somebody who was named in part before.
    let part = candidates.iter().copied().find(|&at| {
        let known = &casting.known[at];
        known.entity.is_none()
            && !known.actor.name.contains(' ')
            && is_part(&known.actor.name, &name)
    });
    let choice = match earlier {
        Some(_) => None,
        None => Some(choose(casting, &name, role.as_ref(), context, single)),
    };
    let taken = choice.as_ref().and_then(Choice::taken);
    let at = match earlier {
        Some(at) => at,
        None => match (taken, part) {
            (Some(entity), part) => {
                let at = casting.entity(entity);
                part.into_iter().for_each(|part| casting.merge(part, at));
                at
            }
            (None, Some(at)) => {
                casting.known[at].actor.name.clone_from(&name);
                casting.known[at].actor.id = slug(&name);
                at
            }
            (None, None) => casting.local("person", &name, gender),
        },
    };
    if casting.explain
        && let Some(choice) = choice
    {
        let candidates = choice.candidates(casting);
        casting.known[at].actor.candidates.get_or_insert(candidates);
    }
    casting.call(at, &name);
    let official = casting.known[at].actor.name.clone();
    casting.call(at, &official);
    // The fullest name that the report gives.
    let known = &mut casting.known[at];
    if name.contains(' ') && (!known.named || name.len() > known.actor.name.len()) {
        known.actor.name.clone_from(&name);
    }
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
        || name.strip_prefix(&part).is_some_and(|rest| rest.starts_with('-')) && part.len() >= 2
}

/// The title before a name.
fn title(passage: &Parsed, first: usize) -> Option<String> {
    let word = passage.token(first.checked_sub(1)?).text().to_lowercase();
    // "Presidents Rossi and Berg".
    let one = word.strip_suffix('s').filter(|one| ACTORS.titles.iter().any(|title| title == one));
    let one = one.map(str::to_string);
    ACTORS.titles.contains(&word).then_some(word).or(one)
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

/// Which people of the registry a name may stand for, and how likely each is: by how it is theirs, by the office they hold on
/// the day, by the countries that the report names, and by how well known they are.
fn choose(
    casting: &Casting,
    name: &str,
    role: Option<&Role>,
    context: &Context,
    single: bool,
) -> Choice {
    let registry = casting.registry;
    let mut scored: Vec<(i32, EntityId)> = Vec::new();
    let mut bearers = registry.named(name);
    if bearers.is_empty() {
        let plain = name.split(' ').filter(|word| !is_initial(word)).collect::<Vec<_>>().join(" ");
        if plain.contains(' ') && plain != name {
            bearers = registry.named(&plain);
        }
    }
    for bearer in bearers {
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
    Choice { scored, bar: if single { SINGLE } else { WHOLE } }
}

/// The scores that a surname alone and a whole name must reach: a surname alone needs more than a
/// namesake in the registry.
const SINGLE: i32 = 26;
const WHOLE: i32 = 18;
/// By how much the likeliest must lead.
const LEAD: i32 = 4;

/// Whom of the registry a name may stand for.
struct Choice {
    scored: Vec<(i32, EntityId)>,
    bar: i32,
}

impl Choice {
    /// The one that is likely enough, and more so than any other.
    fn taken(&self) -> Option<EntityId> {
        match self.scored[..] {
            [(score, entity)] if score >= self.bar => Some(entity),
            [(first, entity), (second, _), ..] if first >= self.bar && first - second >= LEAD => {
                Some(entity)
            }
            _ => None,
        }
    }

    fn candidates(&self, casting: &Casting) -> Vec<Candidate> {
        let candidate = |&(score, entity): &(i32, EntityId)| Candidate {
            id: casting.registry.id(entity).into(),
            name: casting.registry.name(entity).into(),
            score,
        };
        self.scored.iter().take(10).map(candidate).collect()
    }
}
