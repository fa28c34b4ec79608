//! What a sentence tells: from its main verb down, through verbs of saying, one event a clause.

use super::parties::{Parties, parties};
use crate::around::{date, place, written};
use crate::found::Found;
use crate::page::{Page, is_verbal, span};
use crate::patterns::form::{form, is_condition};
use crate::patterns::frame::Frame;
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::{CompiledTurn, Form, Ontology, TypeId};
use crate::patterns::sides::{Side, heads};
use crate::{Event, EventStatus, Party, Span};
use chancery_syntax::{Parsed, Token};
use std::rc::Rc;

/// How many clauses of a sentence are followed.
const CLAUSES: usize = 200;

/// The events of a report, in the order of the text.
pub fn events(page: &Page, found: &Found, ontology: &Ontology, explain: bool) -> Vec<Event> {
    let mut events = Vec::new();
    for passage in &page.passages {
        let reader = Reader::new(ontology, passage, found);
        for sentence in passage.sentences() {
            let told = told(&reader, sentence.clone()).into_iter();
            events.extend(told.map(|told| event(&reader, found, told, explain)));
        }
    }
    events
}

/// An event that a sentence tells.
struct Told {
    meaning: Rc<Meaning>,
    /// Its type, after what its form makes of it.
    kind: TypeId,
    /// The turn that changed the type.
    turn: Option<usize>,
    parties: Parties,
    /// Whether it stands beside the main line of the sentence.
    beside: bool,
}

/// A clause to look at.
#[derive(Clone, Copy)]
struct Clause<'r, 't> {
    token: Token<'r, 't>,
    speaker: Option<Token<'r, 't>>,
    beside: bool,
}

/// The events that a sentence tells.
fn told<'r, 't>(reader: &Reader<'r, 't>, sentence: std::ops::Range<usize>) -> Vec<Told> {
    let passage = reader.passage;
    let roots = sentence.clone().map(|index| passage.token(index)).filter(|token| token.is_root());
    let mut open: Vec<Clause> =
        roots.map(|token| Clause { token, speaker: None, beside: false }).collect();
    open.reverse();
    let mut found: Vec<Told> = Vec::new();
    let mut steps = 0;
    while let Some(clause) = open.pop() {
        steps += 1;
        if steps > CLAUSES {
            break;
        }
        let taken = follow(reader, clause, &mut found);
        let mut next = below(reader, clause, taken.as_deref());
        next.reverse();
        open.extend(next);
    }
    let main = found.iter().any(|told| !told.beside);
    found.retain(|told| !told.beside || !main);
    found
}

/// Notes the event of a clause, and gives the meaning that it took up.
fn follow<'r, 't>(
    reader: &Reader<'r, 't>,
    clause: Clause<'r, 't>,
    found: &mut Vec<Told>,
) -> Option<Rc<Meaning>> {
    let Clause { token, speaker, beside } = clause;
    let meaning = reader.meaning(token).or_else(|| predicate(reader, token))?;
    let (kind, turn) = turned(reader, &meaning)?;
    if beside && !is_verbal(token) && !stands_alone(reader, token, &meaning) {
        return Some(meaning);
    }
    let mut parties = parties(reader, &meaning, speaker);
    let of_type = &reader.ontology.types[kind];
    let demanded = turn.is_some_and(|turn| reader.ontology.turns[turn].is_of(Form::Demanded));
    if let Some(speaker) = speaker.filter(|_| demanded) {
        // "said that Iran must leave": a demand of who says so on who must.
        let whom = std::mem::take(&mut parties.source);
        parties = super::parties::parties_of(reader, &[speaker], &[]);
        parties.target = whom;
    }
    let mutual = of_type.reciprocal && parties.source.len() > 1;
    if of_type.needs_target && parties.target.is_empty() && !mutual {
        return Some(meaning);
    }
    // Of nobody whom the report makes an actor there is nothing to record: "it asked for patience".
    let known = |party: &Party| party.actor.is_some() || party.country.is_some();
    if !parties.source.iter().chain(&parties.target).any(known) {
        return Some(meaning);
    }
    if beside && (parties.source.is_empty() || parties.target.is_empty() && !of_type.reciprocal) {
        return Some(meaning);
    }
    found.push(Told { meaning: meaning.clone(), kind, turn, parties, beside });
    Some(meaning)
}

/// Whether a noun tells an event by itself: who did it stands beside it, and no verb above says that
/// it was not so.
fn stands_alone<'r, 't>(reader: &Reader<'r, 't>, noun: Token<'r, 't>, meaning: &Meaning) -> bool {
    let below = noun.subtree();
    let source = heads(reader, meaning, Side::Source);
    let own = source.iter().any(|token| below.contains(&token.index()));
    let verb = noun.ancestors().find(|above| is_verbal(*above));
    own && verb.is_none_or(|verb| form(verb) == Form::Plain)
}

/// The meaning of what a form of *be* says: "is opposed to", "was an attack on".
fn predicate<'r, 't>(reader: &Reader<'r, 't>, token: Token<'r, 't>) -> Option<Rc<Meaning>> {
    if token.lemma() != "be" {
        return None;
    }
    let what = token.child(&["acomp", "attr"])?;
    reader.meaning(what).filter(|_| what.pos() == "ADJ")
}

