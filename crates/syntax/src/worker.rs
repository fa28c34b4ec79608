//! Takes a batch of texts through the pipeline, and remembers what it learnt about words.

use crate::encoder::{ALIGN, Encoder, REACH, Scratch, TypeCache, WIDTH};
use crate::labels::LabelId;
use crate::lexicon::{LexemeId, Lexicon};
use crate::parsed::{Node, Parsed};
use crate::parser::Tree;
use crate::pipeline::Pipeline;
use crate::ruler::{Change, Seen};
use crate::scorer::Scoring;
use crate::tokenizer::{RawToken, Tokenizer};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many rows are encoded at once.
const ROWS: usize = 2048;
/// How many word types each encoder remembers before it starts anew: 4 KB for each.
const TYPES: usize = 2560;
/// How many words are remembered before all is forgotten.
const WORDS: usize = 100_000;

/// What one thread works with.
pub struct Worker {
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    types: Types,
    entity_types: Types,
    scratch: Scratch,
    lemmas: Lemmas,
}

impl Worker {
    /// One that has seen nothing.
    pub fn new(pipeline: &Pipeline) -> Self {
        let mut lexicon = Lexicon::default();
        let tokenizer = Tokenizer::new(&pipeline.specials, &mut lexicon, pipeline.knowledge());
        Worker {
            lexicon,
            tokenizer,
            types: Types::new(),
            entity_types: Types::new(),
            scratch: Scratch::default(),
            lemmas: Lemmas::default(),
        }
    }

    /// Parses a batch of texts. What it makes of a text does not depend on the others, nor on
    /// what it saw before.
    pub fn parse<'t>(&mut self, pipeline: &Pipeline, texts: &[&'t str]) -> Vec<Parsed<'t>> {
        if self.lexicon.len() > WORDS {
            *self = Worker::new(pipeline);
        }
        let mut tokens = Vec::new();
        let mut ranges = Vec::new();
        for text in texts {
            let start = tokens.len();
            tokens.extend(self.tokenizer.tokens(text, &mut self.lexicon, pipeline.knowledge()));
            ranges.push(start..tokens.len());
        }
        let (mut tags, mut vectors, mut entity_vectors) = (Vec::new(), Vec::new(), Vec::new());
        let (lexicon, scratch) = (&self.lexicon, &mut self.scratch);
        self.types.encode(&pipeline.encoder, lexicon, &tokens, &ranges, scratch, |encoded| {
            pipeline.tagger.tags(encoded, &mut tags);
            pipeline.parser.scorer.vectors(encoded, &mut vectors);
        });
        let encoder = &pipeline.entity_encoder;
        self.entity_types.encode(encoder, lexicon, &tokens, &ranges, scratch, |encoded| {
            pipeline.recogniser.scorer.vectors(encoded, &mut entity_vectors);
        });
        let mut scoring = Scoring::new(&pipeline.parser.scorer, &vectors);
        let mut entity_scoring = Scoring::new(&pipeline.recogniser.scorer, &entity_vectors);
        let parsed = texts.iter().zip(ranges).map(|(text, range)| {
            let tokens = &tokens[range.clone()];
            let is_space = |i: usize| self.lexicon.get(tokens[i].lexeme).is_space;
            let tree = pipeline.parser.parse(&mut scoring, range.clone(), is_space);
            let starts = &tree.sentence_starts;
            let entities =
                pipeline.recogniser.entities(&mut entity_scoring, range.clone(), starts, is_space);
            let tags = &tags[range];
            let (nodes, lemmas) = self.lemmas.finish(pipeline, &self.lexicon, tokens, tags, &tree);
            Parsed::new(text, nodes, lemmas, entities, pipeline.labels.clone())
        });
        parsed.collect()
    }
}

/// The word types that an encoder remembers.
struct Types {
    cache: TypeCache,
    /// For each lexeme, without and with a space after it, the slot in the cache; 0 for none.
    slots: Vec<[u32; 2]>,
}

impl Types {
    fn new() -> Self {
        Types { cache: TypeCache::with_room(TYPES + ROWS), slots: Vec::new() }
    }

    /// Encodes the texts `ranges` of `tokens` and gives the vectors of all tokens, in order, to
    /// `take`, some at a time.
    fn encode(
        &mut self,
        encoder: &Encoder,
        lexicon: &Lexicon,
        tokens: &[RawToken],
        ranges: &[Range<usize>],
        scratch: &mut Scratch,
        mut take: impl FnMut(&[f32]),
    ) {
        let mut layout = Layout::default();
        let mut flush = |layout: &mut Layout| {
            let slots = self.slots_of(encoder, lexicon, tokens, &layout.rows);
            let encoded = encoder.encode(&slots, &self.cache, scratch);
            for stretch in layout.stretches.drain(..) {
                take(&encoded[stretch.start * WIDTH..stretch.end * WIDTH]);
            }
            layout.rows.clear();
        };
        for text in ranges {
            let mut start = text.start;
            while start < text.end {
                let end = text.end.min(start + ROWS);
                layout.add(start..end, text);
                start = end;
                if layout.rows.len() >= ROWS {
                    flush(&mut layout);
                }
            }
        }
        if !layout.rows.is_empty() {
            flush(&mut layout);
        }
    }

