//! `chancery read`.

use crate::args::{Format, Read, Show, Statements};
use crate::reader::Reader;
use crate::show;
use anyhow::Result;
use chancery_reading::{Deciding, Reading};
use std::process::ExitCode;

/// Reads the files in order and shows what they say; a file that cannot be read is named, and the
/// others go on.
pub fn run(args: &Read) -> Result<ExitCode> {
    let mut reader = Reader::new(&args.by)?;
    reader.options.syntax = args.syntax;
    reader.options.explain = args.explain;
    reader.options.deciding = match args.statements {
        Statements::Weights => Deciding::Weights,
        Statements::Rules => Deciding::Rules,
    };
    let mut out = show::Output::new();
    let show_all = |readings: Vec<Reading>| {
        readings.into_iter().try_for_each(|reading| show(&mut out, reading, args))
    };
    let code = reader.each(&args.files, show_all, |_, _| Ok(()))?;
    out.finish()?;
    Ok(code)
}

fn show(out: &mut show::Output, reading: Reading, args: &Read) -> Result<()> {
    match args.format {
        Format::Json => out.line(&serde_json::to_string(&reading.in_code_points())?),
        Format::Events => show::events::lines(&reading).iter().try_for_each(|line| out.line(line)),
        Format::Text => out.page(&reading, args.show == Some(Show::Spans)),
    }
}
