//! The record is a function of the set of reports.

#![allow(clippy::unwrap_used)]

use chancery_reading::Reading;
use chancery_record::Archive;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

const PEOPLE: [(&str, &str); 6] = [
    ("anna-berg", "NOR"),
    ("ivan-kolar", "HRV"),
    ("lina-haddad", "JOR"),
    ("paul-mbeki", "KEN"),
    ("berg", "NOR"),
    ("NOR", "NOR"),
];
const OPENINGS: [&str; 3] = [
    "The two ministers spoke by telephone for almost an hour and agreed to keep in touch about the crossing, the prisoners and the grain that waits in the harbour since the spring.",
    "Talks about the ferry line went on in the old town hall until late, and both sides said that much was still open before the next round in the autumn.",
    "A visit that had been put off twice began with a walk through the market, where the guests were shown what the new railway would bring to the valley.",
];

#[derive(Clone, Debug)]
struct Told {
    who: BTreeSet<usize>,
    day: i64,
    precision: usize,
    medium: usize,
    status: usize,
    weak: bool,
}

fn told() -> impl Strategy<Value = Told> {
    let who = prop::collection::btree_set(0..PEOPLE.len(), 1..4);
    (who, 0..8i64, 0..8usize, 0..4usize, 0..5usize, any::<bool>()).prop_map(
        |(who, day, precision, medium, status, weak)| Told {
            who,
            day,
            precision,
            medium,
            status,
            weak,
        },
    )
}

fn report() -> impl Strategy<Value = (usize, i64, Vec<Told>)> {
    (0..OPENINGS.len(), 0..6i64, prop::collection::vec(told(), 0..4))
}

fn reading(number: usize, (opening, day, contacts): &(usize, i64, Vec<Told>)) -> Reading {
    let published = format!("2025-03-{:02}", 10 + day);
    let actors: Vec<_> = PEOPLE
        .iter()
        .map(|(id, country)| {
            let kind = if id.len() == 3 { "state" } else { "person" };
            serde_json::json!({"id": id, "name": id.replace('-', " "), "kind": kind, "country": country,
                "sector": null, "role": null, "wikidata": null, "mentions": []})
        })
        .collect();
    let contacts: Vec<_> = contacts
        .iter()
        .map(|told| {
            let first = format!("2025-03-{:02}", 8 + told.day);
            let (date, range, precision) = match told.precision {
                0 => (None, None, None),
                1 => (Some("2025".into()), Some(["2025-01-01".into(), "2025-12-31".into()]), Some("year")),
                2 => (Some("2025-03".into()), Some(["2025-03-01".into(), "2025-03-31".into()]), Some("month")),
                _ => (Some(first.clone()), Some([first.clone(), first]), Some("day")),
            };
            let who: Vec<_> = told.who.iter().map(|&i| PEOPLE[i].0).collect();
            let medium = ["call", "meeting", "talks", "visit"][told.medium];
            let status = ["held", "held", "planned", "denied", "cancelled"][told.status];
            let basis = if told.weak { "release" } else { "relative" };
            serde_json::json!({
                "medium": medium, "medium_basis": "said", "kind": null, "main": true,
                "participants": who, "several": false, "date": date, "date_range": range, "date_precision": precision,
                "date_basis": basis, "duration": null, "duration_mod": null, "durations": [],
                "place": null, "occasion": [], "initiator": null, "topics": [], "not_discussed": [], "described": [],
                "status": status, "reported_by": null, "statement": null, "evidence": []
            })
        })
        .collect();
    let text = format!("{} Report {number}.", OPENINGS[*opening]);
    serde_json::from_value(serde_json::json!({
        "schema": "chancery.report/1", "source": format!("{number}.txt"), "id": number.to_string(), "text": text,
        "title": null, "outlet": null, "agency": null, "published": published, "dateline": null, "sentences": [],
        "entities": [], "quotes": [], "times": [], "places": [], "actors": actors, "statements": [], "events": [],
        "contacts": contacts, "positions": [], "commitments": [], "claims": []
    }))
    .unwrap()
}

/// A path that no other test uses, removed when dropped.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "chancery-order-{}-{}.db",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        File(std::env::temp_dir().join(name))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

fn record(batches: &[&[Reading]], remove: &[String]) -> String {
    let file = File::new();
    let mut archive = Archive::open(&file.0).unwrap();
    for batch in batches {
        archive.add(batch).unwrap();
    }
    for path in remove {
        assert!(archive.remove(path).unwrap());
    }
    archive.dump().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_and_any_batches_give_the_same_record(
        reports in prop::collection::vec(report(), 1..10),
        order in Just((0..10usize).collect::<Vec<_>>()).prop_shuffle(),
        size in 1..5usize,
    ) {
        let all: Vec<Reading> = reports.iter().enumerate().map(|(n, report)| reading(n, report)).collect();
        let mut other: Vec<Reading> = order.iter().filter_map(|&n| all.get(n).cloned()).collect();
        other.push(other[0].clone());
        let batches: Vec<&[Reading]> = other.chunks(size).collect();
        prop_assert_eq!(record(&[&all], &[]), record(&batches, &[]));
    }

    #[test]
    fn what_is_removed_leaves_no_trace(
        reports in prop::collection::vec(report(), 2..10),
        cut in 1..9usize,
    ) {
        let all: Vec<Reading> = reports.iter().enumerate().map(|(n, report)| reading(n, report)).collect();
        let (kept, gone) = all.split_at(cut.min(all.len() - 1));
        let gone: Vec<String> = gone.iter().map(|reading| reading.source.clone()).collect();
        prop_assert_eq!(record(&[kept], &[]), record(&[&all], &gone));
    }
}
