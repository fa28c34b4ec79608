//! Checked claims as a person reads of them.

use super::entries::{cited, names, word};
use super::width;
use super::wrap::wrap;
use anstyle::{AnsiColor, Style};
use chancery_record::ask::{CheckAnswer, Party};
use chancery_record::check::{Doubt, Verdict, words};
use chancery_record::{Archive, Entry};

const STRONG: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

fn colour(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Supported => AnsiColor::Green,
        Verdict::Short => AnsiColor::Yellow,
        Verdict::Contradicted => AnsiColor::Red,
        Verdict::Undecidable => AnsiColor::Magenta,
    };
    colour.on_default()
}

/// Each claim with the contacts that were counted and those left out.
pub fn page(archive: &Archive, answers: &[CheckAnswer]) -> String {
    if answers.is_empty() {
        return "no claim to check: the report counts no contacts\n".into();
    }
    let mut page = String::new();
    for (i, answer) in answers.iter().enumerate() {
        if i > 0 {
            page.push('\n');
        }
        head(&mut page, answer);
        let unit: Vec<String> = answer.unit.media.iter().map(word).collect();
        row(
            &mut page,
            "of whom",
            &names(&answer.check.participants.iter().map(Party::from).collect::<Vec<_>>()),
        );
        row(&mut page, "counts", &format!("“{}”: {}", answer.unit.word, unit.join(", ")));
        row(&mut page, "window", &window(answer));
        for (n, entry) in answer.check.counted.iter().enumerate() {
            contact(&mut page, archive, &format!("{:>3}", n + 1), entry, None);
        }
        for (entry, doubt) in &answer.check.left_out {
            contact(&mut page, archive, "  –", entry, Some(*doubt));
        }
        let others = answer.ways.iter().filter(|way| way.count != answer.check.counted.len());
        for way in others {
            let with: Vec<&str> = way.with.iter().map(|doubt| words(*doubt)).collect();
            let with = if with.is_empty() {
                "only contacts beyond doubt".into()
            } else {
                with.join(" and ")
            };
            row(&mut page, "else", &format!("{} with {with}", way.count));
        }
    }
    page
}

fn window(answer: &CheckAnswer) -> String {
    let day =
        |day: Option<jiff::civil::Date>, open: &str| day.map_or(open.into(), |day| day.to_string());
    let loose = answer.window.loose.map(|day| format!(" (loosely from {day})")).unwrap_or_default();
    format!(
        "{} to {}{loose}: {}",
        day(answer.window.first, "the beginning"),
        day(answer.window.last, "now"),
        answer.window.why
    )
}

fn head(page: &mut String, answer: &CheckAnswer) {
    let style = colour(answer.verdict);
    *page += &format!(
        "{style}{}{style:#} {STRONG}“{}”{STRONG:#}\n",
        word(answer.verdict).to_uppercase(),
        answer.text
    );
    row(page, "since", &answer.why);
}

fn row(page: &mut String, label: &str, text: &str) {
    for (i, line) in wrap(text, width().saturating_sub(12)).iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        *page += &format!("  {QUIET}{label:<10}{QUIET:#}{line}\n");
    }
}

fn contact(page: &mut String, archive: &Archive, mark: &str, entry: &Entry, doubt: Option<Doubt>) {
    let why = doubt.map(|doubt| format!(" · left out: {}", words(doubt))).unwrap_or_default();
    let date = entry.date.as_deref().unwrap_or("no day");
    *page += &format!(
        "  {mark}  {STRONG}{date:<10}{STRONG:#} {} {}{why} {QUIET}{}{QUIET:#}\n",
        word(entry.medium),
        word(entry.status),
        entry.id
    );
    // The words of the first account; one of the report itself is not in the record yet.
    let told = archive.tell(std::slice::from_ref(entry)).unwrap_or_default();
    if let Some(account) = told.first().and_then(|contact| contact.accounts.first()) {
        cited(page, &account.citation, 7);
    }
}

/// A line a claim with its verdict; those that clash follow one another.
pub fn list(answers: &[CheckAnswer]) -> String {
    let mut page = String::new();
    for answer in answers {
        head(&mut page, answer);
        cited(&mut page, &answer.citation, 12);
    }
    if page.is_empty() { "no claim in the record\n".into() } else { page }
}
