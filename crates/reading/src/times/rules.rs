//! `data/words/times.toml`: read once, and made into one network of states that is walked word by
//! word. There are no loops in it, so a walk is as long as the longest pattern at most.

use super::atoms::{Atom, Number};
use super::fields::{Amount, Fields, Set};
use super::pattern::{Pattern, parse};
use crate::words::DAYS;
use chancery_syntax::Parsed;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A word that the rules know, by its number; 0 is any other.
pub type WordId = u16;

/// The file.
#[derive(Deserialize)]
struct File {
    numerals: BTreeMap<String, String>,
    ordinals: BTreeMap<String, String>,
    classes: BTreeMap<String, Class>,
    tags: BTreeMap<String, Vec<String>>,
    phrases: BTreeMap<String, String>,
    tense: TenseWords,
    orders: Orders,
    names: BTreeSet<String>,
    rule: Vec<Written>,
}

/// Words that say something about one thing.
#[derive(Deserialize)]
struct Class {
    /// What a word of it sets.
    sets: String,
    /// The words, by the value that they set.
    words: BTreeMap<String, Vec<String>>,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(rename = "match")]
    pattern: String,
    value: Meaning,
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// How a value is made of what the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A period or time of day, seen from the time of writing.
    Date,
    /// A date in figures, the month before the day or behind it.
    Figures,
    /// The same as a date, seen from a time mentioned before.
    Then,
    /// A number of units before the time of writing.
    Ago,
    /// A number of units after it.
    Ahead,
    /// A number of units before a time mentioned before.
    Earlier,
    /// A number of units after it.
    Later,
    /// The time mentioned before.
    Same,
    /// The quarter that the report is about, or one counted from it.
    Reported,
    Duration,
    Set,
    Vague,
    /// Nothing: these words are no time.
    None,
}

/// Words that decide whether something lies ahead.
#[derive(Deserialize)]
pub struct TenseWords {
    /// Auxiliaries of the future.
    pub will: BTreeSet<String>,
    /// Verbs and adjectives of plans: what depends on them lies ahead.
    pub plans: BTreeSet<String>,
    /// Verbs whose present tense tells what was.
    pub told: BTreeSet<String>,
}

/// Who writes the month before the day in figures, and who the day before the month.
#[derive(Deserialize)]
pub struct Orders {
    pub month_first: BTreeSet<String>,
    pub day_first: BTreeSet<String>,
}

/// What a number word is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub value: u32,
    pub ordinal: bool,
}

impl Numeral {
    /// Twenty, thirty and so on.
    pub fn is_tens(self) -> bool {
        (20..100).contains(&self.value) && self.value.is_multiple_of(10)
    }
}

/// A rule, without its pattern.
pub struct Rule {
    #[cfg_attr(not(test), allow(dead_code))]
    pub name: String,
    pub meaning: Meaning,
    sets: Vec<Set>,
    after: Vec<Beside>,
    before: Vec<Beside>,
    not_after: Vec<Beside>,
    not_before: Vec<Beside>,
    under: Vec<String>,
    /// Sentences in which it matches, each with what it comes to.
    #[cfg_attr(not(test), allow(dead_code))]
    pub yes: Vec<String>,
    /// Sentences in which it does not match.
    #[cfg_attr(not(test), allow(dead_code))]
    pub no: Vec<String>,
}

/// What stands beside a match.
enum Beside {
    Word(WordId),
    Class(u16),
    Tag(String),
    Number,
}

/// What an edge of the network takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Word(WordId),
    Class(u16),
    Shape(Shape),
}

/// A kind of number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
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
    Decade,
    ShortDecade,
    Century,
}

struct Edge {
    takes: Takes,
    sets: Set,
    to: u32,
}

#[derive(Default)]
struct State {
    edges: Vec<Edge>,
    /// The rule whose pattern ends here.
    rule: Option<u16>,
}

