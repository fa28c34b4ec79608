//! What the words of a time expression say, before it is known on which day they were written.

use super::calendar::Feast;
use serde::Deserialize;
use serde::de::{IntoDeserializer, value::Error};

/// A length of time that words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    /// Of a year.
    Half,
    Year,
    Decade,
    Century,
}

/// Spring comes first: the winter of a year runs into the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Season {
    #[serde(rename = "SP")]
    Spring,
    #[serde(rename = "SU")]
    Summer,
    #[serde(rename = "FA")]
    Autumn,
    #[serde(rename = "WI")]
    Winter,
}

impl Season {
    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        ["SP", "SU", "FA", "WI"][self as usize]
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Part {
    #[serde(rename = "MO")]
    Morning,
    #[serde(rename = "MI")]
    Midday,
    #[serde(rename = "AF")]
    Afternoon,
    #[serde(rename = "EV")]
    Evening,
    #[serde(rename = "NI")]
    Night,
    #[serde(rename = "DT")]
    Daytime,
}

impl Part {
    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        ["MO", "MI", "AF", "EV", "NI", "DT"][self as usize]
    }

    /// Whether its hours are those after noon.
    pub fn is_late(self) -> bool {
        matches!(self, Part::Afternoon | Part::Evening | Part::Night)
    }
}

/// How exactly a value is meant, as the attribute `mod` of TIMEX3 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Modifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Modifier {
    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        match self {
            Modifier::Before => "BEFORE",
            Modifier::After => "AFTER",
            Modifier::OnOrBefore => "ON_OR_BEFORE",
            Modifier::OnOrAfter => "ON_OR_AFTER",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
        }
    }
}

/// A time that is no more than before, at or after the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Vague {
    PastRef,
    PresentRef,
    FutureRef,
}

impl Vague {
    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][self as usize]
    }
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many.
    Exactly(f64),
    /// Several.
    Some,
}

/// One thing that a word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Set {
    Nothing,
    Number(Amount),
    /// To be added to the number: *and a half*.
    More(f64),
    Ordinal(i16),
    Unit(Unit),
    Year(i16),
    Month(i8),
    Day(i8),
    /// The second figure of a date in figures, of which the first is the day so far.
    Figure(i8),
    /// The second day of a pair: another expression of its own.
    OtherDay(i8),
    /// From Monday, 1.
    Weekday(i8),
    Season(Season),
    Part(Part),
    /// How many of its kind away: *last*, *next*.
    Shift(i8),
    /// How many days away: *yesterday*.
    Days(i8),
    /// How many years away: *last year*, beside a month or quarter of it.
    Years(i8),
    Modifier(Modifier),
    Feast(Feast),
    Decade(i16),
    Vague(Vague),
    Hour(i8),
    Minute(i8),
    Second(i8),
    /// Hours to add to those of a clock face.
    Meridiem(i8),
    /// Minutes east of Greenwich.
    Zone(i16),
}

impl Set {
    /// What a word of the list `field` says, by the value that it stands under.
    pub fn parse(field: &str, value: &str) -> Option<Set> {
        fn named<T: for<'d> Deserialize<'d>>(value: &str) -> Option<T> {
            let value = IntoDeserializer::<Error>::into_deserializer(value);
            T::deserialize(value).ok()
        }
        let number = || value.parse().ok();
        Some(match field {
            "number" if value == "X" => Set::Number(Amount::Some),
            "number" => Set::Number(Amount::Exactly(value.parse().ok()?)),
            "more" => Set::More(value.parse().ok()?),
            "ordinal" => Set::Ordinal(value.parse().ok()?),
            "unit" => Set::Unit(named(value)?),
            "month" => Set::Month(number()?),
            "weekday" => Set::Weekday(number()?),
            "season" => Set::Season(named(value)?),
            "part" => Set::Part(named(value)?),
            "shift" => Set::Shift(number()?),
            "days" => Set::Days(number()?),
            "years" => Set::Years(number()?),
            "mod" => Set::Modifier(named(value)?),
            "feast" => Set::Feast(Feast::parse(value)?),
            "decade" => Set::Decade(value.parse().ok()?),
            "vague" => Set::Vague(named(value)?),
            "hour" => Set::Hour(number()?),
            "meridiem" => Set::Meridiem(number()?),
            "zone" => Set::Zone(value.parse().ok()?),
            "nothing" => Set::Nothing,
            _ => return None,
        })
    }
}

/// All that the words of one expression say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fields {
    pub number: Option<Amount>,
    pub more: f64,
    pub ordinal: Option<i16>,
    pub unit: Option<Unit>,
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub figure: Option<i8>,
    pub other_day: Option<i8>,
    pub weekday: Option<i8>,
    pub season: Option<Season>,
    pub part: Option<Part>,
    pub shift: Option<i8>,
    pub days: Option<i8>,
    pub years: Option<i8>,
    pub modifier: Option<Modifier>,
    pub feast: Option<Feast>,
    pub decade: Option<i16>,
    pub vague: Option<Vague>,
    pub hour: Option<i8>,
    pub minute: Option<i8>,
    pub second: Option<i8>,
    pub meridiem: Option<i8>,
    pub zone: Option<i16>,
}

impl Fields {
    /// With one thing more.
    pub fn with(mut self, set: Set) -> Self {
        match set {
            Set::Nothing => {}
            Set::Number(amount) => self.number = Some(amount),
            Set::More(more) => self.more += more,
            Set::Ordinal(ordinal) => self.ordinal = Some(ordinal),
            Set::Unit(unit) => self.unit = Some(unit),
            Set::Year(year) => self.year = Some(year),
            Set::Month(month) => self.month = Some(month),
            Set::Day(day) => self.day = Some(day),
            Set::Figure(figure) => self.figure = Some(figure),
            Set::OtherDay(day) => self.other_day = Some(day),
            Set::Weekday(weekday) => self.weekday = Some(weekday),
            Set::Season(season) => self.season = Some(season),
            Set::Part(part) => self.part = Some(part),
            Set::Shift(shift) => self.shift = Some(shift),
            Set::Days(days) => self.days = Some(days),
            Set::Years(years) => self.years = Some(years),
            Set::Modifier(modifier) => self.modifier = Some(modifier),
            Set::Feast(feast) => self.feast = Some(feast),
            Set::Decade(decade) => self.decade = Some(decade),
            Set::Vague(vague) => self.vague = Some(vague),
            Set::Hour(hour) => self.hour = Some(hour),
            Set::Minute(minute) => self.minute = Some(minute),
            Set::Second(second) => self.second = Some(second),
            Set::Meridiem(hours) => self.meridiem = Some(hours),
            Set::Zone(minutes) => self.zone = Some(minutes),
        }
        self
    }
}
