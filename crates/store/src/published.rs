//! What the public may see: decided here and nowhere else. The portal imports no other module of `store`.
//!
//! Each room reads one subject and hands out [`Public`] values. What goes to the public (pages, feed, site map, open data, the
//! search index and its hits) takes them, so that nothing gets out that did not pass a room of this house.

mod consultations;
mod feed;
mod items;
mod lists;
pub mod log;
mod messages;
mod organs;
mod pages;
mod reports;
mod sitemap;
mod standards;
mod statistics;
mod stock;
mod ties;
mod withdrawn;

use std::ops::Deref;

use serde::{Deserialize, Serialize};

pub use crate::conditions::Many;
pub use crate::reports::Scope;
pub use crate::tidings::{Kind, Place as SubjectPlace, Subject, Tidings};
pub use consultations::{Consultation, Consulted, Heard, Opinions, consultations, heard, opinions};
pub use feed::{Feed, searchable};
pub use items::{
    ChangeNote, HeadCount, Item, PublicItem, Untold, ended, heads, item, item_by_index,
    items_numbered, newest_by_head, news, still_public, untold,
};
pub use lists::{At, PublicFilter, counted, items, nth, statement, years};
pub use messages::{
    Answering, Message, MessageFilter, PublicMessage, answering, message, message_months, messages,
    messages_of_month,
};
pub use organs::{Name, Organ, PublicName, PublicOrgan, first_names, names, organ, organs};
pub use pages::{OrganPage, PublicOrganPage, pages};
pub use reports::{
    Edition, PublicEdition, PublicReport, Report, ReportName, all_reports, editions, report,
    report_names, report_of, reports, reports_of_year, years_of_reports,
};
pub use sitemap::{Changed, MOST_ADDRESSES, PARTS, Part, PublicChange, part, parts};
pub use standards::{
    Catalogue, Found, Place, Under, catalogue, catalogue_names, catalogues, found, places,
    under_line,
};
pub use statistics::{Stats, stats};
pub use stock::{stock, unseen};
pub use ties::{PublicRelated, Related, Way, related};
pub use withdrawn::{Withdrawn, suspended, withdrawn};

/// Something that the public may see. Only the rooms of this module make one: there is no constructor outside.
///
/// ```compile_fail
/// let leaked = store::published::Public(String::from("a draft"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public<T>(T);

impl<T> Public<T> {
    /// The value, on its way to a page.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Public<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A file that the public may download.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFile {
    pub hash: String,
    pub name: String,
    pub media: String,
    /// In bytes.
    pub size: u64,
}
