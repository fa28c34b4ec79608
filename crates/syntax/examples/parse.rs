//! Parses texts into the format of the reference files: `parse FILE [MODEL]`.
//!
//! FILE holds one JSON object a line with a `text`; so does the output, with `tokens` (`[start,
//! end, tag, head, dep, lemma, sent_start]`, offsets in code points) and `ents` (`[first token,
//! token after the last, label]`).

use chancery_syntax::{Model, Parsed};
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: parse FILE [MODEL]")?;
    let model = match arguments.next() {
        Some(path) => Model::open(path.as_ref())?,
        None => Model::english()?,
    };
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let object: Value = serde_json::from_str(line)?;
        texts.push(object["text"].as_str().ok_or("a line without text")?.to_string());
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for parsed in model.parse_batch(&texts) {
        writeln!(out, "{}", as_json(&parsed))?;
    }
    Ok(())
}

fn as_json(parsed: &Parsed) -> Value {
    // The offset in code points of every byte at which a token may start or end.
    let mut points = vec![0; parsed.text().len() + 1];
    for (count, (byte, c)) in parsed.text().char_indices().enumerate() {
        points[byte] = count;
        points[byte + c.len_utf8()] = count + 1;
    }
    let tokens: Vec<Value> = parsed
        .tokens()
        .map(|token| {
            let bytes = token.bytes();
            json!([
                points[bytes.start],
                points[bytes.end],
                token.tag(),
                token.head().index(),
                token.dep(),
                token.lemma(),
                u8::from(token.starts_sentence()),
            ])
        })
        .collect();
    let entities = parsed.entities().iter();
    let entities: Vec<Value> = entities
        .map(|entity| json!([entity.tokens.start, entity.tokens.end, parsed.label(entity)]))
        .collect();
    json!({ "text": parsed.text(), "tokens": tokens, "ents": entities })
}
