//! The open transaction of a writing operation: the one place where acts are appended, keys claimed and numbers taken.

use std::collections::BTreeSet;

use store::{
    Stream, Tx,
    jobs::NewJob,
    ledger::{self, Act, NewAct},
};

use super::{At, Claim, Line, Once, Page, Still, Task};
use crate::{App, Result};

/// A transaction that holds the heads of the organs it writes to. Dropped, it leaves nothing behind.
pub(crate) struct Sheet<'a> {
    app: &'a App,
    tx: Tx,
}

impl<'a> Sheet<'a> {
    /// Begins, and takes the heads in the order of codes.
    pub async fn begin(app: &'a App, organs: BTreeSet<&str>) -> Result<Self> {
        let mut tx = app.store.begin().await?;
        for organ in organs {
            ledger::lock(&mut tx, organ).await?;
        }
        Ok(Self { app, tx })
    }

    /// The next number of a series of an organ.
    pub async fn number(&mut self, organ: &str, series: &str) -> Result<i64> {
        Ok(store::counters::next(&mut self.tx, organ, series).await?)
    }

    /// Raises a series, so that a number which came from outside is not given again.
    pub async fn raise(&mut self, organ: &str, series: &str, to: i64) -> Result<()> {
        Ok(store::counters::raise(&mut self.tx, organ, series, to).await?)
    }

    /// Binds a key to what it stands for from now on.
    pub async fn claim(&mut self, once: &Once, reference: &str) -> Result<Claim> {
        once.claim(&mut self.tx, reference).await
    }

    /// The acts of a stream as they stand under the head.
    pub async fn acts(&mut self, organ: &str, stream: &Stream) -> Result<Vec<Act>> {
        Ok(ledger::stream_tx(&mut self.tx, organ, stream).await?)
    }

    /// Whether that is still so.
    pub async fn is_still(&mut self, still: &Still) -> Result<bool> {
        Ok(match still {
            Still::Sorted {
                organ,
                id,
                accounts,
            } => {
                let now = store::opinions::accounts_tx(&mut self.tx, organ, id).await?;
                let (open, refused) = (now.open, now.refused);
                (open, refused, &now.groups) == (accounts.open, accounts.refused, &accounts.groups)
            }
            Still::Untold { organ, id } => {
                !store::opinions::is_told(&mut self.tx, organ, id).await?
            }
        })
    }

    /// For what an operation keeps beside the ledger: staff, sessions.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// People, acts with the tasks that a publication does, rows, jobs, notices and the audit log, in this order.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when a stream has gone on since its act was judged.
    pub async fn write(&mut self, page: &Page) -> Result<()> {
        for person in &page.people {
            store::people::insert(&mut self.tx, person).await?;
        }
        for (organ, id, data) in &page.resealed {
            store::people::reseal(&mut self.tx, &self.app.keys, organ, id, data).await?;
        }
        let keys = &self.app.keys;
        for new in &page.retitled {
            let (organ, person) = (&new.organ, &new.person);
            store::people::titles::change(&mut self.tx, keys, organ, person, &new.title, new.seen)
                .await?;
        }
        self.lines(&page.lines).await?;
        let done = crate::tasks::done_by(&mut self.tx, self.app, &page.lines).await?;
        self.lines(&done).await?;
        for task in &page.tasks {
            self.leave(task).await?;
        }
        for notice in &page.notices {
            store::notices::insert(&mut self.tx, notice).await?;
        }
        for entry in &page.audit {
            store::audit::append(&mut self.tx, &self.app.keys, self.app.clock.now(), entry).await?;
        }
        Ok(())
    }

    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// The acts, then the rows of each stream once.
    async fn lines(&mut self, lines: &[Line]) -> Result<()> {
        for line in lines {
            let expected = match line.at {
                At::Version(version) => version,
                At::End => ledger::version(&mut self.tx, &line.organ, &line.stream).await?,
            };
            let new = NewAct {
                organ: &line.organ,
                stream: &line.stream,
                expected,
                kind: &line.kind,
                body: &line.body,
                on: line.on,
                actor: &line.actor,
            };
            ledger::append(&mut self.tx, self.app.clock.now(), &new).await?;
        }
        let streams: BTreeSet<_> = lines
            .iter()
            .map(|line| (&line.organ, &line.stream))
            .collect();
        for (organ, stream) in streams {
            store::project::apply(&mut self.tx, &self.app.rules(), organ, stream).await?;
        }
        Ok(())
    }

    async fn leave(&mut self, task: &Task) -> Result<()> {
        let now = self.app.clock.now();
        let job = NewJob {
            id: &crate::accounts::new_id(now),
            organ: &task.organ,
            kind: task.kind,
            body: &task.body,
            run_at: task.at.unwrap_or(now),
            unique_key: Some(&task.unique),
        };
        store::jobs::enqueue(&mut self.tx, &job).await?;
        Ok(())
    }
}
