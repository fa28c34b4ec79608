//! Words that need not stand together: ranges of tokens.

use super::sheet::Sheet;
use crate::Span;
use std::ops::Range;

/// Ranges of tokens, in order, none empty, none touching the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pieces(Vec<Range<usize>>);

impl From<Range<usize>> for Pieces {
    fn from(range: Range<usize>) -> Self {
        Pieces(Some(range).filter(|range| !range.is_empty()).into_iter().collect())
    }
}

impl Pieces {
    /// Of any ranges.
    pub fn of(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_by_key(|range| range.start);
        let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match out.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => out.push(range),
            }
        }
        Pieces(out)
    }

    /// The ranges.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first token.
    pub fn start(&self) -> usize {
        self.0.first().map_or(0, |range| range.start)
    }

    /// The token after the last.
    pub fn end(&self) -> usize {
        self.0.last().map_or(0, |range| range.end)
    }

    /// Every token.
    pub fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().cloned().flatten()
    }

    /// Whether a token is among them.
    pub fn has(&self, index: usize) -> bool {
        self.0.iter().any(|range| range.contains(&index))
    }

    /// These and others.
    pub fn and(&self, more: &Pieces) -> Self {
        Pieces::of(self.0.iter().chain(&more.0).cloned().collect())
    }

    /// These without others.
    pub fn without(&self, others: &[Range<usize>]) -> Self {
        let mut left = self.0.clone();
        for other in others {
            left = left
                .into_iter()
                .flat_map(|range| {
                    let before = range.start..range.end.min(other.start).max(range.start);
                    let after = range.start.max(other.end).min(range.end)..range.end;
                    if other.is_empty() { [range, 0..0] } else { [before, after] }
                })
                .filter(|range| !range.is_empty())
                .collect();
        }
        Pieces(left)
    }

    /// What of these lies within a range.
    pub fn within(&self, bounds: &Range<usize>) -> Self {
        let cut = |range: &Range<usize>| range.start.max(bounds.start)..range.end.min(bounds.end);
        Pieces(self.0.iter().map(cut).filter(|range| !range.is_empty()).collect())
    }

    /// How many words there are.
    pub fn words(&self, sheet: &Sheet) -> usize {
        self.0.iter().map(|range| sheet.words(range)).sum()
    }

    /// How many words these share with others.
    pub fn shared(&self, other: &Pieces, sheet: &Sheet) -> usize {
        let both = |a: &Range<usize>, b: &Range<usize>| {
            let range = a.start.max(b.start)..a.end.min(b.end);
            if range.is_empty() { 0 } else { sheet.words(&range) }
        };
        self.0.iter().map(|a| other.0.iter().map(|b| both(a, b)).sum::<usize>()).sum()
    }

    /// Without marks and white space at the ends of each piece; quotation marks stay.
    pub fn trimmed(&self, sheet: &Sheet) -> Self {
        let loose = |index: usize| {
            matches!(sheet.token(index).pos(), "PUNCT" | "SPACE") && !sheet.quoted(index)
        };
        let trim = |range: &Range<usize>| {
            let mut range = range.clone();
            while !range.is_empty() && loose(range.start) {
                range.start += 1;
            }
            while !range.is_empty() && loose(range.end - 1) {
                range.end -= 1;
            }
            range
        };
        let has_words = |range: &Range<usize>| sheet.words(range) > 0;
        Pieces(self.0.iter().map(trim).filter(has_words).collect())
    }

    /// Where they stand in the text.
    pub fn spans(&self, sheet: &Sheet) -> Vec<Span> {
        let spans = self.0.iter().map(|range| Span::from(sheet.parsed.bytes(range.clone())));
        let text = sheet.parsed.text();
        spans.map(|span| span.trimmed(text)).filter(|span| span.start < span.end).collect()
    }
}
