//! `chancery actors`: who the registry knows, and whether a user's own file is sound.

use crate::args::Actors;
use crate::show::actors;
use anyhow::{Context, Result};
use chancery_reading::registry::{Bearer, Held, Kind, REGISTRY, Registry, UserActors};
use jiff::civil::Date;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Does what was asked of the registry.
pub fn run(command: &Actors) -> Result<ExitCode> {
    match command {
        Actors::Find { name, on, actors } => find(name, *on, &registry(actors.as_deref())?),
        Actors::Show { id, actors } => show(id, &registry(actors.as_deref())?),
        Actors::Check { file } => check(file),
    }
}

/// The registry, with a user's file before it where one is given.
pub fn registry(own: Option<&Path>) -> Result<Registry> {
    let Some(path) = own else { return Ok(REGISTRY.with(&UserActors::none())) };
    let text = text(path)?;
    match UserActors::read(&path.display().to_string(), &text, &REGISTRY) {
        Ok(own) => Ok(REGISTRY.with(&own)),
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            anyhow::bail!("{}", lines.join("\n"))
        }
    }
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Who bears a name: those who hold an office on the day first, where a day is given.
fn find(name: &str, on: Option<Date>, registry: &Registry) -> Result<ExitCode> {
    let mut bearers = registry.named(name);
    if bearers.is_empty() {
        anstream::eprintln!("nobody in the registry is called {name}");
        return Ok(ExitCode::FAILURE);
    }
    if let Some(day) = on {
        // States and bodies hold no offices and stay where they are: before those who held none.
        let best = |bearer: &Bearer| {
            if registry.kind(bearer.entity) != Kind::Person {
                return std::cmp::Reverse(Held::Yes);
            }
            let held = registry.holdings_on(bearer.entity, day);
            std::cmp::Reverse(held.first().map_or(Held::No, |held| held.on(day)))
        };
        bearers.sort_by_cached_key(best);
    }
    write(&actors::found(registry, &bearers, on))
}

fn show(id: &str, registry: &Registry) -> Result<ExitCode> {
    match registry.find(id) {
        Some(entity) => write(&actors::page(registry, entity)),
        None => {
            anstream::eprintln!("no actor has the id {id}; chancery actors find NAME gives ids");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn check(path: &Path) -> Result<ExitCode> {
    let text = text(path)?;
    match UserActors::read(&path.display().to_string(), &text, &REGISTRY) {
        Ok(own) => write(&format!("{}: {} actors, no fault\n", path.display(), own.count())),
        Err(faults) => {
            for fault in &faults {
                anstream::eprintln!("{fault}");
            }
            let plural = if faults.len() == 1 { "" } else { "s" };
            anstream::eprintln!("{} fault{plural}", faults.len());
            Ok(ExitCode::FAILURE)
        }
    }
}

fn write(page: &str) -> Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
