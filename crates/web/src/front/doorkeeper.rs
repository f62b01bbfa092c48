//! How many may be inside at once, from one address and in all, and who has to leave for the next one.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

/// Who has said nothing for so long gives way when the house is full.
const IDLE: Duration = Duration::from_secs(1);

/// Counts connections and knows which of them wait for a request.
#[derive(Debug)]
pub struct Doorkeeper {
    most: usize,
    most_each: usize,
    /// Who has said nothing for so long gives way.
    idle: Duration,
    room: Mutex<Room>,
    /// Rung whenever somebody leaves.
    left: Notify,
}

#[derive(Debug, Default)]
struct Room {
    next: u64,
    guests: HashMap<u64, Guest>,
    each: HashMap<String, usize>,
}

#[derive(Debug)]
struct Guest {
    /// Under which name the connection is counted; empty for a proxy, which is not.
    from: String,
    /// Since when no request is being answered; `None` while one is.
    waiting: Option<Instant>,
    leave: Arc<Notify>,
}

impl Doorkeeper {
    #[must_use]
    pub fn new(most: usize, most_each: usize) -> Arc<Self> {
        Self::with(most, most_each, IDLE)
    }

    fn with(most: usize, most_each: usize, idle: Duration) -> Arc<Self> {
        Arc::new(Self {
            most: most.max(1),
            most_each: most_each.max(1),
            idle,
            room: Mutex::default(),
            left: Notify::new(),
        })
    }

    /// Lets a connection in, sending away the longest idle one of the same address, or of all, where there is no room.
    /// Where nobody has been idle for long, whoever holds most places gives one to whoever holds fewer. `None`: everybody
    /// inside is being served, or came just now and holds no more than the newcomer.
    #[must_use]
    pub fn admit(self: &Arc<Self>, from: &str) -> Option<Arc<Pass>> {
        let mut room = self.room();
        if !from.is_empty() && room.each.get(from).copied().unwrap_or(0) >= self.most_each {
            room.make_way(self.idle, |guest| guest.from == from)?;
        }
        if room.guests.len() >= self.most {
            room.make_way(self.idle, |_| true)
                .or_else(|| room.share(from))?;
        }
        room.next += 1;
        let id = room.next;
        let leave = Arc::new(Notify::new());
        if !from.is_empty() {
            *room.each.entry(from.to_string()).or_default() += 1;
        }
        let guest = Guest {
            from: from.to_string(),
            waiting: Some(Instant::now()),
            leave: leave.clone(),
        };
        room.guests.insert(id, guest);
        Some(Arc::new(Pass {
            keeper: self.clone(),
            id,
            leave,
        }))
    }

    /// Sends everybody away who waits for a request.
    pub fn clear_waiting(&self) {
        self.send_away(|guest| guest.waiting.is_some());
    }

    pub fn clear(&self) {
        self.send_away(|_| true);
    }

    fn send_away(&self, whom: impl Fn(&Guest) -> bool) {
        for guest in self.room().guests.values().filter(|guest| whom(guest)) {
            guest.leave.notify_one();
        }
    }

