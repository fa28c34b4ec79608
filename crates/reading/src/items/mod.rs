//! What a report says: the items of a [`Reading`], each with the words it rests on.
//!
//! The field names are the contract of `docs/reading.schema.json`. Unknown is `None`, never a
//! guess. Actors are named by their `id` within the Reading.

use crate::span::{CodePoints, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod claim;
mod commitment;
mod contact;
mod position;

pub use claim::{Claim, ClaimKind, Window, WindowBasis};
pub use commitment::{Commitment, CommitmentState};
pub use contact::{Contact, DateBasis, Length, Medium, MediumBasis, Precision, Status};
pub use position::{Position, Stance};

/// The version of the contract that [`Reading`] serialises to.
pub const SCHEMA: &str = "chancery.report/1";

/// Everything that one report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// [`SCHEMA`].
    pub schema: String,
    /// The path or URL that the report came from; `-` for standard input.
    pub source: String,
    /// A hash of the report's text: the same text has the same id.
    pub id: String,
    /// What every span points into.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The news agency that wrote it.
    pub agency: Option<String>,
    /// The day of publication, in the outlet's own time.
    pub published: Option<Date>,
    /// Where and when it was written, by its own first line.
    pub dateline: Option<Dateline>,
    /// The sentences, in order.
    pub sentences: Vec<Span>,
    /// The tokens with their syntax; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tokens: Option<Vec<Token>>,
    /// Names and quantities.
    pub entities: Vec<Entity>,
    /// Quotations: the words within quotation marks, marks included.
    pub quotes: Vec<Quote>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Place names.
    pub places: Vec<Place>,
    /// Who the report is about.
    pub actors: Vec<Actor>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Political events.
    pub events: Vec<Event>,
    /// Calls, meetings, talks.
    pub contacts: Vec<Contact>,
    /// Where an actor stands on an issue.
    pub positions: Vec<Position>,
    /// What parties agreed to do.
    pub commitments: Vec<Commitment>,
    /// Checkable counts of contacts.
    pub claims: Vec<Claim>,
}

/// `MOSCOW, July 4 (IANS) –`: where, when, by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dateline {
    /// The place, as the report writes it.
    pub place: Option<String>,
    /// The day, with the year of publication where the dateline leaves it out.
    pub date: Option<Date>,
    /// The agency.
    pub agency: Option<String>,
    /// All of it, without the dash or colon that ends it.
    pub span: Span,
}

/// One token: `[start, end, tag, head, dep, lemma]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token(
    /// Where it starts.
    pub usize,
    /// Where it ends.
    pub usize,
    /// The fine part-of-speech tag (Penn Treebank).
    pub String,
    /// The index of the token it depends on; its own for a root.
    pub usize,
    /// How it depends on it (ClearNLP labels).
    pub String,
    /// The dictionary form.
    pub String,
);

/// A name or quantity, by the model's OntoNotes label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Where it stands.
    pub span: Span,
    /// PERSON, GPE, ORG, NORP, DATE and so on.
    pub label: String,
    /// The actor it names.
    pub actor: Option<String>,
}

/// A stretch of quoted words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, marks included. A quotation that runs over paragraphs, each opened anew, has
    /// a span for each.
    pub spans: Vec<Span>,
    /// The number of quotations it stands within.
    pub depth: usize,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// A time expression and its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// A day or longer, a time of day, a length, or something that recurs.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// The normalised value: `2025-07-03`, `PT1H`, `XXXX-WXX-2`; none where it has no base.
    pub value: Option<String>,
    /// LESS_THAN, MORE_THAN, APPROX and so on, as TIMEX3 has them.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// What the value was counted from; none where it has none.
    pub basis: Option<Basis>,
    /// The index of the time expression that it was counted from, where `basis` is one.
    pub anchor: Option<usize>,
}

/// The type of a TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A calendar date, to the day or less exactly.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// What the value of a time expression was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Nothing: the words give it in full.
    Explicit,
    /// The day of publication.
    Publication,
    /// The day of the dateline.
    Dateline,
    /// Another time expression of the report.
    Time,
}

pub use crate::gazetteer::Kind as PlaceKind;

/// A place name and the place that it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where it stands.
    pub span: Span,
    /// The gazetteer's name; the report's own words where the gazetteer has none.
    pub name: String,
    /// What sort of place it is.
    pub kind: Option<PlaceKind>,
    /// The GeoNames id.
    pub geonameid: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first-level region that it lies in, by its name: a state, province, oblast.
    pub region: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

/// A person, state, organisation or group that the report names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Its name within the Reading.
    pub id: String,
    /// The fullest name that the report gives.
    pub name: String,
    /// person, state, organisation or group.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The PLOVER sector.
    pub sector: Option<String>,
    /// The office or description that the report gives.
    pub role: Option<String>,
    /// The Wikidata item.
    pub wikidata: Option<String>,
    /// Where it is named, in order.
    pub mentions: Vec<Span>,
    /// Whom of the registry the name may stand for, the likeliest first; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub candidates: Option<Vec<Candidate>>,
}

/// Somebody whom a name may stand for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The id in the registry.
    pub id: String,
    /// The name there.
    pub name: String,
    /// What speaks for it: how the name is theirs, their office on the day, the countries that the
    /// report names, how well known they are.
    pub score: i32,
}

