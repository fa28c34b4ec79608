-- The record in SQLite. `archive/` writes it; `ask/` reads it. Dates are ISO 8601 text, empty where
-- none is known. What a report says is kept whole in `reading`; the other tables are made from it.
--
-- The numbers of reports begin with their day: whatever is listed by report is listed by day.

create table report (
  id integer primary key,         -- day of publication and part of the key
  key text not null unique,       -- hash of its text, outlet and day of publication
  outlet text,
  agency text,
  title text,
  published text,
  story text not null,            -- the least key among the copies of its story
  sketch blob not null            -- by which copies are found
);
create index report_by_story on report (story);

create table reading (
  id integer primary key,
  report integer not null unique,
  packed blob not null            -- the Reading: JSON packed by LZ4
);

-- The paths from which a report was added.
create table origin (path text not null, report integer not null, primary key (path, report)) without rowid;
create index origin_by_report on origin (report);

create table refusal (path text primary key, reason text not null) without rowid;

create table band (band integer not null, report integer not null, primary key (band, report)) without rowid;

-- One report's account of a contact.
create table account (
  report integer not null,
  n integer not null,
  block integer not null,         -- accounts of one contact share it
  first text not null,            -- the first and last day that it can have been on
  last text not null,
  component integer not null,     -- what hangs together has one number
  facts text not null,            -- JSON
  primary key (report, n)
) without rowid;
create index account_by_day on account (block, first);
create index account_of_no_one_day on account (block, first) where first <> last;
create index account_by_component on account (component);

-- A contact of the record: what its accounts tell together.
create table contact (
  id integer primary key,         -- its first day and a hash of its name
  name text not null,
  first text not null,
  last text not null,
  medium text not null,
  status text not null,
  participants text not null,     -- JSON
  accounts text not null,         -- JSON: [report, n]
  component integer not null
);
create index contact_by_name on contact (name);
create index contact_by_day on contact (first);
create index contact_by_medium on contact (medium, first);
create index contact_by_status on contact (status, first);
create index contact_by_component on contact (component);

create table actor (
  id integer primary key,
  key text not null unique,
  name text not null,
  kind text not null,
  country text
);
create table name (word text not null, actor integer not null, primary key (word, actor)) without rowid;

-- Who took part: each who is named, and the states for which they act.
create table party (actor integer not null, first text not null, contact integer not null,
  primary key (actor, first, contact)) without rowid;
create table speaker (actor integer not null, report integer not null, primary key (actor, report)) without rowid;
create table position (actor integer not null, report integer not null, n integer not null,
  primary key (actor, report, n)) without rowid;
create table commitment (report integer not null, n integer not null, state text not null,
  primary key (report, n)) without rowid;
create table claim (report integer not null, n integer not null, primary key (report, n)) without rowid;
create table event (report integer not null, n integer not null, type text not null, day text not null,
  primary key (report, n)) without rowid;
create index event_by_type on event (type, report);
create table side (actor integer not null, role text not null, report integer not null, n integer not null,
  primary key (actor, role, report, n)) without rowid;

-- What was said and where actors stand, for full-text search; the row is the report's.
create virtual table said using fts5 (words, issues, content = '', contentless_delete = 1,
  tokenize = 'porter unicode61 remove_diacritics 2');

create table setting (name text primary key, value text not null) without rowid;
