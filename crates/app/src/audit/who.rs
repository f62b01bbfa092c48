//! Who did something, and from where, as the audit log keeps it.

use std::net::IpAddr;

use crate::Staff;

/// Whoever did it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    pub(super) actor: String,
    pub(super) login: String,
    pub(super) organ: String,
    pub(super) place: String,
}

/// The actor of rows that no member of staff made.
const SYSTEM: &str = "system";

impl Who {
    /// A member of staff, or a program in the office.
    #[must_use]
    pub fn of(staff: &Staff) -> Self {
        Self {
            actor: staff.id.clone(),
            login: staff.login.clone(),
            organ: staff.organ.clone(),
            place: String::new(),
        }
    }

    /// Whoever ran a command on the machine: the name of the system user.
    #[must_use]
    pub fn system(user: &str) -> Self {
        Self {
            actor: SYSTEM.into(),
            login: user.into(),
            ..Self::default()
        }
    }

    /// The program by itself.
    #[must_use]
    pub fn program() -> Self {
        Self::system("mingbai")
    }

    /// Nobody who is known, from an address.
    #[must_use]
    pub fn visitor(from: &str) -> Self {
        Self::default().from(from)
    }

    /// The network, or empty.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// The same from an address, which is kept as the network around it.
    #[must_use]
    pub fn from(self, address: &str) -> Self {
        Self {
            place: network(address),
            ..self
        }
    }
}

/// The network of an address, and what sort of network it is: `private 10.0.3.0/24`. An address alone would name one person at home.
fn network(address: &str) -> String {
    let (address, _) = address.split_once('/').unwrap_or((address, ""));
    match address.parse() {
        Ok(IpAddr::V4(ip)) => {
            let [one, two, three, _] = ip.octets();
            let sort = if ip.is_loopback() {
                "local"
            } else if ip.is_private() {
                "private"
            } else {
                "public"
            };
            format!("{sort} {one}.{two}.{three}.0/24")
        }
        Ok(IpAddr::V6(ip)) => {
            let sort = if ip.is_loopback() {
                "local"
            } else if ip.is_unique_local() || ip.is_unicast_link_local() {
                "private"
            } else {
                "public"
            };
            let wide = std::net::Ipv6Addr::from_bits(ip.to_bits() >> 80 << 80);
            format!("{sort} {wide}/48")
        }
        Err(_) => "unknown".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_address_is_kept_as_its_network() {
        for (address, kept) in [
            ("127.0.0.1", "local 127.0.0.0/24"),
            ("10.3.4.5", "private 10.3.4.0/24"),
            ("203.0.113.77", "public 203.0.113.0/24"),
            ("2001:db8:1:2::/64", "public 2001:db8:1::/48"),
            ("fd00:1:2:3::/64", "private fd00:1:2::/48"),
            ("::1", "local ::/48"),
            ("unknown", "unknown"),
            ("王小明", "unknown"),
        ] {
            assert_eq!(network(address), kept, "{address}");
        }
    }
}
