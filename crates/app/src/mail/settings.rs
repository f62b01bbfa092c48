//! How to reach the mail server.

use serde::{Deserialize, Serialize};

/// A password that does not show itself in logs.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.0.is_empty() { "none" } else { "hidden" })
    }
}

/// How the connection is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Plain at first, TLS before anything is said; refused where the server does not offer it. Usually port 587.
    #[default]
    StartTls,
    /// TLS from the first byte. Usually port 465.
    Implicit,
    /// No TLS: only for a server on the same machine or a closed network.
    None,
}

/// The mail server. Without a host no mail is sent and the desk alone reminds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Empty: mail is off.
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Empty: no sign-in.
    pub user: String,
    /// A file that holds the password alone; the environment variable `MINGBAI_SMTP_PASSWORD` prevails.
    pub password_file: String,
    /// Address in From, e.g. `xxgk@example.gov.cn`.
    pub from: String,
    /// The name by which we greet the mail server (EHLO), e.g. `www.example.gov.cn`; empty: the domain of `from`.
    pub hello: String,
    /// A PEM file with a certificate authority of one's own, beside the usual ones.
    pub ca_file: String,
    /// Seconds to wait for the server.
    pub timeout_seconds: u64,
    /// Read by the command line from the file or the environment; never written.
    #[serde(skip)]
    pub password: Secret,
    /// Content of `ca_file`.
    #[serde(skip)]
    pub ca: Vec<u8>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            tls: Tls::StartTls,
            user: String::new(),
            password_file: String::new(),
            from: String::new(),
            hello: String::new(),
            ca_file: String::new(),
            timeout_seconds: 30,
            password: Secret::default(),
            ca: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether mail can be sent at all.
    #[must_use]
    pub fn on(&self) -> bool {
        !self.host.is_empty()
    }

    /// The name of the greeting.
    #[must_use]
    pub fn greeting(&self) -> &str {
        let domain = || self.from.trim_end_matches('>').rsplit('@').next();
        if self.hello.is_empty() {
            domain().unwrap_or("localhost")
        } else {
            &self.hello
        }
    }

    /// What is wrong with the settings, for the person who starts the program.
    #[must_use]
    pub fn wrong(&self) -> Option<String> {
        if !self.on() {
            return None;
        }
        if self.from.parse::<lettre::message::Mailbox>().is_err() {
            return Some(format!("mail.from: {} is no mail address", self.from));
        }
        let named = self
            .greeting()
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
        if !named {
            return Some(format!(
                "mail.hello: {} is no name of a host",
                self.greeting()
            ));
        }
        if self.user.is_empty() != self.password.0.is_empty() {
            return Some(
                "mail.user and a password (mail.password_file or MINGBAI_SMTP_PASSWORD) go together"
                    .into(),
            );
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn the_mail_server_is_greeted_by_a_name_that_others_can_look_up() {
        for (hello, from, greeting, right) in [
            ("", "政府信息公开 <xxgk@q.gov.cn>", "q.gov.cn", true),
            ("", "xxgk@q.gov.cn", "q.gov.cn", true),
            ("www.q.gov.cn", "xxgk@q.gov.cn", "www.q.gov.cn", true),
            ("[192.0.2.1]", "xxgk@q.gov.cn", "[192.0.2.1]", true),
            ("a b", "xxgk@q.gov.cn", "a b", false),
            ("a\r\nMAIL", "xxgk@q.gov.cn", "a\r\nMAIL", false),
        ] {
            let settings = Settings {
                host: "mail".into(),
                hello: hello.into(),
                from: from.into(),
                ..Settings::default()
            };
            assert_eq!(settings.greeting(), greeting);
            assert_eq!(settings.wrong().is_none(), right, "{hello:?}");
        }
    }
}
