//! Contacts of the news reports under `cases/news`: dense reports in the manner of agencies and
//! papers of many countries, each with the contacts that a reader finds in it.
//!
//! A line of gold is `status | medium | date | Name (COUNTRY), … | notes`. A contact is found if the
//! same status is read, of a medium of the same group, with two of its participants (all where it
//! has fewer), no more strangers than those, and no other day. `evaluation/contacts` measures more.

#![allow(clippy::unwrap_used)]

use chancery_reading::{Contact, Medium, Options, Reading, Status, read_batch};
use chancery_report::Report;
use chancery_syntax::Model;
use std::path::Path;

/// What was reached, F1 of contacts held by this test, which is stricter with names and days than
/// `evaluation/contacts`; raise it when it rises.
const REACHED: f64 = 0.64;
/// As many reports as were written.
const REPORTS: usize = 120;

struct Gold {
    medium: String,
    date: String,
    /// Names in lower case with their countries.
    participants: Vec<(String, String)>,
    /// One line for many: neither required nor wrong.
    aggregate: bool,
}

#[test]
fn contacts_of_news() {
    let (reports, gold): (Vec<Report>, Vec<Vec<Gold>>) = cases().into_iter().unzip();
    assert_eq!(reports.len(), REPORTS);
    let model = Model::english().unwrap();
    let readings = read_batch(&reports, &model, Options::default());
    let (mut found, mut wanted, mut read) = (0, 0, 0);
    for (reading, gold) in readings.iter().zip(&gold) {
        let mut left: Vec<&Contact> = held(reading).collect();
        for row in gold.iter().filter(|row| !row.aggregate) {
            wanted += 1;
            if let Some(at) = left.iter().position(|contact| fits(row, contact, reading)) {
                left.remove(at);
                found += 1;
                read += 1;
            }
        }
        let aggregate = |contact: &&&Contact| {
            gold.iter().any(|row| row.aggregate && fits(row, contact, reading))
        };
        read += left.iter().filter(|contact| !aggregate(contact)).count();
    }
    let f1 = 2.0 * f64::from(found) / (wanted + read) as f64;
    assert!(f1 >= REACHED, "F1 of held contacts is {f1:.3}, was {REACHED}");
}

fn held(reading: &Reading) -> impl Iterator<Item = &Contact> {
    reading.contacts.iter().filter(|contact| contact.status == Status::Held && !contact.several)
}

fn fits(gold: &Gold, contact: &Contact, reading: &Reading) -> bool {
    let actor = |id: &String| reading.actors.iter().find(|actor| actor.id == *id).unwrap();
    let same = |(name, country): &(String, String), id: &String| {
        let actor = actor(id);
        let own = actor.name.to_lowercase();
        match name.split(' ').next_back().filter(|surname| !surname.is_empty()) {
            Some(surname) => own.split(' ').any(|word| word == surname),
            None => actor.country.as_ref() == Some(country),
        }
    };
    let known =
        gold.participants.iter().filter(|one| contact.participants.iter().any(|id| same(one, id)));
    let known = known.count();
    let strangers = contact.participants.len().saturating_sub(known);
    let day = |date: &str| date.len() == 10;
    let other_day = contact.date.as_ref().is_some_and(|date| {
        let shorter = date.len().min(gold.date.len());
        gold.date != "-" && day(date) == day(&gold.date) && date[..shorter] != gold.date[..shorter]
    });
    group(&gold.medium).contains(&contact.medium)
        && known >= gold.participants.len().min(2)
        && strangers <= known
        && !other_day
}

fn group(medium: &str) -> &'static [Medium] {
    match medium {
        "call" | "video" => &[Medium::Call, Medium::Video],
        "meeting" | "summit" => &[Medium::Meeting, Medium::Talks, Medium::Summit],
        "talks" => &[Medium::Meeting, Medium::Talks, Medium::Summit, Medium::Call, Medium::Video],
        "visit" => &[Medium::Visit],
        "letter" => &[Medium::Letter],
        other => panic!("no medium: {other}"),
    }
}

/// The reports with the contacts held.
fn cases() -> Vec<(Report, Vec<Gold>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/news");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in text.split("```report").skip(1) {
            let (date, rest) = case.split_once('\n').unwrap();
            let (report, rest) = rest.split_once("\n```").unwrap();
            let gold = rest.split_once("```gold\n").unwrap().1.split_once("\n```").unwrap().0;
            let report =
                Report::from_text("news", format!("date {} {report}", date.trim())).unwrap();
            all.push((report, gold.lines().filter_map(row).collect()));
        }
    }
    all
}

/// A line of gold, if it is of a contact held.
fn row(line: &str) -> Option<Gold> {
    let fields: Vec<&str> = line.split(" | ").collect();
    if fields[0] != "held" {
        return None;
    }
    let party = |party: &str| {
        let (name, country) = party.rsplit_once('(').unwrap();
        (name.trim().to_lowercase(), country.trim_end_matches(')').to_string())
    };
    Some(Gold {
        medium: fields[1].to_string(),
        date: fields[2].to_string(),
        participants: fields[3].split(", ").map(party).collect(),
        aggregate: fields.get(4).is_some_and(|notes| notes.contains("aggregate")),
    })
}
