//! Text in; tokens, tags, dependency tree, lemmas and named entities out.

/// A pipeline: its weights and its tables.
pub struct Model;
