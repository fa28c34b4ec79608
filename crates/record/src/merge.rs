//! Accounts of several reports that tell one contact: a pure function of the set of accounts.
//!
//! Accounts that may be of one contact are linked, two by two; whatever hangs together is sorted
//! apart again by day, people and medium. Both steps ask only for the accounts themselves, so the
//! order of reading cannot matter, and a new report touches only what it is linked with.

use crate::account::{Account, Group, group};
use chancery_reading::{Medium, Precision};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The contacts that accounts tell: for each the indices of its accounts, in order.
pub fn contacts(accounts: &[Account]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> =
        components(accounts).iter().flat_map(|part| apart(accounts, part)).collect();
    all.sort();
    all
}

/// What hangs together by [`linked`].
pub fn components(accounts: &[Account]) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<(i64, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (i, account) in accounts.iter().enumerate() {
        let story = account.is_vague().then_some(account.story.as_str());
        blocks.entry((account.block(), story)).or_default().push(i);
    }
    let mut above: Vec<usize> = (0..accounts.len()).collect();
    for mut block in blocks.into_values() {
        block.sort_by_key(|&i| accounts[i].range);
        for (k, &i) in block.iter().enumerate() {
            let near = |j: &&usize| match (accounts[i].range, accounts[**j].range) {
                (Some(one), Some(other)) => other[0] <= later(one[1], 1),
                _ => true,
            };
            for &j in block[k + 1..].iter().take_while(near) {
                if root(&mut above, i) != root(&mut above, j) && linked(&accounts[i], &accounts[j])
                {
                    let (i, j) = (root(&mut above, i), root(&mut above, j));
                    above[i.max(j)] = i.min(j);
                }
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..accounts.len() {
        parts.entry(root(&mut above, i)).or_default().push(i);
    }
    parts.into_values().collect()
}

fn root(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}

impl Account {
    /// Whether the day is known to the year at best: then only copies of one story are linked.
    pub fn is_vague(&self) -> bool {
        self.range.is_none() || self.precision >= Some(Precision::Year) || self.several
    }
}

/// Whether two accounts may be of one contact.
pub fn linked(one: &Account, other: &Account) -> bool {
    if one.is_vague() || other.is_vague() {
        return one.is_vague()
            && other.is_vague()
            && one.story == other.story
            && one.date == other.date
            && one.status == other.status
            && one.several == other.several
            && group(one.medium) == group(other.medium)
            && one.participants == other.participants;
    }
    let (Some(a), Some(b)) = (one.range, other.range) else { return false };
    a[0] <= later(b[1], 1)
        && b[0] <= later(a[1], 1)
        && media_fit(one, other)
        && people_fit(one, other)
}

fn later(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

/// Talks may have been by telephone.
fn media_fit(one: &Account, other: &Account) -> bool {
    let (a, b) = (group(one.medium), group(other.medium));
    let talks = |account: &Account| account.medium == Medium::Talks;
    a == b || (talks(one) && b == Group::Remote) || (talks(other) && a == Group::Remote)
}

/// Whether all whom the shorter list names may be among the longer, and the sides are the same;
/// among more than two sides, whether most of the shorter list are.
fn people_fit(one: &Account, other: &Account) -> bool {
    let (short, long) = match one.participants.len() <= other.participants.len() {
        true => (one, other),
        false => (other, one),
    };
    if short.participants.is_empty() {
        return false;
    }
    let mut left: Vec<_> = long.participants.iter().collect();
    let mut found = 0;
    for who in &short.participants {
        let same = left.iter().position(|other| who.is(other));
        if let Some(at) = same.or_else(|| left.iter().position(|other| who.may_be(other))) {
            left.remove(at);
            found += 1;
        }
    }
    let (sides, others) = (short.sides(), long.sides());
    if sides.len() > 2 && others.len() > 2 {
        return found >= 2 && 3 * found >= 2 * short.participants.len();
    }
    found == short.participants.len() && sides == others
}

/// Sorts what hangs together apart: by day, people and medium first; then days beside one another
/// that are one; then accounts that give no day, to the one contact that they can mean.
fn apart(accounts: &[Account], part: &[usize]) -> Vec<Vec<usize>> {
    let (dated, mut rest): (Vec<usize>, Vec<usize>) =
        part.iter().partition(|&&i| accounts[i].day().is_some() && !accounts[i].is_vague());
    let mut groups = same_day(accounts, &dated);
    join_days(accounts, &mut groups);
    let mut alone: Vec<Vec<usize>> = Vec::new();
    rest.sort_by_key(|&i| key(&accounts[i]));
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for &i in &rest {
        let fits = |group: &&(usize, &Vec<usize>)| {
            group.1.iter().any(|&j| linked(&accounts[i], &accounts[j]))
        };
        let mut can = groups.iter().enumerate().filter(|group| fits(&group));
        match (can.next(), can.next()) {
            (Some((only, _)), None) => joined.push((only, i)),
            _ => match alone
                .iter_mut()
                .find(|group| is_same_vague(&accounts[group[0]], &accounts[i]))
            {
                Some(group) => group.push(i),
                None => alone.push(vec![i]),
            },
        }
    }
    for (at, i) in joined {
        groups[at].push(i);
    }
    groups.extend(alone);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

/// What accounts are sorted by wherever an order is needed.
fn key(account: &Account) -> (Option<[Date; 2]>, &str, usize) {
    (account.range, &account.report, account.index)
}

/// Whether two that give no day say the same.
fn is_same_vague(one: &Account, other: &Account) -> bool {
    one.date == other.date
        && one.range == other.range
        && group(one.medium) == group(other.medium)
        && one.participants == other.participants
        && (one.several == other.several && one.status == other.status)
}

/// Accounts of one day that are linked, people named before states.
fn same_day(accounts: &[Account], dated: &[usize]) -> Vec<Vec<usize>> {
    let mut order = dated.to_vec();
    // Who names the most people is sorted in first; states then go to the one group they fit.
    let people = |i: usize| accounts[i].participants.iter().filter(|who| who.is_person()).count();
    order.sort_by_key(|&i| {
        let talks = accounts[i].medium == Medium::Talks;
        (accounts[i].day(), talks, std::cmp::Reverse(people(i)), key(&accounts[i]))
    });
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in order {
        let same = |group: &Vec<usize>| {
            accounts[group[0]].day() == accounts[i].day()
                && group.iter().any(|&j| linked(&accounts[i], &accounts[j]))
        };
        match groups.iter_mut().find(|group| same(group)) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    groups
}

/// Joins days that follow one another: a call late in Washington is one of the next day in
/// Moscow. Not where one report tells both, nor where each day rests on firm ground.
fn join_days(accounts: &[Account], groups: &mut Vec<Vec<usize>>) {
    let voices = |group: &[usize]| -> BTreeSet<&str> {
        group.iter().map(|&i| accounts[i].story.as_str()).collect()
    };
    let day = |group: &[usize]| accounts[group[0]].day();
    groups.sort_by_cached_key(|group| {
        (
            std::cmp::Reverse(voices(group).len()),
            day(group),
            group.iter().map(|&i| key(&accounts[i])).min(),
        )
    });
    let mut taken = vec![false; groups.len()];
    let mut joined: Vec<Vec<usize>> = Vec::new();
    for at in 0..groups.len() {
        if taken[at] {
            continue;
        }
        taken[at] = true;
        let mut whole = groups[at].clone();
        let mut beside: Option<Date> = None;
        for other in at + 1..groups.len() {
            let (Some(own), Some(next)) = (day(&groups[at]), day(&groups[other])) else { continue };
            let one_apart = later(own, 1) == next || later(next, 1) == own;
            let fits = !taken[other]
                && one_apart
                && beside.is_none_or(|beside| beside == next)
                && whole
                    .iter()
                    .any(|&i| groups[other].iter().any(|&j| linked(&accounts[i], &accounts[j])))
                && !tells_both(accounts, &whole, &groups[other])
                && !both_firm(accounts, &groups[at], &groups[other]);
            if fits {
                taken[other] = true;
                beside = Some(next);
                whole.extend(&groups[other]);
            }
        }
        joined.push(whole);
    }
    *groups = joined;
}

fn tells_both(accounts: &[Account], one: &[usize], other: &[usize]) -> bool {
    one.iter().any(|&i| other.iter().any(|&j| accounts[i].report == accounts[j].report))
}

/// Whether either day is told for sure. Who meets in one room on two days mostly does so once,
/// dated from two clocks; calls of one pair do follow one another.
fn both_firm(accounts: &[Account], one: &[usize], other: &[usize]) -> bool {
    let firm = |group: &[usize]| {
        let stories: BTreeSet<&str> = group
            .iter()
            .filter(|&&i| !accounts[i].day_is_weak())
            .map(|&i| accounts[i].story.as_str())
            .collect();
        stories.len()
    };
    let remote = |group: &[usize]| {
        group.iter().any(|&i| crate::account::group(accounts[i].medium) == Group::Remote)
    };
    let enough = if remote(one) || remote(other) { 1 } else { 2 };
    firm(one) >= enough && firm(other) >= enough
}
