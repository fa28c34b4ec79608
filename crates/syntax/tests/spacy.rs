//! The same output as spaCy: every token of the reference files, in every attribute.
//!
//! The files under `tests/spacy/` were made by spaCy 3.8.18 with `en_core_web_sm` 3.8.0 from
//! texts written for the purpose; `tests/spacy/README.md` says how to read them.

#![allow(clippy::unwrap_used)]

use chancery_syntax::Model;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Reference {
    text: String,
    /// `[start, end, tag, head, dep, lemma, sent_start]`, in code points.
    tokens: Vec<(usize, usize, String, usize, String, String, u8)>,
    ents: Vec<(usize, usize, String)>,
    ws: String,
    pos: Vec<String>,
    morph: Vec<String>,
}

/// A token in every attribute, as one line.
fn expected(reference: &Reference) -> Vec<String> {
    let entity = |i: usize| {
        let found = reference.ents.iter().find(|(start, end, _)| (*start..*end).contains(&i));
        found.map_or("", |(_, _, label)| label)
    };
    let begins = |i: usize| reference.ents.iter().any(|(start, _, _)| *start == i);
    let lines = reference.tokens.iter().enumerate().map(|(i, token)| {
        let (start, end, tag, head, dep, lemma, sentence) = token;
        let text: String = reference.text.chars().skip(*start).take(end - start).collect();
        let [space, pos, morph] =
            [&reference.ws[i..=i], &reference.pos[i], reference.morph[i].trim_matches('_')];
        let (begins, entity) = (begins(i), entity(i));
        format!(
            "{start}-{end} {text:?} {space} {tag} {pos} {morph} {dep}→{head} {lemma:?} \
             {sentence} {entity} {begins}"
        )
    });
    lines.collect()
}

fn found(model: &Model, text: &str) -> Vec<String> {
    let parsed = model.parse(text);
    let point = |byte: usize| text[..byte].chars().count();
    let lines = parsed.tokens().enumerate().map(|(i, token)| {
        let bytes = token.bytes();
        let entity = parsed.entities().iter().find(|entity| entity.tokens.contains(&i));
        format!(
            "{}-{} {:?} {} {} {} {} {}→{} {:?} {} {} {}",
            point(bytes.start),
            point(bytes.end),
            token.text(),
            u8::from(token.space_after()),
            token.tag(),
            token.pos(),
            token.morph(),
            token.dep(),
            token.head().index(),
            token.lemma(),
            u8::from(token.starts_sentence()),
            entity.map_or("", |entity| parsed.label(entity)),
            entity.is_some_and(|entity| entity.tokens.start == i),
        )
    });
    lines.collect()
}

/// Compares a whole file. All its texts have margins far above rounding, so nothing may differ.
fn compare(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spacy").join(file);
    let lines = std::fs::read_to_string(path).unwrap();
    let model = Model::english().unwrap();
    let (mut tokens, mut different) = (0, Vec::new());
    for line in lines.lines() {
        let reference: Reference = serde_json::from_str(line).unwrap();
        let (expected, found) = (expected(&reference), found(&model, &reference.text));
        tokens += expected.len();
        for i in 0..expected.len().max(found.len()) {
            if expected.get(i) != found.get(i) {
                let of = |lines: &[String]| lines.get(i).cloned().unwrap_or("nothing".into());
                different.push(format!("spaCy {}\n  here {}", of(&expected), of(&found)));
            }
        }
    }
    assert!(tokens > 0, "{file} holds no tokens");
    let shown = different.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(different.is_empty(), "{} of {tokens} tokens differ:\n{shown}", different.len());
}

#[test]
fn edge_cases() {
    compare("edge.jsonl");
}

#[test]
fn news_like_paragraphs() {
    compare("synth.jsonl");
}

#[test]
fn rare_labels_and_moves() {
    compare("rare.jsonl");
}
