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

/// The lexicon, by `lemma/PART-OF-SPEECH`.
pub struct Lexicon(FxHashMap<String, Entry>);

/// The program's own.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(include_str!("../../../../data/words/cues.tsv"))
        .unwrap_or_else(|line| panic!("in data/words/cues.tsv, line {line}"))
});

impl Lexicon {
    /// From lines `lemma<TAB>part of speech<TAB>class<TAB>frames<TAB>weight`.
    fn parse(text: &str) -> Result<Self, usize> {
        let mut entries = FxHashMap::default();
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
            entries.insert(format!("{lemma}/{pos}"), entry);
        }
        Ok(Lexicon(entries))
    }

    /// What is known of a word; a verb's participle may be tagged as an adjective.
    pub fn entry(&self, lemma: &str, pos: &str) -> Option<&Entry> {
        let mut key = String::with_capacity(lemma.len() + 6);
        key.push_str(lemma);
        key.push('/');
        key.push_str(if pos == "PROPN" { "NOUN" } else { pos });
        self.0.get(&key)
    }
}
