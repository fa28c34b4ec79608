//! What `chancery read --format json` prints is what `docs/reading.schema.json` says.

#![allow(clippy::unwrap_used)]
#![recursion_limit = "256"]

use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/reading.schema.json")).unwrap()
}

/// A Reading with everything in it that a Reading can hold.
fn full() -> Value {
    json!({
        "schema": "chancery.report/1", "source": "a.txt", "id": "0123456789abcdef0123456789abcdef",
        "text": "VIENNA, March 9 (AP) — “We met,” Berg said.", "title": "Met", "outlet": "Post",
        "agency": "AP", "published": "2026-03-10",
        "dateline": { "place": "VIENNA", "date": "2026-03-09", "agency": "AP", "span": [0, 20] },
        "sentences": [[23, 43]],
        "tokens": [[23, 24, "``", 0, "ROOT", "\""]],
        "entities": [{ "span": [33, 37], "label": "PERSON", "actor": "berg" }],
        "quotes": [{ "spans": [[23, 32]], "depth": 0, "closed": true }],
        "times": [{ "span": [8, 15], "type": "DATE", "value": "2026-03-09", "mod": "APPROX",
                    "basis": "publication", "anchor": null }],
        "places": [{ "span": [0, 6], "name": "Vienna", "kind": "capital", "geonameid": 2761369, "country": "AUT",
                     "region": "Vienna", "lat": 48.2, "lon": 16.4 }],
        "actors": [{ "id": "berg", "name": "Berg", "kind": "person", "country": "AUT",
                     "sector": "GOV", "role": "minister", "wikidata": "Q1", "mentions": [[33, 37]] }],
        "statements": [{
            "source": { "spans": [[33, 37]], "actor": "berg" }, "cue": { "spans": [[38, 42]] },
            "content": { "spans": [[23, 32]] }, "kind": "direct",
            "addressee": { "spans": [[33, 37]], "actor": null }, "venue": { "spans": [[0, 6]] },
            "via": 0
        }],
        "events": [],
        "contacts": [{
            "medium": "meeting", "medium_basis": "said", "kind": "bilateral meeting", "main": true,
            "participants": ["berg"], "several": false, "date": "2026-03-09",
            "date_range": ["2026-03-09", "2026-03-09"], "date_precision": "day",
            "date_basis": "relative", "duration": "PT1H", "duration_mod": "LESS_THAN",
            "durations": [{ "value": "PT1H", "mod": "LESS_THAN", "reported_by": "berg",
                            "spans": [[23, 32]] }],
            "place": "Vienna", "occasion": [[23, 32]], "initiator": "berg", "topics": ["rivers"],
            "not_discussed": ["lakes"], "described": ["frank"], "status": "held",
            "reported_by": "berg", "statement": 0, "evidence": [[23, 32]]
        }],
        "positions": [{
            "actor": "berg", "stance": "seeks", "issue": "a treaty", "key": "treaty",
            "towards": "berg", "reported_by": "berg", "statement": 0, "spans": [[23, 32]],
            "evidence": [[23, 32]]
        }],
        "commitments": [{
            "parties": ["berg"], "what": "meet again", "channels": ["aides"], "by": "2026-04",
            "state": "being_implemented", "contact": 0, "ritual": false, "reported_by": "berg",
            "statement": 0, "spans": [[23, 32]], "evidence": [[23, 32]]
        }],
        "claims": [{
            "kind": "first_since", "participants": ["berg"], "medium": "meeting", "unit": "meeting",
            "ordinal": 1, "count": null,
            "window": { "start": "2024", "end": "2026-03-09", "tolerance": 0, "basis": "explicit",
                        "text": "since 2024" },
            "qualifiers": ["official"], "place": null, "contact": 0, "text": "the first since 2024",
            "reported_by": "berg", "statement": 0, "evidence": [[23, 32]]
        }]
    })
}

#[test]
fn a_full_reading_is_valid_and_survives_the_types() {
    let full = full();
    jsonschema::validate(&schema(), &full).unwrap();
    let reading: chancery_reading::Reading = serde_json::from_value(full.clone()).unwrap();
    assert_eq!(serde_json::to_value(reading).unwrap(), full);
}

#[test]
fn a_broken_reading_is_not() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let breaks: [(&str, Value); 9] = [
        ("/schema", json!("chancery.report/9")),
        ("/sentences/0", json!([23])),
        ("/published", json!("yesterday")),
        ("/statements/0/kind", json!("loud")),
        ("/statements/0/content/spans", json!([])),
        ("/contacts/0/status", json!("maybe")),
        ("/positions/0/stance", json!("likes")),
        ("/commitments/0/state", json!("pending")),
        ("/claims/0/window/basis", json!("guess")),
    ];
    for (place, value) in breaks {
        let mut broken = full();
        *broken.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&broken), "{place} may not be so");
    }
    let mut more = full();
    more["mood"] = json!("good");
    assert!(!validator.is_valid(&more), "there is no such field");
}

#[test]
fn the_examples_are_valid() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut chancery = assert_cmd::Command::new(env!("CARGO_BIN_EXE_chancery"));
    let names = ["call", "meeting", "talks"].map(|name| format!("examples/{name}.txt"));
    let output = chancery.args(["read", "--format", "json", "--syntax"]).args(&names).output();
    let output = String::from_utf8(output.unwrap().stdout).unwrap();
    assert_eq!(output.lines().count(), names.len());
    for (line, name) in output.lines().zip(names) {
        let reading: Value = serde_json::from_str(line).unwrap();
        assert_eq!(reading["source"], json!(name));
        let faults: Vec<String> = validator.iter_errors(&reading).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        assert!(!reading["statements"].as_array().unwrap().is_empty(), "{name}: nobody speaks");
    }
}
