//! How the server receives visitors where no text decides: time, room and number, and which proxies are believed.

use std::path::PathBuf;

/// Time limits, quotas and trusted proxies of the front door (docs/adr/0017).
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Networks (CIDR) or addresses of the reverse proxies whose word about the visitor is believed.
    pub trusted_proxies: Vec<String>,
    /// Which header a trusted proxy writes: `auto`, `forwarded` (RFC 7239) or `x-forwarded`.
    pub proxy_header: String,
    /// Connections open at once.
    pub connections: usize,
    /// Connections open at once from one address (IPv6: one /64 network); trusted proxies are not counted.
    pub connections_per_address: usize,
    /// Seconds in which the head of a request must have come, and after which an idle connection is closed.
    pub head_seconds: u64,
    /// Seconds after which a body of which nothing came is given up, and an answer of which nothing was fetched.
    pub stall_seconds: u64,
    /// Bytes a second that a body must make on average after the first half minute.
    pub slowest_body: u64,
    /// Seconds that answers on their way are waited for when the server is told to stop.
    pub stop_seconds: u64,
    /// Bytes of large forms that may lie on disk at once while they come in, from all visitors.
    pub spool_bytes: u64,
    /// The same from one address.
    pub spool_bytes_per_address: u64,
    /// Bytes of large forms that are worked on in memory at once; others wait their turn.
    pub form_memory: usize,
    /// Bytes of public pages that are kept as they were written; 0 keeps none.
    pub kept_bytes: u64,
    /// Passwords checked at once; each takes 19 MiB.
    pub password_checks: usize,
    /// The folder in which large forms lie while they come in: set when the installation is opened.
    #[serde(skip)]
    pub spool: PathBuf,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            trusted_proxies: Vec::new(),
            proxy_header: "auto".into(),
            connections: 2048,
            connections_per_address: 128,
            head_seconds: 15,
            stall_seconds: 20,
            slowest_body: 4096,
            stop_seconds: 10,
            spool_bytes: 1024 * 1024 * 1024,
            spool_bytes_per_address: 256 * 1024 * 1024,
            form_memory: 32 * 1024 * 1024,
            kept_bytes: 48 * 1024 * 1024,
            password_checks: 2,
            spool: PathBuf::new(),
        }
    }
}
