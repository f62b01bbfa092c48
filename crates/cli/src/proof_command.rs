//! `mingbai verify --proof`: what a proof file proves, offline, with nothing but the file and the keys that the reader brings.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;
use law::Lang;
use serde_json::json;
use transparency::{
    Evidence, PublicKey,
    evidence::{Doubt, Proved},
    leaf::Act,
};

use crate::say;

/// What the reader brings.
#[derive(Debug)]
pub struct Brought {
    pub proof: PathBuf,
    pub key: Option<PublicKey>,
    pub witnesses: Vec<PublicKey>,
    /// The record, where it is kept apart.
    pub record: Option<PathBuf>,
    pub json: bool,
}

#[expect(clippy::print_stdout, reason = "the result is this command's output")]
pub fn run(brought: &Brought, lang: Lang) -> anyhow::Result<ExitCode> {
    let key = brought.key.as_ref().ok_or_else(|| {
        anyhow::anyhow!(say(
            lang,
            "没有日志公钥（--log-key）：请从公报、公示栏等可信的地方取得，网站的 /log/key 只能证明网站前后一致",
            "no key of the log (--log-key): take it from the gazette, the notice board or another place that you trust; /log/key shows only that the site agrees with itself"
        ))
    })?;
    let text = fs::read_to_string(&brought.proof)
        .with_context(|| format!("{}", brought.proof.display()))?;
    let evidence: Evidence = text
        .parse()
        .with_context(|| format!("{}", brought.proof.display()))?;
    let apart = brought
        .record
        .as_ref()
        .map(|path| fs::read_to_string(path).with_context(|| format!("{}", path.display())))
        .transpose()?;
    let judged = evidence.judge(key, &brought.witnesses, apart.as_deref());
    let lines = match &judged {
        Ok(proved) => told(proved, &evidence, lang),
        Err(doubt) => vec![doubted(doubt, lang)],
    };
    let absent = judged
        .as_ref()
        .is_ok_and(|proved| proved.witnesses.iter().any(|(_, at)| at.is_none()));
    let good = judged.is_ok() && !absent;
    if brought.json {
        let leaf = judged.as_ref().ok().map(|proved| {
            json!({
                "act": proved.leaf.act.as_str(), "address": proved.leaf.address, "organ": proved.leaf.organ, "on": proved.leaf.on,
                "recorded_at": proved.leaf.recorded_at, "record": proved.leaf.record,
            })
        });
        let checkpoint = judged.as_ref().ok().map(|proved| {
            json!({"origin": proved.checkpoint.origin, "size": proved.checkpoint.size, "index": evidence.index})
        });
        let witnesses: Vec<_> = judged
            .iter()
            .flat_map(|proved| &proved.witnesses)
            .map(|(name, at)| json!({"name": name, "cosigned_at": at}))
            .collect();
        let value = json!({
            "proved": good, "leaf": leaf, "checkpoint": checkpoint, "witnesses": witnesses,
            "content": judged.as_ref().is_ok_and(|proved| proved.record), "said": lines,
        });
        println!("{value:#}");
    } else {
        println!(
            "{}",
            if good {
                say(lang, "核验通过。", "Verified.")
            } else {
                say(lang, "核验不通过。", "Not verified.")
            }
        );
        for line in &lines {
            println!("{line}");
        }
    }
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What it proves and what it cannot, a sentence a line.
fn told(proved: &Proved, evidence: &Evidence, lang: Lang) -> Vec<String> {
    let Proved {
        leaf,
        checkpoint,
        witnesses,
        record,
    } = proved;
    let act = word(leaf.act, lang);
    let (place, size, origin) = (evidence.index + 1, checkpoint.size, &checkpoint.origin);
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "{}于{}对 {} 的“{act}”，登记于 {}，是 {origin} 的 {size} 条中的第 {place} 条。",
            leaf.organ, leaf.on, leaf.address, leaf.recorded_at
        ),
        Lang::En => format!(
            "{} {act} {} on {}; recorded at {}, as entry {place} of {size} of {origin}.",
            leaf.organ, leaf.address, leaf.on, leaf.recorded_at
        ),
    }];
    lines.push(
        match (record, leaf.record.is_empty()) {
            (true, _) => say(
                lang,
                "文件里的内容就是当时公开的内容，一字未改。",
                "The content in the file is what was public then, not one character altered.",
            ),
            (false, true) => say(
                lang,
                "此后这个地址上不再公开任何内容。",
                "Nothing is public at this address after that.",
            ),
            (false, false) => say(
                lang,
                "文件里没有内容，只核对了日志（--record）。",
                "The file holds no content: only the log was checked (--record).",
            ),
        }
        .to_string(),
    );
    for (name, at) in witnesses {
        lines.push(match (at, lang) {
            (Some(at), Lang::Zh) => format!("见证人 {name} 在 {} 看过这棵树。", second(*at)),
            (Some(at), Lang::En) => format!("The witness {name} saw this tree at {}.", second(*at)),
            (None, Lang::Zh) => format!("没有见证人 {name} 的签名。"),
            (None, Lang::En) => format!("There is no signature of the witness {name}."),
        });
    }
    lines.push(
        say(
            lang,
            "它不能证明：内容是否真实、合法；此后有没有变更或者撤回；附件是否相同（请比对各自的 SHA-256）。",
            "It does not prove that the content is true or lawful, what was changed or withdrawn since, or what attachments hold (compare their SHA-256).",
        )
        .to_string(),
    );
    if witnesses.is_empty() {
        lines.push(
            say(
                lang,
                "没有见证人（--witness）：网站可能给别人看另一份日志。",
                "Without a witness (--witness) the site may show another log to others.",
            )
            .to_string(),
        );
    }
    lines
}

