//! How a rule's pattern is written: words, `<classes>`, `#shapes`, `{phrases}`, `( a | b )`, and
//! `?` behind what may be left out.

/// A pattern, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// A word or mark as it stands.
    Word(String),
    /// A word of a class.
    Class(String),
    /// A number of some shape.
    Shape(String),
    /// A pattern by its name.
    Phrase(String),
    All(Vec<Pattern>),
    Any(Vec<Pattern>),
    Maybe(Box<Pattern>),
}

/// Reads a pattern; a fault is one line that says what is wrong.
pub fn parse(text: &str) -> Result<Pattern, String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('|', " | ");
    let spaced = spaced.replace(") ?", ")?");
    let mut parts = spaced.split_whitespace().peekable();
    let pattern = any(&mut parts)?;
    match parts.next() {
        None => Ok(pattern),
        Some(part) => Err(format!("{part:?} is one too many in {text:?}")),
    }
}

type Parts<'t> = std::iter::Peekable<std::str::SplitWhitespace<'t>>;

fn any(parts: &mut Parts) -> Result<Pattern, String> {
    let mut branches = vec![all(parts)?];
    while parts.next_if_eq(&"|").is_some() {
        branches.push(all(parts)?);
    }
    match (branches.pop(), branches.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => Ok(Pattern::Any(branches.into_iter().chain(last).collect())),
    }
}

fn all(parts: &mut Parts) -> Result<Pattern, String> {
    let mut items = Vec::new();
    while let Some(part) = parts.next_if(|part| *part != "|" && !part.starts_with(')')) {
        let (part, maybe) = match part.strip_suffix('?') {
            Some(part) if !part.is_empty() => (part, true),
            _ => (part, false),
        };
        let (item, maybe) = if part == "(" {
            let group = any(parts)?;
            match parts.next() {
                Some(")") => (group, parts.next_if_eq(&"?").is_some()),
                Some(")?") => (group, true),
                _ => return Err("a group is not closed".into()),
            }
        } else {
            (item(part)?, maybe)
        };
        items.push(if maybe { Pattern::Maybe(Box::new(item)) } else { item });
    }
    if items.is_empty() { Err("nothing stands there".into()) } else { Ok(Pattern::All(items)) }
}

fn item(part: &str) -> Result<Pattern, String> {
    let within = |open, close| part.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    Ok(if let Some(name) = within('<', '>') {
        Pattern::Class(name.into())
    } else if let Some(name) = within('{', '}') {
        Pattern::Phrase(name.into())
    } else if let Some(name) = part.strip_prefix('#') {
        Pattern::Shape(name.into())
    } else if part.chars().any(char::is_uppercase) {
        return Err(format!("{part:?} is not in lower case"));
    } else {
        Pattern::Word(part.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_may_be_written() {
        let word = |word: &str| Pattern::Word(word.into());
        let maybe = |pattern| Pattern::Maybe(Box::new(pattern));
        assert_eq!(
            parse("the? (<a> | #b c)? {d} ?"),
            Ok(Pattern::All(vec![
                maybe(word("the")),
                maybe(Pattern::Any(vec![
                    Pattern::All(vec![Pattern::Class("a".into())]),
                    Pattern::All(vec![Pattern::Shape("b".into()), word("c")]),
                ])),
                Pattern::Phrase("d".into()),
                word("?"),
            ]))
        );
        for faulty in ["", "(a", "a)", "a | ", "May"] {
            assert!(parse(faulty).is_err(), "{faulty}");
        }
    }
}
