//! Lists of words and phrases, and whether a token of the tree carries one of them.

use chancery_syntax::{Parsed, Token};
use rustc_hash::FxHashMap;

/// How many words may stand between two words of a phrase: "lay down *their heavy* arms".
const GAP: usize = 3;

/// On which of its words a phrase hangs in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// The first, as of "call off" and "state of emergency".
    First,
    /// The last, as of "air strike"; the one before "of" where there is one.
    Last,
}

/// A word or phrase in lower case, each of its words in dictionary form or as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    before: Vec<Box<str>>,
    head: Box<str>,
    after: Vec<Box<str>>,
}

impl Phrase {
    /// Takes a phrase apart.
    pub fn new(phrase: &str, hang: Hang) -> Phrase {
        let words: Vec<Box<str>> = phrase.split_whitespace().map(Into::into).collect();
        let of = words.iter().position(|word| &**word == "of").filter(|&of| of > 0);
        let head = match hang {
            Hang::First => 0,
            Hang::Last => of.map_or(words.len().saturating_sub(1), |of| of - 1),
        };
        let mut words = words.into_iter();
        let before = words.by_ref().take(head).collect();
        let head = words.next().unwrap_or_default();
        Phrase { before, head, after: words.collect() }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.before.len() + 1 + self.after.len()
    }

    /// Whether the words around a token, which carries the head, make up the phrase.
    fn around(&self, passage: &Parsed, token: Token) -> bool {
        let mut at = token.index();
        for word in self.before.iter().rev() {
            let from = at.saturating_sub(1 + GAP);
            let found = (from..at).rev().find(|&index| carries(passage.token(index), word));
            let Some(index) = found else { return false };
            at = index;
        }
        let mut at = token.index();
        for word in &self.after {
            let mut reach = (at + 1)..(at + 2 + GAP).min(passage.len());
            let Some(index) = reach.find(|&index| carries(passage.token(index), word)) else {
                return false;
            };
            at = index;
        }
        true
    }
}

/// Whether a token is this word, in dictionary form or as written.
fn carries(token: Token, word: &str) -> bool {
    let same = |text: &str| {
        text.len() == word.len()
            && text.bytes().zip(word.bytes()).all(|(a, b)| a.to_ascii_lowercase() == b)
    };
    same(token.lemma()) || same(token.text())
}

/// The forms by which a token may be listed: its dictionary form and, where it differs, its text.
fn forms(token: Token) -> [String; 2] {
    [token.lemma().to_lowercase(), token.text().to_lowercase()]
}

/// Phrases by the word on which they hang, each with something it stands for.
#[derive(Clone, Debug)]
pub struct Index<T> {
    by_head: FxHashMap<Box<str>, Vec<(Phrase, T)>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { by_head: FxHashMap::default() }
    }
}

impl<T: Copy + PartialEq> Index<T> {
    /// Adds a phrase.
    pub fn add(&mut self, phrase: Phrase, value: T) {
        let all = self.by_head.entry(phrase.head.clone()).or_default();
        if !all.iter().any(|(other, of)| *other == phrase && *of == value) {
            all.push((phrase, value));
        }
    }

    /// What the phrases that hang on a token stand for, each with the number of its words.
    pub fn at(&self, passage: &Parsed, token: Token, mut found: impl FnMut(T, usize)) {
        let [lemma, text] = forms(token);
        let mut under = |form: &str| {
            for (phrase, value) in self.by_head.get(form).into_iter().flatten() {
                if phrase.len() == 1 || phrase.around(passage, token) {
                    found(*value, phrase.len());
                }
            }
        };
        under(&lemma);
        if text != lemma {
            under(&text);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_head.is_empty()
    }
}

/// A list of phrases.
pub type Words = Index<()>;

impl Words {
    /// A list of phrases that hang on one of their ends.
    pub fn new<'w>(phrases: impl IntoIterator<Item = &'w str>, hang: Hang) -> Words {
        let mut words = Words::default();
        for phrase in phrases {
            words.add(Phrase::new(phrase, hang), ());
        }
        words
    }

    /// The number of words of the longest listed phrase that hangs on a token.
    pub fn longest(&self, passage: &Parsed, token: Token) -> Option<usize> {
        let mut longest = None;
        self.at(passage, token, |(), length| longest = longest.max(Some(length)));
        longest
    }
}
