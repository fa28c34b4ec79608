//! What can be typed.

use chancery_reading::{Medium, Status};
use clap::builder::{PossibleValuesParser, TypedValueParser};
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
    /// Read reports and keep what they say in the record
    Add(Add),
    /// Take out of the record what was added from files
    Remove(Remove),
    /// Say what the record holds: reports, days, outlets, what was refused
    Status(Ask),
    /// List the reports of the record
    Reports(List),
    /// Check the counts that reports make against the record
    Check(Check),
    /// Check every count that a report of the record makes; those that clash stand together
    Claims(List),
    /// List contacts: who was in touch with whom, by all accounts
    Contacts(Contacts),
    /// Show one contact: all accounts side by side, all words
    Show(ShowOne),
    /// List what was said
    Statements(StatementsOf),
    /// List political events
    Events(Events),
    /// List where actors stand, as a history
    Positions(Positions),
    /// List what was agreed
    Commitments(Commitments),
    /// Say who an actor is, with whom they were in touch, and when last and next
    Actor(Actor),
    /// Show what happened between two, by day
    Timeline(Timeline),
    /// Write the whole record into a folder, a file for each kind of item
    Export(Export),
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

/// What reports are read by.
#[derive(clap::Args)]
pub struct By {
    /// The day of publication, over what the reports say themselves
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub published: Option<Date>,
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

#[derive(clap::Args)]
pub struct Read {
    /// Plain-text reports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A page to read, one JSON object a line, or one tab-separated line an event
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
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
    #[command(flatten)]
    pub by: By,
}

/// Which record.
#[derive(clap::Args)]
pub struct Where {
    /// The record
    #[arg(long, value_name = "FILE", default_value = "chancery.db")]
    pub record: PathBuf,
}

#[derive(clap::Args)]
pub struct Ask {
    #[command(flatten)]
    pub place: Where,
    /// A table to read, one JSON object a line, or comma-separated values
    #[arg(long, value_enum, default_value_t = Table::Text)]
    pub format: Table,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Table {
    Text,
    Json,
    Csv,
}

#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    pub ask: Ask,
    /// No more than the last so many [default: 50 in a table, all else]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

impl List {
    /// How many to list.
    pub fn limit(&self) -> Option<usize> {
        self.limit.or((self.ask.format == Table::Text).then_some(50))
    }
}

#[derive(clap::Args)]
pub struct Add {
    /// Plain-text reports, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub place: Where,
    /// Say that the record is whole from this day on: counts that begin before are never full
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub whole_since: Option<Date>,
    #[command(flatten)]
    pub by: By,
}

#[derive(clap::Args)]
pub struct Remove {
    /// The paths, as they were added
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub place: Where,
}

#[derive(clap::Args)]
pub struct Check {
    /// Plain-text reports; `-` is standard input
    #[arg(required = true, value_name = "REPORT")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub ask: Ask,
    #[command(flatten)]
    pub by: By,
}

/// Between which days.
#[derive(clap::Args)]
pub struct Between {
    /// Not before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<Date>,
    /// Not after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<Date>,
}

#[derive(clap::Args)]
pub struct Contacts {
    /// Between these two, whoever else took part
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub between: Vec<String>,
    /// With this one; several times: with all of them
    #[arg(long, value_name = "NAME")]
    pub with: Vec<String>,
    #[command(flatten)]
    pub days: Between,
    /// Of this medium
    #[arg(long, value_parser = one_of::<Medium>(&["call", "video", "meeting", "talks", "visit", "summit", "letter"]))]
    pub medium: Option<Medium>,
    /// Of this status
    #[arg(long, value_parser = one_of::<Status>(&["held", "planned", "proposed", "cancelled", "denied"]))]
    pub status: Option<Status>,
    #[command(flatten)]
    pub list: List,
}

/// One of the words that a kind of the record is written by.
fn one_of<T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words)
        .try_map(|word| serde_json::from_value(serde_json::Value::String(word)))
}

#[derive(clap::Args)]
pub struct ShowOne {
    /// Its id, or how it begins
    pub id: String,
    #[command(flatten)]
    pub ask: Ask,
}

#[derive(clap::Args)]
pub struct StatementsOf {
    /// By this one
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// About these words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    #[command(flatten)]
    pub list: List,
}

#[derive(clap::Args)]
pub struct Events {
    /// Of this type: CONSULT, ASSAULT
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Done by this one
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Done to this one
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
    #[command(flatten)]
    pub days: Between,
    #[command(flatten)]
    pub list: List,
}

#[derive(clap::Args)]
pub struct Positions {
    /// Of this one; of a state, of all who act for it
    #[arg(long, value_name = "NAME")]
    pub of: Option<String>,
    /// On this issue: words that it holds
    #[arg(long, value_name = "WORDS")]
    pub on: Option<String>,
    #[command(flatten)]
    pub list: List,
}

#[derive(clap::Args)]
pub struct Commitments {
    /// Only those that are not done, broken or run out
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub list: List,
}

#[derive(clap::Args)]
pub struct Actor {
    /// A name in any usual spelling, an id, or an office: "french president"
    pub name: String,
    #[command(flatten)]
    pub ask: Ask,
}

#[derive(clap::Args)]
pub struct Export {
    /// The folder, made where it is missing
    pub folder: PathBuf,
    /// JSON lines, comma-separated values, or JSON-LD in schema.org's terms
    #[arg(long, value_enum, default_value_t = Layout::Jsonl)]
    pub format: Layout,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Layout {
    Jsonl,
    Csv,
    JsonLd,
}

#[derive(clap::Args)]
pub struct Timeline {
    /// One of the two
    pub one: String,
    /// The other
    pub other: String,
    #[command(flatten)]
    pub list: List,
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
