//! A parsed passage as the rules see it: words, numbers and marks, each looked up once.
//!
//! The parser's tokens are cut further (`30-day`, `1990s`, `10am`), and number words are put
//! together (*twenty-five*, *two thousand*, *nineteen ninety-six*).

use super::rules::{Numeral, Rules, WordId};
use chancery_syntax::Parsed;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Atom {
    /// Where it stands, in bytes of the text.
    pub start: usize,
    pub end: usize,
    /// The token that it is, or is part of.
    pub token: usize,
    /// Which word of the rules it is; 0 for none.
    pub word: WordId,
    pub number: Number,
}

/// The number that an atom is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    None,
    /// In so many digits; none where they are grouped, as no year or day is.
    Digits(u32, u8),
    /// `2.5`, `½`.
    Fraction(f64),
    /// `16th`, *sixteenth*.
    Ordinal(u16),
    /// *twenty-five*.
    Written(u32),
    /// *nineteen ninety-six*.
    Year(i16),
}

impl Atom {
    fn mark(token: usize, start: usize, end: usize) -> Atom {
        Atom { start, end, token, word: 0, number: Number::None }
    }
}

/// The atoms of a passage. A line's end is none; an empty line is one that nothing matches.
pub fn atoms(parsed: &Parsed, rules: &Rules) -> Vec<Atom> {
    let text = parsed.text();
    let mut atoms: Vec<Atom> = Vec::with_capacity(parsed.len() + parsed.len() / 8);
    let mut numerals = false;
    for (index, token) in parsed.tokens().enumerate() {
        let bytes = token.bytes();
        let words = &text[bytes.clone()];
        let first = words.as_bytes().first().copied().unwrap_or(b' ');
        if words.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let word = rules.word(words);
            numerals |= word != 0 && rules.numeral(word).is_some();
            atoms.push(Atom { word, ..Atom::mark(index, bytes.start, bytes.end) });
        } else if words.trim().is_empty() {
            if words.matches('\n').count() > 1 {
                atoms.push(Atom::mark(index, bytes.start, bytes.end));
            }
        } else {
            let whole = rules.word(words);
            if whole != 0 && !first.is_ascii_digit() {
                atoms.push(Atom { word: whole, ..Atom::mark(index, bytes.start, bytes.end) });
            } else if let Some(part) = fraction(words) {
                push_fraction(&mut atoms, Atom::mark(index, bytes.start, bytes.end), part, text);
            } else if first.is_ascii() || words.contains('-') {
                cut(words, bytes.start, index, rules, &mut atoms);
                numerals = true;
            } else {
                atoms.push(Atom::mark(index, bytes.start, bytes.end));
            }
        }
    }
    if numerals { put_together(&atoms, rules) } else { atoms }
}

/// A half or quarter as one token.
fn fraction(words: &str) -> Option<f64> {
    match words {
        "1/2" | "½" => Some(0.5),
        "1/4" | "¼" => Some(0.25),
        "3/4" | "¾" => Some(0.75),
        _ => None,
    }
}

/// A fraction belongs to the number before it: `2 1/2`.
fn push_fraction(atoms: &mut Vec<Atom>, atom: Atom, part: f64, text: &str) {
    match atoms.last_mut() {
        Some(Atom { number: number @ Number::Digits(..), end, token, .. })
            if text[*end..atom.start].trim().is_empty() =>
        {
            if let Number::Digits(value, _) = *number {
                *number = Number::Fraction(f64::from(value) + part);
            }
            (*end, *token) = (atom.end, atom.token);
        }
        _ => atoms.push(Atom { number: Number::Fraction(part), ..atom }),
    }
}

