//! An ontology of events, ready to match.

use super::built_in::BUILT_IN;
use super::frame::PARTS;
use super::source::{Detail, File, Pattern, Subject, Type};
use super::words::{Hang, Index, Phrase, Words};
use std::collections::BTreeMap;

/// What is wrong with an ontology, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The pattern or class; none where it is the whole file.
    pub at: Option<String>,
    /// What is wrong, and the mend.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{}: {at}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Fault {}

/// The number of a type.
pub type TypeId = usize;
/// The number of a pattern.
pub type PatternId = usize;

/// Types, patterns and words of events, contacts and so on.
pub struct Ontology {
    /// What its patterns find.
    pub of: Subject,
    /// How many of its files are those of an ontology that it extends.
    pub inherited: usize,
    /// The types.
    pub types: Vec<Type>,
    /// The patterns, ready to match.
    pub patterns: Vec<Compiled>,
    /// What becomes of events by their form.
    pub turns: Vec<CompiledTurn>,
    /// What refines them.
    pub details: Vec<CompiledDetail>,
    /// Words of contexts, each with the number of its context.
    pub context_words: Index<usize>,
    /// The contexts' names.
    pub contexts: Vec<String>,
    /// Patterns by the verbs on which they hang.
    pub verbs: Index<PatternId>,
    /// By their nouns.
    pub nouns: Index<PatternId>,
    /// By their adjectives.
    pub adjectives: Index<PatternId>,
    /// Word classes that the code asks for by name.
    pub classes: Classes,
    /// The files as they were written, for checks.
    pub files: Vec<(String, File)>,
}

/// The names of the word classes that the steps ask for.
pub const ASKED_FOR: [&str; 3] = ["report", "whole", "condition"];

/// Word classes that the steps ask for by name; empty where an ontology has none.
pub struct Classes {
    /// `@report`: verbs of saying, whose clause is what counts.
    pub report: Words,
    /// `@whole`: nouns of which the noun behind "of" is what counts: "a series of talks".
    pub whole: Words,
    /// `@condition`: words before what must come true first.
    pub condition: Words,
}

/// What a pattern makes of the words it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An event of this type.
    Type(TypeId),
    /// The event in its slot.
    Same,
    /// No event.
    Nothing,
}

/// A pattern, ready to match.
pub struct Compiled {
    /// Its file and name: `consult/hold talks`.
    pub name: String,
    /// As it was written.
    pub written: Pattern,
    /// What it makes.
    pub result: Outcome,
    /// What must stand in its slots.
    pub conditions: Vec<(String, Condition)>,
    /// What must not.
    pub exceptions: Vec<(String, Condition)>,
    /// The form it gives.
    pub form: Option<Form>,
}

/// What must stand in a slot: one of these.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Phrases that hang on what fills it.
    pub words: Words,
    /// Phrases anywhere below.
    pub within: Words,
    /// An event of one of these types.
    pub types: Vec<TypeId>,
    /// An actor, a place and so on.
    pub kinds: Vec<String>,
    /// Anything.
    pub anything: bool,
    /// Nothing at all.
    pub nothing: bool,
}

/// What becomes of an event by its form, ready to match.
pub struct CompiledTurn {
    pub name: String,
    forms: Vec<Form>,
    /// The types that it turns; any where there is none.
    pub types: Vec<TypeId>,
    /// Into which; none for no event.
    pub to: Option<TypeId>,
    pub conditional: bool,
}

impl CompiledTurn {
    /// Whether it turns events of this form.
    pub fn is_of(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }
}

/// What refines an event, ready to match.
pub struct CompiledDetail {
    pub types: Vec<TypeId>,
    pub inner: Vec<TypeId>,
    pub words: Words,
    pub written: Detail,
}

/// Whether an event is told as done, planned, demanded and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Plain,
    Planned,
    Proposed,
    Possible,
    Demanded,
    Refused,
    Negated,
    Cancelled,
    Denied,
}

