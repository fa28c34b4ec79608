//! Claims against the record: whether the contacts that a claim counts are there.
//!
//! A claim leaves open what counts: whether a contact with others present does, one whose day is
//! known to the month only, one at the edge of "a month and a half", a meeting among
//! "conversations". Every way to count is tried. The claim is *supported* where one of them gives
//! its number; *contradicted* only where all give more, or where a contact stands in a window said
//! to be empty; *short* where all give fewer, since a record may lack reports; else *undecidable*.

mod unit;
mod window;

pub use unit::Unit;
pub use window::Days;

use crate::entry::Entry;
use crate::who::Who;
use chancery_reading::{Claim, ClaimKind, Medium, Precision, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the record makes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The contacts are there.
    Supported,
    /// Fewer are there than the claim counts: the record may lack some.
    Short,
    /// More are there, or one that the claim rules out.
    Contradicted,
    /// The ways to count differ, or none can be settled.
    Undecidable,
}

/// Why a contact was not counted, or counted only by some ways to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Others took part.
    Group,
    /// It lies just before the window, which is a round figure.
    Edge,
    /// Its day is not known well enough.
    Day,
    /// Somebody says that it did not take place.
    Denied,
    /// The word may not mean its medium.
    Medium,
    /// It was not held: planned, proposed, cancelled or denied.
    NotHeld,
    /// It stands for several at once.
    Several,
    /// Others took part, and the claim is of these parties alone.
    NotAlone,
    /// It is of another medium.
    OtherMedium,
    /// It lies outside the window.
    Outside,
}

/// The doubts by which ways to count differ.
const OPEN: [Doubt; 5] = [Doubt::Group, Doubt::Edge, Doubt::Day, Doubt::Denied, Doubt::Medium];

/// One way to count and what it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The doubtful contacts that count.
    pub with: Vec<Doubt>,
    /// The number of contacts.
    pub count: usize,
}

/// A claim with what the record holds of it.
#[derive(Clone, Debug)]
pub struct Check {
    /// What was checked.
    pub claim: Claim,
    /// Of whom.
    pub participants: Vec<Who>,
    /// What counts.
    pub unit: Unit,
    /// When.
    pub days: Days,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in words.
    pub why: String,
    /// The contacts counted, by day.
    pub counted: Vec<Entry>,
    /// Those left out, each with why.
    pub left_out: Vec<(Entry, Doubt)>,
    /// Every way to count that gives another number.
    pub ways: Vec<Way>,
}

/// What a claim is checked against.
pub struct Evidence<'e> {
    /// Of whom the claim is.
    pub participants: Vec<Who>,
    /// Contacts in which all of them took part.
    pub contacts: &'e [Entry],
    /// The id of the contact of which the claim is said.
    pub own: Option<&'e str>,
    /// When the report was published.
    pub published: Option<Date>,
    /// The first day from which on the record is known to be whole.
    pub whole_since: Option<Date>,
}

/// Checks a claim.
pub fn check(claim: &Claim, evidence: &Evidence) -> Check {
    let unit = unit::unit(claim);
    let days = window::days(claim, evidence.published);
    let mut sure: Vec<&Entry> = Vec::new();
    let mut open: Vec<(&Entry, Doubt)> = Vec::new();
    let mut out: Vec<(&Entry, Doubt)> = Vec::new();
    for entry in evidence.contacts {
        let own = evidence.own == Some(entry.id.as_str());
        match doubt(entry, own, evidence, &unit, &days) {
            None => sure.push(entry),
            Some(doubt) if OPEN.contains(&doubt) => open.push((entry, doubt)),
            Some(doubt) => out.push((entry, doubt)),
        }
    }
    let own = |entry: &Entry| evidence.own == Some(entry.id.as_str());
    if matches!(
        claim.kind,
        ClaimKind::FirstSince | ClaimKind::FirstEver | ClaimKind::LastBefore | ClaimKind::NoneYet
    ) {
        // What counts against a first is any other.
        sure.retain(|entry| !own(entry));
        open.retain(|(entry, _)| !own(entry));
    }
    let weighed = Weighed { claim, days: &days, sure: &sure, open: &open, evidence };
    let (verdict, why, with) = weighed.verdict();
    let mut counted: Vec<Entry> = sure.iter().map(|&entry| entry.clone()).collect();
    for (entry, doubt) in &open {
        match with.contains(doubt) {
            true => counted.push((*entry).clone()),
            false => out.push((entry, *doubt)),
        }
    }
    let by_day = |entry: &Entry| (entry.range, entry.id.clone());
    counted.sort_by_key(by_day);
    out.sort_by_key(|(entry, _)| by_day(entry));
    let left_out = out.into_iter().map(|(entry, doubt)| (entry.clone(), doubt)).collect();
    let ways = weighed.ways();
    let participants = evidence.participants.clone();
    Check { claim: claim.clone(), participants, unit, days, verdict, why, counted, left_out, ways }
}

