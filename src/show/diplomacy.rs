//! What opens a page: a card for each contact, the sides' positions in two columns, what was agreed,
//! and the counts that can be checked; each with the words it rests on.

use super::page::{Page, QUIET, STRONG, WORDS, name, word, words};
use super::wrap::{shortened, wrap};
use anstyle::{AnsiColor, Style};
use chancery_reading::{
    Claim, ClaimKind, Commitment, Contact, DateBasis, Length, MediumBasis, Position, Precision,
    Reading, Span, Status, Window,
};
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

/// The width of a card's labels.
const LABEL: usize = 11;
/// A page at least so wide has the positions in two columns.
const TWO_COLUMNS: usize = 68;

/// Cards of the contacts: what the report is about first, each group as the report tells them.
pub fn contacts(page: &mut Page, reading: &Reading) {
    if reading.contacts.is_empty() {
        return;
    }
    page.heading("Contacts");
    let mut order: Vec<usize> = (0..reading.contacts.len()).collect();
    order.sort_by_key(|&at| !reading.contacts[at].main);
    for (i, at) in order.into_iter().enumerate() {
        if i > 0 {
            page.line("");
        }
        card(page, reading, at);
    }
}

/// The colour of a contact by whether it took place.
pub fn colour(status: Status) -> Style {
    let colour = match status {
        Status::Held => AnsiColor::Cyan,
        Status::Planned => AnsiColor::Green,
        Status::Proposed => AnsiColor::Yellow,
        Status::Cancelled | Status::Denied => AnsiColor::Red,
    };
    colour.on_default()
}

fn card(page: &mut Page, reading: &Reading, at: usize) {
    let contact = &reading.contacts[at];
    let style = colour(contact.status);
    let kind = contact.kind.clone().unwrap_or_else(|| word(contact.medium));
    let mut head = vec![kind.to_uppercase(), word(contact.status)];
    head.extend(when(contact));
    head.extend(contact.place.clone());
    let bar = format!("{style}│{style:#}");
    page.line(&format!("  {style}┌ {}{style:#}", head.join(" · ")));
    for id in &contact.participants {
        page.line(&format!("  {bar} {}", person(reading, id)));
    }
    let mut row = |label: &str, text: String| {
        if text.is_empty() {
            return;
        }
        let room = page.width.saturating_sub(4 + LABEL);
        for (i, line) in wrap(&text, room).into_iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            page.line(&format!("  {bar} {QUIET}{label:LABEL$}{QUIET:#}{line}"));
        }
    };
    row("how long", lengths(reading, contact));
    row("at", contact.occasion.first().map(|span| words(reading, &[*span])).unwrap_or_default());
    row("asked for", contact.initiator.iter().map(|id| name(reading, id)).collect());
    row("about", contact.topics.join("; "));
    row("not about", contact.not_discussed.join("; "));
    row("called", contact.described.join(", "));
    row("counted", counts(reading, at));
    row("told by", told_by(reading, contact.statement, contact.reported_by.as_deref()));
    row("medium", medium_basis(contact));
    row("found by", contact.pattern.clone().unwrap_or_default());
    for (i, span) in contact.evidence.iter().enumerate() {
        let last = i + 1 == contact.evidence.len();
        let text = quoted(span.of(&reading.text));
        let lines = wrap(&text, page.width.saturating_sub(4));
        for (j, line) in lines.iter().enumerate() {
            let corner = if last && j + 1 == lines.len() { "└" } else { "│" };
            page.line(&format!("  {style}{corner}{style:#} {QUIET}{line}{QUIET:#}"));
        }
    }
}

/// The day with its weekday, or as exactly as it is known, and what it rests on.
fn when(contact: &Contact) -> Option<String> {
    let [first, last] = contact.date_range?;
    let day = |day: Date| day.strftime("%a %-d %B %Y").to_string();
    let text = match contact.date_precision? {
        Precision::Day => day(first),
        Precision::Week => {
            format!("{} to {}", first.strftime("%-d %B"), last.strftime("%-d %B %Y"))
        }
        Precision::Month => first.strftime("%B %Y").to_string(),
        Precision::Year => first.strftime("%Y").to_string(),
    };
    let release = contact.date_basis == Some(DateBasis::Release);
    Some(if release { format!("{text} (day of the report)") } else { text })
}

