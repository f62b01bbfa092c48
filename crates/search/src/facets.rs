//! How many hits there are in each organ, column, year, validity and kind.

use std::collections::BTreeMap;

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
    schema::Field,
};

use crate::{FacetCount, Facets, Query, fields::Fields};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dimension {
    Organ,
    Column,
    Year,
    Validity,
    Kind,
}

impl Dimension {
    pub(crate) const ALL: [Self; 5] = [
        Self::Organ,
        Self::Column,
        Self::Year,
        Self::Validity,
        Self::Kind,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Column => "column",
            Self::Year => "year",
            Self::Validity => "validity",
            Self::Kind => "kind",
        }
    }

    pub(crate) fn field(self, fields: &Fields) -> Field {
        match self {
            Self::Organ => fields.organ,
            Self::Column => fields.column,
            Self::Year => fields.year,
            Self::Validity => fields.validity,
            Self::Kind => fields.kind,
        }
    }

    /// What the query asks of this dimension.
    pub(crate) fn wanted(self, query: &Query) -> Option<String> {
        match self {
            Self::Organ => query.organ.clone(),
            Self::Column => query.column.clone(),
            Self::Year => query.year.map(|year| year.to_string()),
            Self::Validity => query.validity.clone(),
            Self::Kind => query.kind.clone(),
        }
        .filter(|value| !value.is_empty())
    }

    /// Most hits first; years newest first.
    fn ordered(self, counts: BTreeMap<String, u64>) -> Vec<FacetCount> {
        let mut list: Vec<FacetCount> = counts
            .into_iter()
            .filter(|(value, _)| !value.is_empty())
            .map(|(value, count)| FacetCount { value, count })
            .collect();
        match self {
            Self::Year => list.reverse(),
            _ => list.sort_by_key(|facet| std::cmp::Reverse(facet.count)),
        }
        list
    }
}

/// What is counted in each dimension, added up over the levels.
#[derive(Default)]
pub(crate) struct Tallies(Vec<(Dimension, BTreeMap<String, u64>)>);

impl Tallies {
    pub(crate) fn add(&mut self, counts: Vec<(Dimension, BTreeMap<String, u64>)>) {
        for (dimension, counts) in counts {
            match self.0.iter_mut().find(|(other, _)| *other == dimension) {
                Some((_, sum)) => add(sum, counts),
                None => self.0.push((dimension, counts)),
            }
        }
    }

    pub(crate) fn ordered(self) -> Facets {
        let mut facets = Facets::default();
        for (dimension, counts) in self.0 {
            let place = match dimension {
                Dimension::Organ => &mut facets.organ,
                Dimension::Column => &mut facets.column,
                Dimension::Year => &mut facets.year,
                Dimension::Validity => &mut facets.validity,
                Dimension::Kind => &mut facets.kind,
            };
            *place = dimension.ordered(counts);
        }
        facets
    }
}

fn add(sum: &mut BTreeMap<String, u64>, counts: BTreeMap<String, u64>) {
    for (value, count) in counts {
        *sum.entry(value).or_default() += count;
    }
}

/// Counts the values of some dimensions over all hits, in the order given.
pub(crate) struct Counts(pub(crate) Vec<Dimension>);

pub(crate) struct SegmentCounts(Vec<Option<(StrColumn, Vec<u64>)>>);

impl Collector for Counts {
    type Fruit = Vec<BTreeMap<String, u64>>;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let columns = self.0.iter().map(|dimension| {
            let column = segment.fast_fields().str(dimension.name())?;
            Ok(column.map(|column| {
                let zeros = vec![0; column.dictionary().num_terms()];
                (column, zeros)
            }))
        });
        Ok(SegmentCounts(columns.collect::<tantivy::Result<_>>()?))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = vec![BTreeMap::new(); self.0.len()];
        for segment in segments {
            for (sum, counts) in all.iter_mut().zip(segment) {
                add(sum, counts);
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounts {
    type Fruit = Vec<BTreeMap<String, u64>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (column, counts) in self.0.iter_mut().flatten() {
            for ord in column.term_ords(doc) {
                if let Some(count) = usize::try_from(ord)
                    .ok()
                    .and_then(|ord| counts.get_mut(ord))
                {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.0
            .into_iter()
            .map(|column| {
                let Some((column, counts)) = column else {
                    return BTreeMap::new();
                };
                let mut value = String::new();
                (0_u64..)
                    .zip(counts)
                    .filter(|(_, count)| *count > 0)
                    .filter_map(|(ord, count)| match column.ord_to_str(ord, &mut value) {
                        Ok(true) => Some((value.clone(), count)),
                        _ => None,
                    })
                    .collect()
            })
            .collect()
    }
}
