//! What a word means as an event: the best of the patterns that hang on it, and of the words in
//! its slots by the same means.

use super::form::{form, is_conditional};
use super::frame::{Frame, joined, of};
use super::kinds::kind_fits;
use super::ontology::{Condition, Form, Ontology, Outcome, PatternId, TypeId};
use super::words::Words;
use crate::actors::Cast;
use crate::around::time_at;
use crate::found::Found;
use crate::{Place, Time};
use chancery_syntax::{Parsed, Token};
use std::cell::RefCell;
use std::rc::Rc;

/// How deep events may stand within events: "threatened to refuse to allow".
const DEPTH: usize = 6;
/// How many of those joined by *and* are looked at.
const JOINED: usize = 12;

/// An event that a word stands for.
#[derive(Debug)]
pub struct Meaning {
    /// The word.
    pub token: usize,
    /// The pattern that decided.
    pub pattern: PatternId,
    /// The type.
    pub kind: TypeId,
    /// The event within: of "agreed to visit".
    pub inner: Option<Rc<Meaning>>,
    /// Whether the type is that of the event within.
    pub same: bool,
    /// Whether it is told as done, planned and so on.
    pub form: Form,
    /// Whether only under a condition.
    pub conditional: bool,
}

impl Meaning {
    /// It and the events within, the outermost first.
    pub fn chain(&self) -> impl Iterator<Item = &Meaning> {
        std::iter::successors(Some(self), |meaning| meaning.inner.as_deref())
    }

    /// The names of its patterns, the outermost first.
    pub fn explained(&self, ontology: &Ontology) -> String {
        let names = self.chain().map(|meaning| ontology.patterns[meaning.pattern].name.as_str());
        names.collect::<Vec<_>>().join(" < ")
    }

    /// The innermost event of the same type: of "held talks", the talks.
    pub fn core(&self) -> &Meaning {
        match &self.inner {
            Some(inner) if self.same => inner.core(),
            _ => self,
        }
    }
}

/// Reads the events of one passage.
pub struct Reader<'r, 't> {
    pub ontology: &'r Ontology,
    pub passage: &'r Parsed<'t>,
    pub cast: &'r Cast,
    pub places: &'r [Place],
    pub times: &'r [Time],
    known: RefCell<Vec<Option<Option<Rc<Meaning>>>>>,
    /// Whether a pattern says that a word tells no event.
    silent: RefCell<Vec<bool>>,
}

impl<'r, 't> Reader<'r, 't> {
    pub fn new(ontology: &'r Ontology, passage: &'r Parsed<'t>, found: &Found<'r>) -> Self {
        let known = RefCell::new(vec![None; passage.len()]);
        let Found { cast, times, places, .. } = *found;
        let silent = RefCell::new(vec![false; passage.len()]);
        Reader { ontology, passage, cast, places, times, known, silent }
    }

    /// Whether a pattern says that a word tells no event, nor what depends on it: "denied that".
    pub fn is_silent(&self, token: Token<'r, 't>) -> bool {
        self.meaning(token).is_none() && self.silent.borrow()[token.index()]
    }

    /// Whether a word is part of a time.
    pub fn is_time(&self, token: Token) -> bool {
        time_at(self.times, token).is_some()
    }

    /// The event that a word stands for.
    pub fn meaning(&self, token: Token<'r, 't>) -> Option<Rc<Meaning>> {
        self.meaning_within(token, DEPTH)
    }

    fn meaning_within(&self, token: Token<'r, 't>, depth: usize) -> Option<Rc<Meaning>> {
        if let Some(known) = &self.known.borrow()[token.index()] {
            return known.clone();
        }
        if depth == 0 {
            return None;
        }
        let found = self.best(token, depth).map(Rc::new);
        self.known.borrow_mut()[token.index()] = Some(found.clone());
        found
    }