/// A word as a member of a class.
struct Member {
    class: u16,
    sets: Set,
    /// The tags that it must bear, if any.
    tags: Vec<String>,
}

/// All rules.
pub struct Rules {
    words: FxHashMap<Box<[u8]>, WordId>,
    members: Vec<Vec<Member>>,
    numerals: Vec<Option<Numeral>>,
    states: Vec<State>,
    /// The edges of the first state by the word that they take.
    first: Vec<Vec<u32>>,
    /// Those that take a number.
    first_numbers: Vec<u32>,
    rules: Vec<Rule>,
    classes: Vec<String>,
    dashes: [WordId; 3],
    and: WordId,
    pub tense: TenseWords,
    pub orders: Orders,
    /// Entity labels of names that a time expression may not be part of.
    pub names: BTreeSet<String>,
}

/// The rules of the program.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::read(include_str!("../../../../data/words/times.toml"))
        .unwrap_or_else(|fault| panic!("in data/words/times.toml: {fault}"))
});

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 24;

/// What a walk found: a rule, what its words say, and the atom after them.
#[derive(Clone, Copy)]
pub struct Match {
    pub rule: u16,
    pub fields: Fields,
    pub end: usize,
    /// The atom with which the second of a pair of days begins, if it is one.
    pub other: Option<usize>,
}

impl Rules {
    /// Reads a rule file. A fault is one line.
    pub fn read(text: &str) -> Result<Rules, String> {
        let file: File = toml::from_str(text).map_err(|fault| fault.to_string())?;
        let mut rules = Rules {
            words: FxHashMap::default(),
            members: vec![Vec::new()],
            numerals: vec![None],
            states: vec![State::default()],
            first: Vec::new(),
            first_numbers: Vec::new(),
            rules: Vec::new(),
            classes: Vec::new(),
            dashes: [0; 3],
            and: 0,
            tense: file.tense,
            orders: file.orders,
            names: file.names,
        };
        rules.dashes = ["-", "–", "—"].map(|dash| rules.known(dash));
        rules.and = rules.known("and");
        for (list, ordinal) in [(&file.numerals, false), (&file.ordinals, true)] {
            for (value, words) in list {
                let value = value.parse().map_err(|_| format!("{value:?} is no number"))?;
                for word in words.split_whitespace() {
                    let id = rules.known(word);
                    rules.numerals[usize::from(id)] = Some(Numeral { value, ordinal });
                }
            }
        }
        let mut long = BTreeMap::new();
        for (name, class) in &days().into_iter().chain(file.classes).collect::<BTreeMap<_, _>>() {
            long.insert(name.clone(), rules.class(name, class, &file.tags)?);
        }
        for written in file.rule {
            let fault = |fault: String| format!("rule {:?}: {fault}", written.name);
            rules.rule(&written, &file.phrases, &long).map_err(fault)?;
        }
        rules.index();
        Ok(rules)
    }

    /// The number of a word, given one if it has none.
    fn known(&mut self, word: &str) -> WordId {
        let next = u16::try_from(self.words.len() + 1).unwrap_or(0);
        let id = *self.words.entry(word.as_bytes().into()).or_insert(next);
        if id == next {
            self.members.push(Vec::new());
            self.numerals.push(None);
        }
        id
    }

