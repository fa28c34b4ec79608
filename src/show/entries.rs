//! Contacts and reports of the record as a person reads of them.

use super::diplomacy::colour;
use super::width;
use super::wrap::{shortened, wrap};
use crate::record::counted;
use anstyle::Style;
use chancery_reading::{DateBasis, Status};
use chancery_record::ask::{
    AccountAnswer, Choice, Citation, ContactAnswer, Party, ReportAnswer, StatusAnswer,
};
use serde::Serialize;
use std::collections::BTreeMap;

const STRONG: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
/// The most characters of words that a list shows.
const WORDS: usize = 160;

/// The word that a value is written by.
pub fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}

/// Names beside one another.
pub fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Outlet and day of a report, or its path where it names no outlet.
pub fn from(citation: &Citation) -> String {
    let outlet = citation.outlet.as_deref().unwrap_or(&citation.path);
    let day = citation.published.as_deref().map(|day| format!(" {day}")).unwrap_or_default();
    format!("{outlet}{day}")
}

/// Words with where they come from, set in.
pub fn cited(page: &mut String, citation: &Citation, indent: usize) {
    let text = shortened(&citation.text, WORDS);
    let text = if text.contains(['“', '”', '"']) { text } else { format!("“{text}”") };
    for line in wrap(&format!("{text} {}", from(citation)), width().saturating_sub(indent)) {
        *page += &format!("{:indent$}{QUIET}{line}{QUIET:#}\n", "");
    }
}

/// One line a contact, with its first words; then the months.
pub fn contacts(contacts: &[ContactAnswer], limit: Option<usize>) -> String {
    if contacts.is_empty() {
        return "no such contact in the record\n".into();
    }
    let mut page = String::new();
    for contact in contacts {
        line(&mut page, contact);
        if let Some(account) = contact.accounts.first() {
            cited(&mut page, &account.citation, 12);
        }
    }
    if limit == Some(contacts.len()) {
        page += &format!("{QUIET}the last {}; --limit shows more{QUIET:#}\n", contacts.len());
    }
    months(&mut page, contacts);
    page
}

fn line(page: &mut String, contact: &ContactAnswer) {
    let date = contact.date.as_deref().unwrap_or("no day");
    let style = colour(contact.status);
    let several = if contact.several { "several: " } else { "" };
    let denied =
        if contact.denied && contact.status != Status::Denied { ", denied by some" } else { "" };
    let stories =
        counted(contact.accounts.len() - contact.carriers.min(contact.accounts.len()), "source");
    let carriers = if contact.carriers > 0 {
        format!(" + {}", counted(contact.carriers, "carrier"))
    } else {
        String::new()
    };
    *page += &format!(
        "{STRONG}{date:<10}{STRONG:#}  {style}{several}{} {}{denied}{style:#} · {} {QUIET}· {stories}{carriers} · {}{QUIET:#}\n",
        word(contact.medium),
        word(contact.status),
        names(&contact.participants),
        contact.id
    );
}

/// A bar a month, for contacts held.
fn months(page: &mut String, contacts: &[ContactAnswer]) {
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for contact in contacts.iter().filter(|contact| contact.status == Status::Held) {
        if let Some(month) = contact.date.as_deref().and_then(|date| date.get(..7)) {
            *held.entry(month).or_default() += 1;
        }
    }
    let most = held.values().copied().max().unwrap_or(0);
    if held.len() < 2 {
        return;
    }
    let room = width().saturating_sub(16).min(40);
    *page += &format!("\n{STRONG}Held by month{STRONG:#}\n");
    for (month, number) in held {
        let bar = "█".repeat((number * room).div_ceil(most.max(room)).max(1));
        *page += &format!("  {month} {bar} {number}\n");
    }
}

