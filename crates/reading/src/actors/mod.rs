//! Who a report names: people, organisations, and states that act. Known within the report
//! alone, by the fullest name that it gives.

use crate::page::{Page, sentence, span, words};
use crate::{Actor, Span};
use chancery_syntax::{Parsed, Token};

/// The actors of a report and where each is named.
#[derive(Default)]
pub struct Cast {
    actors: Vec<Actor>,
}

impl Cast {
    /// Finds them.
    pub fn new(page: &Page) -> Self {
        let mut cast = Cast::default();
        for passage in &page.passages {
            for entity in passage.entities() {
                let kind = match passage.label(entity) {
                    "PERSON" => "person",
                    "ORG" => "organisation",
                    "GPE" => "state",
                    _ => continue,
                };
                let Some(name) = name(passage, entity.tokens.clone()) else { continue };
                let head = head(passage, entity.tokens.clone());
                // A place is an actor only where it acts.
                let acts = matches!(head.dep(), "nsubj" | "nsubjpass" | "agent");
                let known = cast.find(name.of(passage.text()));
                if known.is_none() && kind == "state" && !acts {
                    continue;
                }
                let at = known.unwrap_or_else(|| cast.add(kind, name.of(passage.text())));
                cast.mention(at, name, passage);
                if cast.actors[at].role.is_none() && cast.actors[at].kind == "person" {
                    cast.actors[at].role = role(passage, head, entity.tokens.start);
                }
            }
        }
        cast
    }

    /// The actor that the phrase under `head` names: by a name at its head, or by the role that
    /// the report gave somebody before.
    pub fn named(&self, passage: &Parsed, head: Token) -> Option<&Actor> {
        // In "the Kremlin aide Yuri Ushakov" the name stands in apposition to the office.
        let apposed = head.child(&["appos"]).filter(|name| name.pos() == "PROPN");
        if let Some(named) = apposed.and_then(|name| self.named(passage, name)) {
            return Some(named);
        }
        let at = span(head);
        let by_name = self.actors.iter().find(|actor| {
            actor.mentions.iter().any(|mention| mention.contains(at) && mention.end == at.end)
        });
        by_name.or_else(|| {
            let phrase = words(passage, undetermined(head))?.of(passage.text()).to_lowercase();
            let has_role = |actor: &&Actor| {
                actor.role.as_ref().is_some_and(|role| role.to_lowercase() == phrase)
            };
            let mut holders = self.actors.iter().filter(has_role);
            let first = holders.next();
            if holders.next().is_none() { first } else { None }
        })
    }

    /// The actor named within a span.
    pub fn mentioned(&self, span: Span) -> Option<&Actor> {
        self.actors
            .iter()
            .find(|actor| actor.mentions.iter().any(|&mention| span.contains(mention)))
    }

    /// All of them, in order of first mention.
    pub fn into_actors(self) -> Vec<Actor> {
        self.actors
    }

    /// Who a name is for: the same name, or a person's last name alone.
    fn find(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        let same = |actor: &Actor| actor.name.to_lowercase() == name;
        let last = |actor: &Actor| {
            let known = actor.name.to_lowercase();
            let (long, short) =
                if known.len() > name.len() { (&known, &name) } else { (&name, &known) };
            actor.kind == "person" && !short.contains(' ') && long.rsplit(' ').next() == Some(short)
        };
        let by_name = self.actors.iter().position(same);
        by_name.or_else(|| self.actors.iter().rposition(last))
    }

    fn add(&mut self, kind: &str, name: &str) -> usize {
        self.actors.push(Actor {
            id: slug(name),
            name: name.into(),
            kind: kind.into(),
            country: None,
            sector: None,
            role: None,
            wikidata: None,
            mentions: Vec::new(),
        });
        self.actors.len() - 1
    }

    fn mention(&mut self, at: usize, mention: Span, passage: &Parsed) {
        let actor = &mut self.actors[at];
        let name = mention.of(passage.text());
        if actor.kind == "person" && name.len() > actor.name.len() {
            actor.name = name.into();
            actor.id = slug(name);
        }
        actor.mentions.push(mention);
    }
}

/// The name without an article before it or a possessive after it.
fn name(passage: &Parsed, mut tokens: std::ops::Range<usize>) -> Option<Span> {
    while !tokens.is_empty() && matches!(passage.token(tokens.start).tag(), "DT" | "_SP") {
        tokens.start += 1;
    }
    while !tokens.is_empty() && matches!(passage.token(tokens.end - 1).tag(), "POS" | "_SP") {
        tokens.end -= 1;
    }
    words(passage, tokens)
}

/// The token of a range on which the others hang.
fn head<'p, 't>(passage: &'p Parsed<'t>, tokens: std::ops::Range<usize>) -> Token<'p, 't> {
    let outside = |token: &Token| token.is_root() || !tokens.contains(&token.head().index());
    let last = passage.token(tokens.end - 1);
    tokens.clone().map(|index| passage.token(index)).find(outside).unwrap_or(last)
}

/// What is said of a person beside the name: "US President", "the Kremlin aide".
fn role(passage: &Parsed, head: Token, name_starts: usize) -> Option<String> {
    let mut before = sentence(passage, name_starts).start..name_starts;
    // Only the words that lead up to the name without a break.
    let titled = |index: &usize| {
        let token = passage.token(*index);
        matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "PART") || token.text() == "of"
    };
    before.start = before.clone().rev().take_while(titled).last().unwrap_or(before.end);
    if before.clone().any(|index| passage.token(index).pos() == "NOUN" || is_title(passage, index))
    {
        return words(passage, before).map(|span| span.of(passage.text()).to_string());
    }
    let apposed = head.child(&["appos"]).filter(|token| token.pos() == "NOUN")?;
    words(passage, undetermined(apposed)).map(|span| span.of(passage.text()).to_string())
}

/// Whether a word written like a name is part of a title: it is no entity of its own.
fn is_title(passage: &Parsed, index: usize) -> bool {
    let entity = passage.entities().iter().any(|entity| entity.tokens.contains(&index));
    passage.token(index).pos() == "PROPN" && !entity
}

/// The tokens of a phrase without an article at its beginning.
fn undetermined(head: Token) -> std::ops::Range<usize> {
    let tokens = head.subtree();
    let article = head.children().next().filter(|token| token.dep() == "det");
    match article {
        Some(article) if article.index() == tokens.start => tokens.start + 1..tokens.end,
        _ => tokens,
    }
}

/// A readable id: lower case, words joined by hyphens.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
