//! Named features and what each weighs: a decision is the sum of its features' weights, and can
//! be explained by naming them.

use rustc_hash::FxHashMap;

/// The features of one thing to decide about.
///
/// A feature is a name made of parts (`subject`, `he`); only a hash of it is kept, unless names
/// are asked for.
pub struct Features {
    /// Of what kind the thing is; the first part of every name.
    kind: &'static str,
    start: u64,
    ids: Vec<u64>,
    /// Every name met so far by its hash, where a decision is to be explained or weights are to be
    /// learnt.
    names: Option<FxHashMap<u64, String>>,
}

impl Features {
    /// None so far, of a thing of this kind, with or without names.
    pub fn new(kind: &'static str, named: bool) -> Self {
        let names = named.then(FxHashMap::default);
        Features { kind, start: hashed(START, kind), ids: Vec::new(), names }
    }

    /// Takes all out again, for another thing, of this kind.
    pub fn clear(&mut self, kind: &'static str) {
        self.ids.clear();
        (self.kind, self.start) = (kind, hashed(START, kind));
    }

    /// Adds the feature that these parts name.
    pub fn add(&mut self, parts: &[&str]) {
        let id = parts.iter().fold(self.start, |id, part| hashed(id, part));
        self.ids.push(id);
        if let Some(names) = &mut self.names {
            names.entry(id).or_insert_with(|| format!("{}|{}", self.kind, parts.join("|")));
        }
    }

    /// The hashes.
    pub fn ids(&self) -> &[u64] {
        &self.ids
    }

    /// The name of a feature met since the beginning; none where no names were asked for.
    pub fn name(&self, id: u64) -> Option<&str> {
        self.names.as_ref()?.get(&id).map(String::as_str)
    }
}

/// A small number as part of a name.
pub fn step(number: impl Into<usize>) -> &'static str {
    const STEPS: [&str; 32] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
        "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
    ];
    STEPS[number.into().min(STEPS.len() - 1)]
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a name with one part more, eight bytes at a time.
fn hashed(id: u64, part: &str) -> u64 {
    let step = |id: u64, word: u64| {
        let mixed = (id.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    };
    let mut words = part.as_bytes().chunks_exact(8);
    let mut id = step(id, part.len() as u64);
    for word in words.by_ref() {
        id = step(id, word.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte)));
    }
    let rest = words.remainder();
    if rest.is_empty() {
        return id;
    }
    step(id, rest.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte)))
}

/// What each feature weighs.
#[derive(Default)]
pub struct Weights {
    by_id: FxHashMap<u64, f32>,
}

impl Weights {
    /// From lines `weight<TAB>feature`; a line that begins with `#` is a comment.
    ///
    /// # Errors
    /// The number of the first line that is neither, counted from 1.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut by_id = FxHashMap::default();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (weight, name) = line.split_once('\t').ok_or(number + 1)?;
            let id = name.split('|').fold(START, hashed);
            by_id.insert(id, weight.parse().map_err(|_| number + 1)?);
        }
        Ok(Weights { by_id })
    }

    /// The weight of one feature; nothing for one that is not known.
    pub fn of(&self, id: u64) -> f32 {
        self.by_id.get(&id).copied().unwrap_or_default()
    }

    /// The sum of the features' weights.
    pub fn sum(&self, features: &Features) -> f32 {
        features.ids.iter().map(|&id| self.of(id)).sum()
    }
}
