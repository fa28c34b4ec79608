//! The attribute ruler: rules over tags, words and dependencies that set part of speech,
//! morphology, and now and then a lemma, tag or label.
//!
//! All rules are matched against what the tagger and the parser said; then they are applied in
//! order, so that a later rule overrides an earlier one.

use crate::Error;
use crate::file::ModelFile;
use crate::labels::{LabelId, Labels};
use crate::lexicon::Lexeme;
use regex::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The word constraints of the rules; each is one bit of [`Lexeme::word_classes`].
#[derive(Default)]
pub struct WordClasses {
    /// For a lower-case word, the classes that list it.
    listed: FxHashMap<String, u128>,
    /// Classes given by an expression.
    expressions: Vec<(Regex, u128)>,
    /// What the classes were made of, in order of their bits.
    made: Vec<Test<String>>,
}

impl WordClasses {
    /// The classes of a word.
    pub fn of(&self, orth: &str) -> u128 {
        let lower = orth.to_lowercase();
        let listed = self.listed.get(&lower).copied().unwrap_or(0);
        let matches = self.expressions.iter().filter(|(expression, _)| expression.is_match(&lower));
        matches.fold(listed, |classes, (_, class)| classes | class)
    }

    /// The bit of a constraint, made on first sight.
    fn class(&mut self, test: &Test<String>) -> Result<u128, Error> {
        let known = self.made.iter().position(|made| made == test);
        let class = 1u128
            .checked_shl(known.unwrap_or(self.made.len()) as u32)
            .ok_or_else(|| Error::Damaged("ruler".into()))?;
        if known.is_none() {
            self.made.push(test.clone());
            match test {
                Test::Is(word) => *self.listed.entry(word.clone()).or_default() |= class,
                Test::Of(Operator::In(words)) => {
                    for word in words {
                        *self.listed.entry(word.clone()).or_default() |= class;
                    }
                }
                Test::Of(Operator::Regex(source)) => {
                    let expression =
                        Regex::new(source).map_err(|_| Error::Damaged("ruler".into()))?;
                    self.expressions.push((expression, class));
                }
                Test::Of(Operator::NotIn(_)) => return Err(Error::Damaged("ruler".into())),
            }
        }
        Ok(class)
    }
}

