//! What the words of an expression say, made into a value.

use super::Clock;
use super::calendar::plus;
use super::fields::{Amount, Fields, Unit};
use super::file::Meaning;
use super::period::{Period, weekday};
use super::tense::Tense;
use super::value::{Value, anchored, dated, length, recurring, with_time};
use super::yearly::Yearly;
use crate::{Basis, TimeKind};
use jiff::civil::Date;

/// Where an expression stands, as far as its value depends on it.
#[derive(Clone, Copy)]
pub struct Place {
    /// Where its verb says that it lies.
    pub tense: Tense,
    /// The number of its sentence, counted through.
    pub sentence: usize,
}

/// The times mentioned so far that later ones may refer to.
#[derive(Default)]
pub struct Memory {
    /// The last one, and the last that is a day.
    last: Option<Mentioned>,
    day: Option<Mentioned>,
    /// The last quarter that the report is about: one that has ended.
    quarter: Option<Mentioned>,
    /// Whether no longer part of the year has been spoken of since.
    quarter_in_view: bool,
    /// The time of writing.
    before: Option<Date>,
}

/// A time mentioned before.
#[derive(Clone, Copy)]
struct Mentioned {
    index: usize,
    period: Period,
    sentence: usize,
}

impl Memory {
    /// Notes that the expression `index` was of this period.
    pub fn note(&mut self, index: usize, value: &Value, sentence: usize) {
        if value.kind == TimeKind::Duration && value.value.as_deref() == Some("P9M") {
            self.quarter_in_view = false;
        }
        let Some(period) = value.period else { return };
        if let Some(quarter) = self.quarter.as_mut().filter(|quarter| quarter.period == period) {
            quarter.sentence = sentence;
            self.quarter_in_view = true;
        }
        let past = self.before.is_none_or(|base| period.last_day().is_some_and(|day| day < base));
        let mentioned = Mentioned { index, period, sentence };
        match period {
            Period::Quarter(..) if past && value.basis != Some(Basis::Time) => {
                self.quarter = Some(mentioned);
                self.quarter_in_view = true;
            }
            Period::Day(_) => self.day = Some(mentioned),
            _ => {}
        }
        self.last = Some(mentioned);
    }
}

/// How many sentences back a quarter is still what *a year earlier* is counted from.
const QUARTER_REACH: usize = 6;

/// How many times as far what lies on the side that the verb does not speak of counts.
const AGAINST: i64 = 5;

/// Makes values, as seen from one report's time of writing.
pub struct Resolver<'c> {
    clock: &'c Clock,
    base: Option<(Date, Basis)>,
    pub memory: Memory,
}

impl<'c> Resolver<'c> {
    pub fn new(clock: &'c Clock) -> Self {
        let base = clock.base();
        let before = base.map(|(base, _)| base);
        Resolver { clock, base, memory: Memory { before, ..Memory::default() } }
    }

    /// The value of an expression.
    pub fn resolve(&self, meaning: Meaning, fields: &Fields, place: Place) -> Value {
        match meaning {
            Meaning::Duration => match (fields.number, fields.unit) {
                (Some(amount), Some(unit)) => {
                    let mut length = length(amount, fields.more, unit);
                    if let Some(minutes) = fields.minute.filter(|_| unit == Unit::Hour) {
                        length += &format!("{minutes}M");
                    }
                    Value::plain(TimeKind::Duration, length)
                }
                (None, Some(unit)) => {
                    let length = length(Amount::Exactly(1.0), fields.more, unit);
                    Value::plain(TimeKind::Duration, length)
                }
                _ => Value::unknown(TimeKind::Duration, None),
            },
            Meaning::Set => Value::plain(TimeKind::Set, recurring(fields)),
            Meaning::Vague | Meaning::None => {
                let value = fields.vague.map(|vague| vague.code().to_string());
                Value { value, ..Value::plain(TimeKind::Date, "") }
            }
            Meaning::Ago => self.ago(fields, place),
            Meaning::Ahead => self.away(fields, 1),
            Meaning::Earlier => self.beside_mentioned(fields, place, -1),
            Meaning::Later => self.beside_mentioned(fields, place, 1),
            Meaning::Same => self.same(fields),
            Meaning::Reported => self.reported(fields),
            Meaning::Then => self.then(fields, place),
            Meaning::Figures => self.figures(fields, place),
            Meaning::Date => self.date(fields, place),
        }
    }

