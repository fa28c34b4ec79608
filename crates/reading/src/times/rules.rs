//! `data/words/times.toml`, read once and made into one network of states that is walked word by
//! word. There are no loops in it, so a walk is as long as the longest pattern at most.

use super::fields::Set;
use super::file::{Class, File, Meaning, Orders, TenseWords, Written, days};
use super::pattern::{Pattern, parse};
use super::shape::Shape;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A word that the rules know, by its number; 0 is any other.
pub type WordId = u16;

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
    pub sets: Vec<Set>,
    pub after: Vec<Beside>,
    pub before: Vec<Beside>,
    pub not_after: Vec<Beside>,
    pub not_before: Vec<Beside>,
    pub under: Vec<String>,
    /// Sentences in which it matches, each with what it comes to.
    #[cfg_attr(not(test), allow(dead_code))]
    pub yes: Vec<String>,
    /// Sentences in which it does not match.
    #[cfg_attr(not(test), allow(dead_code))]
    pub no: Vec<String>,
}

/// What stands beside a match.
pub enum Beside {
    Word(WordId),
    Class(u16),
    Tag(String),
    Number,
}

/// What an edge of the network takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Word(WordId),
    Class(u16),
    Shape(Shape),
}

pub struct Edge {
    pub takes: Takes,
    pub sets: Set,
    pub to: u32,
}

#[derive(Default)]
pub struct State {
    pub edges: Vec<Edge>,
    /// The rules whose patterns end here, in order.
    pub rules: Vec<u16>,
    /// Whether one edge alone leads here.
    one_way: bool,
}

/// A word as a member of a class.
pub struct Member {
    pub class: u16,
    pub sets: Set,
    /// The tags that it must bear, if any.
    pub tags: Vec<String>,
}

/// All rules.
pub struct Rules {
    words: FxHashMap<Box<[u8]>, WordId>,
    pub members: Vec<Vec<Member>>,
    numerals: Vec<Option<Numeral>>,
    pub states: Vec<State>,
    /// The edges of the first state by the word that they take.
    pub first: Vec<Vec<u32>>,
    /// Those that take a number.
    pub first_numbers: Vec<u32>,
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
                // As the parser cuts them.
                let cut = word.replace("'s", " 's").replace("s'", "s '");
                let parts: Vec<WordId> =
                    cut.split_whitespace().map(|part| self.known(part)).collect();
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
            let rules = &mut self.states[end as usize].rules;
            if rules.last() != Some(&number) {
                rules.push(number);
            }
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

    /// A state behind the states `from`. One that is reached in one way only is shared by all
    /// patterns that begin alike.
    fn step(&mut self, from: &[u32], takes: Takes, sets: Set) -> u32 {
        if let &[only] = from {
            let edges = &self.states[only as usize].edges;
            let alike = |edge: &&Edge| edge.takes == takes && edge.sets == sets;
            let shared = edges.iter().filter(alike).map(|edge| edge.to);
            if let Some(to) = shared.into_iter().find(|to| self.states[*to as usize].one_way) {
                return to;
            }
        }
        let to = self.states.len() as u32;
        self.states.push(State { one_way: from.len() == 1, ..State::default() });
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
}
