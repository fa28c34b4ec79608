//! PLOVER does what its files say: every pattern's examples, and the CAMEO table there and back.

#![allow(clippy::unwrap_used)]

use chancery_reading::events::{cameo_of_type, type_of_cameo};
use chancery_reading::patterns::{COMMITMENTS, CONTACTS, File, Ontology, PLOVER, POSITIONS, check};
use chancery_syntax::Model;

#[test]
fn every_example_is_as_it_says() {
    let model = Model::english().unwrap();
    let built_in: [(&Ontology, usize); 4] =
        [(&PLOVER, 1500), (&CONTACTS, 120), (&POSITIONS, 150), (&COMMITMENTS, 60)];
    for (ontology, least) in built_in {
        let checked = check::check(ontology, &model);
        let faults: Vec<String> = checked.faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(checked.examples >= least, "only {} examples", checked.examples);
    }
}

#[test]
fn the_example_ontology_is_sound() {
    let text = include_str!("../../../examples/ontology-protest.toml");
    let file: File = toml::from_str(text).unwrap();
    let ontology = Ontology::new(vec![("ontology-protest.toml".into(), file)]).unwrap();
    let checked = check::check(&ontology, &Model::english().unwrap());
    assert_eq!(checked.faults, []);
    assert!(checked.patterns >= 3);
}

#[test]
fn every_cameo_code_has_a_type_and_every_type_its_codes() {
    for kind in &PLOVER.types {
        let codes = cameo_of_type(&kind.name);
        assert!(!codes.is_empty(), "{} has no code", kind.name);
        for code in codes {
            assert_eq!(type_of_cameo(code), Some(kind.name.as_str()), "{code}");
        }
    }
    // A finer code than those listed goes by its root; what is none has no type.
    assert_eq!(type_of_cameo("1399"), Some("THREATEN"));
    assert_eq!(type_of_cameo("99"), None);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (text, message) in [
        (
            "[[pattern]]\nname = \"a\"\nverb = [\"go\"]",
            "m.toml: a: it has no type; give it one, or the file a `for`",
        ),
        (
            "[[pattern]]\nname = \"a\"\nverb = [\"go\"]\ntype = \"GO\"",
            "m.toml: a: there is no type GO",
        ),
        (
            "[[pattern]]\nname = \"a\"\nverb = [\"@go\"]\ntype = \"none\"",
            "m.toml: a: there is no class @go",
        ),
        (
            "[[pattern]]\nname = \"a\"\nverb = [\"go\"]\ntype = \"none\"\nsubjct = [\"*\"]",
            "m.toml: a: there is no slot subjct: neither a part nor a preposition",
        ),
        (
            "[[pattern]]\nname = \"a\"\ntype = \"none\"",
            "m.toml: a: it hangs on no word: give it a verb, noun or adjective",
        ),
        (
            "extends = \"cameo\"",
            "m.toml: extends \"cameo\", which is none of plover, contacts, positions, commitments",
        ),
    ] {
        let file: File = toml::from_str(text).unwrap();
        let fault = Ontology::new(vec![("m.toml".into(), file)]).err().unwrap();
        assert_eq!(fault.to_string(), message);
    }
}