impl Form {
    /// By its name in an ontology.
    fn named(name: &str) -> Result<Form, String> {
        Ok(match name {
            "plain" => Form::Plain,
            "planned" => Form::Planned,
            "proposed" => Form::Proposed,
            "possible" => Form::Possible,
            "demanded" => Form::Demanded,
            "refused" => Form::Refused,
            "negated" => Form::Negated,
            "cancelled" => Form::Cancelled,
            "denied" => Form::Denied,
            _ => return Err(format!("there is no form {name}")),
        })
    }
}

/// Kinds of what may fill a slot, in angle brackets in a pattern.
pub const KINDS: [&str; 7] = ["actor", "person", "state", "group", "place", "money", "verb"];
/// What a slot that holds an event of any type is asked for by.
const ANY: &str = "ANY";

/// Prepositions by which a slot may be named.
const PREPOSITIONS: [&str; 63] = [
    "aboard",
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "amid",
    "among",
    "amongst",
    "around",
    "as",
    "at",
    "away",
    "back",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "by",
    "concerning",
    "despite",
    "down",
    "during",
    "except",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "outside",
    "over",
    "past",
    "regarding",
    "since",
    "than",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "unto",
    "up",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

impl Ontology {
    /// Reads an ontology from its files.
    ///
    /// # Errors
    /// The first fault: an unknown type, class, slot or kind.
    pub fn new(files: Vec<(String, File)>) -> Result<Ontology, Fault> {
        let mut all = Vec::new();
        let mut of = None;
        for (name, file) in &files {
            let fault = |message| Fault { file: name.clone(), at: None, message };
            if let Some(extended) = &file.extends {
                let names = || BUILT_IN.map(|(name, ..)| name).join(", ");
                let Some((_, subject, read)) = BUILT_IN.iter().find(|(name, ..)| name == extended)
                else {
                    let message = format!("extends \"{extended}\", which is none of {}", names());
                    return Err(fault(message));
                };
                if all.is_empty() {
                    all = read();
                }
                of = of.or(Some(*subject));
            }
            if let Some(subject) = file.of {
                if of.is_some_and(|other| other != subject) {
                    return Err(fault("its `of` is not that of the files beside it".to_string()));
                }
                of = Some(subject);
            }
        }
        let inherited = all.len();
        all.extend(files);
        let ontology = Compiler::new(&all)?.ontology(all, of.unwrap_or_default())?;
        Ok(Ontology { inherited, ..ontology })
    }
}

/// What is known of all files while patterns are made ready.
struct Compiler {
    types: Vec<Type>,
    classes: BTreeMap<String, Vec<String>>,
}

impl Compiler {
    fn new(files: &[(String, File)]) -> Result<Compiler, Fault> {
        let mut compiler = Compiler { types: Vec::new(), classes: BTreeMap::new() };
        for (name, file) in files {
            for kind in &file.types {
                if compiler.types.iter().any(|other| other.name == kind.name) {
                    return Err(Fault {
                        file: name.clone(),
                        at: Some(kind.name.clone()),
                        message: "this type is there already; name each once".into(),
                    });
                }
                compiler.types.push(kind.clone());
            }
            for (class, words) in &file.words {
                if compiler.classes.insert(class.clone(), words.clone()).is_some() {
                    return Err(Fault {
                        file: name.clone(),
                        at: Some(format!("@{class}")),
                        message: "this class is there already; name each once".into(),
                    });
                }
            }
        }
        Ok(compiler)
    }

    fn ontology(&self, files: Vec<(String, File)>, of: Subject) -> Result<Ontology, Fault> {
        let mut ontology = Ontology {
            of,
            inherited: 0,
            types: self.types.clone(),
            patterns: Vec::new(),
            turns: Vec::new(),
            details: Vec::new(),
            context_words: Index::default(),
            contexts: Vec::new(),
            verbs: Index::default(),
            nouns: Index::default(),
            adjectives: Index::default(),
            classes: Classes {
                report: self.class("report", Hang::First)?,
                whole: self.class("whole", Hang::Last)?,
                condition: self.class("condition", Hang::First)?,
            },
            files: Vec::new(),
        };
        for (file, written) in &files {
            let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
            for pattern in &written.patterns {
                let fault = |message: String| Fault {
                    file: file.clone(),
                    at: Some(pattern.name.clone()),
                    message,
                };
                let default = written.default.as_deref();
                let compiled = self.pattern(stem, default, pattern).map_err(fault)?;
                let id = ontology.patterns.len();
                let lists = [
                    (&mut ontology.verbs, &pattern.verb, Hang::First),
                    (&mut ontology.nouns, &pattern.noun, Hang::Last),
                    (&mut ontology.adjectives, &pattern.adjective, Hang::Last),
                ];
                for (index, words, hang) in lists {
                    for word in self.expand(words).map_err(fault)? {
                        index.add(Phrase::new(&word, hang), id);
                    }
                }
                ontology.patterns.push(compiled);
            }
            for turn in &written.turns {
                let fault = |message: String| Fault {
                    file: file.clone(),
                    at: Some(turn.name.clone()),
                    message,
                };
                let forms = turn.form.iter().map(|form| Form::named(form));
                ontology.turns.push(CompiledTurn {
                    name: turn.name.clone(),
                    forms: forms.collect::<Result<_, _>>().map_err(fault)?,
                    types: self.types(&turn.types).map_err(fault)?,
                    to: match turn.to.as_str() {
                        "none" => None,
                        to => Some(self.type_named(to).map_err(fault)?),
                    },
                    conditional: turn.conditional,
                });
            }
            for detail in &written.details {
                let fault = |message: String| Fault { file: file.clone(), at: None, message };
                ontology.details.push(CompiledDetail {
                    types: self.types(&detail.types).map_err(fault)?,
                    inner: self.types(&detail.inner).map_err(fault)?,
                    words: self.words(&detail.words, Hang::Last).map_err(fault)?,
                    written: detail.clone(),
                });
            }
            for (context, words) in &written.contexts {
                let fault = |message: String| Fault {
                    file: file.clone(),
                    at: Some(context.clone()),
                    message,
                };
                let number = ontology.contexts.len();
                ontology.contexts.push(context.clone());
                for word in self.expand(words).map_err(fault)? {
                    ontology.context_words.add(Phrase::new(&word, Hang::Last), number);
                }
            }
        }
        ontology.files = files;
        Ok(ontology)
    }

    fn pattern(
        &self,
        file: &str,
        default: Option<&str>,
        written: &Pattern,
    ) -> Result<Compiled, String> {
        if written.verb.is_empty() && written.noun.is_empty() && written.adjective.is_empty() {
            return Err("it hangs on no word: give it a verb, noun or adjective".into());
        }
        let result = match written.kind.as_deref().or(default) {
            Some("same") => Outcome::Same,
            Some("none") => Outcome::Nothing,
            Some(kind) => Outcome::Type(self.type_named(kind)?),
            None => return Err("it has no type; give it one, or the file a `for`".into()),
        };
        if let (Outcome::Type(kind), Some(mode)) = (result, &written.mode)
            && !self.types[kind].modes.contains_key(mode)
        {
            return Err(format!("{} has no mode {mode}", self.types[kind].name));
        }
        let anywhere = self
            .types
            .iter()
            .any(|kind| written.mode.as_ref().is_none_or(|mode| kind.modes.contains_key(mode)));
        if let (Outcome::Same, Some(mode), false) = (result, &written.mode, anywhere) {
            return Err(format!("no type has a mode {mode}"));
        }
        let form = written.form.as_deref().map(Form::named).transpose()?;
        let conditions = self.conditions(&written.slots)?;
        if result == Outcome::Same && !conditions.iter().any(|(_, what)| !what.types.is_empty()) {
            return Err("`same` needs a slot that holds an event: object = [\"ANY\"]".into());
        }
        for path in written.source.iter().chain(&written.target).flatten() {
            check_path(path)?;
        }
        Ok(Compiled {
            name: format!("{file}/{}", written.name),
            written: written.clone(),
            result,
            conditions,
            exceptions: self.conditions(&written.not)?,
            form,
        })
    }

    fn conditions(
        &self,
        slots: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<(String, Condition)>, String> {
        let mut conditions = Vec::new();
        for (slot, entries) in slots {
            check_path(slot)?;
            let mut condition = Condition { nothing: entries.is_empty(), ..Default::default() };
            let mut words = Vec::new();
            let mut within = Vec::new();
            for entry in entries {
                if entry == "*" {
                    condition.anything = true;
                } else if entry == ANY {
                    condition.types = (0..self.types.len()).collect();
                } else if let Some(kind) = entry.strip_prefix('<').and_then(|e| e.strip_suffix('>'))
                {
                    let sector = kind.bytes().all(|b| b.is_ascii_uppercase());
                    if !sector && !KINDS.contains(&kind) {
                        let kinds = KINDS.join(", ");
                        return Err(format!("there is no kind <{kind}>, only {kinds} and sectors"));
                    }
                    condition.kinds.push(kind.to_string());
                } else if let Some(word) = entry.strip_prefix('~') {
                    within.push(word.to_string());
                } else if entry.bytes().all(|b| b.is_ascii_uppercase()) {
                    condition.types.push(self.type_named(entry)?);
                } else {
                    words.push(entry.clone());
                }
            }
            let hang = if slot.contains("clause") { Hang::First } else { Hang::Last };
            condition.words = self.words(&words, hang)?;
            condition.within = self.words(&within, Hang::Last)?;
            conditions.push((slot.clone(), condition));
        }
        Ok(conditions)
    }

    fn type_named(&self, name: &str) -> Result<TypeId, String> {
        let found = self.types.iter().position(|kind| kind.name == name);
        found.ok_or_else(|| format!("there is no type {name}"))
    }

    fn types(&self, names: &[String]) -> Result<Vec<TypeId>, String> {
        names.iter().map(|name| self.type_named(name)).collect()
    }

    fn class(&self, name: &str, hang: Hang) -> Result<Words, Fault> {
        let words = self.classes.get(name).cloned().unwrap_or_default();
        self.words(&words, hang).map_err(|message| Fault {
            file: "words".into(),
            at: Some(format!("@{name}")),
            message,
        })
    }

    fn words(&self, entries: &[String], hang: Hang) -> Result<Words, String> {
        let expanded = self.expand(entries)?;
        Ok(Words::new(expanded.iter().map(String::as_str), hang))
    }

    /// The words, those of classes among them.
    fn expand(&self, entries: &[String]) -> Result<Vec<String>, String> {
        let mut words = Vec::new();
        let mut open: Vec<&String> = entries.iter().rev().collect();
        let mut seen: Vec<&str> = Vec::new();
        while let Some(entry) = open.pop() {
            match entry.strip_prefix('@') {
                None => words.push(entry.to_lowercase()),
                Some(class) if seen.contains(&class) => {}
                Some(class) => {
                    seen.push(class);
                    let listed = self.classes.get(class);
                    let listed = listed.ok_or_else(|| format!("there is no class @{class}"))?;
                    open.extend(listed.iter().rev());
                }
            }
        }
        Ok(words)
    }
}

/// Whether a path's slots have names that a frame or an event within knows.
fn check_path(path: &str) -> Result<(), String> {
    for part in path.split(['.', '|']) {
        let inner = matches!(part, "inner" | "source" | "target");
        if !inner && !PARTS.contains(&part) && !PREPOSITIONS.contains(&part) {
            return Err(format!("there is no slot {part}: neither a part nor a preposition"));
        }
    }
    Ok(())
}
