//! The record as commands open it, and whom they are asked about.

use crate::args::{Ask, Table};
use anyhow::{Result, bail};
use chancery_record::Archive;
use chancery_record::ask::{Choice, Named};
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

/// The record that a question is for.
pub fn open(ask: &Ask) -> Result<Archive> {
    Ok(Archive::existing(&ask.place.record)?)
}

/// Whom a name means; an ambiguous one lists the choices.
pub fn who(archive: &Archive, name: &str) -> Result<(Choice, i64)> {
    match archive.named(name)? {
        Named::One(choice, row) => Ok((choice, row)),
        Named::Nobody => bail!("{name}: nobody of that name in the record"),
        Named::Several(choices) => {
            let line = |choice: &Choice| {
                let country = choice
                    .country
                    .as_deref()
                    .map(|country| format!(", {country}"))
                    .unwrap_or_default();
                format!(
                    "\n  {}  {}{country} ({})",
                    choice.id,
                    choice.name,
                    counted(choice.contacts, "contact")
                )
            };
            let lines: String = choices.iter().map(line).collect();
            bail!("{name}: may be any of these; give the id or more of the name{lines}")
        }
    }
}

/// Shows answers: one JSON object a line, comma-separated, or as `page` has them.
pub fn answer<T: Serialize>(
    answers: &[T],
    format: Table,
    page: impl FnOnce() -> String,
) -> Result<()> {
    let out = std::io::stdout().lock();
    match format {
        Table::Text => Ok(anstream::AutoStream::auto(out).write_all(page().as_bytes())?),
        Table::Json => lines(out, answers),
        Table::Csv => cells(out, answers),
    }
}

/// Writes one JSON object a line.
pub fn lines<T: Serialize>(mut out: impl Write, answers: &[T]) -> Result<()> {
    for answer in answers {
        writeln!(out, "{}", serde_json::to_string(answer)?)?;
    }
    Ok(())
}

/// Writes comma-separated values under the names of the fields.
pub fn cells<T: Serialize>(out: impl Write, answers: &[T]) -> Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    for (i, answer) in answers.iter().enumerate() {
        let Value::Object(fields) = serde_json::to_value(answer)? else { continue };
        if i == 0 {
            csv.write_record(fields.keys())?;
        }
        csv.write_record(fields.values().map(cell))?;
    }
    Ok(csv.flush()?)
}

/// A value in one cell: lists joined by semicolons, those who take part by their names.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => match fields.get("name") {
            Some(name) => cell(name),
            None => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// "1 report", "2 reports".
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
