//! Words for those who were named together: "the two leaders", *they*; and for the one on the other
//! side: "his counterpart".

use super::cast::{Casting, rank};
use super::roles::describe;
use crate::page::sentence_number;
use crate::patterns::frame::joined;
use crate::words::ACTORS;
use chancery_syntax::Token;
use std::collections::BTreeSet;
use std::ops::Range;

/// "The two leaders", "both sides": those who were last named together.
pub fn joint(casting: &mut Casting, number: usize, head: Token, place: crate::Span, counted: bool) {
    let text = head.text().to_lowercase();
    let people = !matches!(
        text.as_str(),
        "sides"
            | "parties"
            | "delegations"
            | "teams"
            | "countries"
            | "nations"
            | "neighbours"
            | "neighbors"
    );
    let noun = head.lemma().to_lowercase();
    let office = casting.registry.role(&noun).is_some_and(|role| role.offices().next().is_some());
    // "The leaders" may be anybody, "the presidents" are presidents.
    let anybody = !office || ACTORS.any_office.contains(&noun);
    if !counted {
        let (all, _) = together(casting, number, head);
        let all = if all.len() < 2 && people { assembled(casting, number) } else { all };
        if all.len() > 1 && (anybody || all.iter().all(|&at| is_called(casting, at, &noun))) {
            casting.mention(number, head.index(), place, all, false);
            return;
        }
    }
    let mut two =
        if office { two_recent(casting, number, head, people, Some(&noun)) } else { Vec::new() };
    if two.len() < 2 && anybody {
        two = two_recent(casting, number, head, people, None);
    }
    if two.len() == 2 && (counted || people) {
        casting.mention(number, head.index(), place, two, false);
    }
}

/// The last two named before who are not of one country, and hold an office called so where there is
/// a noun for it.
fn two_recent(
    casting: &Casting,
    number: usize,
    head: Token,
    people: bool,
    noun: Option<&str>,
) -> Vec<usize> {
    let text = head.text().to_lowercase();
    let kind = |at: usize| casting.known[at].actor.kind.as_str();
    let country = |at: usize| casting.known[at].actor.country.as_ref();
    let apart = !matches!(text.as_str(), "men" | "two" | "pair");
    let mut two: Vec<usize> = Vec::new();
    for actor in casting.recent(number, head.index()) {
        let called = noun.is_none_or(|noun| is_called(casting, actor, noun));
        let wanted = casting.is_somebody(actor) && called || !people && kind(actor) == "state";
        let same_side = apart
            && two
                .iter()
                .any(|&other| country(other).is_some() && country(other) == country(actor));
        if wanted && !same_side {
            two.push(actor);
        }
        if two.len() == 2 {
            break;
        }
    }
    two
}

/// Whether the report or the registry gives somebody an office called so.
fn is_called(casting: &Casting, at: usize, noun: &str) -> bool {
    let known = &casting.known[at];
    let has = |words: &str| words.to_lowercase().split(' ').any(|word| word == noun);
    let named =
        known.actor.role.as_deref().is_some_and(has) || known.roles.iter().any(|role| has(role));
    let holds = || {
        let role = casting.registry.role(noun)?;
        let (entity, day) = (known.entity?, casting.day?);
        let held = casting.registry.holdings_on(entity, day);
        Some(held.iter().any(|held| role.offices().any(|office| office == held.office)))
    };
    named || holds() == Some(true)
}

/// Everybody of the sentence that names most people, three at least: those whom a report lists once.
fn assembled(casting: &Casting, number: usize) -> Vec<usize> {
    let passage = &casting.page.passages[number];
    let people = |sentence: &Range<usize>| {
        let mentions = casting.between(number, sentence.clone());
        let all: BTreeSet<usize> = mentions
            .flat_map(|mention| mention.actors.iter().copied())
            .filter(|&at| casting.is_somebody(at))
            .collect();
        all
    };
    let first = casting.between(number, 0..passage.len()).last();
    let first = first.filter(|mention| mention.named).map(|mention| mention.actors.clone());
    let largest = passage.sentences().iter().take(40).map(people).max_by_key(BTreeSet::len);
    let mut all = largest.unwrap_or_default();
    if all.len() < 3 {
        return Vec::new();
    }
    all.extend(first.into_iter().flatten().filter(|&at| casting.is_person(at)));
    all.into_iter().collect()
}

/// Those whom *they* mean: people of a sentence before, one of whom is its subject and the others
/// beside it or with it.
pub fn they(casting: &Casting, number: usize, pronoun: Token) -> Vec<usize> {
    let passage = &casting.page.passages[number];
    let (all, sentence) = together(casting, number, pronoun);
    let mentions = || {
        casting
            .between(number, sentence.start..sentence.end.min(pronoun.index()))
            .filter(|mention| mention.actors.iter().any(|at| all.contains(at)))
    };
    // "The two agreed … They also": the same two.
    let joint = mentions()
        .find(|mention| mention.actors.len() > 1 && passage.token(mention.head).dep() == "nsubj");
    if let Some(joint) = joint.filter(|_| pronoun.dep() == "nsubj") {
        return joint.actors.clone();
    }
    let of = |at: usize, deps: &[&str]| {
        mentions().any(|mention| {
            mention.actors.contains(&at) && deps.contains(&passage.token(mention.head).dep())
        })
    };
    // A title or "Jr." may hide the subject; then it is whoever stands before the verb.
    let before_verb = mentions().any(|mention| {
        let root = passage.token(mention.head).ancestors().last();
        root.is_some_and(|root| root.pos() == "VERB" && mention.head < root.index())
    });
    let subject = before_verb || all.iter().any(|&at| of(at, &["nsubj", "nsubjpass"]));
    let beside = all.iter().filter(|&&at| of(at, &["conj", "pobj", "dobj"])).count();
    let subjects = all.iter().filter(|&&at| of(at, &["nsubj", "nsubjpass", "conj"])).count();
    let whole = |mention: &super::cast::Mention| all.iter().all(|at| mention.actors.contains(at));
    let together = subjects == all.len() || mentions().any(whole);
    let beside = if together { all.len() } else { beside };
    if pronoun.dep() == "nsubj" && subject && beside + 1 >= all.len() && all.len() <= 8 {
        all
    } else {
        Vec::new()
    }
}