    /// The slot of every row, computed where it is new.
    fn slots_of(
        &mut self,
        encoder: &Encoder,
        lexicon: &Lexicon,
        tokens: &[RawToken],
        rows: &[Option<usize>],
    ) -> Vec<u32> {
        if self.cache.len() > TYPES {
            self.cache.clear();
            self.slots.clear();
        }
        self.slots.resize(lexicon.len(), [0; 2]);
        let mut new: Vec<(LexemeId, bool)> = Vec::new();
        let next = self.cache.len() as u32;
        let slots = rows.iter().map(|row| {
            let Some(token) = row.map(|at| tokens[at]) else { return 0 };
            let space_after = encoder.sees_space && token.space_after;
            let slot = &mut self.slots[token.lexeme as usize][usize::from(space_after)];
            if *slot == 0 {
                *slot = next + new.len() as u32;
                new.push((token.lexeme, space_after));
            }
            *slot
        });
        let slots = slots.collect();
        self.cache.add(encoder, new.iter().map(|&(id, space)| (lexicon.get(id), space)));
        slots
    }
}

/// How texts lie beside one another for the encoder.
#[derive(Default)]
struct Layout {
    /// The token of each row; none for the rows of nothing around a text.
    rows: Vec<Option<usize>>,
    /// The rows whose vectors are wanted.
    stretches: Vec<Range<usize>>,
}

impl Layout {
    /// Adds a stretch of a text, with what it can see of the text to either side.
    fn add(&mut self, stretch: Range<usize>, text: &Range<usize>) {
        // Four rows of nothing serve two texts; more of them set a text to where tiles begin.
        let apart = self.rows.ends_with(&[None; REACH]);
        self.rows.resize(self.rows.len().next_multiple_of(ALIGN), None);
        if !apart || stretch.start != text.start {
            let before = (1..=REACH).rev().map(|n| stretch.start.checked_sub(n));
            self.rows.extend(before.map(|at| at.filter(|at| text.contains(at))));
        }
        let start = self.rows.len();
        self.rows.extend(stretch.clone().map(Some));
        self.stretches.push(start..self.rows.len());
        self.rows.extend((0..REACH).map(|n| Some(stretch.end + n).filter(|at| text.contains(at))));
    }
}

/// Lemmas found before.
#[derive(Default)]
struct Lemmas {
    known: FxHashMap<(LexemeId, LabelId, LabelId), Box<str>>,
}

impl Lemmas {
    /// Applies the attribute ruler and the lemmatizer.
    fn finish(
        &mut self,
        pipeline: &Pipeline,
        lexicon: &Lexicon,
        tokens: &[RawToken],
        tags: &[LabelId],
        tree: &Tree,
    ) -> (Vec<Node>, String) {
        let seen = |i: usize| Seen {
            lexeme: lexicon.get(tokens[i].lexeme),
            tag: tags[i],
            dep: tree.labels[i],
        };
        let mut lemmas = String::with_capacity(tokens.len() * 6);
        let nodes = tokens.iter().enumerate().map(|(i, token)| {
            let Change { pos, morph, lemma, tag, dep } =
                pipeline.ruler.change(i, tokens.len(), seen);
            let (pos, morph) = (pos.unwrap_or(0), morph.unwrap_or(0));
            match lemma {
                Some(lemma) => lemmas.push_str(pipeline.ruler.lemma(lemma)),
                None => {
                    let lemma = self.known.entry((token.lexeme, pos, morph)).or_insert_with(|| {
                        let word = &lexicon.get(token.lexeme).orth;
                        pipeline.lemma(word, pos, morph).into()
                    });
                    lemmas.push_str(lemma);
                }
            }
            Node {
                start: token.start,
                end: token.start + token.length,
                head: tree.heads[i],
                edges: tree.edges[i],
                tag: tag.unwrap_or(tags[i]),
                pos,
                morph,
                dep: dep.unwrap_or(tree.labels[i]),
                lemma_end: lemmas.len(),
                space_after: token.space_after,
                starts_sentence: tree.sentence_starts[i],
            }
        });
        let nodes = nodes.collect();
        (nodes, lemmas)
    }
}
