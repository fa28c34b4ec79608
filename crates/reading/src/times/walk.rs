//! Finds the longest match of any rule: a walk through the network, atom by atom.

use super::atoms::{Atom, Number};
use super::fields::{Fields, Set};
use super::rules::{Beside, Edge, Rules, Takes};
use super::shape::{Shape, minutes};
use chancery_syntax::Parsed;

/// What a walk found: a rule, what its words say, and the atom after them.
#[derive(Clone, Copy)]
pub struct Match {
    pub rule: u16,
    pub fields: Fields,
    pub end: usize,
    /// The atom with which the second of a pair of days begins, if it is one.
    pub other: Option<usize>,
}

/// The longest match that begins at an atom; the rule that stands first, of equal ones.
pub fn longest(rules: &Rules, atoms: &[Atom], at: usize, parsed: &Parsed) -> Option<Match> {
    let atom = &atoms[at];
    if atom.is_unknown() {
        return None;
    }
    let numbers: &[u32] = if atom.number == Number::None { &[] } else { &rules.first_numbers };
    let firsts = rules.first[usize::from(atom.word)].iter().chain(numbers);
    let mut walk = Walk { rules, atoms, start: at, parsed, best: None };
    for &edge in firsts {
        walk.take(&rules.states[0].edges[edge as usize], at, Default::default(), None);
    }
    walk.best
}

/// Whether what stands beside a match at an atom is one of a list.
fn stands(rules: &Rules, list: &[Beside], atom: Option<&Atom>, parsed: &Parsed) -> bool {
    let Some(atom) = atom else { return false };
    list.iter().any(|beside| match beside {
        Beside::Word(word) => atom.word == *word,
        Beside::Class(class) => {
            rules.members[usize::from(atom.word)].iter().any(|member| member.class == *class)
        }
        Beside::Tag(tag) => parsed.token(atom.token).tag() == tag,
        Beside::Number => atom.number != Number::None,
    })
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
        match (edge.takes, atom.number) {
            (Takes::Shape(Shape::FourDigitTime), Number::Digits(value, _)) => {
                fields.minute = i8::try_from(value % 100).ok();
            }
            (Takes::Shape(Shape::DottedTime), Number::Fraction(value)) => {
                fields.minute = i8::try_from(minutes(value)).ok();
            }
            _ => {}
        }
        let other = match sets {
            Set::OtherDay(_) => Some(at),
            _ => other,
        };
        let state = &self.rules.states[edge.to as usize];
        for &rule in &state.rules {
            self.found(rule, fields, at + 1, other);
        }
        let next = self.atoms.get(at + 1);
        if next.is_none_or(Atom::is_unknown) {
            return;
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
        let stands = |list: &[Beside], atom| stands(self.rules, list, atom, self.parsed);
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