    /// The best pattern's reading of a word.
    fn best(&self, token: Token<'r, 't>, depth: usize) -> Option<Meaning> {
        let mut candidates: Vec<(PatternId, usize)> = Vec::new();
        let mut add = |pattern, length| candidates.push((pattern, length));
        let ontology = self.ontology;
        match token.pos() {
            "VERB" | "AUX" => {
                ontology.verbs.at(self.passage, token, &mut add);
                if token.tag() == "VBN" {
                    ontology.adjectives.at(self.passage, token, &mut add);
                }
            }
            "NOUN" | "PROPN" => ontology.nouns.at(self.passage, token, &mut add),
            "ADJ" => {
                ontology.adjectives.at(self.passage, token, &mut add);
                // "The first was held in May": an adjective for a noun that is left out.
                if matches!(token.dep(), "nsubj" | "nsubjpass") && !self.is_time(token) {
                    ontology.nouns.at(self.passage, token, &mut add);
                }
            }
            _ => {}
        }
        if candidates.is_empty() {
            return None;
        }
        let frame = Frame::of(self.passage, token);
        let mut best: Option<(i32, PatternId, Option<Rc<Meaning>>)> = None;
        for (pattern, length) in candidates {
            let compiled = &ontology.patterns[pattern];
            let Some((weight, inner)) = self.fits(pattern, &frame, depth) else { continue };
            let score = compiled.written.priority * 1000 + 10 * length as i32 + weight;
            let first = best
                .as_ref()
                .is_none_or(|(other, id, _)| score > *other || score == *other && pattern < *id);
            if first {
                best = Some((score, pattern, inner));
            }
        }
        let (_, pattern, inner) = best?;
        let compiled = &ontology.patterns[pattern];
        let own = form(token);
        let (kind, same) = match compiled.result {
            Outcome::Nothing => {
                self.silent.borrow_mut()[token.index()] = true;
                return None;
            }
            Outcome::Type(kind) => (kind, false),
            Outcome::Same => (inner.as_ref()?.kind, true),
        };
        let mut form = compiled.form.filter(|_| own == Form::Plain).unwrap_or(own);
        let mut conditional = is_conditional(ontology, self.passage, token);
        if let Some(inner) = inner.as_ref().filter(|_| same) {
            form = form.max(inner.form);
            conditional |= inner.conditional;
        }
        Some(Meaning { token: token.index(), pattern, kind, inner, same, form, conditional })
    }

    /// How well a pattern's conditions hold, and the event in its slot.
    fn fits(
        &self,
        pattern: PatternId,
        frame: &Frame<'r, 't>,
        depth: usize,
    ) -> Option<(i32, Option<Rc<Meaning>>)> {
        let compiled = &self.ontology.patterns[pattern];
        let mut weight = 0;
        let mut inner = None;
        for (slot, condition) in &compiled.conditions {
            let (more, within) = self.holds(condition, frame, slot, depth)?;
            weight += more;
            inner = inner.or(within);
        }
        for (slot, condition) in &compiled.exceptions {
            if self.holds(condition, frame, slot, depth).is_some() {
                return None;
            }
        }
        Some((weight, inner))
    }

    /// How well what fills a slot meets a condition; none where it does not.
    fn holds(
        &self,
        condition: &Condition,
        frame: &Frame<'r, 't>,
        slot: &str,
        depth: usize,
    ) -> Option<(i32, Option<Rc<Meaning>>)> {
        let fillers = self.fillers(frame, slot);
        if condition.nothing {
            return fillers.is_empty().then_some((1, None));
        }
        let mut best: Option<(i32, Option<Rc<Meaning>>)> = None;
        let mut offer = |weight: i32, inner: Option<Rc<Meaning>>| {
            if best.as_ref().is_none_or(|(other, _)| weight > *other) {
                best = Some((weight, inner));
            }
        };
        for token in fillers {
            if condition.anything {
                offer(1, self.meaning_within(token, depth - 1));
            }
            if let Some(length) = condition.words.longest(self.passage, token) {
                let inner =
                    self.meaning_within(token, depth - 1).filter(|m| m.form != Form::Negated);
                offer(4 + 2 * length as i32, inner);
            }
            if !condition.types.is_empty()
                && let Some(meaning) = self.meaning_within(token, depth - 1)
                && condition.types.contains(&meaning.kind)
                && meaning.form != Form::Negated
            {
                offer(5, Some(meaning));
            }
            if condition.kinds.iter().any(|kind| kind_fits(self, kind, token)) {
                offer(3, None);
            }
            if !condition.within.is_empty() && self.has_within(&condition.within, token) {
                offer(4, self.meaning_within(token, depth - 1));
            }
        }
        best
    }

    /// Whether a listed phrase stands at a word or below it.
    pub fn has_within(&self, words: &Words, token: Token<'r, 't>) -> bool {
        const NEAR: usize = 40;
        let range = token.subtree();
        range.take(NEAR).any(|index| {
            let token = self.passage.token(index);
            token.is_content() && words.longest(self.passage, token).is_some()
        })
    }

    /// What fills a slot, with those joined to it, and what it is a quantity of.
    pub fn fillers(&self, frame: &Frame<'r, 't>, path: &str) -> Vec<Token<'r, 't>> {
        let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        let mut found = Vec::new();
        for head in frame.slot(first) {
            found.extend(joined(head).into_iter().take(JOINED));
        }
        let found = found.into_iter().map(|token| self.of_whole(token)).collect::<Vec<_>>();
        match rest {
            None => found,
            Some(rest) => {
                let below = |token| self.fillers(&Frame::of(self.passage, token), rest);
                found.into_iter().flat_map(below).collect()
            }
        }
    }

    /// The talks of "a series of talks"; the word itself of any other.
    pub fn of_whole(&self, token: Token<'r, 't>) -> Token<'r, 't> {
        let whole = || self.ontology.classes.whole.longest(self.passage, token).is_some();
        let part = of(token);
        part.filter(|_| matches!(token.pos(), "NOUN" | "NUM" | "PRON" | "DET") && whole())
            .unwrap_or(token)
    }
}
