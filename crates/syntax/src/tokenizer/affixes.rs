//! What is split off a chunk: prefixes, suffixes and infixes, by hand-made scanners that do
//! what spaCy's regular expressions do.

use crate::tables::Affixes;
use std::ops::Range;

const AROUND_LETTERS: [&str; 7] = ["-", "–", "—", "--", "---", "——", "~"];

impl Affixes {
    /// The length in bytes of the prefix to split off; 0 for none.
    pub fn prefix(&self, chunk: &str) -> usize {
        let Some(first) = chunk.chars().next() else { return 0 };
        match first {
            '+' => usize::from(!chunk[1..].starts_with(|c: char| c.is_ascii_digit())),
            '.' => match chunk.len() - chunk.trim_start_matches('.').len() {
                1 => 0,
                dots => dots,
            },
            // Plain words are by far the most frequent.
            'a'..='z' | 'B' | 'D'..='T' | 'V'..='Z' => 0,
            _ => {
                let literal =
                    self.prefixes.iter().find(|prefix| chunk.starts_with(prefix.as_str()));
                match literal {
                    Some(prefix) => prefix.len(),
                    None if self.icons.has(first) => first.len_utf8(),
                    None => 0,
                }
            }
        }
    }

    /// The length in bytes of the suffix to split off: the longest that fits; 0 for none.
    pub fn suffix(&self, chunk: &str) -> usize {
        let mut before = chunk.chars().rev();
        let Some(last) = before.next() else { return 0 };
        let digit_before = |length: usize| {
            chunk.as_bytes()[..chunk.len() - length].last().is_some_and(u8::is_ascii_digit)
        };
        let listed = |list: &[String], after_digit: bool| {
            let fits = |suffix: &&String| {
                chunk.ends_with(suffix.as_str()) && (!after_digit || digit_before(suffix.len()))
            };
            list.iter().filter(fits).map(String::len).max().unwrap_or(0)
        };
        let mut longest = listed(&self.suffixes, false)
            .max(listed(&self.currencies, true))
            .max(listed(&self.units, true));
        if self.icons.has(last) {
            longest = longest.max(last.len_utf8());
        }
        if last == '+' && digit_before(1) {
            longest = longest.max(1);
        }
        if last == '.' {
            let dots = chunk.len() - chunk.trim_end_matches('.').len();
            if dots >= 2 {
                longest = longest.max(dots);
            }
            let [second, third] = [before.next(), before.next()];
            let has =
                |class: &crate::tables::CharClass, c: Option<char>| c.is_some_and(|c| class.has(c));
            let temperature = third == Some('°')
                && second.is_some_and(|c| matches!(c, 'F' | 'f' | 'C' | 'c' | 'K' | 'k'));
            let initials = has(&self.upper, second) && has(&self.upper, third);
            if temperature || initials || has(&self.suffix_dot_before, second) {
                longest = longest.max(1);
            }
        }
        longest
    }

    /// Calls `found` with the byte range of every infix, from left to right.
    pub fn infixes(&self, chunk: &str, mut found: impl FnMut(Range<usize>)) {
        let mut before = None;
        let mut at = 0;
        while let Some(c) = chunk[at..].chars().next() {
            let length = self.infix(before, c, &chunk[at..]);
            let end = at + length.max(c.len_utf8());
            if length > 0 {
                found(at..end);
            }
            before = chunk[at..end].chars().next_back();
            at = end;
        }
    }

    /// The length in bytes of the infix that `rest` begins with; 0 for none.
    fn infix(&self, before: Option<char>, c: char, rest: &str) -> usize {
        // Letters and digits are never infixes.
        if c.is_ascii_alphanumeric() {
            return 0;
        }
        if rest.starts_with("..") {
            return rest.len() - rest.trim_start_matches('.').len();
        }
        if c == '…' || self.icons.has(c) {
            return c.len_utf8();
        }
        let (Some(before), Some(after)) = (before, rest[c.len_utf8()..].chars().next()) else {
            return 0;
        };
        let before_letter = self.alpha.has(before);
        let after_letter = self.alpha.has(after);
        let splits = match c {
            '+' | '-' | '*' | '^' if before.is_ascii_digit() => {
                after.is_ascii_digit() || after == '-'
            }
            '.' => self.infix_dot_before.has(before) && self.infix_dot_after.has(after),
            ',' => before_letter && after_letter,
            _ => false,
        };
        if splits {
            return c.len_utf8();
        }
        if !before_letter && !before.is_ascii_digit() {
            return 0;
        }
        for hyphen in AROUND_LETTERS {
            let after = rest.strip_prefix(hyphen).and_then(|rest| rest.chars().next());
            if after.is_some_and(|c| self.alpha.has(c)) {
                return hyphen.len();
            }
        }
        usize::from(matches!(c, ':' | '<' | '>' | '=' | '/') && after_letter)
    }
}
