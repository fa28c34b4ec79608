//! A report on the table: its text with the syntax of each passage.

use crate::Span;
use chancery_report::Report;
use chancery_syntax::{Parsed, Token};
use std::ops::Range;

/// What every step reads from.
pub struct Page<'r> {
    /// The report.
    pub report: &'r Report,
    /// Its passages, each parsed on its own: a headline, and what follows the dateline.
    pub passages: Vec<Parsed<'r>>,
}

impl Page<'_> {
    /// The sentences of all passages, in order.
    pub fn sentences(&self) -> Vec<Span> {
        let spans = |passage: &Parsed| {
            let bytes = passage.sentences().iter().map(|tokens| passage.bytes(tokens.clone()));
            let spans = bytes.map(|bytes| Span::from(bytes).trimmed(passage.text()));
            spans.filter(|span| span.start < span.end).collect::<Vec<_>>()
        };
        self.passages.iter().flat_map(spans).collect()
    }
}

/// Where a token stands.
pub fn span(token: Token) -> Span {
    token.bytes().into()
}

/// Where tokens stand, without punctuation and white space at either end.
pub fn words(passage: &Parsed, mut tokens: Range<usize>) -> Option<Span> {
    let outer = |index: usize| matches!(passage.token(index).pos(), "PUNCT" | "SPACE");
    while tokens.start < tokens.end && outer(tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && outer(tokens.end - 1) {
        tokens.end -= 1;
    }
    (!tokens.is_empty()).then(|| passage.bytes(tokens).into())
}

/// A text without its line breaks and double spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tokens that share a character with a span.
pub fn tokens_of(passage: &Parsed, span: Span) -> Range<usize> {
    let start = first_not(passage, |token| token.bytes().end <= span.start);
    let end = first_not(passage, |token| token.bytes().start < span.end);
    start..end.max(start)
}

/// The first token for which `before` no longer holds.
fn first_not(passage: &Parsed, before: impl Fn(Token) -> bool) -> usize {
    let (mut low, mut high) = (0, passage.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if before(passage.token(middle)) { low = middle + 1 } else { high = middle }
    }
    low
}

/// The number of the sentence that a token is in.
pub fn sentence_number(passage: &Parsed, index: usize) -> usize {
    passage.sentences().partition_point(|sentence| sentence.end <= index)
}

/// The sentence that a token is in.
pub fn sentence(passage: &Parsed, index: usize) -> Range<usize> {
    passage.sentences()[sentence_number(passage, index)].clone()
}

/// Whether a token is a verb.
pub fn is_verbal(token: Token) -> bool {
    matches!(token.pos(), "VERB" | "AUX")
}

/// Whether a verb has *to* before it.
pub fn is_infinitive(verb: Token) -> bool {
    verb.children().any(|child| child.dep() == "aux" && child.tag() == "TO")
}

/// Words without the article before them.
pub fn without_article(words: &str) -> &str {
    let articles = ["the ", "The ", "a ", "A ", "an ", "An "];
    articles.iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}
