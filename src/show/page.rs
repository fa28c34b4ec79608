//! A report as a page for a person: the facts first, the words that carry them beside.

use super::wrap::{shortened, wrap};
use anstyle::{AnsiColor, Style};
use chancery_reading::{Contact, Reading, Span, Statement, StatementKind};

const STRONG: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const FACT: Style = AnsiColor::Cyan.on_default();

/// How many characters of the words behind a fact are shown.
const WORDS: usize = 280;

/// The page of a report, no wider than `width` columns, with styles as ANSI codes.
pub fn page(reading: &Reading, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    head(&mut page, reading);
    if !reading.contacts.is_empty() {
        page.heading("Contacts");
        for contact in &reading.contacts {
            show_contact(&mut page, reading, contact);
        }
    }
    if !reading.statements.is_empty() {
        page.heading("Who said what");
        for (number, statement) in reading.statements.iter().enumerate() {
            show_statement(&mut page, reading, number, statement);
        }
    }
    if !reading.actors.is_empty() {
        page.heading("Who");
        for actor in &reading.actors {
            let role = actor.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
            let times = match actor.mentions.len() {
                1 => String::new(),
                times => format!(" ({times} times)"),
            };
            page.lines(&format!("{}{role}{times}", actor.name), 2, Style::new());
        }
    }
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        self.text.push_str(&format!("\n{STRONG}{heading}{STRONG:#}\n"));
    }

    /// Words wrapped behind an indent.
    fn lines(&mut self, words: &str, indent: usize, style: Style) {
        for line in wrap(words, self.width - indent) {
            self.text.push_str(&format!("{:indent$}{style}{line}{style:#}\n", ""));
        }
    }
}

fn head(page: &mut Page, reading: &Reading) {
    let first = reading.sentences.first().map(|span| span.of(&reading.text));
    let title = reading.title.as_deref().or(first).unwrap_or(&reading.source);
    page.lines(&shortened(title, 160), 0, STRONG);
    let dateline = reading.dateline.as_ref();
    let published = reading.published.map(|date| format!("published {date}"));
    let place = dateline.and_then(|dateline| dateline.place.clone());
    let written = dateline.and_then(|dateline| dateline.date).map(|date| format!("written {date}"));
    let parts = [reading.outlet.clone(), reading.agency.clone(), place, written, published];
    let known: Vec<String> = parts.into_iter().flatten().chain([reading.source.clone()]).collect();
    page.lines(&known.join(" · "), 0, QUIET);
}

/// The name of an actor of the Reading.
fn name<'r>(reading: &'r Reading, id: &'r str) -> &'r str {
    let actor = reading.actors.iter().find(|actor| actor.id == id);
    actor.map_or(id, |actor| &actor.name)
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default()
}

fn show_contact(page: &mut Page, reading: &Reading, contact: &Contact) {
    let names: Vec<&str> = contact.participants.iter().map(|id| name(reading, id)).collect();
    let mut facts = vec![format!("{}: {}", word(contact.medium), names.join(", "))];
    facts.extend(contact.date.map(|date| date.to_string()));
    facts.extend(contact.duration.clone());
    facts.extend(contact.place.clone());
    facts.push(word(contact.status));
    page.lines(&facts.join(" · "), 2, FACT);
    if !contact.topics.is_empty() {
        page.lines(&format!("about {}", contact.topics.join("; ")), 6, Style::new());
    }
    for span in &contact.evidence {
        page.lines(&shortened(span.of(&reading.text), WORDS), 6, QUIET);
    }
}

fn show_statement(page: &mut Page, reading: &Reading, number: usize, statement: &Statement) {
    let words = |spans: &[Span]| {
        let parts: Vec<&str> = spans.iter().map(|span| span.of(&reading.text)).collect();
        parts.join(" … ")
    };
    let source = match words(&statement.source.spans) {
        unsaid if unsaid.is_empty() => "(source not named)".to_string(),
        source => shortened(&source, 100),
    };
    let actor = statement.source.actor.as_deref().map(|id| name(reading, id));
    let known = actor.filter(|name| !source.contains(name)).map(|name| format!(" = {name}"));
    let kind = match statement.kind {
        StatementKind::Direct => "",
        StatementKind::Indirect => ", indirectly",
        StatementKind::Mixed => ", partly quoted",
    };
    let via = statement.via.map(|via| format!(", as {} reports", via + 1)).unwrap_or_default();
    let cue = words(&statement.cue.spans);
    let known = known.unwrap_or_default();
    let line = format!("{}. {source}{known} ({cue}{kind}{via})", number + 1);
    page.lines(&line, 2, FACT);
    page.lines(&shortened(&words(&statement.content.spans), WORDS), 6, Style::new());
}
