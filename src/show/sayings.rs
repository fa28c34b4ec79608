//! Statements, positions, commitments and events of the record as a person reads of them.

use super::entries::{cited, from, names, word};
use super::width;
use super::wrap::{shortened, wrap};
use anstyle::{AnsiColor, Style};
use chancery_record::ask::{CommitmentAnswer, EventAnswer, PositionAnswer, StatementAnswer};

const STRONG: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
/// The most characters of words that a list shows.
const WORDS: usize = 240;

fn head(strong: &str, rest: &str) -> String {
    let style = AnsiColor::Cyan.on_default();
    format!("{STRONG}{strong:<10}{STRONG:#}  {style}{rest}{style:#}\n")
}

fn day(published: Option<&str>) -> &str {
    published.unwrap_or("no day")
}

/// Who said what, with where.
pub fn statements(all: &[StatementAnswer]) -> String {
    let mut page = String::new();
    for statement in all {
        let who = statement.source.as_ref().map_or("somebody", |who| &who.name);
        let to = statement.addressee.as_deref().map(|to| format!(", to {to}")).unwrap_or_default();
        let via = statement.via.as_deref().map(|via| format!(", via {via}")).unwrap_or_default();
        page += &head(day(statement.citation.published.as_deref()), &format!("{who}{to}{via}"));
        for line in wrap(&shortened(&statement.content, WORDS), width().saturating_sub(12)) {
            page += &format!("            {line}\n");
        }
        page += &format!("            {QUIET}{}{QUIET:#}\n", from(&statement.citation));
    }
    if page.is_empty() { "no such statement in the record\n".into() } else { page }
}

/// Where actors stand, by day.
pub fn positions(all: &[PositionAnswer]) -> String {
    let mut page = String::new();
    for position in all {
        let towards = position.towards.as_deref().map(|who| format!(" {who}")).unwrap_or_default();
        let stance = format!("{} {}{towards}", position.actor.name, word(position.stance));
        page += &head(day(position.citation.published.as_deref()), &stance);
        for line in wrap(&shortened(&position.issue, WORDS), width().saturating_sub(12)) {
            page += &format!("            {line}\n");
        }
        cited(&mut page, &position.citation, 12);
    }
    if page.is_empty() { "no such position in the record\n".into() } else { page }
}

/// What was agreed, by day.
pub fn commitments(all: &[CommitmentAnswer]) -> String {
    let mut page = String::new();
    for commitment in all {
        let rest = format!("{} · {}", names(&commitment.parties), word(commitment.state));
        page += &head(day(commitment.citation.published.as_deref()), &rest);
        let by = commitment.by.as_deref().map(|by| format!(", by {by}")).unwrap_or_default();
        for line in
            wrap(&format!("{}{by}", shortened(&commitment.what, WORDS)), width().saturating_sub(12))
        {
            page += &format!("            {line}\n");
        }
        cited(&mut page, &commitment.citation, 12);
    }
    if page.is_empty() { "no such commitment in the record\n".into() } else { page }
}

/// Events, by day.
pub fn events(all: &[EventAnswer]) -> String {
    let mut page = String::new();
    for event in all {
        let mode = event.mode.as_deref().map(|mode| format!(" {mode}")).unwrap_or_default();
        let target = if event.target.is_empty() {
            String::new()
        } else {
            format!(" → {}", names(&event.target))
        };
        let rest = format!(
            "{}{mode} {} · {}{target}",
            event.kind,
            word(event.status),
            names(&event.source)
        );
        page += &head(event.date.as_deref().unwrap_or("no day"), &rest);
        for account in &event.accounts {
            cited(&mut page, account, 12);
        }
    }
    if page.is_empty() { "no such event in the record\n".into() } else { page }
}
