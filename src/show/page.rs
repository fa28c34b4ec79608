//! A report as a page for a person: the facts first, the words that carry them beside.

use super::diplomacy;
use super::wrap::{shortened, wrap};
use anstyle::{AnsiColor, Style};
use chancery_reading::{
    Actor, CodePoints, Event, Party, Place, PlaceKind, Reading, Span, Statement, StatementKind,
    Time,
};

pub const STRONG: Style = Style::new().bold();
pub const QUIET: Style = Style::new().dimmed();
const FACT: Style = AnsiColor::Cyan.on_default();

/// How many characters of the words behind a fact are shown.
pub const WORDS: usize = 280;

/// The page of a report, no wider than `width` columns, with styles as ANSI codes; `spans` adds
/// where in the text the parts of each statement stand.
pub fn page(reading: &Reading, width: usize, spans: bool) -> String {
    let mut page = Page { text: String::new(), width };
    head(&mut page, reading);
    diplomacy::contacts(&mut page, reading);
    diplomacy::positions(&mut page, reading);
    diplomacy::commitments(&mut page, reading);
    diplomacy::claims(&mut page, reading);
    if !reading.events.is_empty() {
        page.heading("What happened");
        for event in &reading.events {
            show_event(&mut page, reading, event);
        }
    }
    if !reading.statements.is_empty() {
        page.heading("Who said what");
        show_statements(&mut page, reading, spans);
    }
    if !reading.times.is_empty() {
        page.heading("When");
        show_times(&mut page, reading);
    }
    if !reading.places.is_empty() {
        page.heading("Where");
        show_places(&mut page, reading);
    }
    if !reading.actors.is_empty() {
        page.heading("Who");
        // Not "reporters": groups of no country are only spoken to or of.
        let known = |actor: &&Actor| actor.kind != "group" || actor.country.is_some();
        for actor in reading.actors.iter().filter(known) {
            let role = actor.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
            let line = format!("{}{role}{}", actor.name, times(actor.mentions.len()));
            page.lines(&line, 2, Style::new());
            for candidate in actor.candidates.iter().flatten() {
                let line = format!("{:>4}  {} ({})", candidate.score, candidate.name, candidate.id);
                page.lines(&line, 8, QUIET);
            }
        }
    }
    page.text
}

/// Type, mode and status, who and to whom, then the sentence that tells it.
fn show_event(page: &mut Page, reading: &Reading, event: &Event) {
    let parties = |parties: &[Party]| {
        let all = parties.iter().map(|party| words(reading, &[party.span]));
        all.collect::<Vec<_>>().join(", ")
    };
    let sides = match (&event.source[..], &event.target[..]) {
        (source, []) => parties(source),
        ([], target) => format!("? → {}", parties(target)),
        (source, target) => format!("{} → {}", parties(source), parties(target)),
    };
    let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
    let parts = [Some(word(event.status)), event.date.clone(), event.place.clone()];
    let rest: Vec<String> = parts.into_iter().flatten().collect();
    let line = format!("{}{mode} · {sides} · {}", event.kind, rest.join(" · "));
    page.lines(&line, 2, FACT);
    let told = |sentence: &&Span| event.anchor.iter().any(|anchor| sentence.contains(*anchor));
    if let Some(sentence) = reading.sentences.iter().find(told) {
        page.lines(&shortened(&words(reading, &[*sentence]), WORDS), 6, QUIET);
    }
    if let Some(pattern) = &event.pattern {
        page.lines(pattern, 8, QUIET);
    }
}

/// How often, where it is more than once.
fn times(count: usize) -> String {
    if count > 1 { format!(" ({count} times)") } else { String::new() }
}

/// Equal lines once, with how often, in the order of their first.
fn show_counted(page: &mut Page, lines: impl Iterator<Item = String>) {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for line in lines {
        match counted.iter_mut().find(|(known, _)| *known == line) {
            Some((_, count)) => *count += 1,
            None => counted.push((line, 1)),
        }
    }
    for (line, count) in counted {
        page.lines(&format!("{line}{}", times(count)), 2, Style::new());
    }
}

/// The words of each time expression and what they stand for.
fn show_times(page: &mut Page, reading: &Reading) {
    let line = |time: &Time| {
        let value = time.value.as_deref().unwrap_or("unknown");
        let bound = time
            .modifier
            .as_ref()
            .map(|modifier| format!(" ({})", modifier.to_lowercase().replace('_', " ")));
        format!("{} · {value}{}", words(reading, &[time.span]), bound.unwrap_or_default())
    };
    show_counted(page, reading.times.iter().map(line));
}

