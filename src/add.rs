//! `chancery add`.

use crate::args::Add;
use crate::reader::Reader;
use crate::record::counted;
use anyhow::{Context, Result};
use chancery_record::{Added, Archive};
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Reads the files, and those of folders, and keeps what they say. Each group of reports that is
/// read together is kept whole or not at all.
pub fn run(args: &Add) -> Result<ExitCode> {
    let mut archive = Archive::open(&args.place.record)?;
    if let Some(day) = args.whole_since {
        archive.set_whole_since(day)?;
    }
    let archive = RefCell::new(archive);
    let files = files(&args.paths)?;
    let reader = Reader::new(&args.by)?;
    let bar = ProgressBar::new(files.len() as u64);
    let style = "{bar:30} {pos}/{len} reports, {per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut added = Added::default();
    let code = reader.each(
        &files,
        |readings| {
            let done = archive.borrow_mut().add(&readings)?;
            added.new += done.new;
            added.known += done.known;
            bar.inc(readings.len() as u64);
            Ok(())
        },
        |path, reason| {
            bar.inc(1);
            Ok(archive.borrow_mut().refuse(&path.display().to_string(), reason)?)
        },
    );
    bar.finish_and_clear();
    let code = code?;
    let known = if added.known > 0 { format!(", {} known already", added.known) } else { String::new() };
    anstream::eprintln!("{} added to {}{known}", counted(added.new, "report"), args.place.record.display());
    Ok(code)
}

/// The files, with those in folders, by path.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => walk(path, &mut all)?,
            false => all.push(path.clone()),
        }
    }
    Ok(all)
}

fn walk(folder: &Path, all: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        match path.is_dir() {
            _ if hidden => {}
            true => walk(&path, all)?,
            false => all.push(path),
        }
    }
    Ok(())
}