/// The people of the nearest sentence before, at most three back, that names several; and that
/// sentence's tokens.
fn together(casting: &Casting, number: usize, head: Token) -> (Vec<usize>, Range<usize>) {
    let passage = &casting.page.passages[number];
    let here = sentence_number(passage, head.index());
    for back in 0..=3.min(here) {
        let sentence = passage.sentences()[here - back].clone();
        let mentions = casting
            .between(number, sentence.start..sentence.end.min(head.index()).max(sentence.start));
        let mut all: Vec<usize> = mentions
            .flat_map(|mention| mention.actors.iter().copied())
            .filter(|&at| casting.is_somebody(at))
            .collect();
        all.sort_unstable();
        all.dedup();
        if all.len() > 1 {
            return (all, sentence);
        }
    }
    (Vec::new(), 0..0)
}

/// "His Russian and Ukrainian counterparts": of each country the holder of the like office.
pub fn counterparts(casting: &mut Casting, number: usize, head: Token, place: crate::Span) {
    let mut countries = super::phrases::adjectives(casting, number, head);
    if countries.is_empty() {
        countries = states_of(casting, number, head);
    }
    let Some(owner) = owner(casting, number, head) else { return };
    let mut actors: Vec<usize> = Vec::new();
    for country in &countries {
        actors.extend(like_office(casting, owner, country));
    }
    if actors.len() == countries.len() && !actors.is_empty() {
        casting.mention(number, head.index(), place, actors, false);
    }
}

/// The countries behind "of" or "from": "the presidents of Chile and Peru".
pub fn states_of(casting: &Casting, number: usize, head: Token) -> Vec<String> {
    let behind = head.children().filter(|child| matches!(child.text(), "of" | "from"));
    let all = behind.filter_map(|child| child.child(&["pobj"])).flat_map(joined);
    let state = |token: Token| {
        let [at] = casting.at(number, token.index())?.actors[..] else { return None };
        let actor = &casting.known[at].actor;
        (actor.kind == "state").then(|| actor.country.clone()).flatten()
    };
    let mut found: Vec<String> = Vec::new();
    for token in all {
        match state(token) {
            Some(country) if !found.contains(&country) => found.push(country),
            Some(_) => {}
            // "of Chile and its neighbours": not all are known.
            None => return Vec::new(),
        }
    }
    found
}

/// Whose counterpart: the subject of the verb above, or the last person before.
fn owner(casting: &Casting, number: usize, head: Token) -> Option<usize> {
    let subject = head.ancestors().filter_map(|verb| verb.child(&["nsubj"])).next();
    let subject = subject.and_then(|subject| casting.at(number, subject.index()));
    let subject = subject.and_then(|mention| mention.actors.first().copied());
    subject.or_else(|| {
        let recent = casting.recent(number, head.index());
        recent.into_iter().find(|&at| casting.is_person(at))
    })
}

/// Who holds in a country the office that somebody holds in theirs.
fn like_office(casting: &mut Casting, owner: usize, country: &str) -> Option<usize> {
    let (entity, day) = (casting.known[owner].entity?, casting.day?);
    // The highest office that each state has one holder of: not "minister" of whatever.
    let holdings = casting.registry.holdings_on(entity, day);
    let mut offices: Vec<String> = holdings.iter().map(|held| held.office.to_string()).collect();
    offices.retain(|office| rank(office).is_some());
    offices.sort_by_key(|office| rank(office));
    for office in offices {
        let both = office == "head_of_state_and_government";
        let office = if both { "head_of_state" } else { &office };
        if let [holder] = casting.registry.holders(office, country, day)[..] {
            return Some(casting.entity(holder));
        }
    }
    None
}

/// "His counterpart", "the Omani foreign minister's colleague": the holder of the like office.
pub fn counterpart(
    casting: &mut Casting,
    number: usize,
    head: Token,
    tokens: Range<usize>,
    place: crate::Span,
) {
    let page = casting.page;
    let passage = &page.passages[number];
    let Some(owner) = owner(casting, number, head) else { return };
    let country = describe(casting, passage, tokens).and_then(|role| role.country);
    if let Some(holder) = country.as_ref().and_then(|country| like_office(casting, owner, country))
    {
        casting.mention(number, head.index(), place, vec![holder], false);
        return;
    }
    let people = casting.recent(number, head.index()).into_iter();
    let people: Vec<usize> = people.filter(|&at| casting.is_person(at)).collect();
    let of = |at: usize| casting.known[at].actor.country.clone();
    let other = people.into_iter().find(|&at| {
        at != owner
            && of(at) != of(owner)
            && country.as_ref().is_none_or(|country| of(at).as_ref() == Some(country))
    });
    if let Some(other) = other {
        casting.mention(number, head.index(), place, vec![other], false);
    }
}
