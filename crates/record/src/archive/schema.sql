-- The record in SQLite. `archive/` writes it; `ask/` and `check/` read it. Dates are ISO 8601 text.
-- What a report says is kept whole in `report.reading`; the other tables are made from it, so that
-- they can be made again.

create table report (
  id integer primary key,
  key text not null unique,       -- hash of its text, outlet and day of publication
  outlet text,
  agency text,
  title text,
  published text,
  story text not null,            -- the least key among the copies of its story
  sketch blob not null,           -- by which copies are found
  reading blob not null           -- the Reading, JSON packed by LZ4
);
create index report_by_story on report (story);
create index report_by_day on report (published);

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
  first text,                     -- the first and last day that it can have been on
  last text,
  facts text not null,            -- JSON
  component integer not null,     -- what hangs together has one number
  primary key (report, n)
) without rowid;
create index account_by_day on account (block, first);
create index account_by_component on account (component);

-- A contact of the record: what its accounts tell together.
create table contact (
  id integer primary key,
  name text not null,
  first text,
  last text,
  date text,
  precision text,
  medium text not null,
  status text not null,
  denied integer not null,
  several integer not null,
  participants text not null,     -- JSON
  stories integer not null,
  accounts text not null,         -- JSON: [report, n]
  component integer not null
);
create index contact_by_name on contact (name);
create index contact_by_day on contact (first, id);
create index contact_by_component on contact (component);

create table actor (
  id integer primary key,
  key text not null unique,
  name text not null,
  kind text not null,
  country text
);
create table name (word text not null, actor integer not null, primary key (word, actor)) without rowid;

create table party (actor integer not null, first text not null, contact integer not null,
  primary key (actor, first, contact)) without rowid;
create table speaker (actor integer not null, published text not null, report integer not null,
  primary key (actor, published, report)) without rowid;
create table position (actor integer not null, published text not null, report integer not null, n integer not null,
  primary key (actor, published, report, n)) without rowid;
create table commitment (published text not null, report integer not null, n integer not null, state text not null,
  primary key (published, report, n)) without rowid;
create table claim (published text not null, report integer not null, n integer not null,
  primary key (published, report, n)) without rowid;
create table event (type text not null, day text not null, report integer not null, n integer not null,
  primary key (type, day, report, n)) without rowid;
create table side (actor integer not null, day text not null, report integer not null, n integer not null,
  role text not null, primary key (actor, day, report, n, role)) without rowid;

-- What was said, for full-text search; the row is the report's.
create virtual table said using fts5 (words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');

create table setting (name text primary key, value text not null) without rowid;