    /// Ends when nobody is inside any more.
    pub async fn empty(&self) {
        loop {
            let left = self.left.notified();
            if self.room().guests.is_empty() {
                return;
            }
            left.await;
        }
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// The place of a connection that is sent away is free at once.
    fn make_way(&mut self, idle: Duration, whose: impl Fn(&Guest) -> bool) -> Option<()> {
        let now = Instant::now();
        let (id, _) = self
            .guests
            .iter()
            .filter(|(_, guest)| whose(guest))
            .filter_map(|(id, guest)| Some((*id, guest.waiting?)))
            .filter(|(_, since)| now.duration_since(*since) >= idle)
            .min_by_key(|(_, since)| *since)?;
        self.dismiss(id);
        Some(())
    }

    /// The address with most places gives one to `newcomer`, however short it has waited, as long as it keeps as many as the
    /// newcomer will have. Proxies are no address and give nothing.
    fn share(&mut self, newcomer: &str) -> Option<()> {
        let held = |from: &str| self.each.get(from).copied().unwrap_or(0);
        let (id, _) = self
            .guests
            .iter()
            .filter(|(_, guest)| held(&guest.from) > held(newcomer) + 1)
            .filter_map(|(id, guest)| Some((*id, (held(&guest.from), Reverse(guest.waiting?)))))
            .max_by_key(|(_, claim)| *claim)?;
        self.dismiss(id);
        Some(())
    }

    fn dismiss(&mut self, id: u64) {
        if let Some(guest) = self.guests.get(&id) {
            guest.leave.notify_one();
        }
        self.remove(id);
    }

    fn remove(&mut self, id: u64) {
        let Some(guest) = self.guests.remove(&id) else {
            return;
        };
        if let Some(count) = self.each.get_mut(&guest.from) {
            *count -= 1;
            if *count == 0 {
                self.each.remove(&guest.from);
            }
        }
    }
}

/// A connection's place inside; given back when dropped.
#[derive(Debug)]
pub struct Pass {
    keeper: Arc<Doorkeeper>,
    id: u64,
    leave: Arc<Notify>,
}

impl Pass {
    /// Ends when the connection has to go.
    pub async fn told_to_leave(&self) {
        self.leave.notified().await;
    }

    /// A request is being answered until the value is dropped.
    #[must_use]
    pub fn serving(self: &Arc<Self>) -> Serving {
        self.mark(None);
        Serving(self.clone())
    }

    fn mark(&self, waiting: Option<Instant>) {
        if let Some(guest) = self.keeper.room().guests.get_mut(&self.id) {
            guest.waiting = waiting;
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.keeper.room().remove(self.id);
        self.keeper.left.notify_waiters();
    }
}

/// A request on its way through the house.
#[derive(Debug)]
pub struct Serving(Arc<Pass>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.mark(Some(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_only_waits_gives_way_and_whoever_is_served_does_not() {
        let keeper = Doorkeeper::with(2, 2, Duration::ZERO);
        let idle = keeper.admit("a").unwrap();
        let busy = keeper.admit("b").unwrap();
        let serving = busy.serving();
        let next = keeper.admit("c").unwrap();
        idle.told_to_leave().await;
        let held = next.serving();
        assert!(keeper.admit("d").is_none(), "both are being served");
        drop(serving);
        assert!(keeper.admit("d").is_some());
        busy.told_to_leave().await;
        drop(held);
    }

    #[tokio::test]
    async fn whoever_has_just_come_does_not_give_way() {
        let keeper = Doorkeeper::new(1, 1);
        let just_come = keeper.admit("a").unwrap();
        assert!(keeper.admit("b").is_none());
        drop(just_come);
        assert!(keeper.admit("b").is_some());
    }

    #[tokio::test]
    async fn whoever_holds_most_gives_a_place_to_whoever_holds_none() {
        let keeper = Doorkeeper::new(4, 4);
        let mut crowd: Vec<_> = (0..3).map(|_| keeper.admit("crowd").unwrap()).collect();
        let pair = keeper.admit("pair").unwrap();
        let honest = keeper.admit("honest").unwrap();
        crowd[0].told_to_leave().await;
        assert!(keeper.admit("crowd").is_none(), "two, one and one");
        let served: Vec<_> = crowd.drain(1..).map(|pass| pass.serving()).collect();
        assert!(keeper.admit("other").is_none(), "who is served stays");
        drop((served, pair, honest));
    }

    #[tokio::test]
    async fn one_address_takes_only_its_share_and_a_proxy_is_not_counted() {
        let keeper = Doorkeeper::with(10, 1, Duration::ZERO);
        let first = keeper.admit("a").unwrap();
        let serving = first.serving();
        assert!(keeper.admit("a").is_none());
        let other = keeper.admit("b").unwrap();
        let proxies: Vec<_> = (0..5).map(|_| keeper.admit("").unwrap()).collect();
        drop(serving);
        drop(first);
        assert!(keeper.admit("a").is_some());
        drop((other, proxies));
        keeper.empty().await;
    }
}
