//! The cue lexicon, `data/words/cues.tsv`: words that can say that something was said.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What is known of a word as a cue.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What kind of saying it is: say, ask, promise and so on; several joined by commas.
    pub class: String,
    /// How often it is a cue where it occurs, in tenths, 0 to 9.
    pub tenths: u8,
    /// What it takes: `that`, `bare`, `inf`, `wh`, `ing`, `np`, `quote`, or a preposition.
    pub frames: Vec<String>,
}

/// The lexicon, by part of speech and lemma.
pub struct Lexicon(FxHashMap<String, FxHashMap<String, Entry>>);

/// The program's own.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(include_str!("../../../../data/words/cues.tsv"))
        .unwrap_or_else(|line| panic!("in data/words/cues.tsv, line {line}"))
});

impl Lexicon {
    /// From lines `lemma<TAB>part of speech<TAB>class<TAB>frames<TAB>weight`.
    fn parse(text: &str) -> Result<Self, usize> {
        let mut all: FxHashMap<String, FxHashMap<String, Entry>> = FxHashMap::default();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [lemma, pos, class, frames, weight] = fields[..] else { return Err(number + 1) };
            let weight: f32 = weight.parse().map_err(|_| number + 1)?;
            let entry = Entry {
                class: class.into(),
                tenths: (weight * 10.0).clamp(0.0, 9.0) as u8,
                frames: frames.split(' ').filter(|f| !f.is_empty()).map(Into::into).collect(),
            };
            all.entry(pos.into()).or_default().insert(lemma.into(), entry);
        }
        Ok(Lexicon(all))
    }

    /// What is known of a word.
    pub fn entry(&self, lemma: &str, pos: &str) -> Option<&Entry> {
        let (lemma, pos) = self.key(lemma, pos);
        self.0.get(pos)?.get(lemma)
    }

    /// The lemma and part of speech under which a word is listed: names as nouns.
    pub fn key<'w>(&self, lemma: &'w str, pos: &'w str) -> (&'w str, &'w str) {
        (lemma, if pos == "PROPN" { "NOUN" } else { pos })
    }

    /// Every entry by its lemma and part of speech, in no order.
    #[cfg(feature = "learn")]
    pub fn entries(&self) -> impl Iterator<Item = ((&str, &str), &Entry)> {
        self.0.iter().flat_map(|(pos, entries)| {
            entries.iter().map(move |(lemma, entry)| ((lemma.as_str(), pos.as_str()), entry))
        })
    }
}