/// What an account says under a label.
type Fact = (&'static str, fn(&AccountAnswer) -> Option<String>);

/// Contacts with everything that their accounts say, side by side.
pub fn in_full(contacts: &[ContactAnswer]) -> String {
    let mut page = String::new();
    for (i, contact) in contacts.iter().enumerate() {
        if i > 0 {
            page.push('\n');
        }
        line(&mut page, contact);
        let facts: [Fact; 9] = [
            ("status", |one| Some(word(one.status))),
            ("medium", |one| Some(word(one.medium))),
            ("when", when),
            ("how long", length),
            ("where", |one| one.place.clone()),
            ("asked for", |one| one.initiator.clone()),
            ("about", |one| (!one.topics.is_empty()).then(|| one.topics.join("; "))),
            ("called", |one| (!one.described.is_empty()).then(|| one.described.join(", "))),
            ("says who", |one| one.source.clone()),
        ];
        for (label, of) in facts {
            // Who says the same stands together; what is not said is not filled in.
            let mut told: Vec<(String, Vec<String>)> = Vec::new();
            for account in &contact.accounts {
                let Some(value) = of(account) else { continue };
                let by = from(&account.citation);
                match told.iter_mut().find(|(other, _)| *other == value) {
                    Some((_, all)) if all.contains(&by) => {}
                    Some((_, all)) => all.push(by),
                    None => told.push((value, vec![by])),
                }
            }
            if told.is_empty() {
                page += &format!("  {QUIET}{label:<10}not stated{QUIET:#}\n");
            }
            for (j, (value, by)) in told.iter().enumerate() {
                let label = if j == 0 { label } else { "" };
                let room = width().saturating_sub(12);
                for (k, row) in
                    wrap(&format!("{value} ({})", by.join(", ")), room).iter().enumerate()
                {
                    let label = if k == 0 { label } else { "" };
                    page += &format!("  {QUIET}{label:<10}{QUIET:#}{row}\n");
                }
            }
        }
        for account in &contact.accounts {
            cited(&mut page, &account.citation, 2);
        }
    }
    page
}

fn when(account: &AccountAnswer) -> Option<String> {
    let basis = match account.date_basis? {
        DateBasis::Explicit => "",
        DateBasis::Relative => ", counted from the report's day",
        DateBasis::Release => ", the report's own day",
    };
    Some(format!("{}{basis}", account.date.as_deref()?))
}

fn length(account: &AccountAnswer) -> Option<String> {
    let bound = match account.duration_mod.as_deref() {
        Some("LESS_THAN" | "EQUAL_OR_LESS") => "less than ",
        Some("MORE_THAN" | "EQUAL_OR_MORE") => "more than ",
        Some("APPROX") => "about ",
        _ => "",
    };
    Some(format!("{bound}{}", spoken(account.duration.as_deref()?)))
}

/// "PT1H30M" as "1 h 30 min".
fn spoken(duration: &str) -> String {
    let Some(time) = duration.strip_prefix("PT") else { return duration.to_string() };
    time.replace('H', " h ").replace('M', " min ").replace('S', " s").trim().to_string()
}

/// Who somebody is in the record: with whom they were in touch, when last and when next.
pub fn actor(choice: &Choice, contacts: &[ContactAnswer]) -> String {
    use chancery_reading::registry::REGISTRY;
    let mut page = match REGISTRY.find(&choice.id) {
        Some(entity) => super::actors::page(&REGISTRY, entity),
        None => format!("{STRONG}{}{STRONG:#}\n", choice.name),
    };
    let own = |party: &Party| {
        party.id == choice.id
            || (choice.id.len() == 3 && party.country.as_deref() == Some(&choice.id))
    };
    let mut others: BTreeMap<String, Vec<&ContactAnswer>> = BTreeMap::new();
    for contact in contacts {
        for party in contact.participants.iter().filter(|party| !own(party)) {
            others.entry(party.name.clone()).or_default().push(contact);
        }
    }
    let mut others: Vec<(String, Vec<&ContactAnswer>)> = others.into_iter().collect();
    others.sort_by_key(|(name, with)| (std::cmp::Reverse(with.len()), name.clone()));
    page += &format!("\n{STRONG}In touch with{STRONG:#}\n");
    for (name, with) in others {
        let held = with.iter().filter(|contact| contact.status == Status::Held);
        let last = held.clone().filter_map(|contact| contact.date.as_deref()).max();
        let next = with
            .iter()
            .filter(|contact| contact.status == Status::Planned)
            .filter_map(|contact| contact.date.as_deref())
            .max();
        let next = next.filter(|next| last.is_none_or(|last| *next > last));
        let said = |label: &str, day: Option<&str>| {
            day.map(|day| format!(", {label} {day}")).unwrap_or_default()
        };
        page += &format!(
            "  {name}: {}{}{}\n",
            counted(held.count(), "contact"),
            said("last", last),
            said("planned for", next)
        );
    }
    page += &format!("\n{STRONG}Contacts{STRONG:#}\n");
    let latest = contacts.len().saturating_sub(10);
    for contact in &contacts[latest..] {
        line(&mut page, contact);
        if let Some(account) = contact.accounts.first() {
            cited(&mut page, &account.citation, 12);
        }
    }
    page
}

/// The contacts of two by day, each with who tells what about it.
pub fn timeline(contacts: &[ContactAnswer]) -> String {
    if contacts.is_empty() {
        return "no contact of the two in the record\n".into();
    }
    let mut page = String::new();
    for contact in contacts {
        line(&mut page, contact);
        let about: Vec<String> = [contact.duration.as_deref().map(spoken), contact.place.clone()]
            .into_iter()
            .flatten()
            .chain(contact.topics.iter().cloned())
            .collect();
        for row in wrap(&about.join(" · "), width().saturating_sub(12)) {
            page += &format!("            {row}\n");
        }
        for account in &contact.accounts {
            cited(&mut page, &account.citation, 12);
        }
    }
    months(&mut page, contacts);
    page
}

/// A line a report.
pub fn reports(reports: &[ReportAnswer]) -> String {
    let mut page = String::new();
    for report in reports {
        let day = report.published.as_deref().unwrap_or("no day");
        let outlet = report.outlet.as_deref().or(report.agency.as_deref()).unwrap_or("no outlet");
        let title = report.title.as_deref().map(|title| format!(" · {title}")).unwrap_or_default();
        let carried = if report.story == report.report { "" } else { " · a copy" };
        page += &format!(
            "{STRONG}{day:<10}{STRONG:#}  {outlet}{title} {QUIET}· {}{carried}{QUIET:#}\n",
            report.path
        );
    }
    page
}

/// The record in numbers.
pub fn status(status: &StatusAnswer) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "no day".into());
    let mut page = format!("{STRONG}{}{STRONG:#}", counted(status.reports, "report"));
    page += &format!(
        " that carry {}\n",
        if status.stories == 1 { "1 story".into() } else { format!("{} stories", status.stories) }
    );
    page += &format!("  from {} to {}", day(&status.days[0]), day(&status.days[1]));
    page += &match status.undated {
        0 => "\n".to_string(),
        undated => format!(", {undated} of no known day\n"),
    };
    if let Some(whole) = &status.whole_since {
        page += &format!("  whole since {whole}\n");
    }
    page += &format!(
        "  {}, {} held; {}, {}, {}, {}\n",
        counted(status.contacts, "contact"),
        status.held,
        counted(status.events, "event"),
        counted(status.positions, "position"),
        counted(status.commitments, "commitment"),
        counted(status.claims, "claim")
    );
    if !status.outlets.is_empty() {
        page += &format!("\n{STRONG}Outlets{STRONG:#}\n");
        for (outlet, number) in &status.outlets {
            page += &format!("  {number:>6}  {outlet}\n");
        }
    }
    if !status.refused.is_empty() {
        page += &format!("\n{STRONG}Refused{STRONG:#}\n");
        for (_, reason) in &status.refused {
            page += &format!("  {reason}\n");
        }
    }
    page
}
