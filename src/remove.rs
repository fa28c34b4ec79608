//! `chancery remove`.

use crate::args::Remove;
use anyhow::Result;
use chancery_record::Archive;
use std::process::ExitCode;

/// Takes out what was added from the paths; one that was not added is named.
pub fn run(args: &Remove) -> Result<ExitCode> {
    let mut archive = Archive::existing(&args.place.record)?;
    let mut code = ExitCode::SUCCESS;
    for path in &args.paths {
        let path = path.display().to_string();
        if !archive.remove(&path)? {
            anstream::eprintln!(
                "{path}: nothing was added from there; `chancery reports` lists the paths"
            );
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
