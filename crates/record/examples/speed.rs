//! How fast the record keeps and answers: `cargo run --release -p chancery-record --example speed
//! [REPORTS]`. Makes a record of so many generated reports (500,000 unless given), with two contacts
//! each, in the folder for temporary files, and prints how many Readings it keeps a second on one
//! core and how long each question takes, the median of eleven times asked.

#![allow(clippy::unwrap_used)]

use chancery_reading::{Medium, Reading, Status};
use chancery_record::Archive;
use chancery_record::ask::{EventFilter, Filter, Named};
use std::time::{Duration, Instant};

/// Reports in one transaction.
const BATCH: usize = 512;
/// How many take part in contacts.
const PEOPLE: u64 = 2_000;
const COUNTRIES: [&str; 12] =
    ["NOR", "CHL", "JPN", "KEN", "AUT", "IND", "BRA", "FRA", "OMN", "CAN", "IDN", "POL"];
const WORDS: [&str; 48] = [
    "grain",
    "harbour",
    "ceasefire",
    "prisoners",
    "railway",
    "tariffs",
    "border",
    "visas",
    "fishing",
    "vaccines",
    "pipeline",
    "drought",
    "loans",
    "satellites",
    "migration",
    "textbooks",
    "ferries",
    "lithium",
    "elections",
    "sanctions",
    "culture",
    "football",
    "customs",
    "helicopters",
    "glaciers",
    "archives",
    "airspace",
    "refugees",
    "steel",
    "solar",
    "water",
    "students",
    "police",
    "museums",
    "roads",
    "bridges",
    "wheat",
    "tourism",
    "data",
    "cables",
    "mines",
    "rescue",
    "forests",
    "coal",
    "gas",
    "ports",
    "courts",
    "budgets",
];

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    /// Few are named often, most seldom.
    fn person(&mut self) -> u64 {
        self.roll(PEOPLE).min(self.roll(PEOPLE)).min(self.roll(PEOPLE))
    }
}

fn reading(number: u64, dice: &mut Dice) -> Reading {
    let day = |offset: u64| {
        jiff::civil::date(2015, 1, 1)
            .saturating_add(jiff::Span::new().days(offset as i64))
            .to_string()
    };
    let published = dice.roll(4000) + 5;
    let mut people: Vec<u64> = (0..3).map(|_| dice.person()).collect();
    people.dedup();
    people.push((people[0] + 1) % PEOPLE);
    let actor = |person: &u64| {
        serde_json::json!({"id": format!("person-{person}"), "name": format!("Person {person}"), "kind": "person",
            "country": COUNTRIES[(*person % 12) as usize], "sector": "GOV", "role": "minister", "wikidata": null, "mentions": []})
    };
    let words: Vec<&str> = (0..40).map(|_| WORDS[dice.roll(48) as usize]).collect();
    let text = format!("Report {number}. They talked about {}.", words.join(" "));
    let contact = |offset: u64, who: [u64; 2], medium: &str| {
        let day = day(published - offset);
        let ids = who.map(|person| format!("person-{person}"));
        serde_json::json!({"medium": medium, "medium_basis": "said", "kind": null, "main": offset == 1,
            "participants": ids, "several": false, "date": day, "date_range": [day, day],
            "date_precision": "day", "date_basis": "relative", "duration": "PT1H", "duration_mod": null, "durations": [], "place": "Vienna",
            "occasion": [], "initiator": null, "topics": [words[0], words[1]], "not_discussed": [], "described": [],
            "status": "held", "reported_by": null, "statement": null, "evidence": [[0, 12]]})
    };
    let who = [people[0], *people.last().unwrap()];
    let media = ["call", "meeting", "visit", "talks"];
    let contacts = [
        contact(1, who, media[dice.roll(4) as usize]),
        contact(
            2 + dice.roll(3),
            [people[0], people[1 % people.len()]],
            media[dice.roll(4) as usize],
        ),
    ];
    let [one, other] =
        [people[0], people[1 % people.len()]].map(|person| format!("person-{person}"));
    let statement = serde_json::json!({"source": {"spans": [], "actor": one}, "cue": {"spans": []},
        "content": {"spans": [[8, text.len()]]}, "kind": "indirect", "addressee": null, "venue": null, "via": null});
    let kind = ["CONSULT", "AGREE", "REJECT", "COOPERATE"][dice.roll(4) as usize];
    let event = serde_json::json!({"type": kind, "mode": null, "contexts": [],
        "quad": 1, "intensity": null, "cameo": "040", "status": "happened", "anchor": [[0, 12]],
        "source": [{"span": [0, 6], "actor": one, "country": null, "sector": null}],
        "target": [{"span": [0, 6], "actor": other, "country": null, "sector": null}],
        "date": day(published - 1), "place": null});
    let position = serde_json::json!({"actor": one, "stance": "supports", "issue": words[2], "key": words[2],
        "towards": null, "reported_by": null, "statement": null, "spans": [[0, 6]], "evidence": [[0, 12]]});
    let actors: Vec<_> = people.iter().map(actor).collect();
    let outlet = format!("Outlet {}", dice.roll(60));
    serde_json::from_value(serde_json::json!({
        "schema": "chancery.report/1", "source": format!("{number}.txt"), "id": number.to_string(), "text": text,
        "title": null, "outlet": outlet, "agency": null, "published": day(published), "dateline": null,
        "sentences": [], "entities": [], "quotes": [], "times": [], "places": [],
        "actors": actors, "statements": [statement], "events": [event],
        "contacts": contacts, "positions": [position], "commitments": [], "claims": []
    }))
    .unwrap()
}

