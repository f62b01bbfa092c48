//! Collects all hits but those that a stricter level has shown already, and those that are what they were no longer.
//!
//! They are few. Excluding them in the query instead would have the engine seek in phrases past their end.

use std::collections::BTreeSet;

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

pub(crate) struct Except<'a, C> {
    pub(crate) shown: &'a BTreeSet<DocAddress>,
    pub(crate) others: C,
}

pub(crate) struct SegmentExcept<C> {
    shown: BTreeSet<DocId>,
    others: C,
}

impl<C: Collector> Collector for Except<'_, C> {
    type Fruit = C::Fruit;
    type Child = SegmentExcept<C::Child>;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        let here = self
            .shown
            .iter()
            .filter(|shown| shown.segment_ord == ordinal);
        Ok(SegmentExcept {
            shown: here.map(|shown| shown.doc_id).collect(),
            others: self.others.for_segment(ordinal, segment)?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.others.requires_scoring()
    }

    fn merge_fruits(
        &self,
        fruits: Vec<<Self::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.others.merge_fruits(fruits)
    }
}

impl<C: SegmentCollector> SegmentCollector for SegmentExcept<C> {
    type Fruit = C::Fruit;

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.shown.contains(&doc) {
            self.others.collect(doc, score);
        }
    }

    fn harvest(self) -> C::Fruit {
        self.others.harvest()
    }
}