/// Cuts a token into runs of letters, runs of digits, and marks.
fn cut(words: &str, start: usize, token: usize, rules: &Rules, atoms: &mut Vec<Atom>) {
    let bytes = words.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        let from = at;
        let mut atom = Atom::mark(token, 0, 0);
        if digit(at) {
            at += 1;
            while digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && digit(at + 1)) {
                at += 1;
            }
            atom.number = number(&words[from..at]);
            if let (Number::Digits(value, 1 | 2), Some(b's' | b'n' | b'r' | b't')) =
                (atom.number, bytes.get(at))
                && matches!(words.get(at..at + 2), Some("st" | "nd" | "rd" | "th"))
                && !letter(at + 2)
            {
                atom.number = Number::Ordinal(u16::try_from(value).unwrap_or(0));
                at += 2;
            }
        } else if letter(at) {
            while letter(at) || (bytes.get(at) == Some(&b'.') && letter(at + 1)) {
                at += 1;
            }
            if bytes.get(at) == Some(&b'.') && rules.word(&words[from..at + 1]) != 0 {
                at += 1;
            }
            atom.word = rules.word(&words[from..at]);
        } else {
            at += 1;
            atom.word = rules.word(&words[from..at]);
        }
        (atom.start, atom.end) = (start + from, start + at);
        atoms.push(atom);
    }
}

fn number(digits: &str) -> Number {
    let grouped = digits.contains(',');
    let plain: &str = &digits.replace(',', "");
    if plain.contains('.') {
        return plain.parse().map_or(Number::None, Number::Fraction);
    }
    let length = if grouped { 0 } else { u8::try_from(digits.len()).unwrap_or(0) };
    plain.parse().map_or(Number::None, |value| Number::Digits(value, length))
}

/// Puts number words together.
fn put_together(atoms: &[Atom], rules: &Rules) -> Vec<Atom> {
    let mut all = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while let Some(&atom) = atoms.get(at) {
        let (number, length) = written(&atoms[at..], rules);
        if length == 0 {
            all.push(atom);
            at += 1;
            continue;
        }
        let last = atoms[at + length - 1];
        let word = if length == 1 { atom.word } else { 0 };
        all.push(Atom { start: atom.start, end: last.end, token: last.token, word, number });
        at += length;
    }
    all
}

/// The number that begins with the first atom, and how many atoms it takes: none, 0.
fn written(atoms: &[Atom], rules: &Rules) -> (Number, usize) {
    let numeral = |at: usize| {
        let word = atoms.get(at)?.word;
        if word == 0 { None } else { rules.numeral(word) }
    };
    let joined = |at: usize| {
        let dash = atoms.get(at).is_some_and(|atom| rules.is_dash(atom.word));
        if dash { at + 1 } else { at }
    };
    let Some(first) = numeral(0) else { return (Number::None, 0) };
    let below_hundred = |at: usize| -> Option<(Numeral, usize)> {
        let first = numeral(at)?;
        if first.value < 1 || first.value >= 100 {
            return None;
        }
        let next = joined(at + 1);
        match numeral(next).filter(|_| first.is_tens() && !first.ordinal) {
            Some(unit) if unit.value < 10 => {
                let value = first.value + unit.value;
                Some((Numeral { value, ordinal: unit.ordinal }, next + 1))
            }
            _ => Some((first, at + 1)),
        }
    };
    let Some((mut sum, mut at)) = below_hundred(0) else { return (Number::None, 0) };
    if !sum.ordinal {
        // nineteen ninety-six, twenty twelve
        if (10..=20).contains(&first.value)
            && at == 1
            && let Some((rest, end)) = below_hundred(joined(1))
            && rest.value >= 10
            && !rest.ordinal
        {
            let year = first.value * 100 + rest.value;
            return (Number::Year(i16::try_from(year).unwrap_or(0)), end);
        }
        while let Some(big) = numeral(joined(at)).filter(|numeral| numeral.value >= 100) {
            let (value, end) = (sum.value.saturating_mul(big.value), joined(at) + 1);
            let and = atoms.get(end).is_some_and(|atom| rules.is_and(atom.word));
            let rest = below_hundred(if and { end + 1 } else { end }).filter(|_| value >= 100);
            sum = Numeral { value, ordinal: big.ordinal };
            at = end;
            if let Some((rest, end)) = rest.filter(|_| !big.ordinal) {
                sum = Numeral { value: value.saturating_add(rest.value), ordinal: rest.ordinal };
                at = end;
                break;
            }
        }
    }
    let number = match sum.ordinal {
        true => Number::Ordinal(u16::try_from(sum.value).unwrap_or(0)),
        false => Number::Written(sum.value),
    };
    (number, at)
}
