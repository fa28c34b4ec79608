//! A passage as the statements step looks at it: each token with its sentence, paragraph,
//! quotations and lexicon entry.

use super::lexicon::{Entry, LEXICON};
use crate::quotes::paragraphs;
use crate::{Quote, Span};
use chancery_syntax::{Parsed, Token};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A passage with what the step asks of each token again and again.
pub struct Sheet<'p, 't> {
    /// The passage.
    pub parsed: &'p Parsed<'t>,
    /// Quotations within which the step reads as if there were none: 0 for a report's own words,
    /// 1 for what is said within its quotations.
    pub level: u8,
    depth: Vec<u8>,
    /// Which quotation each token is in, at each depth, counted from 1.
    quote: Vec<u32>,
    inner: Vec<u32>,
    /// The number of words before each token.
    words: Vec<u32>,
    unit: Vec<u32>,
    units: Vec<Range<usize>>,
    paragraph: Vec<u32>,
    paragraphs: Vec<Range<usize>>,
    entity: Vec<&'p str>,
    entries: Vec<Option<&'static Entry>>,
    /// How often each word is the subject of a verb that is nearly always a cue.
    speakers: FxHashMap<&'p str, u32>,
}

impl<'p, 't> Sheet<'p, 't> {
    /// Of a passage of a report with these quotations.
    pub fn new(parsed: &'p Parsed<'t>, quotes: &[Quote]) -> Self {
        let count = parsed.len();
        let mut sheet = Sheet {
            parsed,
            level: 0,
            depth: vec![0; count],
            quote: vec![0; count],
            inner: vec![0; count],
            words: Vec::with_capacity(count + 1),
            unit: Vec::with_capacity(count),
            units: Vec::new(),
            paragraph: Vec::with_capacity(count),
            paragraphs: Vec::new(),
            entity: vec![""; count],
            entries: Vec::with_capacity(count),
            speakers: FxHashMap::default(),
        };
        sheet.mark_quotes(quotes);
        sheet.mark_units();
        for entity in parsed.entities() {
            sheet.entity[entity.tokens.clone()].fill(parsed.label(entity));
        }
        let mut words = 0;
        for token in parsed.tokens() {
            sheet.words.push(words);
            words += u32::from(token.text().contains(char::is_alphanumeric));
            sheet.entries.push(LEXICON.entry(token.lemma(), token.pos()));
        }
        sheet.words.push(words);
        for token in parsed.tokens().filter(|token| token.dep() == "nsubj") {
            let verb = token.head().index();
            if sheet.depth[verb] == 0 && sheet.entries[verb].is_some_and(|entry| entry.tenths >= 8)
            {
                *sheet.speakers.entry(token.lemma()).or_default() += 1;
            }
        }
        sheet
    }

    fn mark_quotes(&mut self, quotes: &[Quote]) {
        for (number, quote) in quotes.iter().enumerate() {
            for span in &quote.spans {
                for index in self.tokens_of(*span) {
                    self.depth[index] = self.depth[index].max(quote.depth as u8 + 1);
                    match quote.depth {
                        0 => self.quote[index] = number as u32 + 1,
                        1 => self.inner[index] = number as u32 + 1,
                        _ => {}
                    }
                }
            }
        }
    }

    /// Sentences, cut where a paragraph ends: a parse may run on past it.
    fn mark_units(&mut self) {
        let parsed = self.parsed;
        let first = parsed.tokens().next().map_or(0, |token| token.bytes().start);
        let starts: Vec<usize> =
            paragraphs(parsed.text(), first).into_iter().map(|span| span.start).collect();
        let mut starts = starts.into_iter().peekable();
        let mut sentences = parsed.sentences().iter().map(|sentence| sentence.start).peekable();
        for (index, token) in parsed.tokens().enumerate() {
            let sentence = sentences.next_if_eq(&index).is_some();
            let space = token.pos() == "SPACE";
            // Within a quotation, a sentence ends with a mark: a bracket confuses the parser.
            let sentence = sentence && (!self.same_quote(index) || ends_sentence(parsed, index));
            let mut paragraph = self.paragraphs.is_empty();
            while !space && starts.next_if(|&start| start <= token.bytes().start).is_some() {
                paragraph = true;
            }
            if paragraph {
                self.paragraphs.push(index..index);
            }
            if paragraph || (sentence && !space) {
                // Space between sentences of a paragraph is the first one's.
                if let Some(before) = self.units.last_mut().filter(|_| !paragraph) {
                    before.end = index;
                }
                self.units.push(index..index);
            }
            let (paragraph, unit) = (self.paragraphs.len() - 1, self.units.len() - 1);
            self.paragraph.push(paragraph as u32);
            self.unit.push(unit as u32);
            if !space {
                self.paragraphs[paragraph].end = index + 1;
                self.units[unit].end = index + 1;
            }
        }
    }

