//! Values as TIMEX3 writes them.

use super::fields::{Amount, Fields, Part, Unit};
use super::period::Period;
use crate::{Basis, TimeKind};

/// What an expression comes to.
pub struct Value {
    pub kind: TimeKind,
    pub value: Option<String>,
    pub basis: Option<Basis>,
    /// The expression that it was counted from.
    pub anchor: Option<usize>,
    /// The stretch of the calendar that it is, for what refers back to it.
    pub period: Option<Period>,
}

impl Value {
    /// One that is counted from nothing.
    pub fn plain(kind: TimeKind, value: impl Into<String>) -> Value {
        let basis = Some(Basis::Explicit);
        Value { kind, value: Some(value.into()), basis, anchor: None, period: None }
    }

    /// One without a base.
    pub fn unknown(kind: TimeKind, value: Option<String>) -> Value {
        Value { kind, value, basis: None, anchor: None, period: None }
    }
}

/// A period that was counted from a day of the clock, or from nothing.
pub fn dated(period: Option<Period>, basis: Basis) -> Value {
    let value = period.map(|period| period.to_string());
    let basis = value.is_some().then_some(basis);
    Value { kind: TimeKind::Date, value, basis, anchor: None, period }
}

/// A period that was counted from another expression.
pub fn anchored(period: Option<Period>, index: usize) -> Value {
    let value = dated(period, Basis::Time);
    Value { anchor: value.value.is_some().then_some(index), ..value }
}

/// A day with the time of day that the words add.
pub fn with_time(mut value: Value, fields: &Fields) -> Value {
    let time = match (fields.hour, fields.part) {
        (Some(hour), _) => {
            let hour = i32::from(hour);
            let late = i32::from(fields.meridiem.unwrap_or(0));
            let hour = match fields.meridiem {
                Some(_) => hour % 12 + late,
                // 8:30 tonight
                None if hour < 12 && fields.part.is_some_and(Part::is_late) => hour + 12,
                None => hour,
            };
            let minute = fields.minute.unwrap_or(0);
            let mut time = format!("T{hour:02}:{minute:02}");
            if let Some(second) = fields.second {
                time += &format!(":{second:02}");
            }
            if let Some(zone) = fields.zone {
                time += &offset(zone);
            }
            time
        }
        (None, Some(part)) => format!("T{}", part.code()),
        (None, None) => return value,
    };
    value.kind = TimeKind::Time;
    if let Some(value) = &mut value.value {
        *value += &time;
    }
    value
}

/// A time zone as ISO 8601 writes it.
fn offset(minutes: i16) -> String {
    if minutes == 0 {
        return "Z".into();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A length of time. Halves and quarters of what divides evenly are given in the smaller unit:
/// `PT1H30M`, `P2Y6M`, but `P1.5M`.
pub fn length(amount: Amount, more: f64, unit: Unit) -> String {
    let (sign, scale) = match unit {
        Unit::Second => ("S", 1.0),
        Unit::Minute => ("M", 1.0),
        Unit::Hour => ("H", 1.0),
        Unit::Day => ("D", 1.0),
        Unit::Week => ("W", 1.0),
        Unit::Weekend => ("WE", 1.0),
        Unit::Month => ("M", 1.0),
        Unit::Quarter => ("Q", 1.0),
        Unit::Half => ("M", 6.0),
        Unit::Year => ("Y", 1.0),
        Unit::Decade => ("Y", 10.0),
        Unit::Century => ("Y", 100.0),
    };
    let start = if unit < Unit::Day { "PT" } else { "P" };
    let Amount::Exactly(number) = amount else {
        let sign = match unit {
            Unit::Decade => "DE",
            Unit::Century => "CE",
            _ => sign,
        };
        return format!("{start}X{sign}");
    };
    let number = (number + more) * scale;
    let (whole, rest) = (number.trunc(), number.fract());
    let smaller = match sign {
        "Y" => Some((12.0, "M")),
        "H" => Some((60.0, "M")),
        "M" if unit == Unit::Minute => Some((60.0, "S")),
        _ => None,
    };
    match smaller.filter(|(many, _)| rest != 0.0 && (rest * many).fract() == 0.0) {
        Some((many, smaller)) if whole == 0.0 => format!("{start}{}{smaller}", rest * many),
        Some((many, smaller)) => format!("{start}{whole}{sign}{}{smaller}", rest * many),
        None => format!("{start}{number}{sign}"),
    }
}

/// What recurs.
pub fn recurring(fields: &Fields) -> String {
    let time = fields.part.map(|part| format!("T{}", part.code())).unwrap_or_default();
    match (fields.weekday, fields.month, fields.season, fields.unit) {
        (Some(weekday), ..) => format!("XXXX-WXX-{weekday}{time}"),
        (_, Some(month), ..) => match fields.day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        },
        (.., Some(season), _) => format!("XXXX-{}", season.code()),
        (.., Some(Unit::Weekend)) => "XXXX-WXX-WE".into(),
        (.., Some(unit)) => {
            let number = fields.number.unwrap_or(Amount::Exactly(1.0));
            length(number, fields.more, unit)
        }
        _ => format!("XXXX-XX-XX{time}"),
    }
}
