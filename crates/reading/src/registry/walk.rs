//! A walk over the words of a text that may be a name.

use super::spelling::Spelling;
use super::tables::{Standing, Tables};
use super::{Bearer, EntityId, Naming, Registry};

/// Where a walk over words stands: every word took it further, or it stands nowhere.
#[derive(Clone)]
pub struct Walk<'r> {
    registry: &'r Registry,
    base: Steps<'r>,
    own: Option<Steps<'r>>,
}

/// A walk in one set of tables: by the names as they are, and by their spelling.
#[derive(Clone)]
struct Steps<'r> {
    tables: &'r Tables<'static>,
    exact: Standing<'r>,
    spelt: Standing<'r>,
    begun: bool,
}

impl<'r> Walk<'r> {
    pub(super) fn new(registry: &'r Registry) -> Self {
        let own = registry.own_tables().map(Steps::new);
        Walk { registry, base: Steps::new(registry.base_tables()), own }
    }

    /// Takes the next word, folded by [`crate::gazetteer::fold`]; false where no name goes on so.
    ///
    /// A word that folds to nothing (a hyphen) is none.
    pub fn step(&mut self, folded: &str) -> bool {
        if !folded.is_empty() {
            let spelling = self.registry.spelling();
            self.base.step(folded, spelling);
            if let Some(own) = &mut self.own {
                own.step(folded, spelling);
            }
        }
        self.base.goes_on() || self.own.as_ref().is_some_and(Steps::goes_on)
    }

    /// Whether the words so far are a name, if only in another spelling.
    pub fn is_name(&self) -> bool {
        let ends = |at: &Standing| at.as_ref().is_some_and(|(node, _)| node.is_final());
        let is_name = |steps: &Steps| ends(&steps.exact) || ends(&steps.spelt);
        is_name(&self.base) || self.own.as_ref().is_some_and(is_name)
    }

    /// The actors that bear the name, the surest naming first and then the best known.
    ///
    /// Names of a user's own file come alone. Only a name that nobody bears as it is written is
    /// looked up by its spelling; its bearers are marked as not exact.
    pub fn bearers(&self) -> Vec<Bearer> {
        let of = |steps: &Steps, exact: bool, own: bool| -> Vec<Bearer> {
            let (names, at) = match exact {
                true => (&steps.tables.index, &steps.exact),
                false => (&steps.tables.spelt, &steps.spelt),
            };
            let bearer = |(entity, naming): (u32, Naming)| {
                let entity = match own {
                    true => self.registry.of_own(entity),
                    false => self.registry.of_base(entity),
                };
                Bearer { entity, naming, exact }
            };
            names.bearers(at).map(bearer).collect()
        };
        for exact in [true, false] {
            let own = self.own.as_ref().map(|own| of(own, exact, true)).unwrap_or_default();
            let found = if own.is_empty() { of(&self.base, exact, false) } else { own };
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

impl<'r> Steps<'r> {
    fn new(tables: &'r Tables<'static>) -> Self {
        let [exact, spelt] = [tables.index.begin(), tables.spelt.begin()];
        Steps { tables, exact, spelt, begun: false }
    }

    fn step(&mut self, folded: &str, spelling: &Spelling) {
        let space = self.begun.then_some(b' ');
        self.exact = self.tables.index.go_on(self.exact, space.into_iter().chain(folded.bytes()));
        if self.spelt.is_some() {
            let spelt = spelling.name(folded);
            self.spelt =
                self.tables.spelt.go_on(self.spelt, space.into_iter().chain(spelt.bytes()));
        }
        self.begun = true;
    }

    fn goes_on(&self) -> bool {
        self.exact.is_some() || self.spelt.is_some()
    }
}

/// Entities as numbers of one set of tables.
impl Registry {
    /// The entity of a number of the user's tables.
    pub(super) fn of_own(&self, number: u32) -> EntityId {
        EntityId(self.base_tables().count() + number)
    }
}
