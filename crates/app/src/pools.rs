//! Rooms for work that is dear: whoever finds one full waits a little, and is then told to come again.

use std::{sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Error, Result, server::ServerSettings};

/// How long somebody waits for a place.
const PATIENCE: Duration = Duration::from_secs(5);

/// The rooms of one process.
#[derive(Debug)]
pub struct Pools {
    /// Hashing of passwords.
    pub passwords: Pool,
    /// Setting of documents that anybody may ask for.
    pub papers: Pool,
}

impl Pools {
    #[must_use]
    pub fn new(settings: &ServerSettings) -> Self {
        Self {
            passwords: Pool::new(settings.password_checks, 32),
            papers: Pool::new(processors() / 2, 32),
        }
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// A room with so many places and so many who may stand in line.
#[derive(Debug)]
pub struct Pool {
    places: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

impl Pool {
    #[must_use]
    pub fn new(places: usize, line: usize) -> Self {
        let places = places.max(1);
        Self {
            places: Arc::new(Semaphore::new(places)),
            line: Arc::new(Semaphore::new(places + line)),
        }
    }

    /// Does the work on a thread that answers no pages, once there is a place.
    ///
    /// # Errors
    /// [`Error::Busy`] when the line is full or did not move; `Failed` when the work broke down.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let (standing, place) = self.enter().await?;
        let done = tokio::task::spawn_blocking(move || {
            // A visitor who hangs up leaves the work running: it keeps its place until it ends.
            let _kept = (standing, place);
            work()
        });
        done.await.map_err(Error::failed)
    }

    async fn enter(&self) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let standing = self
            .line
            .clone()
            .try_acquire_owned()
            .map_err(|_| Error::Busy)?;
        let place = tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned())
            .await
            .map_err(|_| Error::Busy)?
            .map_err(|_| Error::Busy)?;
        Ok((standing, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_line_is_told_to_come_again_and_places_come_free() {
        let pool = Arc::new(Pool::new(1, 1));
        let (free, wait) = std::sync::mpsc::channel::<()>();
        let busy = {
            let pool = pool.clone();
            tokio::spawn(async move { pool.run(move || wait.recv()).await })
        };
        while pool.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = {
            let pool = pool.clone();
            tokio::spawn(async move { pool.run(|| 2).await })
        };
        while pool.line.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.run(|| 3).await, Err(Error::Busy)));
        free.send(()).unwrap();
        assert!(busy.await.unwrap().is_ok());
        assert_eq!(second.await.unwrap().unwrap(), 2);
        assert_eq!(pool.run(|| 4).await.unwrap(), 4);
    }
}
