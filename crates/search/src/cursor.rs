//! How far into each organ's ledger the index has been fed, as the text committed with the documents.

use std::collections::BTreeMap;

pub(crate) type Cursors = BTreeMap<String, i64>;

/// One line an organ: code, tab, seq.
pub(crate) fn encode(cursors: &Cursors) -> String {
    cursors
        .iter()
        .map(|(organ, seq)| format!("{organ}\t{seq}\n"))
        .collect()
}

/// Lines that say nothing are left out: the organ is then fed again from 0, which is always right.
pub(crate) fn decode(text: &str) -> Cursors {
    text.lines()
        .filter_map(|line| {
            let (organ, seq) = line.rsplit_once('\t')?;
            Some((organ.to_owned(), seq.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let cursors = Cursors::from([("A1".into(), 7), ("B".into(), 0)]);
        assert_eq!(decode(&encode(&cursors)), cursors);
        assert_eq!(decode("x\nA\t9\nB\tq"), Cursors::from([("A".into(), 9)]));
    }
}
