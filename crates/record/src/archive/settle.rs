//! Which accounts tell one contact, brought up to date where something changed.
//!
//! What hangs together (`merge::components`) is settled as a whole: everything that a changed
//! account hangs together with now or did before is taken up, merged anew and written back. So the
//! contacts are always those that merging all accounts at once would give.

use super::add::{Writer, days};
use super::rows;
use crate::account::Account;
use crate::entry::Entry;
use crate::merge;
use crate::who::Who;
use jiff::civil::Date;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// Settles accounts, each by its report and number.
pub fn settle(writer: &mut Writer, changed: BTreeSet<(i64, i64)>) -> rusqlite::Result<()> {
    let mut taken: BTreeMap<(i64, i64), Account> = BTreeMap::new();
    let mut components = BTreeSet::new();
    for place in changed {
        let Some((account, component)) = load(writer, place)? else { continue };
        components.insert(component);
        for (beside, component) in neighbours(writer, place.0, &account)? {
            if component != 0 {
                components.insert(component);
            } else if let Some((other, _)) = load(writer, beside)? {
                taken.insert(beside, other);
            }
        }
        taken.insert(place, account);
    }
    components.remove(&0);
    for &component in &components {
        let places: Vec<(i64, i64)> = {
            let mut statement =
                writer.step.prepare_cached("select report, n from account where component = $1")?;
            statement
                .query_map([component], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?
        };
        for place in places {
            if let Some((account, _)) = load(writer, place)? {
                taken.insert(place, account);
            }
        }
        forget(writer, component)?;
    }
    let (places, accounts): (Vec<(i64, i64)>, Vec<Account>) = taken.into_iter().unzip();
    for part in merge::components(&accounts) {
        let component = number(places[part[0]]);
        for &i in &part {
            let (report, n) = places[i];
            writer.run(
                "update account set component = $1 where report = $2 and n = $3",
                params![component, report, n],
            )?;
        }
        let members: Vec<Account> = part.iter().map(|&i| accounts[i].clone()).collect();
        for group in merge::contacts(&members) {
            let entry = Entry::of(group.iter().map(|&i| members[i].clone()).collect());
            let list: Vec<(i64, i64)> = group.iter().map(|&i| places[part[i]]).collect();
            write(writer, &entry, &list, component)?;
        }
    }
    Ok(())
}

/// Takes the contacts of a component out.
pub fn forget(writer: &mut Writer, component: i64) -> rusqlite::Result<()> {
    let contacts: Vec<(i64, String, String)> = {
        let sql = "select id, first, participants from contact where component = $1";
        let mut statement = writer.step.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        statement.query_map([component], row)?.collect::<Result<_, _>>()?
    };
    for (contact, first, participants) in contacts {
        let participants: Vec<Who> = serde_json::from_str(&participants).unwrap_or_default();
        for actor in parties(writer, &participants)? {
            let sql = "delete from party where actor = $1 and first = $2 and contact = $3";
            writer.run(sql, params![actor, first, contact])?;
        }
        writer.run("delete from contact where id = $1", [contact])?;
    }
    Ok(())
}

/// The rows of those who take part and of the states that they act for.
fn parties(writer: &mut Writer, participants: &[Who]) -> rusqlite::Result<BTreeSet<i64>> {
    let mut all = BTreeSet::new();
    for who in participants {
        all.insert(writer.actor(who)?);
        if let Some(state) = who.state() {
            all.insert(writer.actor(&state)?);
        }
    }
    Ok(all)
}

/// A number for a component that no other has: that of one of its accounts.
fn number((report, n): (i64, i64)) -> i64 {
    // Zero is that of accounts not yet settled.
    hash(&[report.to_le_bytes(), n.to_le_bytes()].concat()).max(1)
}

/// A number of 63 bits.
fn hash(bytes: &[u8]) -> i64 {
    (xxh3_64(bytes) >> 1).cast_signed()
}

fn load(writer: &Writer, (report, n): (i64, i64)) -> rusqlite::Result<Option<(Account, i64)>> {
    let sql = "select a.facts, r.story, a.component from account a join report r on r.id = a.report where a.report = $1 and a.n = $2";
    let mut statement = writer.step.prepare_cached(sql)?;
    let mut rows =
        statement.query_map([report, n], |row| Ok((rows::account(row)?, row.get(2)?)))?;
    rows.next().transpose()
}

/// The accounts that an account is linked with, and what each hangs together with.
fn neighbours(
    writer: &Writer,
    report: i64,
    account: &Account,
) -> rusqlite::Result<Vec<((i64, i64), i64)>> {
    let row =
        |row: &rusqlite::Row| Ok((rows::account(row)?, row.get(2)?, (row.get(3)?, row.get(4)?)));
    let found: Vec<(Account, i64, (i64, i64))> = match account.range {
        Some([first, last]) if !account.is_vague() => {
            let day =
                |day: Date, days: i32| day.saturating_add(jiff::Span::new().days(days)).to_string();
            // Those that begin near it, and those of no one day that may have begun before.
            let sql = "select a.facts, r.story, a.component, a.report, a.n from account a join report r on r.id = a.report
                where a.block = $1 and a.first >= $2 and a.first <= $3
                union all
                select a.facts, r.story, a.component, a.report, a.n from account a join report r on r.id = a.report
                where a.first <> a.last and a.block = $1 and a.first < $2 and a.first >= $4 and a.last >= $2";
            let values = params![account.block(), day(first, -1), day(last, 1), day(first, -40)];
            writer.step.prepare_cached(sql)?.query_map(values, row)?.collect::<Result<_, _>>()?
        }
        _ => {
            let sql = "select a.facts, r.story, a.component, a.report, a.n from report own join report r on r.story = own.story
                join account a on a.report = r.id where own.id = $1";
            writer.step.prepare_cached(sql)?.query_map([report], row)?.collect::<Result<_, _>>()?
        }
    };
    let linked = found.into_iter().filter(|(other, ..)| merge::linked(account, other));
    Ok(linked.map(|(_, component, place)| (place, component)).collect())
}

fn write(
    writer: &mut Writer,
    entry: &Entry,
    accounts: &[(i64, i64)],
    component: i64,
) -> rusqlite::Result<()> {
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|value| value.as_str().map(str::to_string))
    };
    let [first, last] = days(entry.range);
    // The day above, so that what is near in time is near on disk.
    let low = (hash(entry.id.as_bytes()) & 0xffff_ffff) as u32;
    let mut contact = rows::by_day(entry.range.map(|range| range[0]), low);
    while !writer.list("select id from contact where id = $1", [contact])?.is_empty() {
        contact += 1;
    }
    let sql = "insert into contact (id, name, first, last, medium, status, participants, accounts, component)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    writer.run(
        sql,
        params![
            contact,
            entry.id,
            first,
            last,
            word(serde_json::to_value(entry.medium)),
            word(serde_json::to_value(entry.status)),
            serde_json::to_string(&entry.participants).unwrap_or_default(),
            serde_json::to_string(accounts).unwrap_or_default(),
            component,
        ],
    )?;
    for actor in parties(writer, &entry.participants)? {
        let sql = "insert into party (actor, first, contact) values ($1, $2, $3)";
        writer.run(sql, params![actor, first, contact])?;
    }
    Ok(())
}
