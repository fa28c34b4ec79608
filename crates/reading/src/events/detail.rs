//! The mode, code and contexts of an event: by its pattern, by what its surroundings say, and by
//! its type.

use crate::patterns::meaning::{Meaning, Reader};
use crate::patterns::ontology::TypeId;
use std::collections::BTreeSet;

/// What is said of an event beyond its type.
#[derive(Default)]
pub struct Details {
    pub mode: Option<String>,
    pub cameo: Option<String>,
    pub contexts: Vec<String>,
}

/// The details of an event of a type; `turned` says that it is not the type of its pattern.
pub fn detail(reader: &Reader, meaning: &Meaning, kind: TypeId, turned: bool) -> Details {
    let ontology = reader.ontology;
    let core = meaning.core();
    let mut details = Details::default();
    let of_type = &ontology.types[kind];
    if !turned {
        for meaning in [meaning, core] {
            let written = &ontology.patterns[meaning.pattern].written;
            details.mode = details.mode.or_else(|| written.mode.clone());
            details.cameo = details.cameo.or_else(|| written.cameo.clone());
            details.contexts.extend(written.contexts.iter().cloned());
        }
        details.mode = details.mode.filter(|mode| of_type.modes.contains_key(mode));
    }
    // What a turned event was is now what stands within it.
    let inner = if turned {
        Some(core)
    } else {
        core.inner.as_deref().or(meaning.inner.as_deref().filter(|_| !meaning.same))
    };
    let inner_kind = inner.map(|inner| inner.kind);
    let token = reader.passage.token(meaning.token);
    for detail in &ontology.details {
        let fits = detail.types.contains(&kind)
            && (detail.inner.is_empty()
                || inner_kind.is_some_and(|kind| detail.inner.contains(&kind)))
            && (detail.words.is_empty() || reader.has_within(&detail.words, token));
        if !fits {
            continue;
        }
        let written = &detail.written;
        let open = details.cameo.is_none();
        if open {
            details.cameo.clone_from(&written.cameo);
        }
        if details.mode.is_none() && (open || written.cameo.is_none()) {
            details.mode.clone_from(&written.mode);
        }
        if open || written.cameo.is_none() {
            details.contexts.extend(written.contexts.iter().cloned());
        }
    }
    details.cameo = details.cameo.or_else(|| of_type.cameo.clone());
    for index in token.subtree() {
        let word = reader.passage.token(index);
        if !word.is_content() {
            continue;
        }
        ontology.context_words.at(reader.passage, word, |context, _| {
            details.contexts.push(ontology.contexts[context].clone());
        });
    }
    let mut seen = BTreeSet::new();
    details.contexts.retain(|context| seen.insert(context.clone()));
    details
}