/// What stands against counting a contact; none where it surely counts.
fn doubt(entry: &Entry, own: bool, evidence: &Evidence, unit: &Unit, days: &Days) -> Option<Doubt> {
    if !unit.media.contains(&entry.medium) && !own {
        return Some(Doubt::OtherMedium);
    }
    if entry.several {
        return Some(Doubt::Several);
    }
    if entry.status != Status::Held && !own {
        return Some(Doubt::NotHeld);
    }
    let Some([first, last]) = entry.range else { return Some(Doubt::Day) };
    if days.last.is_some_and(|end| first > end) {
        return Some(Doubt::Outside);
    }
    let starts = days.first.is_none_or(|start| first >= start);
    if !starts && days.first.is_some_and(|start| last < start) {
        let loose = days.loose.is_some_and(|loose| last >= loose);
        return Some(if loose { Doubt::Edge } else { Doubt::Outside });
    }
    let of_claim = |who: &Who| evidence.participants.iter().any(|own| own.may_be(who));
    let others = evidence.participants.len() > 1 && !entry.participants.iter().all(of_claim);
    if others && unit.alone {
        return Some(Doubt::NotAlone);
    }
    if own {
        return None;
    }
    let vague = entry.precision > Some(Precision::Day)
        && (!starts || days.last.is_some_and(|end| last > end));
    // Where the day is not known, another of the contacts may be the same.
    if vague || entry.precision > Some(Precision::Day) {
        return Some(Doubt::Day);
    }
    if others {
        return Some(Doubt::Group);
    }
    let narrow =
        unit.narrow.as_ref().is_some_and(|media: &Vec<Medium>| !media.contains(&entry.medium));
    if narrow {
        return Some(Doubt::Medium);
    }
    entry.denied.then_some(Doubt::Denied)
}

/// A claim with the contacts that surely count and those that may.
struct Weighed<'w> {
    claim: &'w Claim,
    days: &'w Days,
    sure: &'w [&'w Entry],
    open: &'w [(&'w Entry, Doubt)],
    evidence: &'w Evidence<'w>,
}