fn doubted(doubt: &Doubt, lang: Lang) -> String {
    match (doubt, lang) {
        (Doubt::Malformed(what), Lang::Zh) => format!("读不懂：{what}"),
        (Doubt::Malformed(what), Lang::En) => format!("It cannot be read: {what}"),
        (Doubt::Unsigned, Lang::Zh) => "检查点没有这个公钥的签名。".into(),
        (Doubt::Unsigned, Lang::En) => "The checkpoint is not signed with this key.".into(),
        (Doubt::Forged(name), Lang::Zh) => format!("{name} 的签名与检查点不符。"),
        (Doubt::Forged(name), Lang::En) => {
            format!("The signature of {name} is not that of the checkpoint.")
        }
        (Doubt::OtherLog(origin), Lang::Zh) => format!("检查点属于另一个日志：{origin}。"),
        (Doubt::OtherLog(origin), Lang::En) => {
            format!("The checkpoint is of another log: {origin}.")
        }
        (Doubt::NotIncluded, Lang::Zh) => "这一条不在签名的树中。".into(),
        (Doubt::NotIncluded, Lang::En) => "The entry is not in the tree that was signed.".into(),
        (Doubt::OtherRecord, Lang::Zh) => "内容与日志中登记的摘要不一致：内容已被改动。".into(),
        (Doubt::OtherRecord, Lang::En) => {
            "The content does not have the digest that the log holds: it was altered.".into()
        }
    }
}

fn word(act: Act, lang: Lang) -> &'static str {
    match act {
        Act::Published => say(lang, "发布", "published"),
        Act::Changed => say(lang, "变更", "changed"),
        Act::Suspended => say(lang, "暂停公开", "kept from the public"),
        Act::Restored => say(lang, "恢复公开", "restored"),
        Act::Repealed => say(lang, "废止", "repealed"),
        Act::Withdrawn => say(lang, "撤回", "withdrew"),
        Act::ReportPublished => say(lang, "年度报告公布", "published the annual report"),
        Act::ReportCorrected => say(lang, "年度报告更正", "corrected the annual report"),
    }
}

fn second(at: u64) -> String {
    i64::try_from(at)
        .ok()
        .and_then(|at| jiff::Timestamp::from_second(at).ok())
        .map_or_else(|| at.to_string(), |at| at.to_string())
}
