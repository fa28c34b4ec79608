//! What a terminal sees.

pub mod actors;
pub mod check;
mod diplomacy;
pub mod entries;
pub mod events;
mod page;
pub mod sayings;
mod wrap;

use anyhow::Result;
use chancery_reading::Reading;
use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

/// Standard output: straight through, or, where a person watches, held back to be paged.
pub struct Output {
    /// Pages for a terminal, styled.
    held: Option<String>,
    width: usize,
    first: bool,
}

/// The width of a page where there is no terminal, and the widest that reads well.
const WIDTH: usize = 80;
const WIDEST: usize = 100;
/// Past this, a terminal is written to without a pager, so that memory stays flat.
const MOST_HELD: usize = 4 * 1024 * 1024;

impl Output {
    /// For the standard output that there is.
    pub fn new() -> Self {
        let terminal = std::io::stdout().is_terminal();
        Output { held: terminal.then(String::new), width: width(), first: true }
    }

    /// One line as it is.
    pub fn line(&mut self, line: &str) -> Result<()> {
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")?;
        Ok(())
    }

    /// A report's page, set apart from the one before; with the spans of its statements or without.
    pub fn page(&mut self, reading: &Reading, spans: bool) -> Result<()> {
        let mut page = page::page(reading, self.width, spans);
        if !std::mem::take(&mut self.first) {
            page.insert(0, '\n');
        }
        match &mut self.held {
            Some(held) => {
                held.push_str(&page);
                if held.len() > MOST_HELD {
                    let held = self.held.take().unwrap_or_default();
                    write(&held)?;
                }
                Ok(())
            }
            None => write(&page),
        }
    }

    /// Shows what was held back: through a pager where it is longer than the terminal.
    pub fn finish(self) -> Result<()> {
        let Some(held) = self.held else { return Ok(()) };
        let height = terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0));
        if held.lines().count() < height || !paged(&held) {
            write(&held)?;
        }
        Ok(())
    }
}

/// The columns of a page.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = terminal_size::terminal_size().filter(|_| std::io::stdout().is_terminal());
    let width = columns.or(size.map(|(width, _)| usize::from(width.0))).unwrap_or(WIDTH);
    width.clamp(40, WIDEST)
}

/// Writes with the styles that standard output can show.
fn write(page: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Gives a page to `$PAGER` or less; whether there was one to take it.
fn paged(page: &str) -> bool {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less -FRX".into());
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return false };
    let child = Command::new(program).args(words).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = child else { return false };
    let plain = anstream::AutoStream::choice(&std::io::stdout()) == anstream::ColorChoice::Never;
    let page =
        if plain { anstream::adapter::strip_str(page).to_string() } else { page.to_string() };
    if let Some(mut pipe) = child.stdin.take() {
        // A reader who has seen enough closes the pipe: no fault.
        let _ = pipe.write_all(page.as_bytes());
    }
    child.wait().is_ok()
}
