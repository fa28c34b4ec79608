//! Whether a verb tells of something done, planned, demanded, refused or merely possible.

use super::ontology::{Form, Ontology};
use crate::page::is_verbal;
use crate::words::EVENTS;
use chancery_syntax::{Parsed, Token};

/// The form of a word: of a verb by its auxiliaries, of an adjective by its verb's.
pub fn form(token: Token) -> Form {
    let verb = if token.pos() == "ADJ" && is_verbal(token.head()) { token.head() } else { token };
    if !is_verbal(verb) {
        return if verb.children().any(|child| child.dep() == "det" && child.lemma() == "no") {
            Form::Negated
        } else {
            Form::Plain
        };
    }
    let own = auxiliaries(verb);
    // "will arrest and deport": the second verb shares the first one's auxiliary.
    if own == Form::Plain && verb.dep() == "conj" && is_verbal(verb.head()) {
        let bare = verb.tag() == "VB"
            && !verb.children().any(|child| matches!(child.dep(), "nsubj" | "aux"));
        if bare {
            return auxiliaries(verb.head());
        }
    }
    own
}

fn auxiliaries(verb: Token) -> Form {
    let mut form = Form::Plain;
    // "not before they held talks": they did.
    let marked =
        |at: usize| verb.children().any(|child| child.dep() == "mark" && child.index() == at);
    let mut negated =
        verb.children().any(|child| child.dep() == "neg" && !marked(child.index() + 1));
    negated |= verb.children().any(|child| {
        matches!(child.dep(), "nsubj" | "nsubjpass")
            && child.children().any(|word| word.dep() == "det" && word.lemma() == "no")
    });
    for child in verb.children().filter(|child| matches!(child.dep(), "aux" | "auxpass")) {
        let modal = match child.text().to_lowercase().as_str() {
            "will" | "shall" | "'ll" | "’ll" | "wo" | "sha" => Form::Planned,
            "would" | "'d" | "’d" if verb.dep() == "ccomp" || has_condition(verb) => {
                Form::Planned
            }
            "would" | "'d" | "’d" | "may" | "might" | "could" => Form::Possible,
            "can" | "ca" => Form::Possible,
            "must" | "should" | "ought" | "need" => Form::Demanded,
            _ => continue,
        };
        form = modal;
        if negated && matches!(child.lemma(), "can" | "ca" | "will" | "wo" | "would" | "shall") {
            return Form::Refused;
        }
    }
    match form {
        Form::Demanded | Form::Planned => form,
        _ if negated => Form::Negated,
        _ => form,
    }
}

/// Whether a clause below says what must come true first.
pub fn is_conditional(ontology: &Ontology, passage: &Parsed, verb: Token) -> bool {
    let verb = if is_verbal(verb) { verb } else { verb.head() };
    verb.children().any(|child| {
        let word = || ontology.classes.condition.longest(passage, child).is_some();
        is_condition(ontology, passage, child) || matches!(child.dep(), "prep" | "mark") && word()
    })
}

/// The same by the commonest words, where there is no ontology at hand.
fn has_condition(verb: Token) -> bool {
    verb.children().filter(|child| child.dep() == "advcl").any(|clause| {
        let if_or_unless = |mark: Token| {
            EVENTS.conditions.iter().any(|word| mark.lemma().eq_ignore_ascii_case(word))
        };
        clause.children().any(if_or_unless)
    })
}

/// Whether a verb stands in a clause that names a condition.
pub fn is_condition(ontology: &Ontology, passage: &Parsed, verb: Token) -> bool {
    verb.dep() == "advcl"
        && verb
            .children()
            .filter(|child| matches!(child.dep(), "mark" | "advmod"))
            .any(|mark| ontology.classes.condition.longest(passage, mark).is_some())
}
