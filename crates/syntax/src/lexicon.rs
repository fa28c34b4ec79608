//! Word types: everything about a token that depends on its text alone.

use crate::Error;
use crate::file::{ModelFile, Strings};
use crate::ruler::WordClasses;
use crate::tables::{Tables, is_space};
use rustc_hash::FxHashMap;

/// The index of a [`Lexeme`] in its [`Lexicon`].
pub type LexemeId = u32;

/// What a text and a norm make of a token.
pub struct Lexeme {
    /// The token's text.
    pub orth: Box<str>,
    /// The lexeme of the same text with its ordinary norm: itself, but for a few contractions.
    pub plain: LexemeId,
    /// The string id of the text.
    pub id: u64,
    /// The string ids of norm, prefix, suffix and shape.
    pub features: [u64; 4],
    /// Whether it is white space.
    pub is_space: bool,
    /// The word classes of the attribute ruler that it is in.
    pub word_classes: u128,
}

/// Norms that the model brings, by string id.
pub struct Norms<'m> {
    ids: &'m [u64],
    norms: Strings<'m>,
}

impl<'m> Norms<'m> {
    /// From a model file.
    ///
    /// # Errors
    /// When the file lacks them.
    pub fn load(file: &'m ModelFile) -> Result<Self, Error> {
        let (ids, norms) = (file.array("norms.ids")?, file.strings("norms")?);
        if ids.len() != norms.count() {
            return Err(Error::Damaged("norms".into()));
        }
        Ok(Norms { ids, norms })
    }

    fn get(&self, id: u64) -> Option<&'m str> {
        self.ids.binary_search(&id).ok().map(|at| self.norms.get(at))
    }
}

/// The word types seen so far.
#[derive(Default)]
pub struct Lexicon {
    lexemes: Vec<Lexeme>,
    plain: FxHashMap<Box<str>, LexemeId>,
}

/// What a lexicon needs to know to describe a word.
#[derive(Clone, Copy)]
pub struct Knowledge<'m> {
    /// String ids and characters.
    pub tables: &'m Tables,
    /// Norms.
    pub norms: &'m Norms<'m>,
    /// The attribute ruler's words.
    pub classes: &'m WordClasses,
}

impl Lexicon {
    /// The lexeme at `id`.
    pub fn get(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// The lexeme of a text with its ordinary norm.
    pub fn plain(&mut self, orth: &str, knowledge: Knowledge) -> LexemeId {
        if let Some(&id) = self.plain.get(orth) {
            return id;
        }
        let string_id = knowledge.tables.ids.id(orth);
        let norm = match (knowledge.norms.get(string_id), knowledge.tables.norms.get(orth)) {
            (Some(norm), _) => norm.to_string(),
            (None, Some(norm)) => norm.clone(),
            (None, None) => orth.to_lowercase(),
        };
        let id = self.add(orth, &norm, None, knowledge);
        self.plain.insert(orth.into(), id);
        id
    }

    /// A lexeme of its own for a text to which a special case gives another norm.
    pub fn with_norm(&mut self, orth: &str, norm: &str, knowledge: Knowledge) -> LexemeId {
        let plain = self.plain(orth, knowledge);
        self.add(orth, norm, Some(plain), knowledge)
    }

    fn add(
        &mut self,
        orth: &str,
        norm: &str,
        plain: Option<LexemeId>,
        knowledge: Knowledge,
    ) -> LexemeId {
        let id = self.lexemes.len() as LexemeId;
        let string_id = |string: &str| knowledge.tables.ids.id(string);
        self.lexemes.push(Lexeme {
            orth: orth.into(),
            plain: plain.unwrap_or(id),
            id: string_id(orth),
            features: [
                string_id(norm),
                string_id(first(orth, 1)),
                string_id(last(orth, 3)),
                string_id(&shape(orth, knowledge.tables)),
            ],
            is_space: !orth.is_empty() && orth.chars().all(is_space),
            word_classes: knowledge.classes.of(orth),
        });
        id
    }
}

/// The first `n` characters.
fn first(word: &str, n: usize) -> &str {
    let end = word.char_indices().nth(n).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// The last `n` characters.
fn last(word: &str, n: usize) -> &str {
    let start = word.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
    &word[start..]
}

/// `Xxxxx` for *Apple*, `dd.d` for *10.5*: no more than four of a kind in a row.
fn shape(word: &str, tables: &Tables) -> String {
    if word.chars().nth(99).is_some() {
        return "LONG".into();
    }
    let mut shape = String::new();
    let (mut previous, mut run) = (None, 0);
    for c in word.chars() {
        let kind = if tables.python.is_alpha.has(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if tables.python.is_digit.has(c) {
            'd'
        } else {
            c
        };
        run = if previous == Some(kind) { run + 1 } else { 0 };
        previous = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}
