//! The commands that ask the record, one function each.

use crate::args::{
    Actor, Ask, Commitments, Contacts, Events, List, Positions, ShowOne, StatementsOf, Timeline,
};
use crate::record::{self, answer, who};
use crate::show::{entries, sayings};
use anyhow::{Result, bail};
use chancery_record::ask::{EventFilter, Filter};
use std::process::ExitCode;

/// `chancery status`.
pub fn status(args: &Ask) -> Result<ExitCode> {
    let status = record::open(args)?.status()?;
    answer(std::slice::from_ref(&status), args.format, || entries::status(&status))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery reports`.
pub fn reports(args: &List) -> Result<ExitCode> {
    let reports = record::open(&args.ask)?.reports(args.limit())?;
    answer(&reports, args.ask.format, || entries::reports(&reports))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery contacts`.
pub fn contacts(args: &Contacts) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let mut with = Vec::new();
    for name in args.between.iter().chain(&args.with) {
        with.push(who(&archive, name)?.1);
    }
    let filter = Filter {
        with,
        since: args.days.since,
        until: args.days.until,
        medium: args.medium,
        status: args.status,
        limit: args.list.limit(),
    };
    let contacts = archive.tell(&archive.contacts(&filter)?)?;
    answer(&contacts, args.list.ask.format, || entries::contacts(&contacts, args.list.limit()))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery show`.
pub fn show(args: &ShowOne) -> Result<ExitCode> {
    let archive = record::open(&args.ask)?;
    let found = archive.contact(&args.id)?;
    if found.is_empty() {
        bail!("{}: no contact has that id; `chancery contacts` lists them", args.id);
    }
    let contacts = archive.tell(&found)?;
    answer(&contacts, args.ask.format, || entries::in_full(&contacts))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery statements`.
pub fn statements(args: &StatementsOf) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let by = args.by.as_deref().map(|name| who(&archive, name)).transpose()?;
    let by = by.map(|(_, row)| row);
    let statements = archive.statements(by, args.about.as_deref(), args.list.limit())?;
    answer(&statements, args.list.ask.format, || sayings::statements(&statements))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery events`.
pub fn events(args: &Events) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let side = |name: &Option<String>| -> Result<Option<i64>> {
        name.as_deref().map(|name| Ok(who(&archive, name)?.1)).transpose()
    };
    let filter = EventFilter {
        kind: args.kind.clone(),
        source: side(&args.source)?,
        target: side(&args.target)?,
        since: args.days.since,
        until: args.days.until,
        limit: args.list.limit(),
    };
    let events = archive.events(&filter)?;
    answer(&events, args.list.ask.format, || sayings::events(&events))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery positions`.
pub fn positions(args: &Positions) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let of = args.of.as_deref().map(|name| who(&archive, name)).transpose()?;
    let of = of.map(|(_, row)| row);
    let positions = archive.positions(of, args.on.as_deref(), args.list.limit())?;
    answer(&positions, args.list.ask.format, || sayings::positions(&positions))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery commitments`.
pub fn commitments(args: &Commitments) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let commitments = archive.commitments(args.open, args.list.limit())?;
    answer(&commitments, args.list.ask.format, || sayings::commitments(&commitments))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery actor`.
pub fn actor(args: &Actor) -> Result<ExitCode> {
    let archive = record::open(&args.ask)?;
    let (choice, row) = who(&archive, &args.name)?;
    let contacts =
        archive.tell(&archive.contacts(&Filter { with: vec![row], ..Filter::default() })?)?;
    answer(&contacts, args.ask.format, || entries::actor(&choice, &contacts))?;
    Ok(ExitCode::SUCCESS)
}

/// `chancery timeline`.
pub fn timeline(args: &Timeline) -> Result<ExitCode> {
    let archive = record::open(&args.list.ask)?;
    let (one, other) = (who(&archive, &args.one)?, who(&archive, &args.other)?);
    let filter =
        Filter { with: vec![one.1, other.1], limit: args.list.limit(), ..Filter::default() };
    let contacts = archive.tell(&archive.contacts(&filter)?)?;
    answer(&contacts, args.list.ask.format, || entries::timeline(&contacts))?;
    Ok(ExitCode::SUCCESS)
}
