//! `chancery add`.

use crate::args::Add;
use crate::reader::Reader;
use crate::record::counted;
use anyhow::{Context, Result};
use chancery_reading::Reading;
use chancery_record::{Added, Archive};
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// As many reports are kept in one step, or as many as are read in this time: a step costs the
/// disk much the same whatever is in it.
const TOGETHER: usize = 1_000;
const SELDOM: Duration = Duration::from_secs(5);

/// Reads the files, and those of folders, and keeps what they say: step by step, each whole or not at
/// all.
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
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut added = Added::default();
    let mut read: Vec<Reading> = Vec::new();
    let mut last = Instant::now();
    let mut keep = |archive: &mut Archive, read: &mut Vec<Reading>| -> Result<()> {
        let done = archive.add(read)?;
        added.new += done.new;
        added.known += done.known;
        bar.inc(read.len() as u64);
        read.clear();
        Ok(())
    };
    let code = reader.each(
        &files,
        |readings| {
            read.extend(readings);
            if read.len() >= TOGETHER || last.elapsed() >= SELDOM {
                keep(&mut archive.borrow_mut(), &mut read)?;
                last = Instant::now();
            }
            Ok(())
        },
        |path, reason| {
            bar.inc(1);
            Ok(archive.borrow_mut().refuse(&path.display().to_string(), reason)?)
        },
    );
    let code = code.and_then(|code| {
        keep(&mut archive.borrow_mut(), &mut read)?;
        Ok(code)
    });
    bar.finish_and_clear();
    let code = code?;
    let known =
        if added.known > 0 { format!(", {} known already", added.known) } else { String::new() };
    anstream::eprintln!(
        "{} added to {}{known}",
        counted(added.new, "report"),
        args.place.record.display()
    );
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
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
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
