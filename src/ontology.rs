//! `chancery ontology`, and ontologies given to other commands.

use crate::args::OntologyCommand;
use anyhow::{Context, Result, bail};
use chancery_reading::patterns::{COMMITMENTS, CONTACTS, File, Ontology, PLOVER, POSITIONS, check};
use chancery_syntax::Model;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs the command.
pub fn run(command: &OntologyCommand) -> Result<ExitCode> {
    match command {
        OntologyCommand::Check { path } => check_path(path.as_deref()),
    }
}

/// Checks every pattern's examples; one line a fault.
fn check_path(path: Option<&Path>) -> Result<ExitCode> {
    let own = path.map(open).transpose()?;
    let built_in: [&Ontology; 4] = [&PLOVER, &CONTACTS, &POSITIONS, &COMMITMENTS];
    let all = own.as_ref().map_or(built_in.to_vec(), |own| vec![own]);
    let model = Model::english().context("no model to read with")?;
    let (mut patterns, mut examples, mut faults) = (0, 0, 0);
    for ontology in all {
        let checked = check::check(ontology, &model);
        for fault in &checked.faults {
            anstream::eprintln!("{fault}");
        }
        patterns += checked.patterns;
        examples += checked.examples;
        faults += checked.faults.len();
    }
    let counted = format!("{patterns} patterns, {examples} examples");
    if faults == 0 {
        anstream::println!("{counted}: all as they should be");
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!("{counted}: {faults} faults");
    Ok(ExitCode::FAILURE)
}

/// Reads an ontology: a file, or all TOML files of a folder.
///
/// # Errors
/// A file that cannot be read, or the first fault in them.
pub fn open(path: &Path) -> Result<Ontology> {
    let paths = if path.is_dir() { files(path)? } else { vec![path.to_path_buf()] };
    if paths.is_empty() {
        bail!("{}: no TOML file in this folder", path.display());
    }
    let mut files = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).with_context(|| format!("{name} not read"))?;
        let file: File = toml::from_str(&text).with_context(|| format!("{name} not understood"))?;
        files.push((name, file));
    }
    Ok(Ontology::new(files)?)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} not read", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}
