//! The model file: named arrays, flat and aligned, read in place.
//!
//! ```text
//! magic    8 bytes   "CHSYNTAX"
//! version  u32       1
//! count    u32       how many sections follow
//! count × 64 bytes   name (44 bytes, zero-padded), element size u32, offset u64, length u64
//! data               each section begins at a multiple of 64 bytes
//! ```
//!
//! All numbers are little-endian; offset and length are in bytes from the start of the file.
//! A section holds `f32`, `u32` or `u64` values, UTF-8 text, or JSON. A list of strings named
//! `x` is two sections: `x.text`, the strings one after another, and `x.ends`, where each ends.

use crate::Error;
use bytemuck::Pod;
use serde::de::DeserializeOwned;

const MAGIC: &[u8; 8] = b"CHSYNTAX";
const VERSION: u32 = 1;
const HEADER: usize = 16;
const ENTRY: usize = 64;
const NAME: usize = 44;
const ALIGN: usize = 64;

/// A model file in memory, its table checked.
pub struct ModelFile {
    bytes: Bytes,
    sections: Vec<Section>,
}

/// Where the bytes of a model lie.
pub enum Bytes {
    /// In the program itself.
    Embedded(&'static [u8]),
    /// In a file that the system pages in as needed.
    Mapped(memmap2::Mmap),
}

struct Section {
    name: String,
    start: usize,
    end: usize,
}

impl ModelFile {
    /// Checks the header and the table.
    ///
    /// # Errors
    /// When the bytes are not a model file, of another version, or cut short.
    pub fn new(bytes: Bytes) -> Result<Self, Error> {
        let all = bytes.as_slice();
        if all.len() < HEADER || &all[..8] != MAGIC {
            return Err(Error::NotAModel);
        }
        let version = u32_at(all, 8);
        if version != VERSION {
            return Err(Error::Version { found: version, known: VERSION });
        }
        let mut sections = Vec::new();
        for i in 0..u32_at(all, 12) as usize {
            let entry = all
                .get(HEADER + i * ENTRY..HEADER + (i + 1) * ENTRY)
                .ok_or_else(|| damaged("the table of sections"))?;
            let name = String::from_utf8_lossy(&entry[..NAME]);
            let [start, length] = [u64_at(entry, 48), u64_at(entry, 56)];
            let end = start.checked_add(length).filter(|&end| end <= all.len() as u64);
            let (Some(end), 0) = (end, start % ALIGN as u64) else {
                return Err(damaged("the table of sections"));
            };
            sections.push(Section {
                name: name.trim_end_matches('\0').to_string(),
                start: start as usize,
                end: end as usize,
            });
        }
        Ok(ModelFile { bytes, sections })
    }

    /// The bytes of a section; nothing where the file lacks it.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        let section = self.sections.iter().find(|section| section.name == name)?;
        Some(&self.bytes.as_slice()[section.start..section.end])
    }

    /// The values of a section.
    ///
    /// # Errors
    /// When the section is missing or not made of `T`s.
    pub fn array<T: Pod>(&self, name: &str) -> Result<&[T], Error> {
        let bytes = self.bytes(name).ok_or_else(|| damaged(name))?;
        bytemuck::try_cast_slice(bytes).map_err(|_| damaged(name))
    }

    /// The values of a section that must hold `length` of them.
    ///
    /// # Errors
    /// When the section is missing or of another size.
    pub fn sized<T: Pod>(&self, name: &str, length: usize) -> Result<&[T], Error> {
        let found = self.array(name)?;
        if found.len() == length { Ok(found) } else { Err(damaged(name)) }
    }

    /// What a JSON section says.
    ///
    /// # Errors
    /// When the section is missing or says something else.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let bytes = self.bytes(name).ok_or_else(|| damaged(name))?;
        serde_json::from_slice(bytes).map_err(|_| damaged(name))
    }

    /// A list of strings.
    ///
    /// # Errors
    /// When it is missing or its parts do not fit together.
    pub fn strings(&self, name: &str) -> Result<Strings<'_>, Error> {
        let words = self.bytes(&format!("{name}.text")).ok_or_else(|| damaged(name))?;
        let words = std::str::from_utf8(words).map_err(|_| damaged(name))?;
        let ends: &[u32] = self.array(&format!("{name}.ends"))?;
        let mut from = 0;
        for &end in ends {
            if words.get(from..end as usize).is_none() {
                return Err(damaged(name));
            }
            from = end as usize;
        }
        Ok(Strings { text: words, ends })
    }
}

