//! How hard a password is to guess, by the crate `zxcvbn`: no rule of characters, no forced change, but nothing that stands in a list
//! of passwords, words, names, dates and runs of keys, Chinese ones too.

use zxcvbn::{Score, zxcvbn};

use crate::{App, error::Findings};

/// No password is shorter than this.
const SHORTEST: usize = 10;
/// So much of a password is looked at: what is longer is no easier to guess, and takes longer to judge.
const LONGEST_LOOK: usize = 100;

/// Words of this country that an English list does not hold, and words of the house.
const WORDS: &[&str] = &[
    "mingbai",
    "zhengfu",
    "zhengwu",
    "xinxi",
    "gongkai",
    "bangongshi",
    "guanli",
    "guanliyuan",
    "mima",
    "woaini",
    "woaizhongguo",
    "zhongguo",
    "beijing",
    "nihao",
    "aini",
    "wangluo",
    "woshi",
    "5201314",
    "1314520",
    "520",
    "1314",
    "888888",
    "666666",
    "147258369",
    "1qaz2wsx",
    "qazwsx",
    "1qaz",
    "2wsx",
    "3edc",
    "zaq1",
    "a123456",
    "admin888",
    "admin123",
    "abc123",
    "woaini1314",
    "明白",
    "政府",
    "信息",
    "公开",
    "密码",
    "管理员",
];

/// Says what is wrong with a password; `about` are words of the person: login, name, organ.
pub(super) fn password_rule(
    app: &App,
    wrong: &mut Findings,
    field: &'static str,
    password: &str,
    about: &[&str],
) {
    if password.chars().count() < SHORTEST {
        return long_enough(wrong, field, password);
    }
    let site = [app.settings.site_name.as_str(), &app.settings.site_domain];
    let about: Vec<&str> = about.iter().chain(&site).copied().collect();
    if weak(password, &about) {
        wrong.add(
            field,
            "form",
            "这个密码容易被猜到：请改长一些，或者避开常用词、日期、键盘顺序和自己的登录名、姓名",
            "This password is easy to guess: make it longer, or keep to fewer common words, dates, runs of keys and your own login or name",
        );
    }
}

/// Whether somebody who knows lists of passwords and words, and these words, comes upon it soon.
fn weak(password: &str, about: &[&str]) -> bool {
    let words = WORDS.iter().chain(about).copied();
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let looked: String = password.chars().take(LONGEST_LOOK).collect();
    zxcvbn(&looked, &words).score() < Score::Three
}

/// Says where a password is too short.
pub(super) fn long_enough(wrong: &mut Findings, field: &'static str, password: &str) {
    if password.chars().count() < SHORTEST {
        wrong.add(
            field,
            "form",
            format!("密码至少{SHORTEST}个字符"),
            format!("The password needs at least {SHORTEST} characters"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LOOK, SHORTEST, WORDS, weak};

    #[test]
    fn what_stands_in_a_list_is_weak_and_words_that_nobody_expects_are_not() {
        let about = ["zhangsan", "张三", "QH03"];
        for password in [
            "1234567890",
            "password123",
            "qwertyuiop",
            "1qaz2wsx3edc",
            "aaaaaaaaaaaa",
            "woaini1314520",
            "zhangsan2026",
            "mingbai2026",
            "19900307",
            "zhengfuxinxi",
            "管理员管理员管理员管",
        ] {
            assert!(weak(password, &about), "{password}");
        }
        for password in [
            "seven quiet herons",
            "another quiet heron",
            "山高水长二十八只白鹭",
            "xK4-vvp9-Lq2w",
        ] {
            assert!(!weak(password, &about), "{password}");
        }
        assert!(SHORTEST < LONGEST_LOOK && WORDS.iter().all(|word| !word.is_empty()));
        let long = "seven quiet herons ".repeat(5_000);
        assert!(!weak(&long, &about), "only its beginning is looked at");
    }
}