    /// Adds a class; gives its words that are several, each with what it sets.
    fn class(
        &mut self,
        name: &str,
        class: &Class,
        tags: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<(Vec<WordId>, Set)>, String> {
        let id = self.classes.len() as u16;
        self.classes.push(name.into());
        let mut long = Vec::new();
        for (value, words) in &class.words {
            let sets = Set::parse(&class.sets, value)
                .ok_or_else(|| format!("class {name}: {} cannot be {value:?}", class.sets))?;
            for word in words {
                let parts: Vec<WordId> =
                    word.split_whitespace().map(|part| self.known(part)).collect();
                match parts[..] {
                    [single] => {
                        let tags = tags.get(&format!("{name} {word}")).cloned();
                        let tags = tags.unwrap_or_default();
                        self.members[usize::from(single)].push(Member { class: id, sets, tags });
                    }
                    _ => long.push((parts, sets)),
                }
            }
        }
        Ok(long)
    }

    fn rule(
        &mut self,
        written: &Written,
        phrases: &BTreeMap<String, String>,
        long: &BTreeMap<String, Vec<(Vec<WordId>, Set)>>,
    ) -> Result<(), String> {
        let number = u16::try_from(self.rules.len()).map_err(|_| "one rule too many")?;
        let pattern = parse(&written.pattern)?;
        let ends = self.add(&pattern, &[0], phrases, long)?;
        for end in ends {
            let rule = &mut self.states[end as usize].rule;
            *rule = rule.or(Some(number));
        }
        let mut sets = Vec::new();
        for (field, value) in &written.set {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            let set = Set::parse(field, &value);
            sets.push(set.ok_or_else(|| format!("{field} cannot be {value:?}"))?);
        }
        let mut beside = |list: &[String]| list.iter().map(|item| self.beside(item)).collect();
        let rule = Rule {
            name: written.name.clone(),
            meaning: written.value,
            sets,
            after: beside(&written.after),
            before: beside(&written.before),
            not_after: beside(&written.not_after),
            not_before: beside(&written.not_before),
            under: written.under.clone(),
            yes: written.yes.clone(),
            no: written.no.clone(),
        };
        self.rules.push(rule);
        Ok(())
    }

    fn beside(&mut self, item: &str) -> Beside {
        let name = item.trim_matches(['<', '>']);
        match self.classes.iter().position(|class| class == name) {
            _ if item == "#number" => Beside::Number,
            Some(class) if item.starts_with('<') => Beside::Class(class as u16),
            _ if item.chars().any(|c| c.is_ascii_uppercase()) => Beside::Tag(item.into()),
            _ => Beside::Word(self.known(item)),
        }
    }

    /// Adds a pattern behind the states `from`; gives the states that it ends in.
    fn add(
        &mut self,
        pattern: &Pattern,
        from: &[u32],
        phrases: &BTreeMap<String, String>,
        long: &BTreeMap<String, Vec<(Vec<WordId>, Set)>>,
    ) -> Result<Vec<u32>, String> {
        match pattern {
            Pattern::Word(word) => {
                let takes = Takes::Word(self.known(word));
                Ok(vec![self.step(from, takes, Set::Nothing)])
            }
            Pattern::Shape(name) => {
                let shape = Shape::named(name).ok_or_else(|| format!("no shape #{name}"))?;
                Ok(vec![self.step(from, Takes::Shape(shape), Set::Nothing)])
            }
            Pattern::Class(name) => {
                let class = self.classes.iter().position(|class| class == name);
                let class = class.ok_or_else(|| format!("no class <{name}>"))?;
                let mut ends = vec![self.step(from, Takes::Class(class as u16), Set::Nothing)];
                for (words, sets) in long.get(name).into_iter().flatten() {
                    let mut at = from.to_vec();
                    for (i, word) in words.iter().enumerate() {
                        let sets = if i + 1 == words.len() { *sets } else { Set::Nothing };
                        at = vec![self.step(&at, Takes::Word(*word), sets)];
                    }
                    ends.extend(at);
                }
                Ok(ends)
            }
            Pattern::Phrase(name) => {
                let phrase = phrases.get(name).ok_or_else(|| format!("no phrase {{{name}}}"))?;
                self.add(&parse(phrase)?, from, phrases, long)
            }
            Pattern::All(items) => items
                .iter()
                .try_fold(from.to_vec(), |from, item| self.add(item, &from, phrases, long)),
            Pattern::Any(branches) => {
                let mut ends = Vec::new();
                for branch in branches {
                    ends.extend(self.add(branch, from, phrases, long)?);
                }
                Ok(ends)
            }
            Pattern::Maybe(item) => {
                let mut ends = self.add(item, from, phrases, long)?;
                ends.extend(from);
                Ok(ends)
            }
        }
    }

    fn step(&mut self, from: &[u32], takes: Takes, sets: Set) -> u32 {
        let to = self.states.len() as u32;
        self.states.push(State::default());
        for &state in from {
            self.states[state as usize].edges.push(Edge { takes, sets, to });
        }
        to
    }

    /// Sorts the edges of the first state by what they take.
    fn index(&mut self) {
        self.first = (0..self.members.len()).map(|_| Vec::new()).collect();
        for (i, edge) in self.states[0].edges.iter().enumerate() {
            let i = i as u32;
            match edge.takes {
                Takes::Word(word) => self.first[usize::from(word)].push(i),
                Takes::Shape(_) => self.first_numbers.push(i),
                Takes::Class(class) => {
                    for (members, first) in self.members.iter().zip(&mut self.first) {
                        if members.iter().any(|member| member.class == class) {
                            first.push(i);
                        }
                    }
                }
            }
        }
    }

    /// The number of a word in any case; without the full stop of an abbreviation if it is known
    /// only so.
    pub fn word(&self, word: &str) -> WordId {
        let mut lower = [0; LONGEST];
        let word = match word {
            "’s" => "'s",
            "’" | "‘" => "'",
            _ => word,
        };
        let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let id = self.words.get(&*lower).copied();
        let short = || lower.strip_suffix(b".").filter(|short| short.len() > 1);
        id.or_else(|| self.words.get(short()?).copied()).unwrap_or(0)
    }

    /// Whether a word names a month.
    pub fn is_month(&self, word: &str, month: i8) -> bool {
        let members = &self.members[usize::from(self.word(word))];
        members.iter().any(|member| member.sets == Set::Month(month))
    }

    /// What a word is worth as a number.
    pub fn numeral(&self, word: WordId) -> Option<Numeral> {
        self.numerals[usize::from(word)]
    }

    /// Whether a word is a dash or hyphen.
    pub fn is_dash(&self, word: WordId) -> bool {
        word != 0 && self.dashes.contains(&word)
    }

    /// Whether a word is *and*.
    pub fn is_and(&self, word: WordId) -> bool {
        word == self.and
    }

    /// All rules, in order.
    #[cfg(test)]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule by its number.
    pub fn rule_of(&self, number: u16) -> &Rule {
        &self.rules[usize::from(number)]
    }

    /// The longest match that begins at an atom; the rule that stands first, of equal ones.
    pub fn longest(&self, atoms: &[Atom], at: usize, parsed: &Parsed) -> Option<Match> {
        let atom = &atoms[at];
        if atom.word == 0 && atom.number == Number::None {
            return None;
        }
        let numbers: &[u32] = if atom.number == Number::None { &[] } else { &self.first_numbers };
        let firsts = self.first[usize::from(atom.word)].iter().chain(numbers);
        let mut walk = Walk { rules: self, atoms, start: at, parsed, best: None };
        for &edge in firsts {
            walk.take(&self.states[0].edges[edge as usize], at, Default::default(), None);
        }
        walk.best
    }

    /// Whether what stands beside a match at an atom is one of a list.
    fn stands(&self, list: &[Beside], atom: Option<&Atom>, parsed: &Parsed) -> bool {
        let Some(atom) = atom else { return false };
        list.iter().any(|beside| match beside {
            Beside::Word(word) => atom.word == *word,
            Beside::Class(class) => {
                self.members[usize::from(atom.word)].iter().any(|member| member.class == *class)
            }
            Beside::Tag(tag) => parsed.token(atom.token).tag() == tag,
            Beside::Number => atom.number != Number::None,
        })
    }
}

/// The weekdays and months of `data/words/days.toml` as classes.
fn days() -> BTreeMap<String, Class> {
    let numbered = |sets: &str, lists: Vec<Vec<String>>| {
        let numbers = (1..).map(|number: usize| number.to_string());
        Class { sets: sets.into(), words: numbers.zip(lists).collect() }
    };
    let weekdays = DAYS.weekdays.iter().map(|day| vec![day.clone()]).collect();
    BTreeMap::from([
        ("month".to_string(), numbered("month", DAYS.months.clone())),
        ("weekday".to_string(), numbered("weekday", weekdays)),
    ])
}

/// A walk through the network from one atom on.
struct Walk<'w, 't> {
    rules: &'w Rules,
    atoms: &'w [Atom],
    start: usize,
    parsed: &'w Parsed<'t>,
    best: Option<Match>,
}

impl Walk<'_, '_> {
    /// Goes over an edge if the atom `at` is what it takes, and on from there.
    fn take(&mut self, edge: &Edge, at: usize, fields: Fields, other: Option<usize>) {
        let Some(atom) = self.atoms.get(at) else { return };
        let sets = match edge.takes {
            Takes::Word(word) if word == atom.word => edge.sets,
            Takes::Word(_) => return,
            Takes::Class(class) => {
                let members = &self.rules.members[usize::from(atom.word)];
                let Some(member) = members.iter().find(|member| member.class == class) else {
                    return;
                };
                let token = self.parsed.token(atom.token);
                let bears = |wanted: &String| match wanted.strip_prefix("Xx ") {
                    Some(tag) => token.tag() == tag && token.text().starts_with(char::is_uppercase),
                    None => token.tag() == wanted,
                };
                if !member.tags.is_empty() && !member.tags.iter().any(bears) {
                    return;
                }
                member.sets
            }
            Takes::Shape(shape) => match shape.of(atom) {
                Some(sets) => sets,
                None => return,
            },
        };
        let mut fields = fields.with(sets);
        if let Takes::Shape(Shape::FourDigitTime) = edge.takes
            && let Number::Digits(value, _) = atom.number
        {
            fields.minute = i8::try_from(value % 100).ok();
        }
        let other = match sets {
            Set::OtherDay(_) => Some(at),
            _ => other,
        };
        let state = &self.rules.states[edge.to as usize];
        if let Some(rule) = state.rule {
            self.found(rule, fields, at + 1, other);
        }
        for edge in &state.edges {
            self.take(edge, at + 1, fields, other);
        }
    }

