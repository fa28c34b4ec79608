//! What earlier steps found, for the steps that look for who did what, when and where.

use crate::actors::Cast;
use crate::page::span;
use crate::words::ACTORS;
use crate::{Actor, Place, Span, Statement, Time};
use chancery_syntax::Token;

/// What earlier steps found.
#[derive(Clone, Copy)]
pub struct Found<'f> {
    /// Who.
    pub cast: &'f Cast,
    /// When, in order.
    pub times: &'f [Time],
    /// Where, in order.
    pub places: &'f [Place],
    /// Who said what.
    pub statements: &'f [Statement],
    /// Where the headline stands.
    pub title: Option<Span>,
}

impl<'f> Found<'f> {
    /// The actors that the phrase under `head` stands for; *I* is whoever says it, or the one whom
    /// the headline names first.
    pub fn who(&self, head: Token) -> Vec<&'f Actor> {
        let named = self.cast.all_named(head);
        if !named.is_empty() || head.pos() != "PRON" {
            return named;
        }
        let word = head.text().to_lowercase();
        if !ACTORS.i.contains(&word) && !ACTORS.we.contains(&word) {
            return named;
        }
        let speaker = self.told(span(head)).and_then(|(_, who)| who);
        let speaker = speaker.and_then(|id| self.cast.by_id(id));
        speaker.or_else(|| self.cast.mentioned(self.title?)).into_iter().collect()
    }

    /// Whether an actor is a person.
    pub fn is_person(&self, id: &str) -> bool {
        self.cast.by_id(id).is_some_and(|actor| actor.kind == "person")
    }

    /// The innermost statement that tells what stands at a place: its index, and whose it is.
    pub fn told(&self, at: Span) -> Option<(usize, Option<&'f str>)> {
        let around = |statement: &Statement| {
            let within = statement.content.spans.iter().find(|span| span.contains(at));
            within.map(|span| span.end - span.start)
        };
        let all = self.statements.iter().enumerate();
        let holding = all.filter_map(|(index, statement)| Some((around(statement)?, index)));
        let (_, index) = holding.min()?;
        Some((index, self.statements[index].source.actor.as_deref()))
    }
}
