//! The kinds of numbers that a pattern may ask for.

use super::atoms::{Atom, Number};
use super::fields::{Amount, Set};

/// A kind of number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Number,
    /// One that says nothing: of two, the first counts.
    OtherNumber,
    Ordinal,
    Year,
    ShortYear,
    Day,
    Figure,
    OtherDay,
    Month,
    Hour,
    Minute,
    /// Minutes of a length.
    Minutes,
    Second,
    /// A number that stands for an ordinal.
    Cardinal,
    FourDigitTime,
    /// `7.30`
    DottedTime,
    Decade,
    ShortDecade,
    Century,
}

impl Shape {
    /// By its name in a pattern.
    pub fn named(name: &str) -> Option<Shape> {
        Some(match name {
            "number" => Shape::Number,
            "other_number" => Shape::OtherNumber,
            "ordinal" => Shape::Ordinal,
            "year" => Shape::Year,
            "short_year" => Shape::ShortYear,
            "day" => Shape::Day,
            "figure" => Shape::Figure,
            "other_day" => Shape::OtherDay,
            "month" => Shape::Month,
            "hour" => Shape::Hour,
            "minute" => Shape::Minute,
            "minutes" => Shape::Minutes,
            "cardinal" => Shape::Cardinal,
            "second" => Shape::Second,
            "four_digit_time" => Shape::FourDigitTime,
            "dotted_time" => Shape::DottedTime,
            "decade" => Shape::Decade,
            "short_decade" => Shape::ShortDecade,
            "century" => Shape::Century,
            _ => return None,
        })
    }

    /// What an atom of this shape says; none of another.
    pub fn of(self, atom: &Atom) -> Option<Set> {
        let small = |value: u32, most: u32| i8::try_from(value).ok().filter(|_| value <= most);
        let from_one = |value: u32, most: u32| small(value, most).filter(|value| *value > 0);
        let day = || match atom.number {
            Number::Digits(value, 1 | 2) => from_one(value, 31),
            Number::Ordinal(value) => from_one(value.into(), 31),
            _ => None,
        };
        Some(match (self, atom.number) {
            (Shape::Number, Number::Digits(value, _) | Number::Written(value)) => {
                Set::Number(Amount::Exactly(value.into()))
            }
            (Shape::OtherNumber, Number::Digits(..) | Number::Written(_)) => Set::Nothing,
            (Shape::Number, Number::Fraction(value)) => Set::Number(Amount::Exactly(value)),
            (Shape::Ordinal, Number::Ordinal(value)) => Set::Ordinal(i16::try_from(value).ok()?),
            (Shape::Century, Number::Ordinal(value @ 1..=99)) => {
                Set::Ordinal(i16::try_from(value).ok()? - 1)
            }
            (Shape::Year, Number::Digits(value @ 1000..=2999, 4)) => {
                Set::Year(i16::try_from(value).ok()?)
            }
            (Shape::Year, Number::Year(year)) => Set::Year(year),
            (Shape::Year, Number::Written(2000)) => Set::Year(2000),
            (Shape::Year, Number::Written(year @ 2001..=2099)) => {
                Set::Year(i16::try_from(year).ok()?)
            }
            (Shape::ShortYear, Number::Digits(value, 2)) => {
                // Two digits are of the century that ends in 2029.
                Set::Year(i16::try_from(value + if value < 30 { 2000 } else { 1900 }).ok()?)
            }
            (Shape::Day, _) => Set::Day(day()?),
            (Shape::Figure, _) => Set::Figure(day()?),
            (Shape::OtherDay, _) => Set::OtherDay(day()?),
            (Shape::Month, Number::Digits(value, 1 | 2)) => Set::Month(from_one(value, 12)?),
            (Shape::Hour, Number::Digits(value, 1 | 2)) => Set::Hour(small(value, 24)?),
            (Shape::Hour, Number::Written(value)) => Set::Hour(small(value, 12)?),
            (Shape::Minute, Number::Digits(value, 2)) => Set::Minute(small(value, 59)?),
            (Shape::Minutes, Number::Digits(value, 1 | 2) | Number::Written(value)) => {
                Set::Minute(small(value, 59)?)
            }
            (Shape::Cardinal, Number::Digits(value @ 1..=4, 1)) => {
                Set::Ordinal(i16::try_from(value).ok()?)
            }
            (Shape::Second, Number::Digits(value, 2)) => Set::Second(small(value, 59)?),
            (Shape::FourDigitTime, Number::Digits(value, 4)) if value % 100 < 60 => {
                Set::Hour(small(value / 100, 24)?)
            }
            (Shape::DottedTime, Number::Fraction(value)) if minutes(value) < 60 => {
                Set::Hour(small(value as u32, 24)?)
            }
            (Shape::Decade, Number::Digits(value @ 1000..=2999, 4)) if value % 10 == 0 => {
                Set::Decade(i16::try_from(value / 10).ok()?)
            }
            (Shape::ShortDecade, Number::Digits(value @ 10..=99, 2)) if value % 10 == 0 => {
                Set::Decade(i16::try_from(value / 10).ok()? + 190)
            }
            _ => return None,
        })
    }
}

/// The minutes of a time of day that is written with a full stop.
pub fn minutes(value: f64) -> u8 {
    (value.fract() * 100.0).round() as u8
}
