//! Text to tokens, by spaCy's rules.
//!
//! White space splits a text into chunks; affix rules and special cases split a chunk into
//! tokens; and a second pass finds the special cases that the affix rules broke up.

mod affixes;
mod url;

use crate::Error;
use crate::file::ModelFile;
use crate::lexicon::{Knowledge, LexemeId, Lexicon};
use crate::tables::{Affixes, is_space};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A token before anything else is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawToken {
    /// Its word type.
    pub lexeme: LexemeId,
    /// The byte at which it starts.
    pub start: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Whether one plain space follows, which then belongs to no token.
    pub space_after: bool,
}

/// A piece of a chunk: a word type and its length in bytes.
#[derive(Clone, Copy)]
struct Piece {
    lexeme: LexemeId,
    length: usize,
}

/// The special cases: how a chunk is split, each token with its norm if it has its own.
pub type Specials = BTreeMap<String, Vec<(String, Option<String>)>>;

/// The special cases of a model file.
///
/// # Errors
/// When the file lacks them.
pub fn load_specials(file: &ModelFile) -> Result<Specials, Error> {
    file.json("tokenizer.specials")
}

/// Longer chunks are rare, and remembering them would only cost memory.
const LONGEST_REMEMBERED: usize = 48;

/// Splits texts; it remembers the chunks that it has split before.
pub struct Tokenizer {
    /// Special cases as pieces.
    specials: FxHashMap<Box<str>, Vec<Piece>>,
    longest_special: usize,
    /// The special cases that affix rules break up, as paths of plain lexemes.
    broken: Trie,
    /// Chunks split before, as a range of `remembered`.
    chunks: FxHashMap<Box<str>, (u32, u32)>,
    remembered: Vec<Piece>,
}

/// Special cases by the lexemes of their tokens; node 0 is the root.
#[derive(Default)]
struct Trie {
    next: FxHashMap<(u32, LexemeId), u32>,
    ends: Vec<bool>,
}

impl Trie {
    fn insert(&mut self, path: impl Iterator<Item = LexemeId>) {
        let mut node = 0;
        self.ends.resize(self.ends.len().max(1), false);
        for lexeme in path {
            let new = self.ends.len() as u32;
            node = *self.next.entry((node, lexeme)).or_insert(new);
            if node == new {
                self.ends.push(false);
            }
        }
        self.ends[node as usize] = true;
    }
}

impl Tokenizer {
    /// A tokenizer with these special cases.
    pub fn new(specials: &Specials, lexicon: &mut Lexicon, knowledge: Knowledge) -> Self {
        let affixes = &knowledge.tables.affixes;
        let mut all = FxHashMap::default();
        for (chunk, tokens) in specials {
            let pieces = tokens.iter().map(|(orth, norm)| Piece {
                lexeme: match norm {
                    Some(norm) => lexicon.with_norm(orth, norm, knowledge),
                    None => lexicon.plain(orth, knowledge),
                },
                length: orth.len(),
            });
            all.insert(chunk.as_str().into(), pieces.collect());
        }
        let mut tokenizer = Tokenizer {
            specials: FxHashMap::default(),
            longest_special: 0,
            broken: Trie::default(),
            chunks: FxHashMap::default(),
            remembered: Vec::new(),
        };
        // A special's path is how it would be split if there were no special cases.
        for chunk in specials.keys().filter(|chunk| breaks_up(chunk, affixes)) {
            let mut tokens = Vec::new();
            tokenizer.chunks_of(chunk, lexicon, knowledge, &mut tokens);
            tokenizer.broken.insert(tokens.iter().map(|token| token.lexeme));
        }
        tokenizer.chunks.clear();
        tokenizer.remembered.clear();
        tokenizer.longest_special = specials.keys().map(String::len).max().unwrap_or(0);
        tokenizer.specials = all;
        tokenizer
    }

    /// The tokens of a text; nothing but plain single spaces lies between them.
    pub fn tokens(
        &mut self,
        text: &str,
        lexicon: &mut Lexicon,
        knowledge: Knowledge,
    ) -> Vec<RawToken> {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        self.chunks_of(text, lexicon, knowledge, &mut tokens);
        self.restore_specials(text, lexicon, &mut tokens);
        tokens
    }

    /// The first pass: white space, then affixes.
    fn chunks_of(
        &mut self,
        text: &str,
        lexicon: &mut Lexicon,
        knowledge: Knowledge,
        tokens: &mut Vec<RawToken>,
    ) {
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (at, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.chunk(text, start, at, lexicon, knowledge, tokens);
            }
            start = at;
            if c == ' ' {
                if let Some(token) = tokens.last_mut() {
                    token.space_after = true;
                }
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.chunk(text, start, text.len(), lexicon, knowledge, tokens);
        }
    }

