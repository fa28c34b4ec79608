//! Whether an ontology does what it says: every pattern's examples, and patterns and classes that
//! can never matter.

use super::ontology::{ASKED_FOR, Fault, Ontology, Outcome};
use super::source::{File, Subject};
use crate::{Ontologies, Options, Reading, Span, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use std::collections::{BTreeMap, BTreeSet};

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// How many patterns there are.
    pub patterns: usize,
    /// How many examples were read.
    pub examples: usize,
}

/// A sentence with the parties marked: `[Macron] phoned {Modi} on Friday.`
struct Example<'o> {
    file: &'o str,
    /// The pattern or turn.
    name: &'o str,
    /// The name by which it is explained.
    full: String,
    written: &'o str,
    text: String,
    source: Vec<Span>,
    target: Vec<Span>,
    /// Whether it must be found, or must not.
    yes: bool,
    /// Whether its pattern says that there is no event at all.
    silences: bool,
}

/// Checks the patterns of an ontology's own files, those that it extends left out.
pub fn check(ontology: &Ontology, model: &Model) -> Checked {
    let own = |name: &str| {
        let inherited = &ontology.files[..ontology.inherited];
        !inherited.iter().any(|(other, _)| other == name)
    };
    let mut checked = Checked::default();
    let mut examples = Vec::new();
    for (file, written) in ontology.files.iter().filter(|(file, _)| own(file)) {
        checked.patterns += written.patterns.len();
        let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
        let patterns = written.patterns.iter().map(|pattern| {
            let silences = pattern.kind.as_deref() == Some("none");
            let full = format!("{stem}/{}", pattern.name);
            (&pattern.name, full, &pattern.yes, &pattern.no, silences)
        });
        let turns = written
            .turns
            .iter()
            .map(|turn| (&turn.name, turn.name.clone(), &turn.yes, &turn.no, turn.to == "none"));
        for (name, full, yes, no, silences) in patterns.chain(turns) {
            for (sentences, yes) in [(yes, true), (no, false)] {
                for sentence in sentences {
                    examples.push(example(file, name, &full, sentence, yes, silences));
                }
            }
        }
        unused(ontology, file, written, &mut checked.faults);
    }
    clashes(ontology, &own, &mut checked.faults);
    checked.examples = examples.len();
    let reports: Vec<Report> = examples
        .iter()
        .filter_map(|example| Report::from_text("example", example.text.clone()).ok())
        .collect();
    let ontologies = Ontologies::with(ontology);
    let options = Options { ontologies, explain: true, ..Options::default() };
    let mut readings = Vec::new();
    for group in reports.chunks(256) {
        let group = read_batch(group, model, options);
        readings.extend(group.iter().map(|reading| hits(reading, ontology.of)));
    }
    if readings.len() != examples.len() {
        checked.faults.push(Fault {
            file: "examples".into(),
            at: None,
            message: "an example is empty; remove it".into(),
        });
        return checked;
    }
    for (example, hits) in examples.iter().zip(&readings) {
        if let Some(message) = failure(example, hits) {
            checked.faults.push(Fault {
                file: example.file.into(),
                at: Some(example.name.into()),
                message: format!("{message}: {}", example.written),
            });
        }
    }
    checked.faults.sort_by(|a, b| (&a.file, &a.at).cmp(&(&b.file, &b.at)));
    checked
}

fn example<'o>(
    file: &'o str,
    name: &'o str,
    full: &str,
    written: &'o str,
    yes: bool,
    silences: bool,
) -> Example<'o> {
    let mut example = Example {
        file,
        name,
        full: full.into(),
        written,
        text: String::new(),
        source: Vec::new(),
        target: Vec::new(),
        yes,
        silences,
    };
    let mut start = 0;
    for c in written.chars() {
        let at = example.text.len();
        match c {
            '[' | '{' => start = at,
            ']' => example.source.push(Span::new(start, at)),
            '}' => example.target.push(Span::new(start, at)),
            c => example.text.push(c),
        }
    }
    example
}

/// Something that a pattern found.
struct Hit {
    /// The patterns, the outermost first.
    patterns: String,
    kind: String,
    /// Where those stand who do it, and to whom or what.
    source: Vec<Span>,
    target: Vec<Span>,
}

/// What the patterns of an ontology found.
fn hits(reading: &Reading, of: Subject) -> Vec<Hit> {
    let pattern = |pattern: &Option<String>| pattern.clone().unwrap_or_default();
    let mentions = |ids: &[String]| {
        let actors = reading.actors.iter().filter(|actor| ids.contains(&actor.id));
        actors.flat_map(|actor| actor.mentions.clone()).collect::<Vec<Span>>()
    };
    match of {
        Subject::Events => {
            let hits = reading.events.iter().map(|event| Hit {
                patterns: pattern(&event.pattern),
                kind: event.kind.clone(),
                source: event.source.iter().map(|party| party.span).collect(),
                target: event.target.iter().map(|party| party.span).collect(),
            });
            hits.collect()
        }
        Subject::Contacts => {
            let hits = reading.contacts.iter().map(|contact| Hit {
                patterns: pattern(&contact.pattern),
                kind: format!("{:?}", contact.medium),
                source: mentions(&contact.participants),
                target: Vec::new(),
            });
            hits.collect()
        }
        Subject::Positions => {
            let hits = reading.positions.iter().map(|position| Hit {
                patterns: pattern(&position.pattern),
                kind: format!("{:?}", position.stance),
                source: mentions(std::slice::from_ref(&position.actor)),
                target: position.spans.clone(),
            });
            hits.collect()
        }
        Subject::Commitments => {
            let hits = reading.commitments.iter().map(|commitment| Hit {
                patterns: pattern(&commitment.pattern),
                kind: format!("{:?}", commitment.state),
                source: mentions(&commitment.parties),
                target: commitment.spans.clone(),
            });
            hits.collect()
        }
    }
}

