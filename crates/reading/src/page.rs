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

/// The sentence that a token is in.
pub fn sentence(passage: &Parsed, index: usize) -> Range<usize> {
    let at = passage.sentences().partition_point(|sentence| sentence.end <= index);
    passage.sentences()[at].clone()
}
