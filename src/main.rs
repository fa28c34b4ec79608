//! The `chancery` program.

mod actors;
mod add;
mod args;
mod ask;
mod check;
mod completions;
mod export;
mod man;
mod ontology;
mod read;
mod reader;
mod record;
mod remove;
mod show;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Read(read) => read::run(&read),
        Command::Add(add) => add::run(&add),
        Command::Remove(remove) => remove::run(&remove),
        Command::Check(check) => check::run(&check),
        Command::Claims(list) => check::all(&list),
        Command::Status(ask) => ask::status(&ask),
        Command::Reports(list) => ask::reports(&list),
        Command::Contacts(contacts) => ask::contacts(&contacts),
        Command::Show(show) => ask::show(&show),
        Command::Statements(statements) => ask::statements(&statements),
        Command::Events(events) => ask::events(&events),
        Command::Positions(positions) => ask::positions(&positions),
        Command::Commitments(commitments) => ask::commitments(&commitments),
        Command::Actor(actor) => ask::actor(&actor),
        Command::Timeline(timeline) => ask::timeline(&timeline),
        Command::Export(export) => export::run(&export),
        Command::Actors(command) => actors::run(&command),
        Command::Ontology(command) => ontology::run(&command),
        Command::Completions { shell } => completions::run(shell),
        Command::Man { dir } => man::run(dir.as_deref()),
    };
    match done {
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("chancery: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.root_cause().downcast_ref::<std::io::Error>();
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
