#![doc = include_str!("../README.md")]

mod bigram;
mod cursor;
mod error;
mod except;
mod facets;
mod fields;
pub mod highlight;
mod index;
mod query;
mod results;
mod run;
mod stream;
mod units;
mod words;

pub use error::Error;
pub use fields::Doc;
pub use index::Index;
pub use query::{Query, Sort, Standing};
pub use results::{FacetCount, Facets, Hit, Level, LevelCount, Results};

pub type Result<T> = std::result::Result<T, Error>;
