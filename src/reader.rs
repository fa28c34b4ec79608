//! Files in, Readings out: what `read`, `add` and `check` have in common.

use crate::actors::registry;
use crate::args::By;
use anyhow::{Context, Result};
use chancery_reading::patterns::Ontology;
use chancery_reading::registry::Registry;
use chancery_reading::{Deciding, Ontologies, Options, Reading, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use clap::CommandFactory;
use clap::error::ErrorKind;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes of text that are read together: enough work for every thread, and a bound on memory.
const GROUP: usize = 128 * 1024;

/// What reads reports.
pub struct Reader {
    model: Model,
    registry: Option<Registry>,
    ontology: Option<Ontology>,
    published: Option<Date>,
    /// What goes into the Readings beyond what the reports say.
    pub options: Options<'static>,
}

impl Reader {
    /// The reader that the arguments ask for.
    pub fn new(by: &By) -> Result<Self> {
        if let Some(threads) = by.threads {
            rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global()?;
        }
        let model = match &by.model {
            Some(path) => Model::open(path),
            None => Model::english(),
        }
        .context("no model to read with")?;
        Ok(Reader {
            model,
            registry: by.actors.as_deref().map(|own| registry(Some(own))).transpose()?,
            ontology: by.ontology.as_deref().map(crate::ontology::open).transpose()?,
            published: by.published,
            options: Options { deciding: Deciding::Weights, ..Options::default() },
        })
    }

    /// Reads files in order, some together, and gives each group of Readings on; a file that cannot
    /// be read is named and given to `refuse`, and the others go on. Gives back the exit status.
    pub fn each(
        &self,
        files: &[PathBuf],
        mut take: impl FnMut(Vec<Reading>) -> Result<()>,
        mut refuse: impl FnMut(&Path, &str) -> Result<()>,
    ) -> Result<ExitCode> {
        if files.iter().filter(|path| is_stdin(path)).count() > 1 {
            misuse("standard input (-) can be read only once");
        }
        let options = Options {
            ontologies: self.ontology.as_ref().map(Ontologies::with).unwrap_or_default(),
            registry: self.registry.as_ref(),
            ..self.options
        };
        let mut refused: Vec<&PathBuf> = Vec::new();
        let mut group: Vec<Report> = Vec::new();
        let mut size = 0;
        for (i, path) in files.iter().enumerate() {
            match open(path) {
                Ok(mut report) => {
                    report.published = self.published.or(report.published);
                    size += report.text.len();
                    group.push(report);
                }
                Err(fault) => {
                    anstream::eprintln!("{fault}");
                    refuse(path, &fault.to_string())?;
                    refused.push(path);
                }
            }
            if size >= GROUP || i + 1 == files.len() {
                take(read_batch(&group, &self.model, options))?;
                group.clear();
                size = 0;
            }
        }
        if refused.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        let names: Vec<String> = refused.iter().map(|path| path.display().to_string()).collect();
        anstream::eprintln!("{} of {} not read: {}", refused.len(), files.len(), names.join(", "));
        Ok(ExitCode::FAILURE)
    }
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

/// Ends the program as clap does for words that make no sense together.
fn misuse(message: &str) -> ! {
    crate::args::Args::command().error(ErrorKind::ArgumentConflict, message).exit()
}
