//! Words for those who were named together: "the two leaders", *they*; and for the one on the other
//! side: "his counterpart".

use super::cast::{Casting, rank};
use super::roles::describe;
use crate::page::sentence_number;
use chancery_syntax::Token;
use std::collections::BTreeSet;
use std::ops::Range;

/// "The two leaders", "both sides": those who were last named together.
pub fn joint(casting: &mut Casting, number: usize, head: Token, place: crate::Span, counted: bool) {
    let text = head.text().to_lowercase();
    let people = !matches!(
        text.as_str(),
        "sides" | "parties" | "countries" | "nations" | "neighbours" | "neighbors"
    );
    if !counted {
        let (all, _) = together(casting, number, head);
        let all = if all.len() < 2 && people { assembled(casting, number) } else { all };
        if all.len() > 1 {
            casting.mention(number, head.index(), place, all, false);
            return;
        }
    }
    let kind = |at: usize| casting.known[at].actor.kind.as_str();
    let country = |at: usize| casting.known[at].actor.country.as_ref();
    let mut two: Vec<usize> = Vec::new();
    for actor in casting.recent(number, head.index()) {
        let wanted = casting.is_somebody(actor) || !people && kind(actor) == "state";
        let apart = !matches!(text.as_str(), "men" | "two" | "pair");
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
    if two.len() == 2 && (counted || people) {
        casting.mention(number, head.index(), place, two, false);
    }
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
    // Whose counterpart: the subject of the verb above, or the last person before.
    let subject = head.ancestors().filter_map(|verb| verb.child(&["nsubj"])).next();
    let subject = subject.and_then(|subject| casting.at(number, subject.index()));
    let subject = subject.and_then(|mention| mention.actors.first().copied());
    let people: Vec<usize> = casting
        .recent(number, head.index())
        .into_iter()
        .filter(|&at| casting.is_person(at))
        .collect();
    let Some(owner) = subject.or(people.first().copied()) else { return };
    let country = describe(casting, passage, tokens).and_then(|role| role.country);
    if let (Some(country), Some(entity), Some(day)) =
        (&country, casting.known[owner].entity, casting.day)
    {
        // The highest office that each state has one holder of: not "minister" of whatever.
        let holdings = casting.registry.holdings_on(entity, day);
        let mut offices: Vec<String> =
            holdings.iter().map(|held| held.office.to_string()).collect();
        offices.retain(|office| rank(office).is_some());
        offices.sort_by_key(|office| rank(office));
        for office in offices {
            let office =
                if office == "head_of_state_and_government" { "head_of_state" } else { &office };
            if let [holder] = casting.registry.holders(office, country, day)[..] {
                let at = casting.entity(holder);
                casting.mention(number, head.index(), place, vec![at], false);
                return;
            }
        }
    }
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
