//! Dictionary forms, by suffix rules, word lists and exceptions.

use crate::Error;
use crate::file::{ModelFile, Strings};
use crate::tables::Python;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The rules of a pipeline.
pub struct Lemmatizer<'m> {
    tables: FxHashMap<&'static str, Table<'m>>,
}

struct Table<'m> {
    /// Endings and what takes their place, in order of trial.
    rules: Vec<(String, String)>,
    /// Known words.
    index: Strings<'m>,
    /// Forms with lemmas of their own, and these, one a line.
    exceptions: Strings<'m>,
    lemmas: Strings<'m>,
}

impl<'m> Lemmatizer<'m> {
    /// From a model file.
    ///
    /// # Errors
    /// When the file lacks a table.
    pub fn load(file: &'m ModelFile) -> Result<Self, Error> {
        let mut rules: BTreeMap<String, Vec<(String, String)>> = file.json("lemma.rules")?;
        let mut tables = FxHashMap::default();
        for pos in ["adj", "adv", "noun", "punct", "verb"] {
            let exceptions = format!("lemma.{pos}.exceptions");
            let table = Table {
                rules: rules.remove(pos).unwrap_or_default(),
                index: file.strings(&format!("lemma.{pos}.index"))?,
                exceptions: file.strings(&exceptions)?,
                lemmas: file.strings(&format!("{exceptions}.lemmas"))?,
            };
            if table.exceptions.count() != table.lemmas.count() {
                return Err(Error::Damaged(exceptions));
            }
            tables.insert(pos, table);
        }
        Ok(Lemmatizer { tables })
    }

    /// The lemma of a word as this part of speech, with these morphological features.
    pub fn lemma(&self, word: &str, pos: &str, morph: &str, python: &Python) -> String {
        let pos = pos.to_lowercase();
        if pos.is_empty() || pos == "space" || is_base(&pos, morph) {
            return word.to_lowercase();
        }
        match self.tables.get(pos.as_str()) {
            Some(table) => table.lemma(word, python),
            None if pos == "propn" => word.into(),
            None => word.to_lowercase(),
        }
    }
}

/// Whether the word stands in its dictionary form already.
fn is_base(pos: &str, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|given| given == feature);
    let number = morph.split('|').any(|given| given.starts_with("Number="));
    (pos == "noun" && has("Number=Sing"))
        || (pos == "verb" && has("VerbForm=Fin") && has("Tense=Pres") && !number)
        || has("VerbForm=Inf")
        || has("VerbForm=None")
        || has("Degree=Pos")
}

impl Table<'_> {
    fn lemma(&self, word: &str, python: &Python) -> String {
        let lower = word.to_lowercase();
        // Best first: a form found later goes before those found earlier, odd ones stay behind.
        let (mut forms, mut unknown) = (Vec::new(), None);
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.find(&form).is_some() {
                forms.insert(0, form);
            } else if !form.chars().all(|c| python.is_alpha.has(c)) {
                forms.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        if let Some(at) = self.exceptions.find(&lower) {
            for lemma in self.lemmas.get(at).split('\n') {
                if !forms.iter().any(|form| form == lemma) {
                    forms.insert(0, lemma.into());
                }
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| word.to_string())
    }
}