    /// The time of writing, moved by a number of units.
    fn away(&self, fields: &Fields, direction: i64) -> Value {
        let vague = if direction < 0 { "PAST_REF" } else { "FUTURE_REF" };
        let Some(unit) = fields.unit else { return Value::unknown(TimeKind::Date, None) };
        let Some(Amount::Exactly(number)) = fields.number else {
            return Value::plain(TimeKind::Date, vague);
        };
        if unit < Unit::Day {
            return Value::unknown(TimeKind::Time, None);
        }
        let Some((base, basis)) = self.base else { return Value::unknown(TimeKind::Date, None) };
        let period = moved(base, number + fields.more, unit, direction);
        dated(period, basis)
    }

    /// So long before the time of writing. A year ago is the quarter a year before the one that is
    /// spoken of, in a report of figures.
    fn ago(&self, fields: &Fields, place: Place) -> Value {
        if fields.unit == Some(Unit::Year) && fields.number == Some(Amount::Exactly(1.0)) {
            let near = |quarter: &Mentioned| quarter.sentence + QUARTER_REACH >= place.sentence;
            let quarter = self.memory.quarter.filter(|_| self.memory.quarter_in_view);
            if let Some(quarter) = quarter.filter(near) {
                return anchored(quarter.period.years_later(-1), quarter.index);
            }
        }
        self.away(fields, -1)
    }

