//! A contact as the mentions of it make it, one after the other.

use super::mention::Mention;
use super::status::Told;
use super::when::When;
use crate::around::last_day;
use crate::page::Page;
use crate::{Contact, DateBasis, Medium, MediumBasis, Precision, Status};
use jiff::civil::Date;

/// A contact as its mentions make it.
pub struct Draft {
    pub mentions: Vec<usize>,
    pub participants: Vec<String>,
    pub unnamed: bool,
    pub medium: Medium,
    pub open: bool,
    pub told: Told,
    pub when: Option<When>,
    pub several: bool,
    pub in_title: bool,
    pub place: Option<String>,
    /// The day of the report whose news it is.
    pub news_of: Option<Date>,
}

impl Draft {
    /// The contact of a mention that is of none before; [`add`](Draft::add) counts the mention in.
    pub fn of(mention: &Mention) -> Draft {
        Draft {
            mentions: Vec::new(),
            participants: mention.participants.clone(),
            unnamed: mention.unnamed,
            medium: mention.medium,
            open: mention.open,
            told: mention.told,
            when: mention.when,
            several: mention.several,
            in_title: mention.in_title,
            place: mention.place.clone(),
            news_of: None,
        }
    }

    /// Takes in what one more mention says.
    pub fn add(&mut self, number: usize, mention: &Mention) {
        self.mentions.push(number);
        if self.open && !mention.open {
            (self.medium, self.open) = (mention.medium, false);
        } else if self.open && self.medium == Medium::Talks {
            self.medium = mention.medium;
        } else if self.medium == Medium::Call && mention.medium == Medium::Video {
            self.medium = Medium::Video;
        }
        let denied = mention.told.status == Status::Denied
            && mention.told.sure
            && self.told.status != Status::Cancelled;
        let cancelled = mention.told.sure && mention.told.status == Status::Cancelled;
        let undone = cancelled && self.told.status == Status::Planned;
        if mention.told.sure && !self.told.sure || denied || undone {
            self.told = mention.told;
        }
        for id in &mention.participants {
            if !self.participants.contains(id) {
                self.participants.push(id.clone());
            }
        }
        self.participants.sort();
        self.several &= mention.several;
        let better = match (&self.when, &mention.when) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(own), Some(other)) => (other.weak, other.precision) < (own.weak, own.precision),
        };
        if better {
            self.when = mention.when;
        }
        self.place = self.place.take().or(mention.place.clone());
    }

    /// The day of one that was held: as the words say, or of the report whose news it is.
    pub fn day(&self) -> Option<When> {
        let held = self.told.status == Status::Held && !self.several;
        let release = |day| {
            let (precision, basis) = (Precision::Day, DateBasis::Release);
            When { day, precision, basis, weak: false }
        };
        let own = self.when.filter(|when| self.news_of.is_some() || !when.weak);
        let day = own.map(|when| When { weak: false, ..when });
        let day = day.or_else(|| self.news_of.map(release));
        day.filter(|when| held && when.precision == Precision::Day)
    }

    /// The contact, where all its mentions are known.
    pub fn contact(
        &self,
        page: &Page,
        mentions: &[Mention],
        main_end: usize,
        explain: bool,
    ) -> Contact {
        let own = || self.mentions.iter().map(|&at| &mentions[at]);
        let report = page.report;
        let main = own().any(|mention| mention.is_main(main_end));
        let mut status = self.told.status;
        let published = report.published;
        // The day of the saying is no day of what is still to come.
        let mut when = self.when.filter(|when| !when.weak || status == Status::Held);
        if let (Some(own), Some(published)) = (&mut when, published) {
            let week = jiff::Span::new().days(7);
            if own.day > published && status == Status::Held {
                // "were on the phone this Wednesday": the one that is past.
                let past = self.mentions.iter().any(|&at| mentions[at].past);
                let before = own.day.checked_sub(week).ok().filter(|day| *day <= published);
                match before.filter(|_| past && own.basis == DateBasis::Relative) {
                    Some(day) => own.day = day,
                    None => status = Status::Planned,
                }
            }
            // "They were to meet on Monday", said on Tuesday: they did not.
            if self.told.lapsed && status == Status::Planned && own.day < published {
                status = Status::Cancelled;
            }
            // "to meet on Monday" in a headline: the one to come.
            let passed = own.day < published && own.precision == Precision::Day;
            if status == Status::Planned && passed && own.basis == DateBasis::Relative {
                own.day = own
                    .day
                    .checked_add(week)
                    .ok()
                    .filter(|day| *day >= published)
                    .unwrap_or(own.day);
            }
        }
        // "in the evening", where no day was told: of the report's own;
        // "their recent talks": of this month; what a report is about: of its own day.
        let held = status == Status::Held;
        let recent = own().any(|mention| mention.recent);
        let told_now = main
            && !self.several
            && own().any(|mention| !mention.background && mention.shift.is_none());
        let day_part = own().any(|mention| mention.day_part);
        let today = day_part || held && (recent || told_now);
        if let (None, true, Some(day)) = (when, today, published) {
            let precision = if recent { Precision::Month } else { Precision::Day };
            let day = if recent { day.first_of_month() } else { day };
            when = Some(When { day, precision, basis: DateBasis::Release, weak: false });
        }
        let said = own().any(|mention| !mention.open && !mention.in_title);
        let mut durations: Vec<crate::Length> = Vec::new();
        for length in own().flat_map(|mention| &mention.lengths) {
            if !durations.iter().any(|known| known.spans == length.spans) {
                durations.push(length.clone());
            }
        }
        let mut evidence: Vec<crate::Span> = own().map(|mention| mention.evidence).collect();
        evidence.sort();
        evidence.dedup();
        let mut described: Vec<String> = Vec::new();
        for word in own().flat_map(|mention| &mention.described) {
            if !described.contains(word) {
                described.push(word.clone());
            }
        }
        let initiator = own().find_map(|mention| mention.initiator.clone());
        if self.told.lapsed && when.is_none() && status == Status::Planned {
            status = Status::Cancelled;
        }
        let mut participants = self.participants.clone();
        // Who invites to a visit is there.
        if let (Medium::Visit, Some(host)) = (self.medium, &initiator)
            && !participants.contains(host)
            && status != Status::Proposed
        {
            participants.push(host.clone());
            participants.sort();
        }
        // Who tells when and how long it was, rather than who only mentions it.
        let tells = |mention: &&Mention| mention.statement.is_some();
        let dated = |mention: &&Mention| {
            mention.when.is_some_and(|when| !when.weak) || !mention.lengths.is_empty()
        };
        let teller = own().filter(tells).find(dated).or_else(|| own().find(tells));
        Contact {
            medium: self.medium,
            medium_basis: match (self.open, said) {
                (true, _) => MediumBasis::Assumed,
                (false, true) => MediumBasis::Said,
                (false, false) => MediumBasis::Title,
            },
            kind: own().find_map(|mention| mention.kind.clone()),
            main,
            participants,
            several: self.several,
            date: when.map(|when| when.written()),
            date_range: when.map(|when| [when.day, last_day(when.day, when.precision)]),
            date_precision: when.map(|when| when.precision),
            date_basis: when.map(|when| when.basis),
            duration: durations.first().map(|length| length.value.clone()),
            duration_mod: durations.first().and_then(|length| length.modifier.clone()),
            durations,
            place: self.place.clone(),
            occasion: own().filter_map(|mention| mention.occasion).take(1).collect(),
            initiator,
            topics: Vec::new(),
            not_discussed: Vec::new(),
            described,
            status,
            reported_by: teller.and_then(|mention| mention.reported_by.clone()),
            statement: teller.and_then(|mention| mention.statement),
            evidence,
            pattern: explain.then(|| {
                own().map(|mention| mention.pattern.as_str()).collect::<Vec<_>>().join("; ")
            }),
        }
    }
}