    /// The tokens of the chunk `text[start..end]`.
    fn chunk(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        lexicon: &mut Lexicon,
        knowledge: Knowledge,
        tokens: &mut Vec<RawToken>,
    ) {
        let chunk = &text[start..end];
        let (from, to) = match self.chunks.get(chunk) {
            Some(&known) => known,
            None => {
                let from = self.remembered.len() as u32;
                self.split(chunk, lexicon, knowledge);
                let range = (from, self.remembered.len() as u32);
                if chunk.len() <= LONGEST_REMEMBERED {
                    self.chunks.insert(chunk.into(), range);
                }
                range
            }
        };
        let mut start = start;
        for &Piece { lexeme, length } in &self.remembered[from as usize..to as usize] {
            tokens.push(RawToken { lexeme, start, length, space_after: false });
            start += length;
        }
        if chunk.len() > LONGEST_REMEMBERED {
            self.remembered.truncate(from as usize);
        }
    }

    /// Appends the pieces of a chunk to `remembered`.
    fn split(&mut self, chunk: &str, lexicon: &mut Lexicon, knowledge: Knowledge) {
        let affixes = &knowledge.tables.affixes;
        let mut word =
            |piece: &str| Piece { lexeme: lexicon.plain(piece, knowledge), length: piece.len() };
        let is_special = |s: &str| s.len() <= self.longest_special && self.specials.contains_key(s);
        let mut suffixes = Vec::new();
        let mut rest = chunk;
        while !rest.is_empty() && !is_special(rest) {
            let prefix = affixes.prefix(rest);
            if prefix > 0 && is_special(&rest[prefix..]) {
                self.remembered.push(word(&rest[..prefix]));
                rest = &rest[prefix..];
                break;
            }
            // The suffix rule sees only what is left after the prefix …
            let suffix = affixes.suffix(&rest[prefix..]);
            let before_suffix = rest.len() - suffix;
            if suffix > 0 && is_special(&rest[..before_suffix]) {
                // … but where a special case is reached, the prefix stays with it.
                suffixes.push(word(&rest[before_suffix..]));
                rest = &rest[..before_suffix];
                break;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                self.remembered.push(word(&rest[..prefix]));
            }
            if suffix > 0 {
                suffixes.push(word(&rest[before_suffix..]));
            }
            rest = &rest[prefix..before_suffix];
        }
        if let Some(pieces) = self.specials.get(rest) {
            self.remembered.extend(pieces);
        } else if url::is_address(rest, affixes) {
            self.remembered.push(word(rest));
        } else if !rest.is_empty() {
            let mut from = 0;
            affixes.infixes(rest, |infix| {
                // An infix at the very start is not split off.
                if infix.start > 0 {
                    if from < infix.start {
                        self.remembered.push(word(&rest[from..infix.start]));
                    }
                    self.remembered.push(word(&rest[infix.clone()]));
                    from = infix.end;
                }
            });
            if from < rest.len() {
                self.remembered.push(word(&rest[from..]));
            }
        }
        self.remembered.extend(suffixes.into_iter().rev());
    }

    /// The second pass: special cases that the affix rules broke up.
    fn restore_specials(&self, text: &str, lexicon: &Lexicon, tokens: &mut Vec<RawToken>) {
        let spans = self.broken_spans(lexicon, tokens);
        if spans.is_empty() {
            return;
        }
        let mut restored = Vec::with_capacity(tokens.len());
        let mut done = 0;
        for (start, end) in spans {
            restored.extend_from_slice(&tokens[done..start]);
            let (first, last) = (tokens[start], tokens[end - 1]);
            match self.specials.get(&text[first.start..last.start + last.length]) {
                None => restored.extend_from_slice(&tokens[start..end]),
                Some(pieces) => {
                    let mut start = first.start;
                    for &Piece { lexeme, length } in pieces {
                        restored.push(RawToken { lexeme, start, length, space_after: false });
                        start += length;
                    }
                    if let Some(token) = restored.last_mut() {
                        token.space_after = last.space_after;
                    }
                }
            }
            done = end;
        }
        restored.extend_from_slice(&tokens[done..]);
        *tokens = restored;
    }

    /// The token ranges to look at again, ascending: of overlapping ones the longest, of equals
    /// the first. A range that lost still bars the ones it overlaps.
    fn broken_spans(&self, lexicon: &Lexicon, tokens: &[RawToken]) -> Vec<(usize, usize)> {
        let mut spans = Vec::new();
        for start in 0..tokens.len() {
            let mut node = 0;
            for (end, token) in tokens.iter().enumerate().skip(start) {
                let plain = lexicon.get(token.lexeme).plain;
                match self.broken.next.get(&(node, plain)) {
                    Some(&next) => node = next,
                    None => break,
                }
                if self.broken.ends[node as usize] {
                    spans.push((start, end + 1));
                }
            }
        }
        if spans.len() > 1 {
            spans.sort_by_key(|&(start, end)| (start.wrapping_sub(end), start));
            let mut taken = vec![false; tokens.len()];
            spans.retain(|&(start, end)| {
                let free = !taken[start] && !taken[end - 1];
                taken[start..end].fill(true);
                free
            });
            spans.sort_unstable();
        }
        spans
    }
}

/// Whether the affix rules would split a special case.
fn breaks_up(chunk: &str, affixes: &Affixes) -> bool {
    let mut infix = false;
    affixes.infixes(chunk, |_| infix = true);
    infix || affixes.prefix(chunk) > 0 || affixes.suffix(chunk) > 0 || chunk.contains(' ')
}
