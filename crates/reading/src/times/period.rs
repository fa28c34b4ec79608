//! A stretch of the calendar, as TIMEX3 writes it.

use super::calendar::plus;
use super::fields::{Season, Unit};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::fmt;

/// A day or something longer that the calendar has a name for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// The year without its last digit.
    Decade(i16),
    /// The year without its last two digits.
    Century(i16),
}

impl Period {
    /// The one of its kind that `day` lies in. A weekend is that of the day's week. There is none
    /// of a unit below the day.
    pub fn of(unit: Unit, day: Date) -> Option<Period> {
        let monday = || plus(day, -i64::from(day.weekday().to_monday_zero_offset()));
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Period::Day(day),
            Unit::Week => Period::Week(monday()?),
            Unit::Weekend => Period::Weekend(monday()?),
            Unit::Month => Period::Month(day.year(), day.month()),
            Unit::Quarter => Period::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Half => Period::Half(day.year(), (day.month() - 1) / 6 + 1),
            Unit::Year => Period::Year(day.year()),
            Unit::Decade => Period::Decade(day.year() / 10),
            Unit::Century => Period::Century(day.year() / 100),
        })
    }

    /// So many of its kind later. A season comes again each year.
    pub fn shifted(self, by: i64) -> Option<Period> {
        let of_year = |year: i16, number: i8, count: i64| {
            let total = i64::from(year) * count + i64::from(number) - 1 + by;
            let year = i16::try_from(total.div_euclid(count)).ok()?;
            let number = i8::try_from(total.rem_euclid(count) + 1).ok()?;
            (1..=9999).contains(&year).then_some((year, number))
        };
        let year = |year: i16| of_year(year, 1, 1).map(|(year, _)| year);
        Some(match self {
            Period::Day(day) => Period::Day(plus(day, by)?),
            Period::Week(day) => Period::Week(plus(day, by.checked_mul(7)?)?),
            Period::Weekend(day) => Period::Weekend(plus(day, by.checked_mul(7)?)?),
            Period::Month(year, month) => {
                let (year, month) = of_year(year, month, 12)?;
                Period::Month(year, month)
            }
            Period::Quarter(year, quarter) => {
                let (year, quarter) = of_year(year, quarter, 4)?;
                Period::Quarter(year, quarter)
            }
            Period::Half(year, half) => {
                let (year, half) = of_year(year, half, 2)?;
                Period::Half(year, half)
            }
            Period::Season(of, season) => Period::Season(year(of)?, season),
            Period::Year(of) => Period::Year(year(of)?),
            Period::Decade(of) => Period::Decade(year(of)?),
            Period::Century(of) => Period::Century(year(of)?),
        })
    }

    /// The same a number of years later: the same date, week or quarter of that year.
    pub fn years_later(self, years: i16) -> Option<Period> {
        let by = i64::from(years);
        match self {
            Period::Day(day) => {
                let year = day.year().checked_add(years)?;
                let last = Date::new(year, day.month(), 1).ok()?.days_in_month();
                Date::new(year, day.month(), day.day().min(last)).ok().map(Period::Day)
            }
            Period::Week(_) | Period::Weekend(_) => self.shifted(by * 52),
            Period::Month(..) => self.shifted(by * 12),
            Period::Quarter(..) => self.shifted(by * 4),
            Period::Half(..) => self.shifted(by * 2),
            Period::Season(..) | Period::Year(_) => self.shifted(by),
            Period::Decade(of) => Some(Period::Year(of.checked_mul(10)?)),
            Period::Century(of) => Some(Period::Year(of.checked_mul(100)?)),
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        let of = |year: i16, month: i8| Date::new(year, month, 1).ok();
        match self {
            Period::Day(day) | Period::Week(day) => Some(day),
            Period::Weekend(monday) => plus(monday, 5),
            Period::Month(year, month) => of(year, month),
            Period::Quarter(year, quarter) => of(year, 3 * quarter - 2),
            Period::Half(year, half) => of(year, 6 * half - 5),
            Period::Season(year, season) => of(year, 3 * season as i8 + 3),
            Period::Year(year) => of(year, 1),
            Period::Decade(decade) => of((decade.checked_mul(10)?).max(1), 1),
            Period::Century(century) => of((century.checked_mul(100)?).max(1), 1),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Option<Date> {
        let next = match self {
            Period::Weekend(monday) => return plus(monday, 6),
            Period::Season(year, Season::Winter) => Date::new(year.checked_add(1)?, 3, 1).ok()?,
            Period::Season(year, season) => Date::new(year, 3 * season as i8 + 6, 1).ok()?,
            _ => self.shifted(1)?.first_day()?,
        };
        plus(next, -1)
    }
}

/// The ISO week of a day: its year and number.
fn iso_week(day: Date) -> (i16, i8) {
    let week: ISOWeekDate = day.iso_week_date();
    (week.year(), week.week())
}

/// The day of the week from Monday, 1.
pub fn weekday(day: Date) -> i8 {
    let weekday: Weekday = day.weekday();
    weekday.to_monday_one_offset()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Period::Day(day) => write!(f, "{day}"),
            Period::Week(day) => {
                let (year, week) = iso_week(day);
                write!(f, "{year:04}-W{week:02}")
            }
            Period::Weekend(day) => {
                let (year, week) = iso_week(day);
                write!(f, "{year:04}-W{week:02}-WE")
            }
            Period::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Period::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Period::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Period::Season(year, season) => write!(f, "{year:04}-{}", season.code()),
            Period::Year(year) => write!(f, "{year:04}"),
            Period::Decade(decade) => write!(f, "{decade:03}"),
            Period::Century(century) => write!(f, "{century:02}"),
        }
    }
}
