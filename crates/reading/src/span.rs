//! Where in a report's text something stands.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// `[start, end)` in a report's text.
///
/// Inside the program both ends are byte offsets on character boundaries; what leaves the
/// program counts Unicode code points instead, and [`CodePoints`] is the one place that converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// The first unit that belongs to it.
    pub start: usize,
    /// The first unit that no longer does.
    pub end: usize,
}

impl Span {
    /// From `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The words that stand there.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same place without white space at either end.
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span { start, end: start + words.trim().len() }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span { start: range.start, end: range.end }
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Span { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Turns the byte offsets of one text into code point offsets.
pub struct CodePoints {
    /// For every 64th byte, how many code points begin before it.
    marks: Vec<usize>,
}

const STEP: usize = 64;

/// Whether a code point begins with this byte (it does not continue one).
fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

impl CodePoints {
    /// An index of `text`.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += block.iter().filter(|&&b| begins(b)).count();
        }
        marks.push(count);
        CodePoints { marks }
    }

    /// How many code points begin before byte `offset` of `text`, the text it was made of.
    pub fn offset(&self, text: &str, offset: usize) -> usize {
        let block = offset / STEP;
        let rest = &text.as_bytes()[block * STEP..offset];
        self.marks[block] + rest.iter().filter(|&&b| begins(b)).count()
    }

    /// A span of bytes of `text` as a span of its code points.
    pub fn span(&self, text: &str, span: Span) -> Span {
        Span { start: self.offset(text, span.start), end: self.offset(text, span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_across_blocks() {
        let text = "“é😀” ".repeat(40);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.offset(&text, byte), count);
        }
        assert_eq!(points.offset(&text, text.len()), text.chars().count());
    }

    #[test]
    fn trims_to_the_words() {
        let text = " \n said he \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "said he");
        assert_eq!(Span::new(0, 2).trimmed(text).of(text), "");
    }
}
