# What people type. `just` lists it.

_default:
    @just --list

# Build, and read an example report
read *ARGS='examples/call.txt':
    cargo run --release -- read {{ARGS}}

# Tests, format, lints: what CI runs, without the evaluation
check:
    cargo test
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# Write what is found into the cases, to look at the difference
cases:
    UPDATE=1 cargo test --package chancery-reading --test cases
    git diff --stat cases

# Agreement with spaCy
evaluate:
    evaluation/syntax

# Speed beside spaCy's, on one thread
bench *ARGS:
    benches/spacy {{ARGS}}

# Fuzz the parser for a minute
fuzz seconds='60':
    fuzz/run {{seconds}}
