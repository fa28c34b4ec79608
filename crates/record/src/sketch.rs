//! Copies: whether two reports carry one story.
//!
//! One-permutation MinHash (Li, Owen, Zhang 2012) over the hashes of three words in a row; an
//! empty bin takes the value of the next that is not.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The bins of a sketch.
const BINS: usize = 64;
/// Bands by which likely copies are found, and the bins of each: of two texts that are seven tenths
/// the same, 29 of 30 pairs share one.
const BANDS: usize = 5;
const WIDE: usize = 2;
/// Of the bins this share agrees between copies: about the share of three-word runs in common.
const ALIKE: f64 = 0.6;
/// Copies appear within this many days of one another.
pub const DAYS: i64 = 7;

/// What is kept of a text's words to find its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch([u32; BINS]);

impl Sketch {
    /// The sketch of a text: letters and digits, whatever their case.
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut bins = [u32::MAX; BINS];
        let mut last = [0u64; 3];
        let mut folded = String::new();
        for (at, word) in words.enumerate() {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            last.rotate_left(1);
            last[2] = xxh3_64_with_seed(folded.as_bytes(), 0);
            if at >= 2 {
                let [a, b, c] = last;
                let run =
                    (a.rotate_left(21) ^ b.rotate_left(42) ^ c).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let bin = (run >> 58) as usize % BINS;
                bins[bin] = bins[bin].min(run as u32);
            }
        }
        let filled = bins;
        for (at, bin) in bins.iter_mut().enumerate() {
            let next =
                (0..BINS).map(|step| filled[(at + step) % BINS]).find(|&value| value != u32::MAX);
            *bin = next.unwrap_or(u32::MAX);
        }
        Sketch(bins)
    }

    /// Numbers of which copies share one at least.
    pub fn bands(&self) -> [i64; BANDS] {
        std::array::from_fn(|band| {
            let bytes: Vec<u8> = self.0[band * WIDE..(band + 1) * WIDE]
                .iter()
                .flat_map(|bin| bin.to_le_bytes())
                .collect();
            xxh3_64_with_seed(&bytes, band as u64).cast_signed()
        })
    }

    /// Whether two texts are the same or nearly so.
    pub fn is_copy(&self, other: &Sketch) -> bool {
        let agree = self.0.iter().zip(&other.0).filter(|(a, b)| a == b && **a != u32::MAX).count();
        agree as f64 >= ALIKE * BINS as f64
    }

    /// As bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|bin| bin.to_le_bytes()).collect()
    }

    /// From bytes that were kept; none where they are no sketch.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let chunks = bytes.as_chunks::<4>().0;
        let bins: Vec<u32> = chunks.iter().map(|bin| u32::from_le_bytes(*bin)).collect();
        bins.try_into().ok().map(Sketch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The two presidents spoke by telephone on Thursday for almost an hour, said \
        an aide in the capital, and agreed to keep in touch about the ceasefire, the exchange of \
        prisoners and the reopening of the crossing that has been closed since the spring.";

    #[test]
    fn a_carrier_that_changes_a_line_is_a_copy() {
        let copy = STORY.replace("an aide in the capital", "a senior aide");
        assert!(Sketch::of(STORY).is_copy(&Sketch::of(&copy)));
        assert!(
            Sketch::of(STORY).bands().iter().any(|band| Sketch::of(&copy).bands().contains(band))
        );
    }

    #[test]
    fn a_report_of_its_own_is_none() {
        let other = "The presidents talked by phone for an hour on Thursday and discussed the truce, \
            prisoners and a border crossing, the Kremlin said, adding that contacts would go on.";
        assert!(!Sketch::of(STORY).is_copy(&Sketch::of(other)));
        assert!(!Sketch::of("").is_copy(&Sketch::of("")));
    }
}
