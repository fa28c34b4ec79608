//! One spelling for the many that a name has in English: Zelensky, Zelenskyy, Zelenskiy.
//!
//! The rules are data (`data/actors/spelling.csv`). They see a word folded as all names are, leave
//! its consonants alone but for those that transliteration doubles or swaps, and make no word of
//! another by chance as a distance between letters would.

use chancery_syntax::file::Strings;

/// The rules, the longest that fit a place in a word first.
pub(super) struct Spelling {
    rules: Vec<Rule>,
    /// For each first letter, where its rules begin.
    starts: [u16; 27],
}

struct Rule {
    from: String,
    to: String,
    at: At,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    Start,
    End,
    Word,
}

impl Spelling {
    /// The rules of `from,to,at` lines as [`super::source`] keeps them.
    pub fn new(rules: Strings<'_>) -> Self {
        Self::from_lines((0..rules.count()).map(|i| rules.get(i)))
    }

    pub fn from_lines<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let rule = |line: &str| {
            let mut parts = line.split(',');
            let from =
                parts.next().filter(|from| from.starts_with(|c: char| c.is_ascii_lowercase()));
            let (from, to) = (from?.to_string(), parts.next()?.to_string());
            let at = match parts.next()? {
                "start" => At::Start,
                "end" => At::End,
                "word" => At::Word,
                _ => At::Anywhere,
            };
            Some(Rule { from, to, at })
        };
        let mut rules: Vec<Rule> = lines.filter_map(rule).collect();
        // A rule for a whole word is meant to win over one for a part of it.
        rules.sort_by_key(|rule| {
            (rule.from.as_bytes()[0], usize::MAX - rule.from.len(), rule.at != At::Word)
        });
        let mut starts = [0; 27];
        for (letter, start) in (b'a'..).zip(&mut starts) {
            *start = rules.partition_point(|rule| rule.from.as_bytes()[0] < letter) as u16;
        }
        Spelling { rules, starts }
    }

    /// Adds a folded word to `spelt`, in the one spelling.
    pub fn word(&self, word: &str, spelt: &mut String) {
        let begun = spelt.len();
        let mut rest = word;
        while let Some(c) = rest.chars().next() {
            let rule = self.rule(word, rest);
            let (to, taken) = rule.map_or((&rest[..c.len_utf8()], c.len_utf8()), |rule| {
                (rule.to.as_str(), rule.from.len())
            });
            for c in to.chars() {
                // A doubled letter is a matter of taste: Hussein, Husein.
                if !spelt[begun..].ends_with(c) || c.is_ascii_digit() {
                    spelt.push(c);
                }
            }
            rest = &rest[taken..];
        }
    }

    /// The words of a folded name, parted by spaces, each in the one spelling.
    pub fn name(&self, folded: &str) -> String {
        let mut spelt = String::with_capacity(folded.len());
        for (i, word) in folded.split(' ').enumerate() {
            if i > 0 {
                spelt.push(' ');
            }
            self.word(word, &mut spelt);
        }
        spelt
    }

    fn rule(&self, word: &str, rest: &str) -> Option<&Rule> {
        let letter = usize::from(rest.as_bytes()[0].checked_sub(b'a').filter(|&at| at < 26)?);
        let rules = &self.rules[self.starts[letter].into()..self.starts[letter + 1].into()];
        rules.iter().find(|rule| {
            let (first, last) = (rest.len() == word.len(), rest.len() == rule.from.len());
            rest.starts_with(&rule.from)
                && match rule.at {
                    At::Anywhere => true,
                    At::Start => first,
                    At::End => last && !first,
                    At::Word => first && last,
                }
        })
    }
}
