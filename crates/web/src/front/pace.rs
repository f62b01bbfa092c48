//! A request's body must keep coming: nothing for a while, or too little over all, and it is given up.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep};

/// A slow beginning is forgiven.
const GRACE: Duration = Duration::from_secs(30);

/// How fast a body must come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The longest pause.
    pub pause: Duration,
    /// Bytes a second on average after [`GRACE`].
    pub slowest: u64,
}

impl Pace {
    /// When a body of which so much has come must have brought more.
    fn until(&self, begun: Instant, now: Instant, come: u64) -> Instant {
        let allowed = GRACE + Duration::from_secs(come / self.slowest.max(1));
        (now + self.pause).min(begun + allowed)
    }
}

/// A body with its pace.
pub struct Paced {
    inner: Incoming,
    pace: Pace,
    begun: Instant,
    come: u64,
    timer: Pin<Box<Sleep>>,
    given_up: Arc<AtomicBool>,
}

impl Paced {
    /// `given_up` is set when the body came too slowly.
    #[must_use]
    pub fn new(inner: Incoming, pace: Pace, given_up: Arc<AtomicBool>) -> Self {
        Self {
            inner,
            pace,
            begun: Instant::now(),
            come: 0,
            timer: Box::pin(sleep(pace.pause)),
            given_up,
        }
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) {
            if let Some(Ok(frame)) = &frame
                && let Some(data) = frame.data_ref()
            {
                self.come += data.len() as u64;
            }
            let until = self.pace.until(self.begun, Instant::now(), self.come);
            self.timer.as_mut().reset(until);
            return Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)));
        }
        match self.timer.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                self.given_up.store(true, Ordering::Release);
                let late = io::Error::from(io::ErrorKind::TimedOut);
                Poll::Ready(Some(Err(axum::Error::new(late))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_trickles_is_given_up_and_a_steady_one_is_not() {
        let pace = Pace {
            pause: Duration::from_secs(20),
            slowest: 4096,
        };
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        assert_eq!(pace.until(begun, at(0), 0), at(20));
        assert_eq!(pace.until(begun, at(25), 100), at(30));
        assert_eq!(pace.until(begun, at(25), 4096 * 10), at(40));
        assert_eq!(pace.until(begun, at(25), 4096 * 1000), at(45));
    }
}