/// What the form of its verb makes of an event; none where that is no event.
fn turned(reader: &Reader, meaning: &Meaning) -> Option<(TypeId, Option<usize>)> {
    let form = meaning.form;
    let applies = |turn: &CompiledTurn| {
        turn.is_of(form)
            && (turn.types.is_empty() || turn.types.contains(&meaning.kind))
            && (!turn.conditional || meaning.conditional)
    };
    let turns = &reader.ontology.turns;
    if let Some(number) = turns.iter().position(applies) {
        return turns[number].to.map(|to| (to, Some(number)));
    }
    let happened = !matches!(form, Form::Negated | Form::Refused);
    happened.then_some((meaning.kind, None))
}

/// The clauses below one, and beside it.
fn below<'r, 't>(
    reader: &Reader<'r, 't>,
    clause: Clause<'r, 't>,
    taken: Option<&Meaning>,
) -> Vec<Clause<'r, 't>> {
    let Clause { token, speaker, beside } = clause;
    let mut next = Vec::new();
    let reports = reader.ontology.classes.report.longest(reader.passage, token).is_some();
    let own_speaker = || {
        let frame = Frame::of(reader.passage, token);
        frame.subject.first().copied()
    };
    let silent = reader.is_silent(token);
    let inner = |token: Token| {
        let within = taken.into_iter().flat_map(|meaning| meaning.chain().skip(1));
        within.map(|meaning| meaning.token).any(|inner| inner == token.index())
    };
    for child in token.children() {
        if inner(child) || silent && child.dep() != "conj" {
            continue;
        }
        match child.dep() {
            "ccomp" | "xcomp" | "parataxis" if taken.is_none() || child.dep() == "parataxis" => {
                let speaker = if reports { own_speaker().or(speaker) } else { speaker };
                next.push(Clause { token: child, speaker, beside });
            }
            "conj" if is_verbal(child) || child.pos() == "NOUN" => {
                next.push(Clause { token: child, speaker, beside });
            }
            "advcl" if is_condition(reader.ontology, reader.passage, child) => {}
            "dep" if taken.is_some() => {}
            "advcl" | "relcl" | "acl" | "dep" | "dobj" | "nsubj" | "nsubjpass" | "attr"
            | "prep" | "pobj" | "pcomp" | "agent" | "appos" | "acomp" => {
                next.push(Clause { token: child, speaker, beside: true });
            }
            _ => {}
        }
    }
    next
}

/// The event with its details, day, place and status.
fn event(reader: &Reader, found: &Found, told: Told, explain: bool) -> Event {
    let ontology = reader.ontology;
    let kind = &ontology.types[told.kind];
    let passage = reader.passage;
    let token = passage.token(told.meaning.token);
    let detail = super::detail::detail(reader, &told.meaning, told.kind, told.turn.is_some());
    let score = detail.mode.as_ref().and_then(|mode| *kind.modes.get(mode)?).or(kind.score);
    let date = date(passage, token, found.times);
    let place = place(passage, token, found.places);
    Event {
        status: status(reader, &told),
        anchor: anchor(passage, &told.meaning),
        pattern: explain.then(|| explained(ontology, &told)),
        source: told.parties.source,
        target: told.parties.target,
        kind: kind.name.clone(),
        mode: detail.mode,
        contexts: detail.contexts,
        quad: kind.quad,
        intensity: score,
        cameo: detail.cameo,
        date: date.map(|(day, precision)| written(day, precision)),
        place: place.map(|place| place.name.clone()),
    }
}

fn explained(ontology: &Ontology, told: &Told) -> String {
    let patterns = told.meaning.explained(ontology);
    match told.turn {
        Some(turn) => format!("{} < {patterns}", ontology.turns[turn].name),
        None => patterns,
    }
}

/// The words that say what happened: of "agreed to lift", both verbs.
fn anchor(passage: &Parsed, meaning: &Meaning) -> Vec<Span> {
    let mut spans = Vec::new();
    for meaning in meaning.chain() {
        let token = passage.token(meaning.token);
        let mut own = span(token);
        if let Some(particle) = token.child(&["prt"]).filter(|prt| prt.index() == token.index() + 1)
        {
            own.end = span(particle).end;
        }
        spans.push(own);
    }
    spans.sort();
    spans.dedup();
    spans
}

fn status(reader: &Reader, told: &Told) -> EventStatus {
    let meaning = &told.meaning;
    match meaning.form {
        Form::Denied => EventStatus::Denied,
        _ if meaning.conditional => EventStatus::Conditional,
        Form::Planned | Form::Refused => EventStatus::Planned,
        Form::Possible => EventStatus::Conditional,
        Form::Proposed | Form::Demanded => EventStatus::Proposed,
        _ if told.beside && is_past_perfect(reader.passage.token(meaning.token)) => {
            EventStatus::Historical
        }
        _ => EventStatus::Happened,
    }
}

/// "had arrested": before what the report tells.
fn is_past_perfect(token: Token) -> bool {
    token.children().any(|child| child.dep() == "aux" && child.text().eq_ignore_ascii_case("had"))
}
