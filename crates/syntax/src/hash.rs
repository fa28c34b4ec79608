//! The two hashes that spaCy's models are built on.

use rustc_hash::FxHashMap;

/// The 64-bit id of a string: a small number for the reserved symbols, else MurmurHash64A of
/// its UTF-8 bytes with seed 1.
pub struct StringIds {
    symbols: FxHashMap<String, u64>,
}

impl StringIds {
    /// With the reserved symbols and their ids.
    pub fn new(symbols: FxHashMap<String, u64>) -> Self {
        StringIds { symbols }
    }

    /// The id of `string`; 0 for the empty one.
    pub fn id(&self, string: &str) -> u64 {
        self.symbols.get(string).copied().unwrap_or_else(|| murmur64a(string.as_bytes()))
    }
}

/// MurmurHash64A with seed 1.
fn murmur64a(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let mut k = little_endian(word).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !words.remainder().is_empty() {
        h = (h ^ little_endian(words.remainder())).wrapping_mul(M);
    }
    h = (h ^ (h >> R)).wrapping_mul(M);
    h ^ (h >> R)
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// The four table rows of a feature: thinc's variant of the 128-bit Murmur3 of one 64-bit key.
///
/// It is not the textbook hash: there is no length tail besides `^ 8`, and the seed comes in
/// after the first mixing.
pub fn four_hashes(key: u64, seed: u64) -> [u32; 4] {
    let mut h1 = key.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2) = (mix(h1), mix(h2));
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_spacys() {
        let ids = StringIds::new(FxHashMap::from_iter([("number".to_string(), 432)]));
        assert_eq!(ids.id("the"), 7_425_985_699_627_899_538);
        assert_eq!(ids.id("Apple"), 6_418_411_030_699_964_375);
        assert_eq!(ids.id("number"), 432);
    }

    #[test]
    fn rows_are_thincs() {
        assert_eq!(four_hashes(0, 8), [0, 0, 0, 0]);
        let rows = [1_862_229_173, 1_175_497_701, 2_029_532_547, 1_365_388_714];
        assert_eq!(four_hashes(0, 9), rows);
    }
}
