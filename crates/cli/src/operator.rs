//! Who runs the command: the system user, as the audit log names him.

use std::{fs, os::unix::fs::MetadataExt};

use app::audit::Who;

/// The system user behind this process, and whoever called him with `sudo`. A name that the system does not know is its number.
pub fn who() -> Who {
    let uid = fs::metadata("/proc/self").ok().map(|about| about.uid());
    let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = uid.map_or_else(
        || std::env::var("USER").unwrap_or_default(),
        |uid| name_of(&known, uid),
    );
    match std::env::var("SUDO_USER") {
        Ok(caller) if !caller.is_empty() && caller != user => {
            Who::system(&format!("{user} (sudo: {caller})"))
        }
        _ => Who::system(&user),
    }
}

fn name_of(passwd: &str, uid: u32) -> String {
    let number = uid.to_string();
    passwd
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.get(2) == Some(&number.as_str()))
        .and_then(|fields| fields.first().map(|name| (*name).to_string()))
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_user_is_named_or_numbered() {
        let passwd = "root:x:0:0::/root:/bin/sh\nmingbai:x:991:991::/srv:/usr/sbin/nologin\n";
        assert_eq!(name_of(passwd, 991), "mingbai");
        assert_eq!(name_of(passwd, 1234), "1234");
    }
}
