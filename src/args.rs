//! What can be typed.

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads news reports and keeps the record of diplomacy.
#[derive(Parser)]
#[command(version, name = "chancery", max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read reports: who was in touch with whom, and who said what, in which words
    Read(Read),
    /// Look into the registry of actors: people, offices, states, organisations
    #[command(subcommand)]
    Actors(Actors),
    /// Look after an ontology of events: types and patterns
    #[command(subcommand, name = "ontology")]
    Ontology(OntologyCommand),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write those of all commands
    Man {
        /// Write a page for every command into this folder
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
pub enum Actors {
    /// Say who bears a name, and which offices they held
    Find {
        /// A name, in any usual spelling: Zelenskiy, Bush, "the Kremlin"
        name: String,
        /// The offices of this day, and who held one first
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<Date>,
        /// Your own actors, looked up first
        #[arg(long, value_name = "FILE")]
        actors: Option<PathBuf>,
    },
    /// Show all that is known of an actor: names, offices over time, origin
    Show {
        /// An id: Q7747, RUS, kremlin.rus
        id: String,
        /// Your own actors, looked up first
        #[arg(long, value_name = "FILE")]
        actors: Option<PathBuf>,
    },
    /// Check a file of your own actors: one line a fault, with its mend
    Check {
        /// The file, in the format of docs/actors.md
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum OntologyCommand {
    /// Run every pattern's examples, and list patterns and classes that can never matter
    Check {
        /// A file or a folder of files, in the format of docs/ontology.md [default: PLOVER]
        path: Option<PathBuf>,
    },
}

#[derive(clap::Args)]
pub struct Read {
    /// Plain-text reports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A page to read, one JSON object a line, or one tab-separated line an event
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The day of publication, over what the reports say themselves
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub published: Option<Date>,
    /// Add the tokens with their tags, heads and lemmas (JSON)
    #[arg(long)]
    pub syntax: bool,
    /// What decides what is a statement
    #[arg(long, value_enum, default_value_t = Statements::Weights, value_name = "BY")]
    pub statements: Statements,
    /// Say why each statement was found, by which pattern each event, and whom else a name may stand for
    #[arg(long)]
    pub explain: bool,
    /// Show more on the page
    #[arg(long, value_enum, value_name = "WHAT")]
    pub show: Option<Show>,
    /// Your own actors, looked up before the registry (docs/actors.md)
    #[arg(long, value_name = "FILE")]
    pub actors: Option<PathBuf>,
    /// What counts as an event, instead of PLOVER: a file or a folder (docs/ontology.md)
    #[arg(long, value_name = "PATH")]
    pub ontology: Option<PathBuf>,
    /// Another syntax model, made by `cargo xtask model`
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
    /// How many threads read [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Events,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Statements {
    /// Weights learnt from annotated reports
    Weights,
    /// The cue lexicon and a few rules written by hand
    Rules,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Show {
    /// Where in the text each part of a statement stands
    Spans,
}
