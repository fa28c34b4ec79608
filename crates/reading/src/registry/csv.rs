//! A table as people edit it: comma-separated values, lines that begin with `#`, a line of names.

use std::fmt;

/// What is wrong in a line of a table, with its mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Fault {}

/// The rows of a file.
pub(super) struct Table {
    file: String,
    columns: Vec<String>,
    head: usize,
    rows: Vec<(usize, Vec<String>)>,
}

/// A row, its cells by the name of their column.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    /// The line that it begins in, from 1.
    pub line: usize,
    cells: &'t [String],
}

impl Table {
    /// Reads a file; a row whose cells do not fit the columns is a fault and left out.
    pub fn read(file: &str, text: &str) -> (Table, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut records = records(text.strip_prefix('\u{feff}').unwrap_or(text)).into_iter();
        let (head, columns) = records.next().unwrap_or_default();
        let columns: Vec<String> = columns.iter().map(|name| name.trim().to_string()).collect();
        let mut rows = Vec::new();
        for (line, cells) in records {
            if cells.len() == columns.len() {
                rows.push((line, cells));
            } else {
                let message = format!(
                    "{} cells where the first line names {}; put a cell with a comma in \"quotes\"",
                    cells.len(),
                    columns.len()
                );
                faults.push(Fault { file: file.into(), line, message });
            }
        }
        (Table { file: file.into(), columns, head, rows }, faults)
    }

    /// Where the columns are named, and their names.
    pub fn columns(&self) -> (usize, &[String]) {
        (self.head, &self.columns)
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl<'t> Row<'t> {
    /// The cell of a column without white space around it; nothing where there is no such column.
    pub fn get(self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.map_or("", |at| self.cells[at].trim())
    }

    /// The parts of a cell that `;` separates.
    pub fn list(self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }

    /// A fault in this row.
    pub fn fault(self, message: impl Into<String>) -> Fault {
        Fault { file: self.table.file.clone(), line: self.line, message: message.into() }
    }
}

/// The records of a text with the lines that they begin in; comments and empty lines are none.
fn records(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut all = Vec::new();
    let mut chars = text.chars().peekable();
    let mut line = 1;
    while chars.peek().is_some() {
        if chars.peek() == Some(&'#') {
            chars.by_ref().find(|&c| c == '\n');
            line += 1;
            continue;
        }
        let begun = line;
        let mut cells = vec![String::new()];
        let mut quoted = false;
        while let Some(c) = chars.next() {
            if c == '\n' {
                line += 1;
            }
            let cell = cells.len() - 1;
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cells[cell].push('"');
                }
                '"' if quoted => quoted = false,
                '"' if cells[cell].is_empty() => quoted = true,
                ',' if !quoted => cells.push(String::new()),
                '\n' if !quoted => break,
                '\r' if !quoted => {}
                c => cells[cell].push(c),
            }
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            all.push((begun, cells));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quotes_comments_and_windows_lines() {
        let text = "# why\r\nid,name\r\n\r\na,\"Last, First\"\r\nb,\"the \"\"old\"\" one\"\r\n";
        let (table, faults) = Table::read("t.csv", text);
        assert!(faults.is_empty());
        let rows: Vec<_> = table.rows().map(|row| (row.line, row.get("name"))).collect();
        assert_eq!(rows, [(4, "Last, First"), (5, "the \"old\" one")]);
    }

    #[test]
    fn names_the_line_that_does_not_fit() {
        let (table, faults) = Table::read("t.csv", "id,name\na,Last, First\nb,B\n");
        assert_eq!(table.rows().count(), 1);
        assert!(faults[0].to_string().starts_with("t.csv:2: 3 cells where the first line names 2"));
    }
}