    /// A time mentioned before, moved by a number of units.
    fn beside_mentioned(&self, fields: &Fields, place: Place, direction: i64) -> Value {
        let unknown = Value::unknown(TimeKind::Date, None);
        let (Some(unit), Some(Amount::Exactly(number))) = (fields.unit, fields.number) else {
            return self.resolve(Meaning::Duration, fields, place);
        };
        if unit == Unit::Year && direction < 0 {
            return self.ago(fields, place);
        }
        let from = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                return Value::unknown(TimeKind::Time, None);
            }
            Unit::Day | Unit::Week => self.memory.day,
            _ => self.memory.last,
        };
        let Some(from) = from else { return unknown };
        let Some(day) = from.period.first_day() else { return unknown };
        anchored(moved(day, number + fields.more, unit, direction), from.index)
    }

    /// The day, year and so on of the time mentioned before.
    fn same(&self, fields: &Fields) -> Value {
        let unknown = Value::unknown(TimeKind::Date, None);
        let from = match fields.unit {
            Some(Unit::Day) => self.memory.day,
            _ => self.memory.last,
        };
        let Some(from) = from else { return unknown };
        let period = match (fields.month, fields.unit) {
            // "November of that year"
            (Some(month), _) => from.period.first_day().and_then(|day| match fields.day {
                Some(number) => Date::new(day.year(), month, number).ok().map(Period::Day),
                None => Some(Period::Month(day.year(), month)),
            }),
            (None, Some(unit)) => from.period.first_day().and_then(|day| Period::of(unit, day)),
            (None, None) => Some(from.period),
        };
        with_time(anchored(period, from.index), fields)
    }

    /// The quarter that the report is about, or the same one of another year.
    fn reported(&self, fields: &Fields) -> Value {
        let years = fields.years.unwrap_or(0);
        let of_year = |period: Period| {
            let period = match (period, fields.year) {
                (Period::Quarter(_, quarter), Some(year)) => Period::Quarter(year, quarter),
                _ => period,
            };
            let period = match (period, fields.ordinal) {
                (Period::Quarter(year, _), Some(ordinal @ 1..=4)) => {
                    Period::Quarter(year, ordinal as i8)
                }
                _ => period,
            };
            period.years_later(years.into())
        };
        let in_view = self.memory.quarter_in_view || years == 0 || fields.ordinal.is_some();
        if let Some(quarter) = self.memory.quarter.filter(|_| in_view) {
            return anchored(of_year(quarter.period), quarter.index);
        }
        let Some((base, basis)) = self.base else { return Value::unknown(TimeKind::Date, None) };
        if let Some(year) = fields.year {
            return dated(Some(Period::Year(year)), Basis::Explicit);
        }
        if years != 0 && fields.ordinal.is_none() {
            return dated(Period::Year(base.year()).shifted(years.into()), basis);
        }
        let last = Period::of(Unit::Quarter, base).and_then(|quarter| quarter.shifted(-1));
        dated(last.and_then(of_year), basis)
    }

    /// A date as seen from one mentioned before: *the following year*, *the previous Friday*.
    fn then(&self, fields: &Fields, place: Place) -> Value {
        let from = match (fields.unit, fields.part, fields.weekday) {
            (Some(Unit::Day | Unit::Week), ..) | (_, Some(_), _) | (.., Some(_)) => self.memory.day,
            _ => self.memory.last,
        };
        let Some(from) = from else {
            // A week or more before nothing that was mentioned is before the time of writing.
            let long = fields.unit.is_some_and(|unit| unit >= Unit::Week);
            return match fields.shift {
                Some(-1) if long => self.date(fields, place),
                _ => Value::unknown(TimeKind::Date, None),
            };
        };
        let Some(day) = from.period.first_day() else {
            return Value::unknown(TimeKind::Date, None);
        };
        let seen = Resolver {
            clock: self.clock,
            base: Some((day, Basis::Time)),
            memory: Memory::default(),
        };
        let place = Place { tense: Tense::Unsaid, sentence: 0 };
        let mut value = seen.date(fields, place);
        if value.basis == Some(Basis::Time) {
            value.anchor = Some(from.index);
        }
        value
    }

    /// A date in figures: in the outlet's order, or the only one that there can be.
    fn figures(&self, fields: &Fields, place: Place) -> Value {
        let (Some(first), Some(second)) = (fields.day, fields.figure) else {
            return Value::unknown(TimeKind::Date, None);
        };
        let forced = match (first > 12, second > 12) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ if first == second => Some(true),
            _ => None,
        };
        match forced.or(self.clock.day_first) {
            Some(day_first) => {
                let (day, month) = if day_first { (first, second) } else { (second, first) };
                let dated = Fields { day: Some(day), month: Some(month), ..*fields };
                self.date(&dated, place)
            }
            None => {
                let year = fields.year.map(|year| format!("{year:04}-XX-XX"));
                Value::unknown(TimeKind::Date, year)
            }
        }
    }

    /// A date or time of day as seen from the time of writing.
    fn date(&self, fields: &Fields, place: Place) -> Value {
        let value = match self.period(fields, place) {
            Found::Is(period, basis) => dated(Some(period), basis),
            Found::WithoutYear(value) => Value::unknown(TimeKind::Date, Some(value)),
            Found::Nothing => Value::unknown(TimeKind::Date, None),
        };
        let dayless = fields.month.is_none()
            && fields.weekday.is_none()
            && fields.days.is_none()
            && fields.day.is_none()
            && fields.unit.is_none()
            && fields.feast.is_none()
            && fields.shift.is_none();
        if dayless && (fields.hour.is_some() || fields.part.is_some()) {
            return self.today_at(fields, place);
        }
        with_time(value, fields)
    }

    /// A time of day without a day: of the day mentioned in the same sentence, or else of writing.
    fn today_at(&self, fields: &Fields, place: Place) -> Value {
        let day = self.memory.day.filter(|day| day.sentence == place.sentence);
        let value = match (day, self.base) {
            (Some(day), _) => anchored(Some(day.period), day.index),
            (None, Some((base, basis))) => dated(Some(Period::Day(base)), basis),
            (None, None) => Value::unknown(TimeKind::Date, Some("XXXX-XX-XX".into())),
        };
        with_time(value, fields)
    }

    /// The stretch of the calendar that the words name.
    fn period(&self, fields: &Fields, place: Place) -> Found {
        let is = |period: Option<Period>, basis| match period {
            Some(period) => Found::Is(period, basis),
            None => Found::Nothing,
        };
        if let Some(decade) = fields.decade {
            return Found::Is(Period::Decade(decade), Basis::Explicit);
        }
        if let (Some(Unit::Century), Some(ordinal)) = (fields.unit, fields.ordinal) {
            return Found::Is(Period::Century(ordinal), Basis::Explicit);
        }
        if let Some(yearly) = Yearly::of(fields) {
            let found = self.yearly(yearly, fields, place);
            return match (found, fields.unit) {
                (Found::Is(Period::Day(day), basis), Some(Unit::Week)) => {
                    is(Period::of(Unit::Week, day), basis)
                }
                (found, _) => found,
            };
        }
        if let Some(year) = fields.year {
            return Found::Is(Period::Year(year), Basis::Explicit);
        }
        let Some((base, basis)) = self.base else {
            return match fields.weekday {
                Some(weekday) => Found::WithoutYear(format!("XXXX-WXX-{weekday}")),
                None if fields.part.is_some() || fields.hour.is_some() => {
                    Found::WithoutYear("XXXX-XX-XX".into())
                }
                None => Found::Nothing,
            };
        };
        if let Some(wanted) = fields.weekday {
            return is(
                weekday_near(base, wanted, fields.shift, place.tense == Tense::Ahead),
                basis,
            );
        }
        if let Some(days) = fields.days {
            return is(plus(base, days.into()).map(Period::Day), basis);
        }
        if let Some(years) = fields.years {
            return is(Period::Year(base.year()).shifted(years.into()), basis);
        }
        if let Some(day) = fields.day {
            return is(day_of_month(base, day, place.tense), basis);
        }
        if let Some(unit) = fields.unit {
            let shift = i64::from(fields.shift.unwrap_or(0));
            let now = Period::of(unit, base);
            // At the beginning of a week, its weekend is the one before unless it lies ahead.
            let past = unit == Unit::Weekend
                && fields.shift.is_none()
                && place.tense != Tense::Ahead
                && weekday(base) < 6;
            return is(now.and_then(|now| now.shifted(shift - i64::from(past))), basis);
        }
        let shift = i64::from(fields.shift.unwrap_or(0));
        is(plus(base, shift).map(Period::Day), basis)
    }

    /// What comes once a year: the one of the year that is named, or the one nearest to the time
    /// of writing.
    fn yearly(&self, yearly: Yearly, fields: &Fields, place: Place) -> Found {
        if let Some(year) = fields.year {
            return match yearly.in_year(year) {
                Some(period) => Found::Is(period, Basis::Explicit),
                None => Found::Nothing,
            };
        }
        let Some((base, basis)) = self.base else {
            return yearly.without_year().map_or(Found::Nothing, Found::WithoutYear);
        };
        if let Some(years) = fields.years {
            let year = base.year().checked_add(years.into());
            return match year.and_then(|year| yearly.in_year(year)) {
                Some(period) => Found::Is(period, basis),
                None => Found::Nothing,
            };
        }
        let around = (base.year() - 1).max(1)..=base.year().saturating_add(1).min(9999);
        let mut each = around.filter_map(|year| {
            let period = yearly.in_year(year)?;
            Some((period, period.first_day()?, period.last_day()?))
        });
        let days = |from: Date, to: Date| from.duration_until(to).as_hours() / 24;
        let chosen = match fields.shift {
            Some(-1) => each.rfind(|(.., last)| *last < base),
            Some(1) => each.find(|(_, first, _)| *first > base),
            Some(0) => yearly.in_year(base.year()).map(|period| (period, base, base)),
            // One that goes on is nearest; else the distance to the nearer end decides, unless
            // the verb speaks for the other side.
            _ => each.min_by_key(|(_, first, last)| {
                let (to_first, from_last) = (days(base, *first), days(*last, base));
                let distance = to_first.max(from_last).max(0);
                let against = match place.tense {
                    Tense::Ahead => from_last > 0,
                    Tense::Behind => to_first > 0,
                    Tense::Unsaid => false,
                };
                let weekday = fields.weekday.is_some_and(|wanted| weekday(*first) != wanted);
                (weekday, if against { distance * AGAINST } else { distance })
            }),
        };
        match chosen {
            Some((period, ..)) => Found::Is(period, basis),
            None => Found::Nothing,
        }
    }
}

