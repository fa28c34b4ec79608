//! Who said what: a verb of saying with its subject and the quotation or clause that it takes,
//! and "according to".
//!
//! A first step, small on purpose: it follows the tree and the quotation marks, and leaves out
//! what neither shows.

use crate::actors::Cast;
use crate::page::{Page, sentence, span, words};
use crate::words::STATEMENTS;
use crate::{Quote, Source, Span, Statement, StatementKind, Words};
use chancery_syntax::{Parsed, Token};
use std::ops::Range;

/// The statements of a report, in the order of their cues.
pub fn statements(page: &Page, quotes: &[Quote], cast: &Cast) -> Vec<Statement> {
    let mut found = Vec::new();
    for passage in &page.passages {
        for token in passage.tokens() {
            let statement = match token.pos() {
                _ if token.text().eq_ignore_ascii_case("according") => {
                    according(passage, token, quotes, cast)
                }
                "VERB" => by_verb(passage, token, quotes, cast),
                _ => None,
            };
            found.extend(statement);
        }
    }
    link(&mut found);
    // A quotation within a partly quoted statement is that statement's, whatever verb stands
    // beside it.
    let partly = |via: usize| found[via].kind == StatementKind::Mixed;
    let theirs = |s: &Statement| s.kind == StatementKind::Direct && s.via.is_some_and(partly);
    let keep: Vec<bool> = found.iter().map(|statement| !theirs(statement)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    link(&mut found);
    found
}

/// Whether a quotation is long enough to be somebody's words: titles and single words in
/// quotation marks are nobody's statement.
fn is_spoken(quote: &Quote, text: &str) -> bool {
    let words = |span: &Span| span.of(text).split_whitespace().count();
    quote.depth == 0 && quote.spans.iter().map(words).sum::<usize>() > 2
}

/// A statement whose cue is this verb.
fn by_verb(passage: &Parsed, verb: Token, quotes: &[Quote], cast: &Cast) -> Option<Statement> {
    let says = STATEMENTS.says.contains(verb.lemma());
    let voices = STATEMENTS.voices.contains(verb.lemma());
    if !says && !voices {
        return None;
    }
    // "will say" and "has not said" report no statement.
    let unsaid = |child: Token| child.dep() == "neg" || (child.tag() == "MD");
    if verb.children().any(unsaid) || verb.tag() == "VB" {
        return None;
    }
    let beside = if says { quotations(passage, verb, quotes) } else { Vec::new() };
    let source = source(passage, verb, !beside.is_empty());
    let clause = verb.child(&["ccomp"]).filter(|clause| {
        says && is_clause(*clause) && source.is_none_or(|source| source.index() != clause.index())
    });
    let only_quoted = STATEMENTS.only_with_quotation.contains(verb.lemma());
    let mut content = match clause {
        Some(clause) if !only_quoted || !beside.is_empty() => {
            let words = clause_span(passage, clause, verb);
            words.filter(|words| is_near(passage, *words, verb)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    if content.is_empty() && beside.is_empty() && voices {
        let object = verb.child(&["dobj"])?;
        content.extend(words(passage, object.subtree()));
    }
    let source = source?;
    let content = content.into_iter().map(|words| with_marks(words, quotes)).collect();
    finish(passage, source, vec![span(verb)], content, &beside, cast)
}

/// A statement whose cue is "according to".
fn according(passage: &Parsed, token: Token, quotes: &[Quote], cast: &Cast) -> Option<Statement> {
    let to = token.children().find(|child| child.text() == "to")?;
    let source = to.child(&["pobj"])?;
    let sentence = sentence(passage, token.index());
    let aside = token.subtree();
    let before = words(passage, sentence.start..aside.start);
    let after = words(passage, aside.end..sentence.end);
    let content: Vec<Span> = [before, after].into_iter().flatten().collect();
    let cue = vec![Span::new(token.bytes().start, to.bytes().end)];
    let beside = quotes.iter().flat_map(|quote| &quote.spans);
    let beside: Vec<Span> = beside
        .filter(|quote| content.iter().any(|content| content.contains(**quote)))
        .copied()
        .collect();
    finish(passage, source, cue, content, &beside, cast)
}

/// Puts a statement together; `content` is what the tree shows of it, `quoted` what the
/// quotation marks show.
fn finish(
    passage: &Parsed,
    source: Token,
    cue: Vec<Span>,
    content: Vec<Span>,
    quoted: &[Span],
    cast: &Cast,
) -> Option<Statement> {
    let text = passage.text();
    let phrase = source_span(passage, source, &cue)?;
    let (kind, content) = match (quoted.is_empty(), content.is_empty()) {
        (true, true) => return None,
        (true, false) => (StatementKind::Indirect, content),
        (false, true) => (StatementKind::Direct, quoted.to_vec()),
        (false, false) => {
            // Words of the clause outside the marks make it a mixed statement.
            let outside = |span: &Span| !quoted.iter().any(|quote| quote.overlaps(*span));
            let starts_before = |span: &Span| {
                let first = quoted.iter().filter(|quote| quote.overlaps(*span)).map(|q| q.start);
                let first = first.min().unwrap_or(span.end);
                span.start < first && !text[span.start..first].trim().is_empty()
            };
            if content.iter().any(|span| outside(span) || starts_before(span)) {
                (StatementKind::Mixed, joined(content, quoted))
            } else {
                (StatementKind::Direct, quoted.to_vec())
            }
        }
    };
    let content: Vec<Span> = content
        .into_iter()
        .filter(|span| !span.contains(phrase) || kind != StatementKind::Direct)
        .collect();
    if content.is_empty() {
        return None;
    }
    Some(Statement {
        source: Source {
            spans: vec![phrase],
            actor: cast.named(passage, source).map(|actor| actor.id.clone()),
        },
        cue: Words { spans: cue },
        content: Words { spans: content },
        kind,
        addressee: None,
        venue: None,
        via: None,
    })
}

/// The same words with the closing mark of a quotation that ends with them.
fn with_marks(words: Span, quotes: &[Quote]) -> Span {
    let spans = quotes.iter().flat_map(|quote| &quote.spans);
    let cut = spans.filter(|quote| words.start <= quote.start && quote.start < words.end);
    Span { end: cut.map(|quote| quote.end).max().unwrap_or(0).max(words.end), ..words }
}

/// Spans that overlap made one, in order.
fn joined(mut spans: Vec<Span>, more: &[Span]) -> Vec<Span> {
    spans.extend_from_slice(more);
    spans.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// The quotations that a verb speaks: in its own sentence around it, or ending just before it.
fn quotations(passage: &Parsed, verb: Token, quotes: &[Quote]) -> Vec<Span> {
    let text = passage.text();
    let at = span(verb);
    let tokens = sentence(passage, verb.index());
    let sentence: Span = passage.bytes(tokens).into();
    // Inside a quotation, others speak only in quotations of their own.
    if quotes.iter().any(|quote| quote.spans.iter().any(|span| span.contains(at))) {
        return Vec::new();
    }
    // Between the marks and the verb stands its subject at most, not another sentence.
    let near = |between: &str| !between.contains(['.', '!', '?', '\n', ';', '“', '"']);
    let belongs = |quote: &Span| {
        if quote.end <= at.start {
            near(&text[quote.end..at.start])
                && (quote.overlaps(sentence) || text[quote.end..at.start].trim().len() < 40)
        } else {
            quote.start < sentence.end && near(&text[at.end..quote.start])
        }
    };
    let spoken = quotes.iter().filter(|quote| is_spoken(quote, text));
    let spoken = spoken.filter(|quote| quote.spans.iter().any(belongs));
    spoken.flat_map(|quote| quote.spans.iter().copied()).collect()
}

/// The token at the head of the phrase that names the speaker.
fn source<'p, 't>(
    passage: &'p Parsed<'t>,
    verb: Token<'p, 't>,
    quoted: bool,
) -> Option<Token<'p, 't>> {
    if let Some(subject) = verb.child(&["nsubj"]) {
        return Some(antecedent(subject));
    }
    if verb.child(&["nsubjpass"]).is_some() {
        let agent = verb.child(&["agent"])?;
        return agent.child(&["pobj"]);
    }
    // "…," read a statement: the parser takes the speaker for an object.
    let next = passage.token((verb.index() + 1).min(passage.len() - 1));
    let after = verb.children().find(|child| {
        child.index() > verb.index()
            && matches!(child.dep(), "dobj" | "attr" | "npadvmod" | "oprd")
            && child.subtree().start == next.index()
    });
    if quoted && let Some(after) = after {
        return Some(after);
    }
    // "…, stating that": the speaker is the subject of the verb above; "and added": of the one
    // before.
    if matches!(verb.dep(), "advcl" | "conj" | "xcomp") {
        let above = verb.head();
        return above.child(&["nsubj"]).map(antecedent);
    }
    None
}

/// What a relative pronoun stands for.
fn antecedent<'p, 't>(subject: Token<'p, 't>) -> Token<'p, 't> {
    let verb = subject.head();
    if matches!(subject.tag(), "WP" | "WDT") && verb.dep() == "relcl" {
        verb.head()
    } else {
        subject
    }
}

/// The whole phrase that names the speaker, without the statement's own words.
fn source_span(passage: &Parsed, source: Token, cue: &[Span]) -> Option<Span> {
    let mut tokens = source.subtree();
    let outside = |index: usize| {
        let token = passage.token(index);
        cue.iter().any(|cue| cue.overlaps(span(token)))
            || token.text().contains(['“', '”', '"', '\n'])
    };
    if let Some(at) = (source.index()..tokens.end).find(|&index| outside(index)) {
        tokens.end = at;
    }
    if let Some(at) = (tokens.start..source.index()).rev().find(|&index| outside(index)) {
        tokens.start = at + 1;
    }
    // A clause that begins after a comma says what the speaker did, not who it is.
    let clause = source.children().find(|child| {
        child.index() > source.index()
            && matches!(child.dep(), "relcl" | "acl" | "advcl")
            && child.subtree().start > 0
            && passage.token(child.subtree().start - 1).text() == ","
    });
    if let Some(clause) = clause {
        tokens.end = tokens.end.min(clause.subtree().start).max(source.index() + 1);
    }
    words(passage, tokens)
}

/// Whether a token heads a clause of its own rather than a bare noun.
fn is_clause(token: Token) -> bool {
    matches!(token.pos(), "VERB" | "AUX") || token.child(&["nsubj", "nsubjpass", "expl"]).is_some()
}

/// The words of a clause, without those of the cue and its subject where it is wrapped around
/// them.
fn clause_span(passage: &Parsed, clause: Token, verb: Token) -> Option<Span> {
    let tokens: Range<usize> = clause.subtree();
    let tokens = if tokens.contains(&verb.index()) {
        if clause.index() < verb.index() {
            tokens.start..verb.index()
        } else {
            verb.index() + 1..tokens.end
        }
    } else {
        tokens
    };
    words(passage, tokens)
}

/// Whether a clause stands in the paragraph of its verb: a parse may reach too far.
fn is_near(passage: &Parsed, clause: Span, verb: Token) -> bool {
    let at = span(verb);
    let between = clause.end.min(at.start)..clause.start.max(at.start);
    !passage.text()[between].contains('\n')
}

/// Sets `via`: the statement whose content holds all of another, the closest of several.
fn link(statements: &mut [Statement]) {
    let holds = |outer: &Statement, inner: &Statement| {
        let parts = inner.cue.spans.iter().chain(&inner.source.spans);
        let within = |part: &Span| outer.content.spans.iter().any(|span| span.contains(*part));
        parts.into_iter().all(within)
    };
    let size = |statement: &Statement| {
        statement.content.spans.iter().map(|span| span.end - span.start).sum::<usize>()
    };
    for inner in 0..statements.len() {
        let outer = (0..statements.len())
            .filter(|&outer| outer != inner && holds(&statements[outer], &statements[inner]))
            .min_by_key(|&outer| size(&statements[outer]));
        statements[inner].via = outer;
    }
}
