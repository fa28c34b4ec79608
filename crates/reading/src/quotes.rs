//! What stands in quotation marks.
//!
//! One walk over each paragraph with a stack of open marks. Marks that say which way they turn
//! are taken at their word; straight ones and apostrophes are judged by what stands beside them.
//! A quotation left open at the end of a paragraph goes on in the next if that begins with the
//! same mark; else it ends there, and never swallows the rest of a report.

use crate::words::QUOTES;
use crate::{Quote, Span};

/// A kind of mark, by how it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// “ … ”
    Double,
    /// ‘ … ’
    Single,
    /// " … "
    Straight,
    /// ' … '
    StraightSingle,
    /// « … »
    Guillemets,
    /// ‹ … ›
    SingleGuillemets,
    /// „ … “ or „ … ”
    Low,
    /// ‚ … ‘ or ‚ … ’
    SingleLow,
    /// '' … ''
    StraightTwice,
    /// `` … ''
    Backticks,
    /// 「 … 」
    Corner,
    /// 『 … 』
    WhiteCorner,
}

impl Mark {
    /// Apostrophes look like these, so an unpaired one is no quotation.
    fn may_be_apostrophe(self) -> bool {
        matches!(self, Mark::Single | Mark::StraightSingle | Mark::SingleLow)
    }
}

/// How deep quotations may stand within one another; a bound on what a mark costs.
const DEEPEST: usize = 8;

/// A quotation whose end is not reached.
struct Open {
    mark: Mark,
    start: usize,
    /// Spans of the paragraphs before.
    earlier: Vec<Span>,
    depth: usize,
}

/// The quotations of a text from byte `body` on, in order of their first marks.
pub fn quotes(text: &str, body: usize) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut going_on: Option<Open> = None;
    for paragraph in paragraphs(text, body) {
        let mut walk = Walk::new(text, paragraph);
        if let Some(mut open) = going_on.take() {
            if walk.mark_at(paragraph.start).is_some_and(|(mark, _)| mark == open.mark) {
                open.start = paragraph.start;
                walk.open.push(open);
                walk.continued = true;
            } else {
                found.push(quote(open.earlier, open.depth, false));
            }
        }
        walk.run();
        found.append(&mut walk.closed);
        // The outermost mark may go on; what was opened within it was no quotation.
        let mut open = walk.open.into_iter().filter(|open| !open.mark.may_be_apostrophe());
        going_on = open.next().map(|mut open| {
            open.earlier.push(Span::new(open.start, paragraph.end));
            open
        });
    }
    found.extend(going_on.map(|open| quote(open.earlier, open.depth, false)));
    found.sort_by_key(|quote: &Quote| (quote.spans[0].start, quote.depth));
    found
}

fn quote(spans: Vec<Span>, depth: usize, closed: bool) -> Quote {
    Quote { spans, depth, closed }
}

