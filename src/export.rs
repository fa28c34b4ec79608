//! `chancery export`.

use crate::args::{Export, Layout};
use crate::record::{cells, lines};
use anyhow::{Context, Result};
use chancery_reading::Status;
use chancery_record::Archive;
use chancery_record::ask::{ContactAnswer, EventFilter, Filter};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes a file for each kind of item.
pub fn run(args: &Export) -> Result<ExitCode> {
    let archive = Archive::existing(&args.place.record)?;
    let folder = &args.folder;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot be made", folder.display()))?;
    let contacts = archive.tell(&archive.contacts(&Filter::default())?)?;
    if args.format == Layout::JsonLd {
        linked(&folder.join("contacts.jsonld"), &contacts)?;
        return Ok(ExitCode::SUCCESS);
    }
    write(folder, "reports", args.format, &archive.reports(None)?)?;
    write(folder, "contacts", args.format, &contacts)?;
    write(folder, "statements", args.format, &archive.statements(None, None, None)?)?;
    write(folder, "events", args.format, &archive.events(&EventFilter::default())?)?;
    write(folder, "positions", args.format, &archive.positions(None, None, None)?)?;
    write(folder, "commitments", args.format, &archive.commitments(false, None)?)?;
    write(folder, "claims", args.format, &archive.claims(None)?)?;
    Ok(ExitCode::SUCCESS)
}

fn write<T: Serialize>(folder: &Path, name: &str, format: Layout, answers: &[T]) -> Result<()> {
    let end = if format == Layout::Csv { "csv" } else { "jsonl" };
    let path = folder.join(format!("{name}.{end}"));
    let failed = || format!("{}: cannot be written", path.display());
    let mut out = BufWriter::new(File::create(&path).with_context(failed)?);
    match format {
        Layout::Csv => cells(&mut out, answers)?,
        _ => lines(&mut out, answers)?,
    }
    out.flush().with_context(failed)
}

/// Contacts as events of schema.org, for programs that know nothing of this one.
fn linked(path: &Path, contacts: &[ContactAnswer]) -> Result<()> {
    let status = |contact: &ContactAnswer| match contact.status {
        Status::Cancelled => "https://schema.org/EventCancelled",
        _ => "https://schema.org/EventScheduled",
    };
    let party = |party: &chancery_record::ask::Party| {
        let wikidata = party
            .id
            .strip_prefix('Q')
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        let same = wikidata.then(|| format!("http://www.wikidata.org/entity/{}", party.id));
        json!({"@type": "Thing", "identifier": party.id, "name": party.name, "sameAs": same})
    };
    let event = |contact: &ContactAnswer| {
        let reports = contact.accounts.iter().map(|account| {
            json!({"@type": "NewsArticle", "identifier": account.citation.report, "url": account.citation.path,
                "publisher": account.citation.outlet, "datePublished": account.citation.published, "text": account.citation.text})
        });
        json!({
            "@type": "Event",
            "@id": format!("urn:chancery:{}", contact.id),
            "identifier": contact.id,
            "additionalType": contact.medium,
            "startDate": contact.date,
            "duration": contact.duration,
            "location": contact.place,
            "eventStatus": status(contact),
            "status": contact.status,
            "attendee": contact.participants.iter().map(party).collect::<Vec<Value>>(),
            "about": contact.topics,
            "subjectOf": reports.collect::<Vec<Value>>(),
        })
    };
    let graph = json!({"@context": "https://schema.org", "@graph": contacts.iter().map(event).collect::<Vec<Value>>()});
    let failed = || format!("{}: cannot be written", path.display());
    let mut out = BufWriter::new(File::create(path).with_context(failed)?);
    serde_json::to_writer_pretty(&mut out, &graph)?;
    out.flush().with_context(failed)
}
