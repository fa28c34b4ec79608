//! A pipeline's parts, loaded from a model file.

use crate::Error;
use crate::encoder::{Encoder, WIDTH};
use crate::entities::Recogniser;
use crate::file::ModelFile;
use crate::labels::{Labels, Names};
use crate::lemmatizer::Lemmatizer;
use crate::lexicon::{Knowledge, Norms};
use crate::matrix::{Rows, product};
use crate::parser::Parser;
use crate::ruler::{Ruler, WordClasses};
use crate::tables::Tables;
use crate::tokenizer::{Specials, load_specials};
use std::sync::Arc;

/// Everything that a text is parsed with, none of which changes.
pub struct Pipeline<'m> {
    tables: Tables,
    norms: Norms<'m>,
    word_classes: WordClasses,
    /// The tokenizer's special cases.
    pub specials: Specials,
    /// What tagger and parser see of the tokens.
    pub encoder: Encoder<'m>,
    /// What the entity recogniser sees of them.
    pub entity_encoder: Encoder<'m>,
    /// Tags.
    pub tagger: Tagger<'m>,
    /// Trees.
    pub parser: Parser<'m>,
    /// Parts of speech.
    pub ruler: Ruler,
    /// Lemmas.
    pub lemmatizer: Lemmatizer<'m>,
    /// Entities.
    pub recogniser: Recogniser<'m>,
    /// The names of all that is recognised.
    pub labels: Arc<Labels>,
}

impl<'m> Pipeline<'m> {
    /// The pipeline of a model file.
    ///
    /// # Errors
    /// When the file lacks a part or has one of another shape.
    pub fn load(file: &'m ModelFile) -> Result<Self, Error> {
        let tags: Vec<String> = file.json("tags")?;
        let tagger = Tagger::load(file, tags.len())?;
        let mut labels = Labels { tag: Names::new(tags), ..Labels::default() };
        labels.pos.id("");
        labels.morph.id("");
        let parser = Parser::load(file, &mut labels)?;
        let recogniser = Recogniser::load(file, &mut labels)?;
        let (ruler, word_classes) = Ruler::load(file, &mut labels)?;
        Ok(Pipeline {
            tables: Tables::load(file)?,
            norms: Norms::load(file)?,
            word_classes,
            specials: load_specials(file)?,
            encoder: Encoder::load(file, "tok2vec")?,
            entity_encoder: Encoder::load(file, "ner")?,
            tagger,
            parser,
            ruler,
            lemmatizer: Lemmatizer::load(file)?,
            recogniser,
            labels: Arc::new(labels),
        })
    }

    /// What a lexicon needs to describe words.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge { tables: &self.tables, norms: &self.norms, classes: &self.word_classes }
    }

    /// The lemma of a word as this part of speech.
    pub fn lemma(&self, word: &str, pos: u16, morph: u16) -> String {
        let (pos, morph) = (self.labels.pos.name(pos), self.labels.morph.name(morph));
        self.lemmatizer.lemma(word, pos, morph, &self.tables.python)
    }
}

/// The tagger: one linear layer over encoded tokens.
pub struct Tagger<'m> {
    weights: &'m [f32],
    bias: &'m [f32],
}

impl<'m> Tagger<'m> {
    fn load(file: &'m ModelFile, tags: usize) -> Result<Self, Error> {
        if tags == 0 {
            return Err(Error::Damaged("tags".into()));
        }
        let weights = file.sized("tagger.weights", WIDTH * tags)?;
        Ok(Tagger { weights, bias: file.sized("tagger.bias", tags)? })
    }

    /// Appends the tag of each encoded token to `out`: the highest score, the first of equals.
    pub fn tags(&self, encoded: &[f32], out: &mut Vec<u16>) {
        let (rows, tags) = (encoded.len() / WIDTH, self.bias.len());
        let mut scores = vec![0.0; rows * tags];
        let encoded = Rows { values: encoded, stride: WIDTH };
        let weights = Rows { values: self.weights, stride: tags };
        product(encoded, weights, &mut scores, tags, [rows, WIDTH, tags]);
        out.extend(scores.chunks_exact(tags).map(|scores| {
            let mut best = (0, f32::NEG_INFINITY);
            for (tag, (score, bias)) in scores.iter().zip(self.bias).enumerate() {
                if score + bias > best.1 {
                    best = (tag as u16, score + bias);
                }
            }
            best.0
        }));
    }
}
