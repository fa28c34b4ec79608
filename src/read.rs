//! `chancery read`.

use crate::actors::registry;
use crate::args::{Format, Read, Show, Statements};
use crate::show;
use anyhow::{Context, Result};
use chancery_reading::{Deciding, Ontologies, Options, Reading, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes of text that are read together: enough work for every thread, and a bound on memory.
const GROUP: usize = 128 * 1024;

/// Reads the files in order and shows what they say; a file that cannot be read is named, and the
/// others go on.
pub fn run(args: &Read) -> Result<ExitCode> {
    if args.files.iter().filter(|path| is_stdin(path)).count() > 1 {
        misuse("standard input (-) can be read only once");
    }
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global()?;
    }
    let model = match &args.model {
        Some(path) => Model::open(path),
        None => Model::english(),
    }
    .context("no model to read with")?;
    let registry = args.actors.as_deref().map(|own| registry(Some(own))).transpose()?;
    let ontology = args.ontology.as_deref().map(crate::ontology::open).transpose()?;
    let mut out = show::Output::new();
    let mut refused: Vec<&PathBuf> = Vec::new();
    let mut group: Vec<Report> = Vec::new();
    let mut size = 0;
    for (i, path) in args.files.iter().enumerate() {
        match open(path) {
            Ok(mut report) => {
                report.published = args.published.or(report.published);
                size += report.text.len();
                group.push(report);
            }
            Err(fault) => {
                anstream::eprintln!("{fault}");
                refused.push(path);
            }
        }
        if size >= GROUP || i + 1 == args.files.len() {
            let deciding = match args.statements {
                Statements::Weights => Deciding::Weights,
                Statements::Rules => Deciding::Rules,
            };
            let options = Options {
                syntax: args.syntax,
                explain: args.explain,
                deciding,
                ontologies: ontology.as_ref().map(Ontologies::with).unwrap_or_default(),
                registry: registry.as_ref(),
            };
            for reading in read_batch(&group, &model, options) {
                show(&mut out, reading, args)?;
            }
            group.clear();
            size = 0;
        }
    }
    out.finish()?;
    if refused.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let names: Vec<String> = refused.iter().map(|path| path.display().to_string()).collect();
    let all = args.files.len();
    anstream::eprintln!("{} of {all} not read: {}", refused.len(), names.join(", "));
    Ok(ExitCode::FAILURE)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path) -> Result<Report, chancery_report::Error> {
    if is_stdin(path) {
        Report::from_reader("-", std::io::stdin().lock())
    } else {
        Report::open(path)
    }
}

fn show(out: &mut show::Output, reading: Reading, args: &Read) -> Result<()> {
    match args.format {
        Format::Json => out.line(&serde_json::to_string(&reading.in_code_points())?),
        Format::Events => show::events::lines(&reading).iter().try_for_each(|line| out.line(line)),
        Format::Text => out.page(&reading, args.show == Some(Show::Spans)),
    }
}

/// Ends the program as clap does for words that make no sense together.
fn misuse(message: &str) -> ! {
    crate::args::Args::command().error(ErrorKind::ArgumentConflict, message).exit()
}