/// Why an example fails.
fn failure(example: &Example, hits: &[Hit]) -> Option<String> {
    let took_part = |hit: &&Hit| {
        hit.patterns.split(" < ").flat_map(|name| name.split("; ")).any(|name| name == example.full)
    };
    let mine: Vec<&Hit> = hits.iter().filter(took_part).collect();
    if !example.yes && example.silences {
        return (!hits.is_empty()).then(|| "something is found where there is nothing".into());
    }
    if !example.yes {
        return (!mine.is_empty()).then(|| "it is found where it must not be".into());
    }
    if mine.is_empty() {
        let others = hits.iter().map(|hit| format!("{} by {}", hit.kind, hit.patterns));
        let others: Vec<String> = others.collect();
        return Some(match &others[..] {
            [] => "it is not found".into(),
            others => format!("others come first ({})", others.join(" | ")),
        });
    }
    let covers = |hit: &Hit| {
        let on = |side: &[Span], span: &Span| side.iter().any(|party| party.overlaps(*span));
        let all = |spans: &[Span], side: &[Span]| spans.iter().all(|span| on(side, span));
        let both: Vec<Span> = hit.source.iter().chain(&hit.target).copied().collect();
        let sides = all(&example.source, &hit.source) && all(&example.target, &hit.target);
        // Where it is mutual, all parties stand on one side.
        sides || hit.target.is_empty() && all(&example.target, &both) && all(&example.source, &both)
    };
    if mine.iter().any(|hit| covers(hit)) {
        return None;
    }
    let words = |spans: &[Span]| {
        let words: Vec<&str> = spans.iter().map(|span| span.of(&example.text)).collect();
        words.join(", ")
    };
    let found =
        mine.iter().map(|hit| format!("[{}] {{{}}}", words(&hit.source), words(&hit.target)));
    Some(format!("the parties are others, {}", found.collect::<Vec<_>>().join("; ")))
}

/// Classes that nothing uses, and patterns without examples.
fn unused(ontology: &Ontology, file: &str, written: &File, faults: &mut Vec<Fault>) {
    let mut used: BTreeSet<&str> = ASKED_FOR.into_iter().collect();
    for (_, other) in &ontology.files {
        let lists = other.words.values().chain(other.contexts.values());
        let details = other.details.iter().map(|detail| &detail.words);
        let patterns = other.patterns.iter().flat_map(|pattern| {
            let words = [&pattern.verb, &pattern.noun, &pattern.adjective];
            words.into_iter().chain(pattern.slots.values()).chain(pattern.not.values())
        });
        for entry in lists.chain(details).chain(patterns).flatten() {
            let entry = entry.strip_prefix('~').unwrap_or(entry);
            used.extend(entry.strip_prefix('@'));
        }
    }
    for class in written.words.keys().filter(|class| !used.contains(class.as_str())) {
        faults.push(Fault {
            file: file.into(),
            at: Some(format!("@{class}")),
            message: "nothing uses this class; remove it".into(),
        });
    }
    for pattern in written.patterns.iter().filter(|pattern| {
        // One that says that there is no event shows what is not found.
        let silences = pattern.kind.as_deref() == Some("none");
        pattern.yes.is_empty() && (!silences || pattern.no.is_empty())
    }) {
        faults.push(Fault {
            file: file.into(),
            at: Some(pattern.name.clone()),
            message: "it has no example; add a sentence to `yes`, or to `no` if its type is none"
                .into(),
        });
    }
}

/// Patterns that match the same words under the same conditions.
fn clashes(ontology: &Ontology, own: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    let mut first: BTreeMap<String, (&str, Outcome)> = BTreeMap::new();
    let mut at = 0;
    for (file, written) in &ontology.files {
        for pattern in &written.patterns {
            let compiled = &ontology.patterns[at];
            at += 1;
            let words = [("v", &pattern.verb), ("n", &pattern.noun), ("a", &pattern.adjective)];
            for (part, word) in
                words.into_iter().flat_map(|(part, words)| words.iter().map(move |w| (part, w)))
            {
                let key = format!(
                    "{part} {word} {:?} {:?} {}",
                    pattern.slots, pattern.not, pattern.priority
                );
                match first.get(&key) {
                    None => {
                        first.insert(key, (&compiled.name, compiled.result));
                    }
                    Some((other, result)) if own(file) => {
                        let message = if *result == compiled.result {
                            format!("\"{word}\" is shadowed by {other}; remove it from one")
                        } else {
                            format!("\"{word}\" contradicts {other}: the same words, another type")
                        };
                        let at = Some(pattern.name.clone());
                        faults.push(Fault { file: file.clone(), at, message });
                    }
                    Some(_) => {}
                }
            }
        }
    }
}
