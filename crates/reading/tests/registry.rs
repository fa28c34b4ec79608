//! The registry as its readers meet it.

#![allow(clippy::unwrap_used)]

use chancery_reading::registry::{
    Bearer, EntityId, FILES, Gender, Held, Kind, Naming, REGISTRY, UserActors, compile, hash,
};
use jiff::civil::{Date, date};

fn files() -> Vec<(&'static str, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/actors/");
    let read =
        |&name: &&'static str| (name, std::fs::read_to_string(format!("{folder}{name}")).unwrap());
    FILES.iter().map(read).collect()
}

fn borrowed<'f>(files: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    files.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

fn first(name: &str) -> &'static str {
    let bearers = REGISTRY.named(name);
    bearers.first().map_or("nobody", |bearer| REGISTRY.name(bearer.entity))
}

fn holders(office: &str, country: &str, day: Date) -> Vec<&'static str> {
    let holders = REGISTRY.holders(office, country, day);
    holders.into_iter().map(|holder| REGISTRY.name(holder)).collect()
}

#[test]
fn the_registry_is_that_of_the_tables() {
    let files = files();
    assert_eq!(REGISTRY.sources(), hash(&borrowed(&files)), "stale: run cargo xtask actors");
}

#[test]
fn it_is_compiled_byte_for_byte() {
    let files = files();
    let compiled = compile(&borrowed(&files)).unwrap();
    let kept =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/actors/registry.bin"));
    assert!(compiled == kept.unwrap(), "stale: run cargo xtask actors");
    assert!(compiled.len() < 6_000_000, "{} bytes", compiled.len());
}

#[test]
fn every_actor_is_found_by_each_of_its_names() {
    for entity in REGISTRY.all() {
        for (name, naming) in REGISTRY.names(entity) {
            let bearers = REGISTRY.named(name);
            let found = bearers.iter().find(|bearer| bearer.entity == entity);
            assert!(
                found.is_some_and(|found| found.exact && found.naming <= naming),
                "{} by {name:?}: {found:?}",
                REGISTRY.id(entity)
            );
        }
        assert_eq!(REGISTRY.find(REGISTRY.id(entity)), Some(entity));
    }
}

#[test]
fn leaders_hold_their_offices_on_the_day() {
    let day = date(2025, 7, 4);
    assert_eq!(holders("head_of_state", "RUS", day), ["Vladimir Putin"]);
    assert_eq!(holders("head_of_state", "USA", day), ["Donald Trump"]);
    assert_eq!(holders("head_of_government", "USA", day), ["Donald Trump"]);
    assert_eq!(holders("head_of_state", "UKR", day), ["Volodymyr Zelenskyy"]);
    assert_eq!(holders("foreign_minister", "RUS", day), ["Sergey Lavrov"]);
    assert_eq!(holders("foreign_minister", "USA", day), ["Marco Rubio"]);
    assert_eq!(holders("igo_head", "UN", day), ["António Guterres"]);
}

#[test]
fn both_hold_an_office_on_the_day_of_the_hand_over() {
    let president = |day| holders("head_of_state", "USA", day);
    assert_eq!(president(date(2009, 1, 19)), ["George W. Bush"]);
    assert_eq!(president(date(2009, 1, 20)), ["George W. Bush", "Barack Obama"]);
    assert_eq!(president(date(2009, 1, 21)), ["Barack Obama"]);
    let chancellor = |day| holders("head_of_government", "DEU", day);
    assert_eq!(chancellor(date(2021, 12, 1)), ["Angela Merkel"]);
    assert_eq!(chancellor(date(2022, 1, 1)), ["Olaf Scholz"]);
    assert_eq!(chancellor(date(2025, 6, 1)), ["Friedrich Merz"]);
}

#[test]
fn two_presidents_are_called_bush() {
    let presidents: Vec<&str> = REGISTRY
        .named("Bush")
        .iter()
        .filter(|bearer| REGISTRY.prominence(bearer.entity) == 4)
        .map(|bearer| REGISTRY.name(bearer.entity))
        .collect();
    assert!(presidents.iter().any(|name| name.starts_with("George W")), "{presidents:?}");
    assert_eq!(presidents.len(), 2, "{presidents:?}");
}