/// What the words come to on the calendar.
enum Found {
    Is(Period, Basis),
    WithoutYear(String),
    Nothing,
}

/// A weekday as seen from a day: the last one up to that day; the next one where it lies ahead.
fn weekday_near(base: Date, wanted: i8, shift: Option<i8>, ahead: bool) -> Option<Period> {
    let back = i64::from((weekday(base) - wanted).rem_euclid(7));
    let on = i64::from((wanted - weekday(base)).rem_euclid(7));
    let days = match shift {
        Some(shift) if shift < 0 => -(if back == 0 { 7 } else { back }),
        Some(0) => on,
        Some(_) => {
            if on == 0 {
                7
            } else {
                on
            }
        }
        None if ahead => on,
        None => -back,
    };
    plus(base, days).map(Period::Day)
}

/// The last such day of a month up to a day; the next one where it lies ahead.
fn day_of_month(base: Date, wanted: i8, tense: Tense) -> Option<Period> {
    let month = Period::of(Unit::Month, base)?;
    let mut days = (-2..=2).filter_map(|by| {
        let first = month.shifted(by)?.first_day()?;
        Date::new(first.year(), first.month(), wanted).ok()
    });
    let day = match tense {
        Tense::Ahead => days.find(|day| *day >= base),
        _ => days.rfind(|day| *day <= base),
    };
    day.map(Period::Day)
}

/// The period so many units from a day: a day from a day, a year from a year.
fn moved(from: Date, number: f64, unit: Unit, direction: i64) -> Option<Period> {
    let (number, unit) = match unit {
        _ if number.fract() == 0.0 => (number, unit),
        Unit::Year => (number * 12.0, Unit::Month),
        Unit::Decade => (number * 10.0, Unit::Year),
        Unit::Century => (number * 100.0, Unit::Year),
        Unit::Week => (number * 7.0, Unit::Day),
        _ => (number, unit),
    };
    // More than the calendar holds, or a fraction of what cannot be cut.
    if number.fract() != 0.0 || number.abs() > 4e6 {
        return None;
    }
    let by = direction * number as i64;
    match unit {
        Unit::Decade => Period::of(Unit::Year, from)?.shifted(by * 10),
        Unit::Century => Period::of(Unit::Year, from)?.shifted(by * 100),
        _ => Period::of(unit, from)?.shifted(by),
    }
}
