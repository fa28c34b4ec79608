//! Actors of the registry as a person reads of them.

use anstyle::Style;
use chancery_reading::registry::{
    Bearer, EntityId, Gender, Holding, Kind, Naming, Precision, Registry,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

const STRONG: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// A line for each that bears a name, and one for each office of theirs on the day, or else for the
/// last.
pub fn found(registry: &Registry, bearers: &[Bearer], on: Option<Date>) -> String {
    let mut page = String::new();
    for bearer in bearers {
        let entity = bearer.entity;
        let spelt = if bearer.exact { "" } else { ", in another spelling" };
        let naming = bearer.naming.name();
        page += &format!(
            "{STRONG}{}{STRONG:#} {QUIET}{}{QUIET:#}  {} ({naming} name{spelt})\n",
            registry.name(entity),
            registry.id(entity),
            what(registry, entity)
        );
        let held = match on {
            Some(day) => registry.holdings_on(entity, day),
            None => registry.holdings(entity).last().into_iter().collect(),
        };
        for held in held {
            page += &format!("  {}  {}, {}\n", term(&held), held.title, held.country);
        }
    }
    page
}

/// All that is known of an actor.
pub fn page(registry: &Registry, entity: EntityId) -> String {
    let mut page = format!("{STRONG}{}{STRONG:#}\n", registry.name(entity));
    let mut facts = vec![what(registry, entity), registry.id(entity).to_string()];
    facts.extend(registry.gender(entity).map(|gender| {
        match gender {
            Gender::Female => "she",
            Gender::Male => "he",
        }
        .to_string()
    }));
    facts.push(format!("prominence {} of 4", registry.prominence(entity)));
    facts.extend(registry.origin(entity).map(|origin| format!("from {origin}")));
    page += &format!("  {}\n", facts.join(" · "));
    if let Some(seat) = registry.stands_for(entity) {
        let office = seat.office.map(|office| format!(" ({office})")).unwrap_or_default();
        page += &format!("  stands for the {}{office}\n", seat.words);
    }
    if let [from, to] = registry.existed(entity)
        && (from.is_some() || to.is_some())
    {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let after: Vec<&str> =
            registry.successors(entity).into_iter().map(|after| registry.id(after)).collect();
        let after =
            if after.is_empty() { String::new() } else { format!(", then {}", after.join(", ")) };
        page +=
            &format!("  {}\n", format!("existed {} – {}{after}", day(from), day(to)).trim_end());
    }
    let mut names: BTreeMap<Naming, Vec<&str>> = BTreeMap::new();
    for (name, naming) in registry.names(entity) {
        names.entry(naming).or_default().push(name);
    }
    page += &format!("\n{STRONG}Names{STRONG:#}\n");
    for (naming, names) in names {
        page += &format!("  {:<10} {}\n", naming.name(), names.join("; "));
    }
    if registry.kind(entity) == Kind::Person {
        page += &format!("\n{STRONG}Offices{STRONG:#}\n");
        for held in registry.holdings(entity) {
            page += &format!(
                "  {}  {}, {} {QUIET}({}; {}){QUIET:#}\n",
                term(&held),
                held.title,
                held.country,
                held.office,
                held.origin
            );
        }
    }
    page
}

/// Kind, country and sector in a few words.
fn what(registry: &Registry, entity: EntityId) -> String {
    let kind = registry.kind(entity).name();
    let words = [Some(kind), registry.country(entity), registry.sector(entity)];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// From when to when, each as well as it is known.
fn term(held: &Holding) -> String {
    let day = |day: Date, how: Precision| match how {
        Precision::Day => day.to_string(),
        Precision::Month => day.strftime("%Y-%m").to_string(),
        Precision::Year => day.strftime("%Y").to_string(),
        Precision::AtLatest => format!("{day} at the latest"),
    };
    let start = held.start.map_or("?".into(), |start| day(start, held.start_precision));
    match (held.end, held.as_of) {
        (Some(end), _) => format!("{start} – {}", day(end, held.end_precision)),
        (None, Some(as_of)) => format!("{start} –, as of {as_of}"),
        (None, None) => format!("{start} –"),
    }
}
