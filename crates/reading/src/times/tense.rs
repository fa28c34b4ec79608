//! Whether something is said to lie ahead.

use super::file::TenseWords;
use crate::page::is_verbal;
use chancery_syntax::{Parsed, Token};
use std::collections::BTreeSet;

/// Where a time lies, by the verb that governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Ahead,
    Behind,
    Unsaid,
}

/// The tense of the verb that governs a token: *will meet*, *is to meet*, *plans to meet*,
/// *scheduled for*. A word of the future elsewhere in the sentence says nothing.
pub fn of(parsed: &Parsed, index: usize, words: &TenseWords) -> Tense {
    let token = parsed.token(index);
    // *said Monday*, whatever the parser makes of it.
    let before = index.checked_sub(1).map(|before| parsed.token(before));
    if before.is_some_and(|before| before.tag() == "VBD" && !has(&words.plans, before)) {
        return Tense::Behind;
    }
    // *Monday's vote* is mostly one that was held.
    if token.dep() == "poss" {
        return Tense::Unsaid;
    }
    for above in token.ancestors() {
        // "since they agreed to it in March"
        let since = |word: Token| word.text().eq_ignore_ascii_case("since");
        if since(above) || is_verbal(above) && above.child(&["mark"]).is_some_and(since) {
            return Tense::Behind;
        }
        if above.index() < index && has(&words.plans, above) {
            return if is_over(above) { Tense::Behind } else { Tense::Ahead };
        }
        if !is_verbal(above) {
            continue;
        }
        let mut auxiliaries = above.children().filter(|child| child.dep().starts_with("aux"));
        if auxiliaries.clone().any(|auxiliary| has(&words.will, auxiliary)) {
            return Tense::Ahead;
        }
        if above.tag() == "VB" && auxiliaries.clone().any(|auxiliary| auxiliary.tag() == "TO") {
            let governor = above.head();
            if governor.lemma() == "be" {
                return if is_over(governor) { Tense::Behind } else { Tense::Ahead };
            }
            continue;
        }
        let finite = matches!(above.tag(), "VBD" | "VBZ" | "VBP");
        let bare = !finite && auxiliaries.next().is_none();
        match above.tag() {
            "VBD" | "VBN" => return Tense::Behind,
            "VBZ" | "VBP" if !has(&words.told, above) => return Tense::Ahead,
            "VBG" if bare => continue,
            _ if above.dep() == "conj" => continue,
            _ => return Tense::Unsaid,
        }
    }
    Tense::Unsaid
}

fn has(list: &BTreeSet<String>, token: Token) -> bool {
    list.contains(token.lemma()) || list.contains(token.text())
}

/// Whether a plan is one of the past: *had been scheduled*.
fn is_over(plan: Token) -> bool {
    let above = plan.ancestors().take(1).filter(|_| plan.dep() != "conj");
    let verbs = std::iter::once(plan).chain(above);
    verbs.flat_map(Token::children).any(|child| child.text() == "had")
}
