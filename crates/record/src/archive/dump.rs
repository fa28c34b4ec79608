//! The record as text, the same for the same set of reports.

use super::Archive;
use crate::error::Error;

impl Archive {
    /// Every report with its story and paths, and every contact with its accounts, in order:
    /// without the numbers of rows, which depend on the order of adding.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn dump(&self) -> Result<String, Error> {
        let text = |row: &rusqlite::Row| row.get::<_, String>(0);
        let reports = "select 'report ' || r.key || ' story ' || r.story || ' from ' || o.path
            from report r join origin o on o.report = r.id";
        let filed = "select 'speaker ' || a.key || ' ' || r.key from speaker s join actor a on a.id = s.actor join report r on r.id = s.report
            union all select 'position ' || a.key || ' ' || r.key || ' ' || s.n from position s join actor a on a.id = s.actor join report r on r.id = s.report
            union all select 'commitment ' || r.key || ' ' || s.n || ' ' || s.state from commitment s join report r on r.id = s.report
            union all select 'claim ' || r.key || ' ' || s.n from claim s join report r on r.id = s.report
            union all select 'event ' || s.type || ' ' || s.day || ' ' || r.key || ' ' || s.n from event s join report r on r.id = s.report
            union all select 'side ' || a.key || ' ' || r.key || ' ' || s.n || ' ' || s.role from side s join actor a on a.id = s.actor join report r on r.id = s.report
            union all select 'party ' || a.key || ' ' || p.first || ' ' || c.name from party p join actor a on a.id = p.actor join contact c on c.id = p.contact
            union all select 'refusal ' || path || ' ' || reason from refusal";
        let mut lines = self.ask(reports, [], text)?;
        lines.extend(self.ask(filed, [], text)?);
        for entry in self.entries("select accounts from contact", [])? {
            let who: Vec<&str> = entry.participants.iter().map(|who| who.id.as_str()).collect();
            let mut line = format!(
                "contact {} {:?} {:?} {:?} {} stories",
                entry.id,
                entry.status,
                entry.date,
                who,
                entry.stories.len()
            );
            for account in &entry.accounts {
                line += &format!(" {}#{}", account.report, account.index);
            }
            lines.push(line);
        }
        lines.sort();
        Ok(lines.join("\n"))
    }
}
