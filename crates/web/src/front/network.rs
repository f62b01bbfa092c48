//! Networks of addresses: `192.0.2.0/24`, `2001:db8::/32`, or a single address.

use std::{net::IpAddr, str::FromStr};

/// A network in CIDR notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, plain(address)) {
            (IpAddr::V4(net), IpAddr::V4(one)) => {
                prefix(net.to_bits().into(), 32, self.bits)
                    == prefix(one.to_bits().into(), 32, self.bits)
            }
            (IpAddr::V6(net), IpAddr::V6(one)) => {
                prefix(net.to_bits(), 128, self.bits) == prefix(one.to_bits(), 128, self.bits)
            }
            _ => false,
        }
    }
}

fn prefix(bits: u128, width: u8, kept: u8) -> u128 {
    bits.checked_shr((width - kept).into()).unwrap_or_default()
}

/// An IPv4 address that came over an IPv6 socket is an IPv4 address.
#[must_use]
pub fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Under which name an address is counted: whoever has an IPv6 address has a whole /64 of them.
#[must_use]
pub fn counted(address: IpAddr) -> String {
    match plain(address) {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let net = std::net::Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX));
            format!("{net}/64")
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text}: an address or a network such as 192.0.2.0/24 is meant");
        let (address, bits) = text.trim().split_once('/').unwrap_or((text.trim(), ""));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = if bits.is_empty() {
            width
        } else {
            bits.parse().map_err(|_| wrong())?
        };
        if bits > width {
            return Err(wrong());
        }
        Ok(Self { address, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        for (network, address, inside) in [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("127.0.0.0/8", "127.9.9.9", true),
            ("10.0.0.0/9", "10.128.0.1", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db8::1", true),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(
                network.contains(address.parse().unwrap()),
                inside,
                "{network:?} {address}"
            );
        }
    }

    #[test]
    fn what_is_no_network_is_refused_by_name() {
        for wrong in [
            "",
            "localhost",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/x",
            "10.0.0",
        ] {
            let refused = wrong.parse::<Network>().unwrap_err();
            assert!(refused.starts_with(wrong), "{refused}");
        }
    }

    #[test]
    fn ipv6_is_counted_by_its_network() {
        for (address, name) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(counted(address.parse().unwrap()), name);
        }
    }
}
