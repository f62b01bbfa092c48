//! An e-mail address that a letter can be sent to.

/// Whether mail can be sent there: `user@host.example`, without quotes, comments, brackets or blanks, as the mail program that
/// sends it later reads it. What is refused here would die as a job that nobody sees.
#[must_use]
pub fn deliverable(text: &str) -> bool {
    let Some((user, host)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dotted = |part: &str| !part.split('.').any(str::is_empty);
    let label = |label: &str| {
        label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    user.len() <= 64
        && text.len() <= 254
        && user.chars().all(plain)
        && dotted(user)
        && host.contains('.')
        && dotted(host)
        && host.split('.').all(label)
        && text.parse::<lettre::message::Mailbox>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::deliverable;

    #[test]
    fn an_address_that_no_mail_reaches_is_refused() {
        for address in [
            "a@b.cn",
            "wang.xiaoming+xxgk@mail.qinghe.gov.cn",
            "o'neil@example.org",
            "1@163.com",
        ] {
            assert!(deliverable(address), "{address}");
        }
        for address in [
            "",
            "a",
            "@b.cn",
            "a@",
            "a@b",
            "\"a,b\"@x.cn",
            "<a@b.cn>",
            "a@b..cn",
            "a..b@c.cn",
            ".a@b.cn",
            "a.@b.cn",
            "a b@c.cn",
            "a@b.cn,c@d.cn",
            "王 <a@b.cn>",
            "a@-b.cn",
            "a@b-.cn",
            "a@b@c.cn",
            "a@.cn",
            "a@b.cn.",
            "a@[127.0.0.1]",
            "a(x)@b.cn",
            "王@b.cn",
            "a@b_c.cn",
            "a\u{1}@b.cn",
        ] {
            assert!(!deliverable(address), "{address}");
        }
    }
}