/// A participant with role and country.
fn person(reading: &Reading, id: &str) -> String {
    let Some(actor) = reading.actors.iter().find(|actor| actor.id == id) else { return id.into() };
    let own = actor.role.as_deref().filter(|role| !role.eq_ignore_ascii_case(&actor.name));
    let role = own.map(|role| format!(", {role}")).unwrap_or_default();
    let known = own.is_some_and(|role| actor.country.as_ref().is_some_and(|c| role.contains(c)));
    let country = actor.country.as_ref().filter(|_| !known && actor.kind != "state");
    let country = country.map(|country| format!(" ({country})")).unwrap_or_default();
    format!("{STRONG}{}{STRONG:#}{role}{country}", actor.name)
}

/// Every account of how long, with who gives it where there are several.
fn lengths(reading: &Reading, contact: &Contact) -> String {
    let told = |length: &Length| {
        let by = length.reported_by.as_deref().map(|id| format!(" ({})", name(reading, id)));
        format!("{}{}", words(reading, &length.spans), by.unwrap_or_default())
    };
    contact.durations.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// What the report counts it as.
fn counts(reading: &Reading, at: usize) -> String {
    let own = reading.claims.iter().filter(|claim| claim.contact == Some(at));
    own.map(|claim| claim.text.clone()).collect::<Vec<_>>().join("; ")
}

/// Who says so, and through whom.
fn told_by(reading: &Reading, statement: Option<usize>, by: Option<&str>) -> String {
    let mut chain: Vec<&str> = by.map(|id| name(reading, id)).into_iter().collect();
    let via = |index: usize| reading.statements.get(index).and_then(|outer| outer.via);
    let outer = statement.and_then(via);
    for index in std::iter::successors(outer, |&index| via(index)).take(8) {
        let actor = reading.statements[index].source.actor.as_deref();
        chain.extend(actor.map(|id| name(reading, id)));
    }
    chain.dedup();
    chain.join(", via ")
}

fn medium_basis(contact: &Contact) -> String {
    match contact.medium_basis {
        MediumBasis::Said => String::new(),
        MediumBasis::Title => "by the headline alone".into(),
        MediumBasis::Assumed => "left open by the report".into(),
    }
}

/// Where the sides stand: whom the report gives most positions left, the other side right.
pub fn positions(page: &mut Page, reading: &Reading) {
    // A state and those who speak for it are one side.
    let side = |id: &str| {
        let actor = reading.actors.iter().find(|actor| actor.id == id);
        actor.and_then(|actor| actor.country.clone()).unwrap_or_else(|| id.to_string())
    };
    let mut sides: Vec<(String, Vec<&Position>)> = Vec::new();
    for position in &reading.positions {
        let own = side(&position.actor);
        match sides.iter_mut().find(|(other, _)| *other == own) {
            Some((_, all)) => all.push(position),
            None => sides.push((own, vec![position])),
        }
    }
    sides.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    if sides.is_empty() {
        return;
    }
    page.heading("Who wants what");
    let wide = page.width >= TWO_COLUMNS;
    for pair in sides.chunks(if wide { 2 } else { 1 }) {
        let room = if wide { (page.width - 5) / 2 } else { page.width - 2 };
        let columns: Vec<Vec<(String, Style)>> =
            pair.iter().map(|(_, all)| column(reading, all, room)).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..height {
            let mut line = String::from("  ");
            for (j, column) in columns.iter().enumerate() {
                let none = (String::new(), Style::new());
                let (text, style) = column.get(i).unwrap_or(&none);
                let last = j + 1 == columns.len();
                let pad = if last { 0 } else { room.saturating_sub(text.width()) };
                line.push_str(&format!("{style}{text}{style:#}{:pad$}", ""));
                if !last {
                    line.push_str(&format!(" {QUIET}│{QUIET:#} "));
                }
            }
            page.line(line.trim_end());
        }
        page.line("");
    }
    page.text.pop();
}

/// The lines of one side, those of each who speaks for it together.
fn column(reading: &Reading, positions: &[&Position], room: usize) -> Vec<(String, Style)> {
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut speakers: Vec<&str> = Vec::new();
    for position in positions {
        if !speakers.contains(&position.actor.as_str()) {
            speakers.push(&position.actor);
        }
    }
    for speaker in speakers {
        let own = wrap(name(reading, speaker), room).into_iter();
        lines.extend(own.map(|line| (line, STRONG)));
        for position in positions.iter().filter(|position| position.actor == speaker) {
            let towards = position.towards.as_deref().map(|id| format!(" {}", name(reading, id)));
            let stance = format!("{}{}", word(position.stance), towards.unwrap_or_default());
            lines.push((stance, AnsiColor::Cyan.on_default()));
            let indented = |text: &str, style: Style| {
                let wrapped = wrap(text, room.saturating_sub(2)).into_iter();
                wrapped.map(|line| (format!("  {line}"), style)).collect::<Vec<_>>()
            };
            let issue = format!("“{}”", shortened(&position.issue, WORDS));
            lines.extend(indented(&issue, Style::new()));
            let told = told_by(reading, position.statement, position.reported_by.as_deref());
            if !told.is_empty() && told != name(reading, speaker) {
                lines.extend(indented(&format!("told by {told}"), QUIET));
            }
        }
    }
    lines
}

/// What was agreed and how far it has come.
pub fn commitments(page: &mut Page, reading: &Reading) {
    if reading.commitments.is_empty() {
        return;
    }
    page.heading("What was agreed");
    for commitment in &reading.commitments {
        let Commitment { parties, what, channels, by, state, .. } = commitment;
        let names: Vec<&str> = parties.iter().map(|id| name(reading, id)).collect();
        let state = word(*state).replace('_', " ");
        page.lines(&format!("{} · {state}", names.join(", ")), 2, AnsiColor::Cyan.on_default());
        page.lines(what, 6, Style::new());
        if !channels.is_empty() {
            page.lines(&format!("through {}", channels.join(", ")), 6, Style::new());
        }
        if let Some(by) = by {
            page.lines(&format!("by {by}"), 6, Style::new());
        }
        evidence(page, reading, &commitment.evidence);
    }
}

/// The counts of contacts.
pub fn claims(page: &mut Page, reading: &Reading) {
    if reading.claims.is_empty() {
        return;
    }
    page.heading("What can be checked");
    for claim in &reading.claims {
        let names: Vec<&str> = claim.participants.iter().map(|id| name(reading, id)).collect();
        let line = format!("{} · {}", said(claim), names.join(", "));
        page.lines(&line, 2, AnsiColor::Cyan.on_default());
        page.lines(&format!("“{}” · {}", claim.text, window(&claim.window)), 6, Style::new());
        evidence(page, reading, &claim.evidence);
    }
}

/// What a claim says, short.
fn said(claim: &Claim) -> String {
    let medium = word(claim.medium);
    let number = claim.ordinal.or(claim.count).unwrap_or_default();
    match claim.kind {
        ClaimKind::Ordinal => format!("{medium} number {number}"),
        ClaimKind::Cardinal => format!("{medium}, {number} times"),
        ClaimKind::FirstSince => format!("first {medium} since then"),
        ClaimKind::FirstEver => format!("first {medium} of all"),
        ClaimKind::LastBefore => format!("last {medium} before"),
        ClaimKind::NoneYet => format!("no {medium} yet"),
        ClaimKind::Superlative => format!("a {medium} like none before"),
        ClaimKind::Another => format!("not the first {medium}"),
    }
}

/// From when until when is counted.
fn window(window: &Window) -> String {
    let start = window.start.as_deref().unwrap_or("the beginning");
    let end = window.end.as_deref().unwrap_or("now");
    let about =
        if window.tolerance > 0 { format!(" ±{} days", window.tolerance) } else { String::new() };
    format!("from {start}{about} to {end}")
}

fn evidence(page: &mut Page, reading: &Reading, spans: &[Span]) {
    for span in spans {
        page.lines(&quoted(span.of(&reading.text)), 6, QUIET);
    }
}

/// The report's words in quotation marks, unless they have some.
fn quoted(text: &str) -> String {
    let text = shortened(text, WORDS);
    if text.contains(['“', '”', '"']) { text } else { format!("“{text}”") }
}
