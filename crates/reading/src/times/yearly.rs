//! What comes once a year: a date, a month, a season, a feast.

use super::calendar::{Feast, plus};
use super::fields::{Fields, Season, Unit};
use super::period::Period;
use jiff::civil::Date;

/// What comes once a year.
#[derive(Clone, Copy)]
pub enum Yearly {
    /// A month and a day of it.
    Day(i8, i8),
    Month(i8),
    /// A month and the number of its week; -1 for the last.
    Week(i8, i16),
    Season(Season),
    Quarter(i8),
    Half(i8),
    Feast(Feast),
}

impl Yearly {
    /// What comes once a year among the things that words say.
    pub fn of(fields: &Fields) -> Option<Yearly> {
        match (fields.month, fields.day, fields.unit, fields.ordinal) {
            (Some(month), _, Some(Unit::Week), Some(week)) => Some(Yearly::Week(month, week)),
            (Some(month), Some(day), ..) => Some(Yearly::Day(month, day)),
            (Some(month), ..) => Some(Yearly::Month(month)),
            (.., Some(Unit::Quarter), Some(quarter)) => Some(Yearly::Quarter(match quarter {
                -1 => 4,
                quarter => i8::try_from(quarter).ok()?,
            })),
            (.., Some(Unit::Half), Some(half)) => Some(Yearly::Half(match half {
                -1 => 2,
                half => i8::try_from(half).ok()?,
            })),
            _ => {
                let season = fields.season.map(Yearly::Season);
                season.or(fields.feast.map(Yearly::Feast))
            }
        }
    }

    /// The one of a year.
    pub fn in_year(self, year: i16) -> Option<Period> {
        Some(match self {
            Yearly::Day(month, day) => Period::Day(Date::new(year, month, day).ok()?),
            Yearly::Month(month) => Period::Month(year, month),
            Yearly::Week(month, week) => {
                // The week that most of the month's seven days are in.
                let first = Date::new(year, month, 1).ok()?;
                let days = match week {
                    1..=5 => 7 * i64::from(week) - 4,
                    _ => i64::from(first.days_in_month()) - 4,
                };
                Period::of(Unit::Week, plus(first, days)?)?
            }
            Yearly::Season(season) => Period::Season(year, season),
            Yearly::Quarter(quarter @ 1..=4) => Period::Quarter(year, quarter),
            Yearly::Half(half @ 1..=2) => Period::Half(year, half),
            Yearly::Quarter(_) | Yearly::Half(_) => return None,
            Yearly::Feast(feast) => {
                let day = feast.in_year(year)?;
                if feast.is_long() {
                    Period::Month(day.year(), day.month())
                } else {
                    Period::Day(day)
                }
            }
        })
    }

    /// It without a year, as far as TIMEX3 can write that.
    pub fn without_year(self) -> Option<String> {
        Some(match self {
            Yearly::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Yearly::Month(month) => format!("XXXX-{month:02}"),
            Yearly::Season(season) => format!("XXXX-{}", season.code()),
            Yearly::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Yearly::Half(half) => format!("XXXX-H{half}"),
            Yearly::Week(month, _) => format!("XXXX-{month:02}-WXX"),
            Yearly::Feast(Feast::Fixed(month, day)) => format!("XXXX-{month:02}-{day:02}"),
            Yearly::Feast(_) => return None,
        })
    }
}
