//! Runs the cases under `cases/`: Markdown files that say what is recognised and what is not.
//!
//! A heading names a case and a sentence says why it is so. A block marked `report`, with the day
//! of publication if it matters, is what is read; the next block, marked with the name of a view,
//! is what must be found, one item a line. `UPDATE=1 cargo test` writes what is found instead.

#![allow(clippy::unwrap_used)]

use chancery_reading::{
    Actor, Claim, Commitment, Contact, DateBasis, Event, Options, Party, Place, Position,
    Precision, Reading, Span, Statement, Time, opening, read_batch,
};
use chancery_report::Report;
use chancery_syntax::Model;
use std::fmt::Write;
use std::path::{Path, PathBuf};

struct Case {
    heading: String,
    report: Report,
    view: String,
    /// The expected lines, and where in the file they stand, in bytes.
    expected: String,
    place: std::ops::Range<usize>,
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(!files.is_empty(), "there are no cases");
    let model = Model::english().unwrap();
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = String::new();
    for path in files {
        let mut text = std::fs::read_to_string(&path).unwrap();
        let cases = cases_of(&text);
        assert!(!cases.is_empty(), "{} holds no case", path.display());
        // From the last on, so that places stay right while blocks are rewritten.
        for Case { heading, report, view, expected, place } in cases.into_iter().rev() {
            let found = found(&heading, &report, &view, &model);
            if found == expected {
                continue;
            }
            if update {
                text.replace_range(place, &found);
            } else {
                let file = path.file_name().unwrap().display();
                let both = format!("--- expected\n{expected}--- found\n{found}");
                write!(failures, "\n{file}, {heading}:\n{both}").unwrap();
            }
        }
        if update {
            std::fs::write(&path, text).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}\nUPDATE=1 cargo test writes what was found.");
}

fn cases_of(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut heading, mut report) = (String::new(), None);
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    });
    while let Some((at, line)) = lines.next() {
        if let Some(words) = line.strip_prefix('#') {
            heading = words.trim_matches(['#', ' ', '\n']).to_string();
        } else if let Some(info) = line.trim_end().strip_prefix("```") {
            let start = at + line.len();
            let body = lines.by_ref().take_while(|(_, line)| line.trim_end() != "```");
            let end = start + body.map(|(_, line)| line.len()).sum::<usize>();
            let block = &text[start..end];
            match (info.strip_prefix("report"), report.take()) {
                (Some(date), _) => {
                    let mut read = Report::from_text(&heading, block.trim_end().into()).unwrap();
                    read.published = date.trim().parse().ok().or(read.published);
                    report = Some(read);
                }
                (None, Some(report)) => cases.push(Case {
                    heading: heading.clone(),
                    report,
                    view: info.to_string(),
                    expected: block.to_string(),
                    place: start..end,
                }),
                (None, None) => panic!("{heading}: a block {info} without a report before it"),
            }
        }
    }
    cases
}