/// The paragraphs from byte `body` on: apart by empty lines in a text whose lines are broken to
/// fit a width, else by any line break. White space around them is left out.
pub(crate) fn paragraphs(text: &str, body: usize) -> Vec<Span> {
    let lines = text[body..].split_inclusive('\n').scan(body, |start, line| {
        *start += line.len();
        Some(Span::new(*start - line.len(), *start).trimmed(text))
    });
    // Each line with whether it stands right under another.
    let mut under = false;
    let mut lines: Vec<(Span, bool)> =
        lines.map(|line| (line, std::mem::replace(&mut under, line.start < line.end))).collect();
    lines.retain(|(line, _)| line.start < line.end);
    // Where a width breaks lines, many go on in the middle of a sentence.
    let going_on = lines.iter().filter(|(line, under)| *under && goes_on(line.of(text))).count();
    let broken = lines.iter().filter(|(_, under)| *under).count();
    let wrapped = going_on * 3 > broken;
    let mut paragraphs: Vec<Span> = Vec::new();
    for (line, under) in lines {
        match paragraphs.last_mut() {
            Some(last) if under && wrapped => last.end = line.end,
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}

fn goes_on(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}

/// A walk over one paragraph.
struct Walk<'t> {
    text: &'t str,
    paragraph: Span,
    /// Whether the paragraph begins within a quotation, with its mark.
    continued: bool,
    open: Vec<Open>,
    closed: Vec<Quote>,
    /// The last byte at which an apostrophe could close a quotation.
    last_closing: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, paragraph: Span) -> Self {
        let mut walk = Walk {
            text,
            paragraph,
            continued: false,
            open: Vec::new(),
            closed: Vec::new(),
            last_closing: 0,
        };
        let apostrophes = paragraph.of(text).rmatch_indices(['\'', '’']);
        let mut closing = apostrophes.map(|(at, mark)| (paragraph.start + at, mark.len()));
        walk.last_closing =
            closing.find(|&(at, length)| walk.may_close(at, length)).map_or(0, |(at, _)| at);
        walk
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.paragraph.start..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[at..self.paragraph.end].chars().next()
    }

    /// The mark at a byte, and its length in bytes.
    fn mark_at(&self, at: usize) -> Option<(Mark, usize)> {
        let rest = &self.text[at..self.paragraph.end];
        let mark = match rest.chars().next()? {
            '“' => Mark::Double,
            '‘' => Mark::Single,
            '"' => Mark::Straight,
            '\'' if rest.starts_with("''") => return Some((Mark::StraightTwice, 2)),
            '\'' => Mark::StraightSingle,
            '«' => Mark::Guillemets,
            '‹' => Mark::SingleGuillemets,
            '„' => Mark::Low,
            '‚' => Mark::SingleLow,
            '`' if rest.starts_with("``") => return Some((Mark::Backticks, 2)),
            '「' => Mark::Corner,
            '『' => Mark::WhiteCorner,
            _ => return None,
        };
        Some((mark, rest.chars().next()?.len_utf8()))
    }

    fn run(&mut self) {
        let mut at = self.paragraph.start;
        if self.continued {
            at += self.mark_at(at).map_or(0, |(_, length)| length);
        }
        while let Some(c) = self.after(at) {
            at += self.step(at, c);
        }
    }

    /// Deals with the character at a byte; how many bytes were taken.
    fn step(&mut self, at: usize, c: char) -> usize {
        let length = c.len_utf8();
        let end = at + length;
        let within = |mark: Mark| self.open.iter().any(|open| open.mark == mark);
        match c {
            '“' if within(Mark::Low) => self.close(&[Mark::Low], end),
            '”' if within(Mark::Double) || within(Mark::Low) => {
                self.close(&[Mark::Double, Mark::Low], end);
            }
            // A straight mark may be closed by a curly one, and a curly one be turned wrong.
            '”' if within(Mark::Straight) => self.close(&[Mark::Straight], end),
            '”' if self.may_open(at, length) => self.start(Mark::Double, at),
            '»' => self.close(&[Mark::Guillemets], end),
            '›' => self.close(&[Mark::SingleGuillemets], end),
            '」' => self.close(&[Mark::Corner], end),
            '』' => self.close(&[Mark::WhiteCorner], end),
            '‘' if within(Mark::SingleLow) => self.close(&[Mark::SingleLow], end),
            '\'' if self.text[at..self.paragraph.end].starts_with("''")
                && within(Mark::Backticks) =>
            {
                self.close(&[Mark::Backticks], at + 2);
                return 2;
            }
            '"' => self.straight(at, Mark::Straight, length),
            '\'' if self.text[at..self.paragraph.end].starts_with("''") => {
                self.straight(at, Mark::StraightTwice, 2);
                return 2;
            }
            '’' | '\'' | '‘' => self.single(at, c),
            _ => {
                if let Some((mark, length)) = self.mark_at(at) {
                    self.start(mark, at);
                    return length;
                }
            }
        }
        length
    }

    fn start(&mut self, mark: Mark, start: usize) {
        if self.open.len() >= DEEPEST {
            return;
        }
        let depth = self.open.len();
        self.open.push(Open { mark, start, earlier: Vec::new(), depth });
    }

    /// Closes the innermost open mark of these kinds; what was opened after it was no quotation.
    fn close(&mut self, marks: &[Mark], end: usize) {
        if let Some(at) = self.open.iter().rposition(|open| marks.contains(&open.mark)) {
            self.open.truncate(at + 1);
            if let Some(mut open) = self.open.pop() {
                open.earlier.push(Span::new(open.start, end));
                self.closed.push(quote(open.earlier, open.depth, true));
            }
        }
    }

    fn may_open(&self, at: usize, length: usize) -> bool {
        let before = self.before(at);
        let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'«‹„`…,:".contains(c));
        free && self.after(at + length).is_some_and(|c| !c.is_whitespace())
    }

    /// Whether a mark here may close: after a word, and not within one.
    fn may_close(&self, at: usize, length: usize) -> bool {
        self.before(at).is_some_and(|c| !c.is_whitespace())
            && !self.after(at + length).is_some_and(char::is_alphanumeric)
    }

    fn straight(&mut self, at: usize, mark: Mark, length: usize) {
        let opens = self.may_open(at, length);
        let inch = self.before(at).is_some_and(|c| c.is_ascii_digit() || c == '\'' || c == '’');
        let word_follows = self.after(at + length).is_some_and(char::is_alphanumeric);
        let within = self.open.iter().any(|open| open.mark == mark);
        if within {
            let space_before = self.before(at).is_some_and(char::is_whitespace);
            if opens && space_before && word_follows {
                // The mark before was left open, or was none.
                self.open
                    .truncate(self.open.iter().rposition(|open| open.mark == mark).unwrap_or(0));
                self.start(mark, at);
            } else {
                self.close(&[mark], at + length);
            }
        } else if opens && (!inch || word_follows) {
            self.start(mark, at);
        } else if !inch && !word_follows {
            // A curly mark closed by a straight one.
            self.close(&[Mark::Double], at + length);
        }
    }

    /// An apostrophe, or a single quotation mark.
    fn single(&mut self, at: usize, c: char) {
        let length = c.len_utf8();
        let marks: &[Mark] = match c {
            '\'' => &[Mark::StraightSingle],
            _ => &[Mark::Single, Mark::SingleLow],
        };
        let within = self.open.iter().any(|open| marks.contains(&open.mark));
        if c != '‘' && within && self.may_close(at, length) {
            // "the leaders' meeting": with another mark still to come, this one is no end.
            let possessive = self.before(at).is_some_and(|c| c == 's' || c == 'S')
                && self.after(at + length) == Some(' ')
                && at < self.last_closing;
            if !possessive {
                self.close(marks, at + length);
            }
            return;
        }
        if c != '’' && self.may_open(at, length) && !self.is_elision(at + length) {
            let ends = at < self.last_closing;
            if ends {
                let mark = if c == '\'' { Mark::StraightSingle } else { Mark::Single };
                self.start(mark, at);
            }
        }
    }

    /// Whether what follows an apostrophe is a word cut short: ’em, ’90s.
    fn is_elision(&self, at: usize) -> bool {
        let rest = &self.text[at..self.paragraph.end];
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = &rest[..end];
        let decade =
            word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|b| b.is_ascii_digit());
        decade || (word.len() < 8 && QUOTES.elisions.contains(&word.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::quotes;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spans_are_sound_in_any_text(text in "[a-z .,\n“”‘’\"'«»„‚`(é😀]{0,120}") {
            let found = quotes(&text, 0);
            let mut top = 0;
            for quote in &found {
                for span in &quote.spans {
                    prop_assert!(span.start < span.end);
                    prop_assert!(!span.of(&text).is_empty());
                }
                if quote.depth == 0 {
                    prop_assert!(quote.spans[0].start >= top, "top-level quotations overlap");
                    top = quote.spans[quote.spans.len() - 1].end;
                }
            }
            prop_assert_eq!(&found, &quotes(&text, 0));
        }

        #[test]
        fn a_paragraph_without_marks_changes_nothing(text in "[a-z .\n“”\"]{1,80}") {
            let more = format!("{}\n\nAnother paragraph.", text.trim_end());
            let text = format!("{}\n\nx", text.trim_end());
            prop_assert_eq!(quotes(&text, 0), quotes(&more, 0));
        }
    }

    #[test]
    fn time_is_linear_in_the_number_of_marks() {
        for mark in ["“", "\"", "'", "’", " '", "''a ", "«"] {
            let text = mark.repeat(300_000);
            quotes(&text, 0);
        }
    }
}
