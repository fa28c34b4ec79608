//! Where actors stand on issues, by patterns of an [`Ontology`](crate::patterns::Ontology): who
//! demands, offers, refuses, supports what.

use crate::found::Found;
use crate::page::{Page, one_line, sentence, span, words};
use crate::patterns::Ontology;
use crate::patterns::form::is_condition;
use crate::patterns::frame::Frame;
use crate::patterns::kinds::is_personal;
use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::Form;
use crate::patterns::sides::{Side, at, paths};
use crate::who::{outermost, people, side_of};
use crate::{Position, Span, Stance};
use chancery_syntax::{Parsed, Token};

/// The positions of a report, in the order of the text.
pub fn positions(page: &Page, found: &Found, ontology: &Ontology, explain: bool) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    for passage in &page.passages {
        let reader = Reader::new(ontology, passage, found);
        for meaning in outermost(&reader) {
            for position in of_meaning(&reader, found, &meaning, explain) {
                let known = positions.iter_mut().find(|other| {
                    other.actor == position.actor
                        && other.stance == position.stance
                        && other.key == position.key
                });
                match known {
                    Some(known) => known.evidence.extend(position.evidence),
                    None => positions.push(position),
                }
            }
        }
    }
    positions
}

fn of_meaning<'r>(
    reader: &Reader<'r, '_>,
    found: &Found<'r>,
    meaning: &Meaning,
    explain: bool,
) -> Vec<Position> {
    let passage = reader.passage;
    let core = meaning.core();
    let token = passage.token(core.token);
    let kind = &reader.ontology.types[meaning.kind];
    let outer = passage.token(meaning.token);
    if meaning.conditional || is_condition(reader.ontology, passage, outer) {
        return Vec::new();
    }
    let stance = if kind.name == "YIELDS" {
        // "will not back down from its goals".
        let not = matches!(meaning.form, Form::Negated | Form::Refused);
        not.then_some(Stance::Refuses)
    } else {
        stance(&kind.name).and_then(|stance| of_form(stance, meaning.form))
    };
    let Some(stance) = stance else { return Vec::new() };
    let Some(mut issue) = target(reader, meaning).filter(|issue| !issue.key.is_empty()) else {
        return Vec::new();
    };
    refer_back(passage, &mut issue);
    let told = found.told(span(passage.token(meaning.token)));
    let speaker = told.and_then(|(_, who)| who);
    let mut actors = side_of(reader, found, meaning, Side::Source).ids;
    let frame = Frame::of(passage, outer);
    // "Norway was accused": nobody says by whom.
    let unsaid = !frame.passive
        && frame.subject.iter().all(|subject| {
            is_personal(*subject) && subject.lemma() == "it" || subject.lemma() == "there"
        });
    // "emphasised that it was crucial to": whoever says so.
    if actors.is_empty() && unsaid {
        actors.extend(speaker.map(str::to_string));
    }
    let towards = Frame::of(passage, token).slot("object|indirect|against").into_iter();
    let towards = towards.filter(|token| token.index() != issue.head);
    let towards = towards.flat_map(|token| people(reader, found, token)).next();
    let Some(evidence) = words(passage, sentence(passage, meaning.token)) else {
        return Vec::new();
    };
    let pattern = explain.then(|| meaning.explained(reader.ontology));
    let position = |actor: String| Position {
        towards: towards.clone().filter(|other| *other != actor),
        actor,
        stance,
        issue: issue.text.clone(),
        key: issue.key.clone(),
        reported_by: speaker.map(str::to_string),
        statement: told.map(|(index, _)| index),
        spans: issue.spans.clone(),
        evidence: vec![evidence],
        pattern: pattern.clone(),
    };
    actors.dedup();
    actors.into_iter().map(position).collect()
}

