//! Named features of a name or of a place, and what each weighs.
//!
//! A feature is one of some groups and a number within the group, so that weights are looked up
//! in a list. Their file has lines `weight<TAB>group|number`.

/// How many features a group may have.
const WIDTH: usize = 64;

/// A group of features, of which a thing mostly has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Group {
    // Of a name: whether it is that of a place here.
    Bias,
    Entity,
    EntityKind,
    EntitySize,
    BestKind,
    BestSize,
    Naming,
    Length,
    Before,
    After,
    BeforeAfter,
    Dep,
    Tag,
    Sense,
    Person,
    Pair,
    Start,
    Common,
    BeforeEntity,
    Bearers,
    AfterEntity,
    Known,
    SenseEntity,
    InPerson,
    PersonBefore,
    PersonKnown,
    // Of a place that bears the name: whether it is meant.
    Size,
    Rank,
    Kind,
    KindNaming,
    Only,
    PairFit,
    InRegion,
    InCountry,
    CountryShare,
    RegionShare,
    Nearest,
    Dateline,
    Parent,
    Behind,
    ShareSize,
    NearSize,
    NearKind,
    WorldRank,
    WorldBehind,
    WorldShare,
}

/// The groups, as their names are written.
const GROUPS: [(Group, &str); 46] = [
    (Group::Bias, "bias"),
    (Group::Entity, "entity"),
    (Group::EntityKind, "entity+kind"),
    (Group::EntitySize, "entity+size"),
    (Group::BestKind, "best kind"),
    (Group::BestSize, "best size"),
    (Group::Naming, "best naming"),
    (Group::Length, "length"),
    (Group::Before, "before"),
    (Group::After, "after"),
    (Group::BeforeAfter, "before+after"),
    (Group::Dep, "dep"),
    (Group::Tag, "tag"),
    (Group::Sense, "sense"),
    (Group::Person, "person"),
    (Group::Pair, "pair"),
    (Group::Start, "start"),
    (Group::Common, "common"),
    (Group::BeforeEntity, "before+entity"),
    (Group::Bearers, "bearers"),
    (Group::AfterEntity, "after+entity"),
    (Group::Known, "known"),
    (Group::SenseEntity, "sense+entity"),
    (Group::InPerson, "in person"),
    (Group::PersonBefore, "person+before"),
    (Group::PersonKnown, "person+known"),
    (Group::Size, "size"),
    (Group::Rank, "rank"),
    (Group::Kind, "kind"),
    (Group::KindNaming, "kind+naming"),
    (Group::Only, "only"),
    (Group::PairFit, "pair fit"),
    (Group::InRegion, "in region"),
    (Group::InCountry, "in country"),
    (Group::CountryShare, "country share"),
    (Group::RegionShare, "region share"),
    (Group::Nearest, "nearest"),
    (Group::Dateline, "dateline"),
    (Group::Parent, "parent"),
    (Group::Behind, "behind"),
    (Group::ShareSize, "share+size"),
    (Group::NearSize, "nearest+size"),
    (Group::NearKind, "nearest+kind"),
    (Group::WorldRank, "countries+rank"),
    (Group::WorldBehind, "countries+behind"),
    (Group::WorldShare, "countries+share"),
];

/// The number of a feature.
pub fn feature(group: Group, number: usize) -> u16 {
    (group as usize * WIDTH + number.min(WIDTH - 1)) as u16
}

/// The name of a feature.
#[cfg(feature = "learn")]
pub fn name(feature: u16) -> String {
    let (group, number) = (usize::from(feature) / WIDTH, usize::from(feature) % WIDTH);
    format!("{}|{number}", GROUPS[group].1)
}

/// What each feature weighs.
#[derive(Clone, Debug)]
pub struct Weights(Vec<f32>);

impl Weights {
    /// From lines `weight<TAB>feature`; a line that begins with `#` is a comment.
    ///
    /// # Errors
    /// The first line that is neither.
    pub fn parse(text: &str) -> Result<Self, &str> {
        let mut weights = vec![0.0; GROUPS.len() * WIDTH];
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (weight, name) = line.split_once('\t').ok_or(line)?;
            let (group, number) = name.split_once('|').ok_or(line)?;
            let group = GROUPS.iter().find(|(_, name)| *name == group).ok_or(line)?.0;
            let number: usize = number.parse().map_err(|_| line)?;
            weights[usize::from(feature(group, number))] = weight.parse().map_err(|_| line)?;
        }
        Ok(Weights(weights))
    }

    /// The sum over features.
    pub fn sum(&self, features: &[u16]) -> f32 {
        features.iter().map(|&at| self.0[usize::from(at)]).sum()
    }
}