#[test]
fn those_called_kim_are_apart() {
    assert_eq!(first("Kim Jong Un"), "Kim Jong-un");
    assert_eq!(first("Kim Yo Jong"), "Kim Yo-jong");
    assert_eq!(first("U.N."), "United Nations");
    let kims = REGISTRY.named("Kim");
    assert!(kims.len() > 2 && kims.iter().all(|kim| kim.naming == Naming::Short));
}

#[test]
fn zelensky_in_every_spelling() {
    for name in [
        "Zelensky",
        "Zelenskyy",
        "Zelenskiy",
        "Zelenskyi",
        "Volodymyr Zelenskyy",
        "Zelenskij",
        "ZELENSKY",
    ] {
        assert_eq!(first(name), "Volodymyr Zelenskyy", "{name}");
    }
    let odd: Vec<Bearer> = REGISTRY.named("Volodymyr Zelenskij");
    assert!(odd.iter().all(|bearer| !bearer.exact), "a guess is marked as one");
}

#[test]
fn other_alphabets_have_many_spellings() {
    for (name, known) in [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Yury Ushakov", "Yuri Ushakov"),
        ("Dmitriy Peskov", "Dmitry Peskov"),
        ("Muhammad bin Salman", "Mohammed bin Salman"),
        ("Mohamad bin Salman", "Mohammed bin Salman"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko"),
    ] {
        assert_eq!(first(name), known, "{name}");
    }
}

#[test]
fn states_by_all_their_names() {
    let state = |word| REGISTRY.state_of(word).map(|state| REGISTRY.id(state));
    for (word, id) in [
        ("Russia", "RUS"),
        ("Russian", "RUS"),
        ("Russians", "RUS"),
        ("Russian Federation", "RUS"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("American", "USA"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Soviet", "SUN"),
        ("Czech Republic", "CZE"),
        ("Macedonia", "MKD"),
        ("Zaire", "ZAR"),
        ("EU", "EUR"),
        ("British", "GBR"),
        ("UK", "GBR"),
    ] {
        assert_eq!(state(word), Some(id), "{word}");
    }
    assert_eq!(state("Moscow"), None, "a capital is no name of the state");
    let moscow = REGISTRY.named("Moscow");
    assert!(
        moscow.iter().any(|at| REGISTRY.id(at.entity) == "RUS" && at.naming == Naming::Capital)
    );
    let soviet = REGISTRY.find("SUN").unwrap();
    assert_eq!(REGISTRY.existed(soviet)[1], Some(date(1991, 12, 26)));
    assert!(REGISTRY.successors(soviet).contains(&REGISTRY.find("UKR").unwrap()));
}

#[test]
fn institutions_stand_for_offices() {
    let seat = |name: &str| {
        let bearers = REGISTRY.named(name);
        let office = bearers.iter().find(|at| REGISTRY.kind(at.entity) == Kind::Office).unwrap();
        (REGISTRY.country(office.entity), REGISTRY.stands_for(office.entity).unwrap().office)
    };
    assert_eq!(seat("the Kremlin"), (Some("RUS"), Some("head_of_state")));
    assert_eq!(seat("Russian President's office"), (Some("RUS"), Some("head_of_state")));
    assert_eq!(seat("White House"), (Some("USA"), Some("head_of_state")));
    assert_eq!(seat("State Department"), (Some("USA"), Some("foreign_minister")));
    assert_eq!(seat("Pentagon"), (Some("USA"), Some("defence_minister")));
    assert_eq!(seat("Downing Street"), (Some("GBR"), Some("head_of_government")));
    assert_eq!(seat("Turkish Foreign Ministry"), (Some("TUR"), Some("foreign_minister")));
}

#[test]
fn a_walk_follows_tokens() {
    let walk = |tokens: &[&str]| {
        let mut walk = REGISTRY.walk();
        tokens.iter().all(|token| walk.step(token)).then(|| walk.bearers())
    };
    let office = walk(&["russian", "president", "s", "office"]).unwrap();
    assert_eq!(REGISTRY.name(office[0].entity), "Kremlin");
    assert_eq!(REGISTRY.name(walk(&["kim", "", "jong", "un"]).unwrap()[0].entity), "Kim Jong-un");
    assert!(walk(&["west", "virginia", "senators"]).is_none_or(|found| found.is_empty()));
    let mut stray = REGISTRY.walk();
    assert!(!stray.step("xylophonist") && !stray.is_name() && stray.bearers().is_empty());
}

#[test]
fn nouns_say_sector_and_office() {
    let president = REGISTRY.role("presidents").unwrap();
    assert_eq!(
        (president.noun, president.sector, president.plural),
        ("president", Some("GOV"), true)
    );
    assert!(president.offices().any(|office| office == "head_of_state"));
    assert_eq!(president.person, Some(true));
    assert_eq!(
        REGISTRY.role("Foreign Minister").unwrap().offices().next(),
        Some("foreign_minister")
    );
    assert_eq!(REGISTRY.role("government").unwrap().person, Some(false));
    assert!(REGISTRY.role("teapot").is_none());
}

#[test]
fn first_names_tell_he_and_she() {
    let gender = |name: &str| REGISTRY.gender(REGISTRY.named(name)[0].entity);
    assert_eq!(gender("Angela Merkel"), Some(Gender::Female));
    assert_eq!(gender("Vladimir Putin"), Some(Gender::Male));
    assert_eq!(gender("Kim Jong Un"), None);
    assert_eq!(gender("Russia"), None);
}

#[test]
fn what_was_known_until_a_day_is_unsure_after_it() {
    let tenure = |day| REGISTRY.tenures("foreign_minister", "RUS", day)[0].on(day);
    assert_eq!(tenure(date(2025, 7, 4)), Held::Yes);
    assert_eq!(tenure(date(2031, 1, 1)), Held::Perhaps);
}

#[test]
fn a_users_file_wins() {
    let text = "id,name,short,country,office,title,start\n\
                Q7747,Vladimir Putin,VVP,RUS,head_of_state,President,2012-05-07\n\
                ,Jane Doe,Putin,FRA,foreign_minister,Foreign Minister,2025-01-01\n";
    let text = format!("kind,{}", text.replace('\n', "\n,").trim_end_matches(','));
    let text = format!("{text}state,SUN,Soviet Union,CCCP,,,,\n");
    let user = UserActors::read("mine.csv", &text, &REGISTRY).unwrap();
    let mine = REGISTRY.with(&user);
    let named = |name: &str| -> Vec<&str> {
        mine.named(name).iter().map(|bearer| mine.name(bearer.entity)).collect()
    };
    assert_eq!(named("Putin"), ["Jane Doe"], "its names come alone");
    assert_eq!(named("VVP"), ["Vladimir Putin"]);
    assert_eq!(named("Sergei Lavrov"), ["Sergey Lavrov"]);
    let putin = mine.named("VVP")[0].entity;
    let known: Vec<EntityId> = mine.named("Vladimir V. Putin").iter().map(|at| at.entity).collect();
    assert_eq!(known, [putin], "one actor, whichever of the two names it");
    assert!(mine.holdings(putin).any(|held| held.office == "head_of_government"));
    let soviet = mine.named("CCCP")[0].entity;
    assert_eq!(mine.country(soviet), Some("SUN"), "what the file leaves out is still known");
    assert_eq!(mine.existed(soviet)[1], Some(date(1991, 12, 26)));
    let day = date(2025, 7, 4);
    let minister = mine.holders("foreign_minister", "FRA", day);
    assert_eq!(minister.iter().map(|&at| mine.name(at)).collect::<Vec<_>>(), ["Jane Doe"]);
    assert_eq!(mine.country(minister[0]), Some("FRA"));
}