/// Of "these goals": what was said before that the goals are.
fn refer_back(passage: &Parsed, issue: &mut Target) {
    const FAR: usize = 150;
    const FULL: usize = 4;
    let head = passage.token(issue.head);
    let points = head
        .children()
        .any(|child| child.dep() == "det" && child.lemma() != "the" && child.lemma() != "a");
    if !points || head.subtree().len() > 3 {
        return;
    }
    let from = issue.head.saturating_sub(FAR);
    let mut before = (from..head.subtree().start).rev().map(|index| passage.token(index));
    let full = before.find(|token| token.lemma() == head.lemma() && token.subtree().len() >= FULL);
    let Some(span) = full.and_then(|noun| words(passage, noun.subtree())) else { return };
    let text = one_line(span.of(passage.text()));
    issue.text = format!("{} … {text}", issue.text);
    issue.spans.insert(0, span);
}

/// The stance that a type stands for.
fn stance(name: &str) -> Option<Stance> {
    Some(match name {
        "DEMANDS" => Stance::Demands,
        "PROPOSES" => Stance::Proposes,
        "SEEKS" => Stance::Seeks,
        "OFFERS" => Stance::Offers,
        "WILLING" => Stance::Willing,
        "REFUSES" => Stance::Refuses,
        "REJECTS" => Stance::Rejects,
        "SUPPORTS" => Stance::Supports,
        "OPPOSES" => Stance::Opposes,
        "DENIES" => Stance::Denies,
        "ACCUSES" => Stance::Accuses,
        "WARNS" => Stance::Warns,
        "SATISFIED" => Stance::Satisfied,
        "DISSATISFIED" => Stance::Dissatisfied,
        _ => return None,
    })
}

/// What a stance is where its verb is negated; none where that is no stance.
fn of_form(stance: Stance, form: Form) -> Option<Stance> {
    match form {
        Form::Negated | Form::Refused => match stance {
            Stance::Supports | Stance::Satisfied if form == Form::Refused => Some(Stance::Rejects),
            Stance::Supports => Some(Stance::Opposes),
            Stance::Willing | Stance::Offers | Stance::Seeks => Some(Stance::Refuses),
            Stance::Satisfied => Some(Stance::Dissatisfied),
            _ => None,
        },
        Form::Denied | Form::Cancelled | Form::Demanded => None,
        _ => Some(stance),
    }
}

/// What a position is on, or a commitment is to do: words with the key to follow it by.
pub struct Target {
    /// The token on which it hangs.
    pub head: usize,
    pub text: String,
    pub key: String,
    pub spans: Vec<Span>,
}

/// What fills the first filled slot on the other side.
pub fn target<'r>(reader: &Reader<'r, '_>, meaning: &Meaning) -> Option<Target> {
    let passage = reader.passage;
    for meaning in meaning.chain() {
        let frame = Frame::of(passage, passage.token(meaning.token));
        for path in paths(reader, meaning, Side::Target) {
            let heads = at(reader, meaning, &frame, &path);
            let heads: Vec<Token> = heads.into_iter().filter(|head| !is_personal(*head)).collect();
            if let Some(found) = of_heads(passage, &heads, meaning.token) {
                return Some(found);
            }
        }
    }
    None
}

/// The words under the first of some heads, with those joined to it.
fn of_heads(passage: &Parsed, heads: &[Token], but: usize) -> Option<Target> {
    let head = *heads.first()?;
    let mut tokens = head.subtree();
    if tokens.contains(&but) {
        return None;
    }
    // Not "to" or "that" before it.
    while tokens.start < head.index()
        && matches!(passage.token(tokens.start).dep(), "aux" | "mark" | "punct" | "det")
        && matches!(passage.token(tokens.start).pos(), "PART" | "SCONJ" | "PUNCT" | "DET" | "ADP")
        && !matches!(passage.token(tokens.start).lemma(), "this" | "that" | "these" | "those")
    {
        tokens.start += 1;
    }
    let spans = vec![words(passage, tokens.clone())?];
    let text = one_line(spans[0].of(passage.text()));
    let mut key: Vec<String> = tokens
        .map(|index| passage.token(index))
        .filter(|token| matches!(token.pos(), "NOUN" | "PROPN" | "VERB" | "ADJ"))
        .map(|token| token.lemma().to_lowercase())
        .collect();
    key.sort();
    key.dedup();
    Some(Target { head: head.index(), text, key: key.join(" "), spans })
}
