//! 以公开完成: what becomes public does the tasks that wanted it, in the transaction of the publication. Nobody is told: it is seen on the
//! page of the task.

use std::collections::{BTreeMap, btree_map::Entry};

use law::{
    item,
    task::{self, Event, Published, Side},
};
use store::{Stream, Tx, ledger, tasks::TaskRow};

use super::{facts, line};
use crate::{App, Result, pen::Line};

/// The acts by which these lines, which are written already, do tasks of their organs. Once a task is done no further publication does it.
pub(crate) async fn done_by(tx: &mut Tx, app: &App, lines: &[Line]) -> Result<Vec<Line>> {
    let mut done = Vec::new();
    let mut owed: BTreeMap<&str, Vec<TaskRow>> = BTreeMap::new();
    for one in lines {
        let Stream::Item(id) = &one.stream else {
            continue;
        };
        if one.kind != item::Kind::Published.as_str() {
            continue;
        }
        let Ok(event) = item::Event::read(&one.kind, one.body.clone()) else {
            continue;
        };
        let Some(on) = task::made_public(&event) else {
            continue;
        };
        let rows = match owed.entry(&one.organ) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::tasks::wanted(tx, &one.organ).await?),
        };
        if rows.is_empty() {
            continue;
        }
        let acts = ledger::stream_tx(tx, &one.organ, &one.stream).await?;
        let Some(content) = item::fold(&store::items::entries(&acts)?).content else {
            continue;
        };
        let mut left = Vec::new();
        for row in rows.drain(..) {
            if row.given_on > on || !row.wants()?.met_by(&content) {
                left.push(row);
                continue;
            }
            let event = Event::Published(Published {
                item: id.to_string(),
            });
            let acts = ledger::stream_tx(tx, &row.organ, &Stream::task(&row.id)?).await?;
            let state = task::fold(&store::tasks::entries(&acts)?);
            if task::judge(&state, Side::Publication, &event, facts(app, true)).is_empty() {
                let place = (row.organ.as_str(), row.id.as_str());
                done.push(line(app, &one.actor, place, row.version, &event)?);
            }
        }
        *rows = left;
    }
    Ok(done)
}
