//! Files in; [`Report`]s out. Knows formats, not language.

use jiff::civil::Date;

/// One news report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The path or URL it came from; `-` for standard input.
    pub source: String,
    /// All of its text, as it stands in the file.
    pub text: String,
    /// The byte offset in `text` where the report proper begins: after a crawl's
    /// `date YYYY-MM-DD ` mark, else 0.
    pub body: usize,
    /// The headline, where the format names one.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
}

impl Report {
    /// A hash of the text: the same text has the same id wherever it came from.
    pub fn id(&self) -> String {
        format!("{:032x}", xxhash_rust::xxh3::xxh3_128(self.text.as_bytes()))
    }
}