/// The places with the region and country that each lies in.
fn show_places(page: &mut Page, reading: &Reading) {
    let line = |place: &Place| {
        let region = place.region.as_ref().filter(|region| **region != place.name);
        let country = place.country.as_ref().filter(|_| place.kind != Some(PlaceKind::Country));
        let parts = [Some(&place.name), region, country];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    };
    show_counted(page, reading.places.iter().map(line));
}

/// A page in the making.
pub struct Page {
    pub text: String,
    pub width: usize,
}

impl Page {
    /// A line as it is.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, heading: &str) {
        self.text.push_str(&format!("\n{STRONG}{heading}{STRONG:#}\n"));
    }

    /// Words wrapped behind an indent.
    pub fn lines(&mut self, words: &str, indent: usize, style: Style) {
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
pub fn name<'r>(reading: &'r Reading, id: &'r str) -> &'r str {
    let actor = reading.actors.iter().find(|actor| actor.id == id);
    actor.map_or(id, |actor| &actor.name)
}

/// A value of an enum as it is written in the output.
pub fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default()
}

/// The statements by speaker, speakers and each one's statements in reading order.
fn show_statements(page: &mut Page, reading: &Reading, spans: bool) {
    let points = CodePoints::new(&reading.text);
    let mut speakers: Vec<(String, Vec<usize>)> = Vec::new();
    for (number, statement) in reading.statements.iter().enumerate() {
        let speaker = speaker(reading, statement);
        match speakers.iter_mut().find(|(known, _)| *known == speaker) {
            Some((_, numbers)) => numbers.push(number),
            None => speakers.push((speaker, vec![number])),
        }
    }
    for (speaker, numbers) in speakers {
        page.lines(&speaker, 2, FACT);
        for number in numbers {
            let statement = &reading.statements[number];
            show_statement(page, reading, number, statement);
            if spans {
                let parts = [
                    ("source", &statement.source.spans),
                    ("cue", &statement.cue.spans),
                    ("content", &statement.content.spans),
                ];
                for (part, spans) in parts {
                    let places = spans.iter().map(|span| points.span(&reading.text, *span));
                    let places: Vec<String> =
                        places.map(|span| format!("{}–{}", span.start, span.end)).collect();
                    page.lines(&format!("{part} {}", places.join(", ")), 8, QUIET);
                }
            }
            if let Some(why) = &statement.why {
                page.lines(&format!("likelihood {:.2}", why.likelihood), 8, QUIET);
                for reason in &why.reasons {
                    page.lines(&format!("{:+.2}  {}", reason.weight, reason.feature), 8, QUIET);
                }
            }
        }
    }
}

/// The words of spans, as one line.
pub fn words(reading: &Reading, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(&reading.text)).collect();
    parts.join(" … ")
}

/// Who speaks: the actor with its role, or the report's own words.
fn speaker(reading: &Reading, statement: &Statement) -> String {
    let actor = statement.source.actor.as_deref();
    let actor = actor.and_then(|id| reading.actors.iter().find(|actor| actor.id == id));
    match (actor, words(reading, &statement.source.spans)) {
        (Some(actor), _) => {
            let role = actor.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
            format!("{}{role}", actor.name)
        }
        (None, unsaid) if unsaid.is_empty() => "Source not named".to_string(),
        (None, source) => shortened(&source, 100),
    }
}

fn show_statement(page: &mut Page, reading: &Reading, number: usize, statement: &Statement) {
    let kind = match statement.kind {
        StatementKind::Direct => "",
        StatementKind::Indirect => ", indirectly",
        StatementKind::Mixed => ", partly quoted",
    };
    let mut line = format!("{}. {}{kind}", number + 1, words(reading, &statement.cue.spans));
    if let Some(to) = &statement.addressee {
        line.push_str(&format!(", to {}", shortened(&words(reading, &to.spans), 60)));
    }
    if let Some(venue) = &statement.venue {
        line.push_str(&format!(" ({})", shortened(&words(reading, &venue.spans), 60)));
    }
    // Everyone who passed it on, the nearest first.
    let reports = |index: usize| reading.statements.get(index).and_then(|outer| outer.via);
    let chain = std::iter::successors(statement.via, |&index| reports(index));
    for via in chain.take(reading.statements.len()) {
        let by = shortened(&speaker(reading, &reading.statements[via]), 60);
        line.push_str(&format!(", via {by} ({})", via + 1));
    }
    page.lines(&line, 4, Style::new().bold());
    page.lines(&shortened(&words(reading, &statement.content.spans), WORDS), 8, Style::new());
}
