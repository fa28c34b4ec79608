//! Files in; [`Report`]s out. Knows formats, not language.

mod error;

pub use error::Error;

use jiff::civil::Date;
use std::io::Read;
use std::path::Path;

/// The largest report that is read, in bytes: a hundred times a long article.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// One news report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The path or URL it came from; `-` for standard input.
    pub source: String,
    /// All of its text, as it stands in the file, without a byte-order mark.
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
    /// The report in a plain-text file.
    ///
    /// # Errors
    /// When the file cannot be read, is too large, or holds no report; each error names the file
    /// and says what would mend it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let source = path.display().to_string();
        let failed = |reason| Error::of_file(&source, reason);
        let metadata = std::fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            return Err(Error::Directory { source_name: source });
        }
        if metadata.len() > LARGEST {
            return Err(Error::TooLarge { source_name: source });
        }
        let file = std::fs::File::open(path).map_err(failed)?;
        Report::from_reader(&source, file)
    }

    /// The report that a reader holds, named by `source`.
    ///
    /// # Errors
    /// As for [`Report::open`].
    pub fn from_reader(source: &str, reader: impl Read) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let mut bounded = reader.take(LARGEST + 1);
        bounded.read_to_end(&mut bytes).map_err(|reason| Error::of_file(source, reason))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Error::TooLarge { source_name: source.into() });
        }
        let text = String::from_utf8(bytes).map_err(|fault| {
            let offset = fault.utf8_error().valid_up_to();
            let line = 1 + fault.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count();
            Error::NotUtf8 { source_name: source.into(), offset, line }
        })?;
        Report::from_text(source, text)
    }

    /// The report that a text is, named by `source`.
    ///
    /// # Errors
    /// When it is empty, too large, or begins with the mark of an impossible date.
    pub fn from_text(source: &str, mut text: String) -> Result<Self, Error> {
        if text.len() as u64 > LARGEST {
            return Err(Error::TooLarge { source_name: source.into() });
        }
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.trim().is_empty() {
            return Err(Error::Empty { source_name: source.into() });
        }
        let (body, published) = match crawl_mark(&text) {
            None => (0, None),
            Some((words, body)) => {
                let published = words.parse().map_err(|_| Error::BadDate {
                    source_name: source.into(),
                    found: words.into(),
                    line: 1 + text[..body].trim_end().matches('\n').count(),
                })?;
                (body, Some(published))
            }
        };
        let title = headline(&text[body..]).map(str::to_string);
        Ok(Report { source: source.into(), text, body, title, outlet: None, published })
    }

    /// A hash of the text: the same text has the same id wherever it came from.
    pub fn id(&self) -> String {
        format!("{:032x}", xxhash_rust::xxh3::xxh3_128(self.text.as_bytes()))
    }
}

/// The date of a crawl's `date YYYY-MM-DD ` mark, and the byte after the mark.
fn crawl_mark(text: &str) -> Option<(&str, usize)> {
    let rest = text.trim_start().strip_prefix("date ")?;
    let date = rest.get(..10)?;
    let shape = date.bytes().enumerate().all(|(i, byte)| match i {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let after = &rest[10..];
    let apart = after.is_empty() || after.starts_with(char::is_whitespace);
    (shape && apart).then(|| (date, text.len() - after.trim_start().len()))
}

/// The longest headline, in bytes.
const HEADLINE: usize = 250;

/// A first line that is short, ends without a full stop, and stands apart from what follows.
fn headline(body: &str) -> Option<&str> {
    let (line, rest) = body.trim_start().split_once('\n')?;
    let line = line.trim();
    let apart = rest.lines().next().is_some_and(|next| next.trim().is_empty());
    let ends = line.ends_with(['.', '!', '?', '"', '”', ':']);
    (apart && !rest.trim().is_empty() && line.len() <= HEADLINE && !ends).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn report(text: &str) -> Report {
        Report::from_text("a.txt", text.into()).unwrap()
    }

    #[test]
    fn a_crawl_mark_gives_the_day_of_publication() {
        let marked = report(" date 2026-03-09 VIENNA (AP) - They met.");
        assert_eq!(marked.published, Some(date(2026, 3, 9)));
        assert_eq!(&marked.text[marked.body..], "VIENNA (AP) - They met.");
        let plain = report("date 20 palms were planted.");
        assert_eq!((plain.published, plain.body), (None, 0));
    }

    #[test]
    fn an_impossible_date_is_refused_with_its_place() {
        let fault = Report::from_text("a.txt", "\ndate 2025-13-45 Text.".into()).unwrap_err();
        let message = fault.to_string();
        assert!(message.starts_with("a.txt:2:") && message.contains("2025-13-45"), "{message}");
    }

    #[test]
    fn a_headline_stands_apart_and_has_no_full_stop() {
        assert_eq!(report("Ministers Meet\n\nThey met.").title.as_deref(), Some("Ministers Meet"));
        assert_eq!(report("They met.\n\nThey talked.").title, None);
        assert_eq!(report("Ministers Meet\nThey met.").title, None);
        assert_eq!(report("Ministers Meet\n\n").title, None);
    }

    #[test]
    fn what_is_no_report_is_refused() {
        let refused = |bytes: &[u8]| Report::from_reader("b.txt", bytes).unwrap_err().to_string();
        assert!(refused(b" \n").contains("empty"));
        let message = refused(b"First line\nSecond \xff line");
        assert!(message.starts_with("b.txt:2:") && message.contains("byte 18"), "{message}");
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(report("\u{feff}They met.").text, "They met.");
    }
}
