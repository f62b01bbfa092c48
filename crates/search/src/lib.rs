#![doc = include_str!("../README.md")]

mod bigram;
mod correct;
mod cursor;
mod error;
mod except;
mod facets;
mod fields;
pub mod highlight;
mod index;
mod known;
mod numbers;
mod query;
mod results;
mod run;
mod simplified;
mod sounds;
mod stream;
mod suggest;
mod synonyms;
mod units;
mod words;
mod years;

pub use error::Error;
pub use fields::Doc;
pub use index::Index;
pub use query::{Query, Sort, Standing};
pub use results::{FacetCount, Facets, Hit, Level, LevelCount, Meant, Results};
pub use suggest::Suggestion;
pub use synonyms::{BadLine, BadWord, Synonyms};

pub type Result<T> = std::result::Result<T, Error>;
