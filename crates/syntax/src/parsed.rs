//! What comes out: a text's tokens, tree, sentences and entities.

use crate::labels::{LabelId, Labels};
use std::ops::Range;
use std::sync::Arc;

/// A parsed text.
///
/// All offsets are bytes of the text it was made from, on character boundaries.
#[derive(Clone, Debug)]
pub struct Parsed<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    lemmas: String,
    sentences: Vec<Range<usize>>,
    entities: Vec<Entity>,
    labels: Arc<Labels>,
}

/// What is kept of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub start: usize,
    pub end: usize,
    pub head: u32,
    pub edges: (u32, u32),
    pub tag: LabelId,
    pub pos: LabelId,
    pub morph: LabelId,
    pub dep: LabelId,
    /// Where the lemma ends in the text of all lemmas.
    pub lemma_end: usize,
    pub space_after: bool,
    pub starts_sentence: bool,
}

/// A named entity.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its tokens.
    pub tokens: Range<usize>,
    label: LabelId,
}

impl<'t> Parsed<'t> {
    pub(crate) fn new(
        text: &'t str,
        nodes: Vec<Node>,
        lemmas: String,
        entities: Vec<(Range<usize>, LabelId)>,
        labels: Arc<Labels>,
    ) -> Self {
        let mut starts: Vec<usize> =
            (0..nodes.len()).filter(|&i| i == 0 || nodes[i].starts_sentence).collect();
        starts.push(nodes.len());
        let sentences = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
        let entities = entities.into_iter().map(|(tokens, label)| Entity { tokens, label });
        Parsed { text, nodes, lemmas, sentences, entities: entities.collect(), labels }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The token at `index`.
    ///
    /// # Panics
    /// When there is none.
    pub fn token(&self, index: usize) -> Token<'_, 't> {
        assert!(index < self.nodes.len(), "no token {index} in {}", self.nodes.len());
        Token { parsed: self, index }
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Token<'_, 't>> + Clone {
        (0..self.nodes.len()).map(|index| Token { parsed: self, index })
    }

    /// The token ranges of the sentences, in order; together they are all tokens.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The named entities, in order; none overlaps another.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The label of an entity of this text (OntoNotes: PERSON, ORG, GPE and so on).
    pub fn label(&self, entity: &Entity) -> &str {
        self.labels.entity.name(entity.label)
    }

    /// The bytes from the first to the last token of a range that is not empty.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        self.nodes[tokens.start].start..self.nodes[tokens.end - 1].end
    }

    /// The same within a longer text, of which it was the part that begins at byte `start`.
    ///
    /// # Panics
    /// When the part does not stand there.
    pub fn within<'w>(self, text: &'w str, start: usize) -> Parsed<'w> {
        assert!(text[start..].starts_with(self.text), "another text stands at {start}");
        let mut nodes = self.nodes;
        for node in &mut nodes {
            node.start += start;
            node.end += start;
        }
        Parsed {
            text,
            nodes,
            lemmas: self.lemmas,
            sentences: self.sentences,
            entities: self.entities,
            labels: self.labels,
        }
    }
}

/// A token of a [`Parsed`] text.
#[derive(Clone, Copy)]
pub struct Token<'p, 't> {
    parsed: &'p Parsed<'t>,
    index: usize,
}

impl<'p, 't> Token<'p, 't> {
    fn node(self) -> &'p Node {
        &self.parsed.nodes[self.index]
    }

    /// Its place among the tokens.
    pub fn index(self) -> usize {
        self.index
    }

    /// Where it stands.
    pub fn bytes(self) -> Range<usize> {
        self.node().start..self.node().end
    }

    /// Its words.
    pub fn text(self) -> &'t str {
        &self.parsed.text[self.bytes()]
    }

    /// Whether one plain space follows that belongs to no token.
    pub fn space_after(self) -> bool {
        self.node().space_after
    }

    /// The fine tag (Penn Treebank).
    pub fn tag(self) -> &'p str {
        self.parsed.labels.tag.name(self.node().tag)
    }

    /// The part of speech (Universal Dependencies).
    pub fn pos(self) -> &'p str {
        self.parsed.labels.pos.name(self.node().pos)
    }

    /// Whether it is a noun, verb, adjective or adverb, or a name.
    pub fn is_content(self) -> bool {
        matches!(self.pos(), "NOUN" | "PROPN" | "VERB" | "ADJ" | "ADV")
    }

    /// The morphological features (Universal Dependencies), as `A=X|B=Y`.
    pub fn morph(self) -> &'p str {
        self.parsed.labels.morph.name(self.node().morph)
    }

    /// How it depends on its head (ClearNLP).
    pub fn dep(self) -> &'p str {
        self.parsed.labels.dep.name(self.node().dep)
    }

    /// The dictionary form.
    pub fn lemma(self) -> &'p str {
        let before = self.index.checked_sub(1);
        let start = before.map_or(0, |before| self.parsed.nodes[before].lemma_end);
        &self.parsed.lemmas[start..self.node().lemma_end]
    }

    /// The token it depends on; itself for the root of a sentence.
    pub fn head(self) -> Self {
        Token { parsed: self.parsed, index: self.node().head as usize }
    }

    /// Whether it depends on no other.
    pub fn is_root(self) -> bool {
        self.node().head as usize == self.index
    }

    /// Whether a sentence begins with it.
    pub fn starts_sentence(self) -> bool {
        self.node().starts_sentence
    }

    /// The tokens that depend on it, in order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        let (first, last) = self.node().edges;
        (first as usize..last as usize + 1)
            .map(move |index| Token { parsed: self.parsed, index })
            .filter(move |token| {
                token.node().head as usize == self.index && token.index != self.index
            })
    }

    /// The first child with one of these labels.
    pub fn child(self, deps: &[&str]) -> Option<Self> {
        self.children().find(|child| deps.contains(&child.dep()))
    }

    /// The tokens from the first to the last below it, itself among them.
    pub fn subtree(self) -> Range<usize> {
        let (first, last) = self.node().edges;
        first as usize..last as usize + 1
    }

    /// Its head, that one's head, and so on to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        // The count bounds a walk over heads that form no tree.
        let up = |token: &Self| (!token.is_root()).then(|| token.head());
        std::iter::successors(up(&self), up).take(self.parsed.len())
    }
}

impl std::fmt::Debug for Token<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.text(), self.tag(), self.dep())
    }
}