fn main() {
    let reports: u64 =
        std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(500_000);
    let path = std::env::temp_dir().join(format!("chancery-speed-{}.db", std::process::id()));
    let mut archive = Archive::open(&path).unwrap();
    let mut dice = Dice(7);
    let mut spent = Duration::ZERO;
    let mut number = 0;
    while number < reports {
        let upto = (number + BATCH as u64).min(reports);
        let batch: Vec<Reading> = (number..upto).map(|number| reading(number, &mut dice)).collect();
        let start = Instant::now();
        archive.add(&batch).unwrap();
        spent += start.elapsed();
        number = upto;
    }
    let status = archive.status().unwrap();
    println!(
        "reports {} contacts {} megabytes {}",
        status.reports,
        status.contacts,
        std::fs::metadata(&path).unwrap().len() / 1_000_000
    );
    println!("record.add = {:.0}   # Readings a second", reports as f64 / spent.as_secs_f64());
    drop(archive);

    let archive = Archive::existing(&path).unwrap();
    let row = |name: &str| match archive.named(name).unwrap() {
        Named::One(_, row) => row,
        other => panic!("{name}: {other:?}"),
    };
    let (first, second) = (row("person-3"), row("person-4"));
    let ask = |filter: Filter| archive.tell(&archive.contacts(&filter).unwrap()).unwrap().len();
    let limit = Some(50);
    time("names", || usize::from(archive.named("person 17").is_ok()));
    time("contacts", || ask(Filter { limit, ..Filter::default() }));
    time("contacts with one", || ask(Filter { with: vec![first], limit, ..Filter::default() }));
    time("contacts between two", || {
        ask(Filter { with: vec![first, second], limit, ..Filter::default() })
    });
    let days = [jiff::civil::date(2020, 3, 1), jiff::civil::date(2020, 3, 9)];
    time("contacts of days", || {
        ask(Filter { since: Some(days[0]), until: Some(days[1]), limit, ..Filter::default() })
    });
    time("contacts of a medium", || {
        ask(Filter {
            medium: Some(Medium::Visit),
            status: Some(Status::Held),
            limit,
            ..Filter::default()
        })
    });
    time("contacts with one of a medium since", || {
        ask(Filter {
            with: vec![first],
            since: Some(days[0]),
            medium: Some(Medium::Call),
            limit,
            ..Filter::default()
        })
    });
    let id =
        archive.contacts(&Filter { limit: Some(1), ..Filter::default() }).unwrap().remove(0).id;
    time("show", || archive.tell(&archive.contact(&id).unwrap()).unwrap().len());
    time("statements by one", || archive.statements(Some(first), None, limit).unwrap().len());
    time("statements about words", || {
        archive.statements(None, Some("glaciers lithium"), limit).unwrap().len()
    });
    time("statements by one about words", || {
        archive.statements(Some(first), Some("ferries"), limit).unwrap().len()
    });
    time("events of a type", || {
        archive
            .events(&EventFilter { kind: Some("AGREE".into()), limit, ..EventFilter::default() })
            .unwrap()
            .len()
    });
    time("events between two", || {
        archive
            .events(&EventFilter {
                source: Some(first),
                target: Some(second),
                limit,
                ..EventFilter::default()
            })
            .unwrap()
            .len()
    });
    time("positions of one", || archive.positions(Some(first), None, limit).unwrap().len());
    time("positions on an issue", || {
        archive.positions(None, Some("satellites"), limit).unwrap().len()
    });
    time("commitments", || archive.commitments(true, limit).unwrap().len());
    time("reports", || archive.reports(limit).unwrap().len());
    time("status", || archive.status().unwrap().reports);
    drop(archive);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
}

fn time(name: &str, ask: impl Fn() -> usize) {
    let mut times: Vec<Duration> = Vec::new();
    let mut answers = 0;
    for _ in 0..11 {
        let start = Instant::now();
        answers = ask();
        times.push(start.elapsed());
    }
    times.sort();
    println!("{name}: {:.1} ms for {answers} answers", times[5].as_secs_f64() * 1000.0);
}