impl Bytes {
    fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

/// A list of strings, read in place.
#[derive(Clone, Copy)]
pub struct Strings<'f> {
    text: &'f str,
    ends: &'f [u32],
}

impl<'f> Strings<'f> {
    /// How many there are.
    pub fn count(self) -> usize {
        self.ends.len()
    }

    /// The string at `index`, which must be below [`Strings::count`].
    pub fn get(self, index: usize) -> &'f str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// Where `wanted` stands, the list being sorted by bytes.
    pub fn find(self, wanted: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(wanted) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Writes a model file, section by section.
#[derive(Default)]
pub struct Writer {
    sections: Vec<(String, usize, Vec<u8>)>,
}

impl Writer {
    /// Adds an array.
    pub fn array<T: Pod>(&mut self, name: &str, values: &[T]) {
        let bytes = bytemuck::cast_slice(values).to_vec();
        self.sections.push((name.into(), size_of::<T>(), bytes));
    }

    /// Adds a JSON section.
    pub fn json(&mut self, name: &str, value: &serde_json::Value) {
        self.sections.push((name.into(), 1, value.to_string().into_bytes()));
    }

    /// Adds a list of strings as `name.text` and `name.ends`.
    pub fn strings<'s>(&mut self, name: &str, strings: impl Iterator<Item = &'s str>) {
        let (mut text, mut ends) = (String::new(), Vec::<u32>::new());
        for string in strings {
            text.push_str(string);
            ends.push(text.len() as u32);
        }
        self.sections.push((format!("{name}.text"), 1, text.into_bytes()));
        self.array(&format!("{name}.ends"), &ends);
    }

    /// The file.
    ///
    /// # Panics
    /// When a name is longer than the table has room for: a mistake in the converter.
    pub fn finish(self) -> Vec<u8> {
        let align = |length: usize| length.next_multiple_of(ALIGN);
        let mut offset = align(HEADER + self.sections.len() * ENTRY);
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend((self.sections.len() as u32).to_le_bytes());
        for (name, element, bytes) in &self.sections {
            assert!(name.len() <= NAME, "section name {name} is too long");
            file.extend(name.as_bytes());
            file.resize(file.len() + NAME - name.len(), 0);
            file.extend((*element as u32).to_le_bytes());
            file.extend((offset as u64).to_le_bytes());
            file.extend((bytes.len() as u64).to_le_bytes());
            offset = align(offset + bytes.len());
        }
        for (_, _, bytes) in &self.sections {
            file.resize(align(file.len()), 0);
            file.extend(bytes);
        }
        file
    }
}

fn damaged(section: &str) -> Error {
    Error::Damaged(section.to_string())
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.array("numbers", &[1.5f32, -2.0]);
        writer.strings("words", ["call", "meeting"].into_iter());
        writer.json("labels", &serde_json::json!(["A", "B"]));
        writer.finish()
    }

    fn opened(bytes: &[u8]) -> Result<ModelFile, Error> {
        // A leaked vector of u64 is aligned well enough for every element type.
        let mut aligned = vec![0u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut aligned)[..bytes.len()].copy_from_slice(bytes);
        let leaked: &'static [u8] = bytemuck::cast_slice(aligned.leak());
        ModelFile::new(Bytes::Embedded(&leaked[..bytes.len()]))
    }

    #[test]
    fn reads_what_was_written() {
        let file = opened(&written()).unwrap();
        assert_eq!(file.array::<f32>("numbers").unwrap(), [1.5, -2.0]);
        let words = file.strings("words").unwrap();
        assert_eq!((words.count(), words.get(1), words.find("call")), (2, "meeting", Some(0)));
        assert_eq!(file.json::<Vec<String>>("labels").unwrap(), ["A", "B"]);
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let good = written();
        assert!(matches!(opened(b"not a model at all"), Err(Error::NotAModel)));
        let mut newer = good.clone();
        newer[8] = 9;
        assert!(matches!(opened(&newer), Err(Error::Version { found: 9, known: 1 })));
        for cut in [20, 100, good.len() - 1] {
            assert!(matches!(opened(&good[..cut]), Err(Error::Damaged(_))), "cut at {cut}");
        }
        let file = opened(&good).unwrap();
        assert!(
            matches!(file.array::<f32>("absent"), Err(Error::Damaged(name)) if name == "absent")
        );
        assert!(file.sized::<f32>("numbers", 3).is_err());
    }
}