impl Weighed<'_> {
    /// Every way to count that differs from the others by what it counts, the most usual first.
    fn ways(&self) -> Vec<Way> {
        let there: Vec<Doubt> = OPEN
            .into_iter()
            .filter(|doubt| self.open.iter().any(|(_, own)| own == doubt))
            .collect();
        let mut ways: Vec<Way> = (0..1usize << there.len())
            .map(|bits| {
                let with: Vec<Doubt> =
                    (0..there.len()).filter(|at| bits >> at & 1 == 1).map(|at| there[at]).collect();
                let more = self.open.iter().filter(|(_, doubt)| with.contains(doubt)).count();
                Way { count: self.sure.len() + more, with }
            })
            .collect();
        // Usual are contacts with others present, at the edge of a round figure, of any medium that the
        // word may mean; not usual those of which the day is unknown.
        let usual = |doubt: &Doubt| *doubt != Doubt::Day;
        ways.sort_by_key(|way| {
            there.iter().filter(|doubt| usual(doubt) != way.with.contains(doubt)).count()
        });
        ways
    }

    /// The verdict, why, and which doubtful contacts it counts.
    fn verdict(&self) -> (Verdict, String, Vec<Doubt>) {
        match self.claim.kind {
            ClaimKind::Ordinal | ClaimKind::Cardinal => self.number(),
            ClaimKind::FirstSince | ClaimKind::FirstEver => self.first(),
            ClaimKind::LastBefore => self.last(),
            ClaimKind::NoneYet => self.none(),
            ClaimKind::Another => match self.sure.len() + self.open.len() {
                0 | 1 => (Verdict::Short, "the record holds none before".into(), vec![]),
                _ => (Verdict::Supported, "the record holds one before".into(), vec![]),
            },
            ClaimKind::Superlative => {
                (Verdict::Undecidable, "the record does not compare contacts".into(), vec![])
            }
        }
    }

    fn number(&self) -> (Verdict, String, Vec<Doubt>) {
        let claim = self.claim;
        let Some(wanted) = claim.ordinal.or(claim.count).map(|number| number as usize) else {
            return (Verdict::Undecidable, "no number is said".into(), vec![]);
        };
        let ways = self.ways();
        let usual = &ways[0];
        let open_window = self.days.first.is_none();
        if let Some(way) = ways.iter().find(|way| way.count == wanted) {
            if let (Some(whole), Some(first)) = (self.evidence.whole_since, self.days.first)
                && window::later(first, i64::from(claim.window.tolerance)) < whole
                && !unit::is_of_record(claim)
            {
                let why = format!(
                    "the record holds {wanted} of {wanted}, but is whole only since {whole}; the window begins on {first}"
                );
                return (Verdict::Short, why, way.with.clone());
            }
            let why = match condition(usual, way) {
                Some(condition) => format!("the record holds {wanted}, {condition}"),
                None => format!("the record holds {wanted}"),
            };
            return (Verdict::Supported, why, way.with.clone());
        }
        let (least, most) =
            (ways.iter().map(|way| way.count).min(), ways.iter().map(|way| way.count).max());
        if most < Some(wanted) {
            return (
                Verdict::Short,
                format!("the record holds {} of {wanted}", usual.count),
                usual.with.clone(),
            );
        }
        let more = least > Some(wanted);
        if more && open_window {
            let why = format!("the record holds {} in all, but no window is said", usual.count);
            return (Verdict::Undecidable, why, usual.with.clone());
        }
        if more && unit::is_of_record(claim) {
            let why = format!(
                "the record holds {}, but the claim is of those known to its author",
                usual.count
            );
            return (Verdict::Undecidable, why, usual.with.clone());
        }
        if more {
            return (
                Verdict::Contradicted,
                format!("the record holds {}, more than {wanted}", usual.count),
                usual.with.clone(),
            );
        }
        let [least, most] = [least, most].map(Option::unwrap_or_default);
        let why = format!("the record holds {least} to {most} by what counts, but never {wanted}");
        (Verdict::Undecidable, why, usual.with.clone())
    }

    /// One contact in the window refutes that this is its first.
    fn first(&self) -> (Verdict, String, Vec<Doubt>) {
        if self.days.first.is_none() && self.claim.kind == ClaimKind::FirstSince {
            let why = match self.sure.len() {
                0 => "since when is not known; the record holds none before",
                _ => "since when is not known; the record holds others before",
            };
            let verdict = if self.sure.is_empty() && self.open.is_empty() {
                Verdict::Supported
            } else {
                Verdict::Undecidable
            };
            return (verdict, why.into(), vec![]);
        }
        self.refuted_by("the record holds none in between", "the record holds one in between")
    }

    fn none(&self) -> (Verdict, String, Vec<Doubt>) {
        self.refuted_by("the record holds none", "the record holds one")
    }

    fn last(&self) -> (Verdict, String, Vec<Doubt>) {
        let end = self.claim.window.start.as_deref().and_then(window::last_day);
        let Some(end) = end else {
            return (Verdict::Undecidable, "when the last was is not known".into(), vec![]);
        };
        let day = |entry: &Entry| entry.range.map(|range| range[0]);
        let begun = self.claim.window.start.as_deref().and_then(window::first_day);
        let there = self.evidence.contacts.iter().any(|entry| {
            entry.status == Status::Held && day(entry) >= begun && day(entry) <= Some(end)
        });
        let refuted = self.refuted_by("the record holds none since", "the record holds one since");
        match refuted.0 {
            Verdict::Supported if !there => {
                (Verdict::Short, "the record does not hold it, nor one since".into(), vec![])
            }
            _ => refuted,
        }
    }

    fn refuted_by(&self, none: &str, one: &str) -> (Verdict, String, Vec<Doubt>) {
        match (self.sure.is_empty(), self.open.is_empty()) {
            (true, true) => (Verdict::Supported, none.into(), vec![]),
            (true, false) => {
                let mut kinds: Vec<Doubt> = self.open.iter().map(|(_, doubt)| *doubt).collect();
                kinds.sort();
                kinds.dedup();
                let words: Vec<&str> = kinds.iter().map(|doubt| words(*doubt)).collect();
                (
                    Verdict::Supported,
                    format!("{none}, if {} are left out", words.join(" and ")),
                    vec![],
                )
            }
            (false, _) if self.claim.qualifiers.is_empty() => {
                (Verdict::Contradicted, one.into(), vec![])
            }
            (false, _) => {
                let narrow = self.claim.qualifiers.join(", ");
                (
                    Verdict::Undecidable,
                    format!("{one}, but whether it was {narrow} is not known"),
                    vec![],
                )
            }
        }
    }
}

/// How a way to count differs from the usual one, in words.
fn condition(usual: &Way, way: &Way) -> Option<String> {
    let with = way.with.iter().filter(|doubt| !usual.with.contains(doubt));
    let with = with.map(|doubt| format!("if {} are counted", words(*doubt)));
    let without = usual.with.iter().filter(|doubt| !way.with.contains(doubt));
    let without = without.map(|doubt| format!("if {} are left out", words(*doubt)));
    let all: Vec<String> = with.chain(without).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Doubtful contacts in words.
pub fn words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Group => "contacts with others present",
        Doubt::NotAlone => "contacts with others present, by its words not counted",
        Doubt::Edge => "contacts at the edge of the window",
        Doubt::Day => "contacts of no known day",
        Doubt::Denied => "contacts that somebody denies",
        Doubt::Medium => "contacts of another medium that the word may mean",
        Doubt::NotHeld => "contacts not held",
        Doubt::Several => "several told as one",
        Doubt::OtherMedium => "contacts of another medium",
        Doubt::Outside => "contacts outside the window",
    }
}
