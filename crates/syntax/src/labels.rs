//! The names that a pipeline gives: tags, parts of speech, morphology, labels.

/// The index of a name in its [`Names`].
pub type LabelId = u16;

/// Names of one kind, numbered.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<String>,
}

impl Names {
    /// With these names in this order.
    pub fn new(names: Vec<String>) -> Self {
        Names { names }
    }

    /// The number of a name, added where it is new.
    pub fn id(&mut self, name: &str) -> LabelId {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.into());
            self.names.len() - 1
        }) as LabelId
    }

    /// The name of a number.
    pub fn name(&self, id: LabelId) -> &str {
        &self.names[id as usize]
    }

    /// All of them, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// All names of a pipeline.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Fine tags (Penn Treebank).
    pub tag: Names,
    /// Parts of speech (Universal Dependencies).
    pub pos: Names,
    /// Morphological features (Universal Dependencies), `""` for none.
    pub morph: Names,
    /// Dependency labels (ClearNLP).
    pub dep: Names,
    /// Entity labels (OntoNotes).
    pub entity: Names,
}
