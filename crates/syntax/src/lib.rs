//! Text in; tokens, tags, dependency tree, lemmas and named entities out.
//!
//! Runs spaCy's English pipelines (`en_core_web_sm` 3.8 and others of its architecture) natively
//! and gives the same output as spaCy does.
//!
//! ```
//! let model = chancery_syntax::Model::english()?;
//! let parsed = model.parse("The ministers met in Vienna.");
//! let verb = parsed.token(2);
//! assert_eq!((verb.lemma(), verb.tag(), verb.dep()), ("meet", "VBD", "ROOT"));
//! assert_eq!(verb.child(&["nsubj"]).map(|token| token.text()), Some("ministers"));
//! let place = &parsed.entities()[0];
//! assert_eq!((parsed.label(place), parsed.token(place.tokens.start).text()), ("GPE", "Vienna"));
//! # Ok::<(), chancery_syntax::Error>(())
//! ```

mod encoder;
mod entities;
mod error;
pub mod file;
pub mod hash;
mod labels;
mod lemmatizer;
mod lexicon;
mod matrix;
mod model;
mod parsed;
mod parser;
mod pipeline;
mod ruler;
mod scorer;
mod tables;
mod tokenizer;
mod window;
mod worker;

pub use error::Error;
pub use model::Model;
pub use parsed::{Entity, Parsed, Token};