    /// Whether a token and the one before it are in one quotation.
    fn same_quote(&self, index: usize) -> bool {
        index > 0 && self.quote[index] > 0 && self.quote[index] == self.quote[index - 1]
    }

    /// The token there.
    pub fn token(&self, index: usize) -> Token<'p, 't> {
        self.parsed.token(index)
    }

    /// The tokens that share a character with a span.
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        crate::page::tokens_of(self.parsed, span)
    }

    /// The sentence, or what of it is in the paragraph, that a token is in.
    pub fn unit(&self, index: usize) -> Range<usize> {
        self.units[self.unit[index] as usize].clone()
    }

    /// The paragraph that a token is in.
    pub fn paragraph(&self, index: usize) -> Range<usize> {
        self.paragraphs[self.paragraph[index] as usize].clone()
    }

    /// The paragraph after that of a token.
    pub fn next_paragraph(&self, index: usize) -> Option<Range<usize>> {
        self.paragraphs.get(self.paragraph[index] as usize + 1).cloned()
    }

    /// The paragraph before that of a token.
    pub fn paragraph_before(&self, index: usize) -> Option<Range<usize>> {
        self.paragraphs.get((self.paragraph[index] as usize).checked_sub(1)?).cloned()
    }

    /// Whether a token is in the first paragraph: a headline, or the report's first words.
    pub fn in_first_paragraph(&self, index: usize) -> bool {
        self.paragraph[index] == 0
    }

    /// Whether a token is within a quotation, at the level that is read.
    pub fn quoted(&self, index: usize) -> bool {
        self.depth[index] > self.level
    }

    /// How many quotations a token is within.
    pub fn depth(&self, index: usize) -> u8 {
        self.depth[index]
    }

    /// The quotation that a token is in, at the level that is read: a number of its own.
    pub fn quote(&self, index: usize) -> Option<u32> {
        let quotes = if self.level == 0 { &self.quote } else { &self.inner };
        Some(quotes[index]).filter(|&quote| quote > 0)
    }

    /// Whether a token is a word or number, not a mark.
    pub fn is_word(&self, index: usize) -> bool {
        self.words[index + 1] > self.words[index]
    }

    /// How many words there are in a range of tokens.
    pub fn words(&self, tokens: &Range<usize>) -> usize {
        (self.words[tokens.end.max(tokens.start)] - self.words[tokens.start]) as usize
    }

    /// Whether every word of a range that has one is quoted.
    pub fn all_quoted(&self, tokens: &Range<usize>) -> bool {
        self.words(tokens) > 0
            && tokens.clone().all(|index| self.quoted(index) || !self.is_word(index))
    }

    /// The label of the entity that a token is in, or nothing.
    pub fn entity(&self, index: usize) -> &'p str {
        self.entity[index]
    }

    /// What the lexicon knows of a token.
    pub fn entry(&self, index: usize) -> Option<&'static Entry> {
        self.entries[index]
    }

    /// How often a word is the subject of a verb that is nearly always a cue.
    pub fn speaks(&self, lemma: &str) -> &'static str {
        match self.speakers.get(lemma).copied().unwrap_or_default() {
            0 => "never",
            1 => "once",
            2..=3 => "twice",
            _ => "often",
        }
    }

    /// The class that the lexicon gives a token.
    pub fn class(&self, index: usize) -> &'static str {
        self.entries[index].map_or("", |entry| entry.class.as_str())
    }
}

/// Whether the words before a token end as a sentence does.
fn ends_sentence(parsed: &Parsed, index: usize) -> bool {
    let before = (0..index).rev().map(|at| parsed.token(at)).find(|token| token.pos() != "SPACE");
    before.is_none_or(|token| {
        token.text().ends_with(['.', '!', '?', '…', ':', ';', '"', '”', '’', '\'', '»'])
    })
}