/// What is found, one item a line.
fn found(heading: &str, report: &Report, view: &str, model: &Model) -> String {
    let reading = read_batch(std::slice::from_ref(report), model, Options::default()).remove(0);
    let lines: Vec<String> = match view {
        "dateline" => dateline(report).into_iter().collect(),
        "quotes" => quotes(&reading),
        "statements" => reading.statements.iter().map(|s| statement(&reading, s)).collect(),
        "times" => reading.times.iter().map(|time| time_line(&reading, time)).collect(),
        "contacts" => reading.contacts.iter().map(|c| contact(&reading, c)).collect(),
        "positions" => reading.positions.iter().map(|p| position(&reading, p)).collect(),
        "commitments" => reading.commitments.iter().map(|c| commitment(&reading, c)).collect(),
        "claims" => reading.claims.iter().map(claim).collect(),
        "events" => reading.events.iter().map(|e| event(&reading, e)).collect(),
        "actors" => reading.actors.iter().map(|a| actor(&reading, a)).collect(),
        "places" => reading.places.iter().map(|p| place(&reading, p)).collect(),
        other => panic!("{heading}: there is no view {other}"),
    };
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn words(reading: &Reading, spans: &[Span]) -> String {
    let parts = spans.iter().map(|span| span.of(&reading.text).replace('\n', "⏎"));
    parts.collect::<Vec<_>>().join(" | ")
}

fn dateline(report: &Report) -> Option<String> {
    let opening = opening(&report.text, report.body, report.published);
    let rest = opening.passages.last().unwrap().of(&report.text);
    let rest = rest.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    opening.dateline.map(|found| {
        let unknown = || "-".to_string();
        let place = found.place.unwrap_or_else(unknown);
        let date = found.date.map_or_else(unknown, |date| date.to_string());
        let agency = found.agency.unwrap_or_else(unknown);
        format!("{place} / {date} / {agency}; then: {rest}")
    })
}

fn quotes(reading: &Reading) -> Vec<String> {
    let lines = reading.quotes.iter().map(|quote| {
        let end = if quote.closed { "" } else { " (left open)" };
        format!("{}{}{end}", "  ".repeat(quote.depth), words(reading, &quote.spans))
    });
    lines.collect()
}

fn statement(reading: &Reading, statement: &Statement) -> String {
    let kind = format!("{:?}", statement.kind).to_lowercase();
    let actor = statement.source.actor.as_deref().unwrap_or("-");
    let via = statement.via.map(|via| format!(" (via {})", via + 1)).unwrap_or_default();
    let parts = [&statement.source.spans, &statement.cue.spans, &statement.content.spans];
    let [source, cue, content] = parts.map(|spans| words(reading, spans));
    format!("{kind}: {source} [{actor}] — {cue} — {content}{via}")
}

/// Type, mode, CAMEO code and status; who and to whom with countries and sectors; day, place and
/// contexts; the words.
fn event(reading: &Reading, event: &Event) -> String {
    let or_dash = |value: &Option<String>| value.clone().unwrap_or("-".into());
    let parties = |parties: &[Party]| {
        let all: Vec<String> = parties
            .iter()
            .map(|party| {
                let words = words(reading, &[party.span]);
                format!("{words} ({}/{})", or_dash(&party.country), or_dash(&party.sector))
            })
            .collect();
        all.join(", ")
    };
    let status = format!("{:?}", event.status).to_lowercase();
    format!(
        "{} {} {} {status}: {} → {} | {} {} {} | {}",
        event.kind,
        or_dash(&event.mode),
        or_dash(&event.cameo),
        parties(&event.source),
        parties(&event.target),
        or_dash(&event.date),
        or_dash(&event.place),
        event.contexts.join(","),
        words(reading, &event.anchor)
    )
}

/// Name, id, kind, country and sector; then the words that stand for the actor.
fn actor(reading: &Reading, actor: &Actor) -> String {
    let Actor { id, name, kind, country, sector, mentions, .. } = actor;
    let [country, sector] = [country, sector].map(|code| code.as_deref().unwrap_or("-"));
    format!("{name} [{id}] {kind} {country} {sector} — {}", words(reading, mentions))
}

fn place(reading: &Reading, place: &Place) -> String {
    let unknown = || "-".to_string();
    let region = place.region.clone().unwrap_or_else(unknown);
    let country = place.country.clone().unwrap_or_else(unknown);
    let id = place.geonameid.map_or_else(unknown, |id| id.to_string());
    format!("{}: {}, {region}, {country} {id}", words(reading, &[place.span]), place.name)
}

/// Words, type, value and modifier; then what the value was counted from.
fn time_line(reading: &Reading, time: &Time) -> String {
    let kind = format!("{:?}", time.kind).to_uppercase();
    let value = time.value.as_deref().unwrap_or("-");
    let modifier = time.modifier.iter().map(|modifier| format!(" {modifier}")).collect::<String>();
    let basis = match (time.basis, time.anchor.map(|anchor| &reading.times[anchor])) {
        (_, Some(anchor)) => words(reading, &[anchor.span]),
        (Some(basis), None) => format!("{basis:?}").to_lowercase(),
        (None, None) => "nothing".into(),
    };
    format!("{} — {kind} {value}{modifier}, from {basis}", words(reading, &[time.span]))
}

fn contact(reading: &Reading, contact: &Contact) -> String {
    let low = |value: String| value.to_lowercase();
    let [medium, status] =
        [format!("{:?}", contact.medium), format!("{:?}", contact.status)].map(low);
    let date = contact.date.clone().unwrap_or("no day".into());
    let coarse = contact.date_precision.filter(|precision| *precision == Precision::Week);
    let [coarse, release] = [
        coarse.map(|_| " (week)"),
        (contact.date_basis == Some(DateBasis::Release)).then_some(" (release)"),
    ]
    .map(Option::unwrap_or_default);
    let length = contact.duration.as_ref().map(|length| format!(", {length}"));
    let bound = contact.duration_mod.as_ref().map(|bound| format!(" {bound}"));
    let place = contact.place.as_ref().map(|place| format!(", in {place}"));
    let asked = contact.initiator.as_ref().map(|id| format!(", asked for by {id}"));
    let at = (!contact.occasion.is_empty()).then(|| words(reading, &contact.occasion));
    let at = at.map(|at| format!(", at {at}"));
    let list = |name: &str, items: &[String]| {
        (!items.is_empty()).then(|| format!(", {name} {}", items.join("; ")))
    };
    let about = list("about", &contact.topics);
    let not = list("not about", &contact.not_discussed);
    let called = list("called", &contact.described);
    let by = contact.reported_by.as_ref().map(|id| format!(", told by {id}"));
    let more = [length, bound, place, at, asked, about, not, called, by];
    let more = more.into_iter().flatten().collect::<String>();
    let several = if contact.several { " (several)" } else { "" };
    let participants = contact.participants.join(", ");
    let evidence = words(reading, &contact.evidence);
    format!("{medium}{several} {date}{coarse}{release} {status}: {participants}{more} — {evidence}")
}

fn position(reading: &Reading, position: &Position) -> String {
    let stance = format!("{:?}", position.stance).to_lowercase();
    let towards = position.towards.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let by = position.reported_by.as_ref().map(|id| format!(" [told by {id}]"));
    let evidence = words(reading, &position.evidence);
    format!(
        "{} {stance}{towards}: {}{} — {evidence}",
        position.actor,
        position.issue,
        by.unwrap_or_default()
    )
}

fn commitment(reading: &Reading, commitment: &Commitment) -> String {
    let state = format!("{:?}", commitment.state).to_lowercase();
    let channels = commitment.channels.join(", ");
    let through = if channels.is_empty() { channels } else { format!(", through {channels}") };
    let by = commitment.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
    let ritual = if commitment.ritual { " (ritual)" } else { "" };
    let evidence = words(reading, &commitment.evidence);
    let parties = commitment.parties.join(", ");
    format!("{parties} {state}{ritual}: {}{through}{by} — {evidence}", commitment.what)
}

/// Kind, number, unit, window and of whom; then its words.
fn claim(claim: &Claim) -> String {
    let kind = format!("{:?}", claim.kind).to_lowercase();
    let number = claim.ordinal.or(claim.count).map(|n| format!(" {n}")).unwrap_or_default();
    let window = &claim.window;
    let open = || "…".to_string();
    let [start, end] = [&window.start, &window.end].map(|day| day.clone().unwrap_or_else(open));
    let about =
        if window.tolerance > 0 { format!(" ±{}", window.tolerance) } else { String::new() };
    let basis = format!("{:?}", window.basis).to_lowercase();
    let (unit, who) = (&claim.unit, claim.participants.join(", "));
    format!("{kind}{number} {unit} from {start}{about} to {end} ({basis}): {who} — {}", claim.text)
}