#[derive(Deserialize)]
struct Written {
    patterns: Vec<Vec<WrittenSpec>>,
    attrs: Attributes,
    index: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct WrittenSpec {
    tag: Option<Test<String>>,
    lower: Option<Test<String>>,
    dep: Option<Test<String>>,
    is_space: Option<bool>,
}

#[derive(Deserialize, Clone, PartialEq)]
#[serde(untagged)]
enum Test<T> {
    Is(T),
    Of(Operator),
}

#[derive(Deserialize, Clone, PartialEq)]
enum Operator {
    #[serde(rename = "IN")]
    In(Vec<String>),
    #[serde(rename = "NOT_IN")]
    NotIn(Vec<String>),
    #[serde(rename = "REGEX")]
    Regex(String),
}

impl Test<String> {
    /// Whether a tag or label passes; none of them is written as an expression.
    fn passes(&self, value: &str) -> bool {
        match self {
            Test::Is(wanted) => wanted == value,
            Test::Of(Operator::In(list)) => list.iter().any(|wanted| wanted == value),
            Test::Of(Operator::NotIn(list)) => !list.iter().any(|barred| barred == value),
            Test::Of(Operator::Regex(_)) => false,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct Attributes {
    pos: Option<String>,
    morph: Option<String>,
    lemma: Option<String>,
    tag: Option<String>,
    dep: Option<String>,
}

/// What a rule asks of one token.
struct Spec {
    tags: Vec<bool>,
    /// The class that the word must be in; 0 for any.
    word: u128,
    deps: Vec<bool>,
    is_space: Option<bool>,
}

impl Spec {
    fn passes(&self, token: &Seen) -> bool {
        (self.word == 0 || token.lexeme.word_classes & self.word != 0)
            && self.tags[token.tag as usize]
            && self.deps[token.dep as usize]
            && self.is_space.is_none_or(|wanted| wanted == token.lexeme.is_space)
    }
}

struct Rule {
    /// One or two tokens in a row.
    specs: Vec<Spec>,
    /// Which of them is changed.
    index: usize,
    change: Change,
}

/// What a rule, or all rules together, set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Change {
    /// Part of speech.
    pub pos: Option<LabelId>,
    /// Morphology.
    pub morph: Option<LabelId>,
    /// Lemma, as an index of [`Ruler::lemma`].
    pub lemma: Option<LabelId>,
    /// Tag.
    pub tag: Option<LabelId>,
    /// Dependency label.
    pub dep: Option<LabelId>,
}

impl Change {
    fn then(self, later: Change) -> Change {
        Change {
            pos: later.pos.or(self.pos),
            morph: later.morph.or(self.morph),
            lemma: later.lemma.or(self.lemma),
            tag: later.tag.or(self.tag),
            dep: later.dep.or(self.dep),
        }
    }
}

/// A token as the tagger and the parser see it.
#[derive(Clone, Copy)]
pub struct Seen<'l> {
    /// Its word type.
    pub lexeme: &'l Lexeme,
    /// Its tag.
    pub tag: LabelId,
    /// Its label.
    pub dep: LabelId,
}

/// The rules, compiled.
pub struct Ruler {
    rules: Vec<Rule>,
    /// For each tag, the rules for a token of it whatever the word, and those for some words;
    /// a rule stands where the token is that it changes.
    by_tag: Vec<[Vec<u16>; 2]>,
    lemmas: Vec<String>,
}

impl Ruler {
    /// Compiles the rules of a model file; adds to `labels` what the rules introduce.
    ///
    /// # Errors
    /// When the file lacks the rules or they use what is not known.
    pub fn load(file: &ModelFile, labels: &mut Labels) -> Result<(Self, WordClasses), Error> {
        let written: Vec<Written> = file.json("ruler")?;
        let mut classes = WordClasses::default();
        let mut lemmas = Vec::new();
        let mut change = |attrs: &Attributes| Change {
            pos: attrs.pos.as_ref().map(|name| labels.pos.id(name)),
            morph: attrs.morph.as_ref().map(|name| labels.morph.id(name.trim_matches('_'))),
            tag: attrs.tag.as_ref().map(|name| labels.tag.id(name)),
            dep: attrs.dep.as_ref().map(|name| labels.dep.id(name)),
            lemma: attrs.lemma.as_ref().map(|lemma| {
                lemmas.push(lemma.clone());
                (lemmas.len() - 1) as LabelId
            }),
        };
        // All names first: what a rule asks for is a table over them.
        let changes: Vec<Change> = written.iter().map(|rule| change(&rule.attrs)).collect();
        let mut rules = Vec::new();
        for (rule, change) in written.iter().zip(changes) {
            for pattern in &rule.patterns {
                if pattern.is_empty() || pattern.len() > 2 || rule.index >= pattern.len() {
                    return Err(Error::Damaged("ruler".into()));
                }
                let mut specs = Vec::new();
                for spec in pattern {
                    let which = |test: &Option<Test<String>>, names: &[String]| -> Vec<bool> {
                        let passes = |name: &String| test.as_ref().is_none_or(|t| t.passes(name));
                        names.iter().map(passes).collect()
                    };
                    specs.push(Spec {
                        tags: which(&spec.tag, labels.tag.names()),
                        word: spec.lower.as_ref().map_or(Ok(0), |test| classes.class(test))?,
                        deps: which(&spec.dep, labels.dep.names()),
                        is_space: spec.is_space,
                    });
                }
                rules.push(Rule { specs, index: rule.index, change });
            }
        }
        let by_tag = (0..labels.tag.names().len()).map(|tag| {
            let of_tag = |any_word: bool| {
                let fits = |rule: &Rule| {
                    let spec = &rule.specs[rule.index];
                    spec.tags.get(tag) == Some(&true) && (spec.word == 0) == any_word
                };
                (0..rules.len()).filter(|&i| fits(&rules[i])).map(|i| i as u16).collect()
            };
            [of_tag(true), of_tag(false)]
        });
        let by_tag = by_tag.collect();
        Ok((Ruler { rules, by_tag, lemmas }, classes))
    }

    /// A lemma that a rule sets.
    pub fn lemma(&self, index: LabelId) -> &str {
        &self.lemmas[index as usize]
    }

    /// What the rules set on token `at`; `seen` gives any token of the text.
    pub fn change<'l>(&self, at: usize, length: usize, seen: impl Fn(usize) -> Seen<'l>) -> Change {
        let token = seen(at);
        let [any_word, some_words] = &self.by_tag[token.tag as usize];
        let applies = |rule: &Rule| {
            rule.specs[rule.index].passes(&token)
                && rule.specs.iter().enumerate().all(|(i, spec)| {
                    i == rule.index
                        || (at + i)
                            .checked_sub(rule.index)
                            .is_some_and(|other| other < length && spec.passes(&seen(other)))
                })
        };
        let mut change = Change::default();
        let mut some_words = some_words.iter().copied().peekable();
        let words_matter = token.lexeme.word_classes != 0;
        // Both lists ascend; the rules are taken in their own order.
        for &rule in any_word {
            while let Some(earlier) = some_words.next_if(|&other| words_matter && other < rule) {
                if applies(&self.rules[earlier as usize]) {
                    change = change.then(self.rules[earlier as usize].change);
                }
            }
            if applies(&self.rules[rule as usize]) {
                change = change.then(self.rules[rule as usize].change);
            }
        }
        for rule in some_words.take_while(|_| words_matter) {
            if applies(&self.rules[rule as usize]) {
                change = change.then(self.rules[rule as usize].change);
            }
        }
        change
    }
}