    fn found(&mut self, number: u16, fields: Fields, end: usize, other: Option<usize>) {
        let better =
            self.best.is_none_or(|best| end > best.end || (end == best.end && number < best.rule));
        if !better {
            return;
        }
        let rule = self.rules.rule_of(number);
        let before = self.start.checked_sub(1).map(|at| &self.atoms[at]);
        let behind = self.atoms.get(end);
        let stands = |list: &[Beside], atom| self.rules.stands(list, atom, self.parsed);
        if (!rule.after.is_empty() && !stands(&rule.after, before))
            || (!rule.before.is_empty() && !stands(&rule.before, behind))
            || stands(&rule.not_after, before)
            || stands(&rule.not_before, behind)
        {
            return;
        }
        let head = self.parsed.token(self.atoms[end - 1].token);
        if !rule.under.is_empty() && !rule.under.iter().any(|dep| dep == head.dep()) {
            return;
        }
        let fields = rule.sets.iter().fold(fields, |fields, set| fields.with(*set));
        self.best = Some(Match { rule: number, fields, end, other });
    }
}

impl Shape {
    fn named(name: &str) -> Option<Shape> {
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
            "decade" => Shape::Decade,
            "short_decade" => Shape::ShortDecade,
            "century" => Shape::Century,
            _ => return None,
        })
    }

    /// What an atom of this shape says; none of another.
    fn of(self, atom: &Atom) -> Option<Set> {
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