/// Whether the report gives a speaker's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Part of it.
    Mixed,
}

/// Who speaks: the words that name them and the actor they stand for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The naming words; none where the speaker is left unsaid.
    pub spans: Vec<Span>,
    /// The actor.
    pub actor: Option<String>,
}

/// Words of a report that play a part in a statement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Where they stand, in order.
    pub spans: Vec<Span>,
}

/// Who said what, in which words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who said it.
    pub source: Source,
    /// The words that say that it was said.
    pub cue: Words,
    /// What was said.
    pub content: Words,
    /// Direct, indirect or mixed.
    pub kind: StatementKind,
    /// To whom.
    pub addressee: Option<Source>,
    /// Where or through what.
    pub venue: Option<Words>,
    /// The index of the statement that reports this one.
    pub via: Option<usize>,
    /// Why it was found; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<Why>,
}

/// Why a statement was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// How likely it is one by the weights, 0 to 1.
    pub likelihood: f32,
    /// The features of its cue, content and source that weighed most, heaviest first.
    pub reasons: Vec<Reason>,
}

/// A named feature and what it weighed, for or against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Its name: `cue|lemma|say|VERB`.
    pub feature: String,
    /// Its weight.
    pub weight: f32,
}

/// A political event, by the types of an ontology: PLOVER unless another is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The type: CONSULT, ASSAULT and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// The mode within the type.
    pub mode: Option<String>,
    /// What it is about.
    pub contexts: Vec<String>,
    /// Verbal cooperation 1, material cooperation 2, verbal conflict 3, material conflict 4.
    pub quad: Option<u8>,
    /// The intensity that the ontology gives its mode or type, -10 to 10.
    pub intensity: Option<f32>,
    /// The CAMEO code.
    pub cameo: Option<String>,
    /// Whether it took place.
    pub status: EventStatus,
    /// The words that say what happened.
    pub anchor: Vec<Span>,
    /// Who did it; all parties where it is mutual.
    pub source: Vec<Party>,
    /// To whom.
    pub target: Vec<Party>,
    /// When, as exactly as it is known: `2025-07-03`, `2025-W27`, `2025-07` or `2025`.
    pub date: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The patterns that found it, the outermost first; only where asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pattern: Option<String>,
}

/// One who takes part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The words that name them.
    pub span: Span,
    /// The actor's id within the Reading.
    pub actor: Option<String>,
    /// ISO 3166-1 alpha-3; of a body that belongs to no state, PLOVER's code: UNO, EUR, IGO, NGO.
    pub country: Option<String>,
    /// The PLOVER sector.
    pub sector: Option<String>,
}

/// Whether an event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    /// It did.
    Happened,
    /// It is to.
    Planned,
    /// Somebody would like it to.
    Proposed,
    /// Somebody says that it did not.
    Denied,
    /// It may, if something else comes true.
    Conditional,
    /// It did, before what the report tells.
    Historical,
}

impl Reading {
    /// The same Reading with every span counted in code points, as the contract wants it.
    ///
    /// To be called once, when a Reading leaves the program.
    pub fn in_code_points(mut self) -> Self {
        let text = std::mem::take(&mut self.text);
        let points = CodePoints::new(&text);
        self.each_span(|span| *span = points.span(&text, *span));
        for token in self.tokens.iter_mut().flatten() {
            let span = points.span(&text, Span::new(token.0, token.1));
            (token.0, token.1) = (span.start, span.end);
        }
        self.text = text;
        self
    }

    /// Calls `change` on every span of every item, tokens left out.
    fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        let mut all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(&mut change);
        all(&mut self.sentences);
        self.quotes.iter_mut().for_each(|quote| all(&mut quote.spans));
        self.actors.iter_mut().for_each(|actor| all(&mut actor.mentions));
        for contact in &mut self.contacts {
            all(&mut contact.evidence);
            all(&mut contact.occasion);
            contact.durations.iter_mut().for_each(|length| all(&mut length.spans));
        }
        for position in &mut self.positions {
            all(&mut position.evidence);
            all(&mut position.spans);
        }
        for commitment in &mut self.commitments {
            all(&mut commitment.evidence);
            all(&mut commitment.spans);
        }
        for claim in &mut self.claims {
            all(&mut claim.evidence);
        }
        for event in &mut self.events {
            all(&mut event.anchor);
        }
        for statement in &mut self.statements {
            all(&mut statement.source.spans);
            all(&mut statement.cue.spans);
            all(&mut statement.content.spans);
            if let Some(addressee) = &mut statement.addressee {
                all(&mut addressee.spans);
            }
            if let Some(venue) = &mut statement.venue {
                all(&mut venue.spans);
            }
        }
        for event in &mut self.events {
            let parties = event.source.iter_mut().chain(&mut event.target);
            parties.for_each(|party| change(&mut party.span));
        }
        self.dateline.iter_mut().for_each(|dateline| change(&mut dateline.span));
        self.entities.iter_mut().for_each(|entity| change(&mut entity.span));
        self.times.iter_mut().for_each(|time| change(&mut time.span));
        self.places.iter_mut().for_each(|place| change(&mut place.span));
    }
}
