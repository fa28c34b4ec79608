//! Constants of spaCy's code and of Python that the model file carries along.

use crate::Error;
use crate::file::ModelFile;
use crate::hash::StringIds;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A set of characters.
#[derive(Deserialize)]
#[serde(from = "Vec<[u32; 2]>")]
pub struct CharClass {
    /// One bit for each ASCII character, since nearly all characters are.
    ascii: u128,
    /// Inclusive ranges of code points, ascending.
    ranges: Vec<[u32; 2]>,
}

impl From<Vec<[u32; 2]>> for CharClass {
    fn from(ranges: Vec<[u32; 2]>) -> Self {
        let holds = |c: u32| ranges.iter().any(|&[first, last]| (first..=last).contains(&c));
        let ascii = (0..128).filter(|&c| holds(c)).fold(0, |bits, c| bits | 1 << c);
        CharClass { ascii, ranges }
    }
}

impl CharClass {
    /// Whether it holds `c`.
    pub fn has(&self, c: char) -> bool {
        let c = c as u32;
        if c < 128 {
            return self.ascii >> c & 1 == 1;
        }
        let after = self.ranges.partition_point(|&[first, _]| first <= c);
        after > 0 && c <= self.ranges[after - 1][1]
    }
}

/// Python's character predicates that differ from Rust's (CPython 3.11, Unicode 14).
#[derive(Deserialize)]
pub struct Python {
    /// `str.isalpha`: letters alone, without combining vowel signs or Roman numerals.
    pub is_alpha: CharClass,
    /// `str.isdigit`: with superscripts and circled digits, without fractions.
    pub is_digit: CharClass,
}

/// `str.isspace`: Unicode white space and the four information separators.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// What splits punctuation off a chunk.
#[derive(Deserialize)]
pub struct Affixes {
    /// Symbols and pictures that always stand alone.
    pub icons: CharClass,
    /// What a sentence-final full stop may follow.
    pub suffix_dot_before: CharClass,
    /// Upper case: two of them and a full stop come apart.
    pub upper: CharClass,
    /// Before a full stop inside a chunk.
    pub infix_dot_before: CharClass,
    /// After it.
    pub infix_dot_after: CharClass,
    /// Letters around a comma, hyphen or colon inside a chunk.
    pub alpha: CharClass,
    /// The last label of a host name.
    pub top_level_domain: CharClass,
    /// Literal prefixes, in order of trial.
    pub prefixes: Vec<String>,
    /// Literal suffixes.
    pub suffixes: Vec<String>,
    /// Suffixes after a digit.
    pub currencies: Vec<String>,
    /// Suffixes after a digit.
    pub units: Vec<String>,
}

/// All of them.
pub struct Tables {
    /// String ids.
    pub ids: StringIds,
    /// Norms of quotation marks, dashes and the like.
    pub norms: FxHashMap<String, String>,
    /// The tokenizer's classes.
    pub affixes: Affixes,
    /// Python's predicates.
    pub python: Python,
}

impl Tables {
    /// From a model file.
    ///
    /// # Errors
    /// When the file lacks them.
    pub fn load(file: &ModelFile) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Section {
            symbols: FxHashMap<String, u64>,
            norms: FxHashMap<String, String>,
            affixes: Affixes,
            python: Python,
        }
        let section: Section = file.json("tables")?;
        Ok(Tables {
            ids: StringIds::new(section.symbols),
            norms: section.norms,
            affixes: section.affixes,
            python: section.python,
        })
    }
}
