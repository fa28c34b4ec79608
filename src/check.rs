//! `chancery check` and `chancery claims`.

use crate::args::{Check, List};
use crate::reader::Reader;
use crate::{record, show};
use anyhow::Result;
use chancery_record::ask::CheckAnswer;
use std::process::ExitCode;

/// Checks the counts that reports make against the record.
pub fn run(args: &Check) -> Result<ExitCode> {
    let archive = record::open(&args.ask)?;
    let reader = Reader::new(&args.by)?;
    let mut answers: Vec<CheckAnswer> = Vec::new();
    let check = |readings: Vec<chancery_reading::Reading>| {
        for reading in &readings {
            answers.extend(archive.check(reading)?);
        }
        Ok(())
    };
    let code = reader.each(&args.files, check, |_, _| Ok(()))?;
    record::answer(&answers, args.ask.format, || show::check::page(&archive, &answers))?;
    Ok(code)
}

/// Checks every claim of the record.
pub fn all(args: &List) -> Result<ExitCode> {
    let archive = record::open(&args.ask)?;
    let answers = archive.claims(args.limit())?;
    record::answer(&answers, args.ask.format, || show::check::list(&answers))?;
    Ok(ExitCode::SUCCESS)
}
