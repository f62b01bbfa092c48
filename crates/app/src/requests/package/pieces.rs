//! The papers of a case: what was asked, the letters, the files that came and went, and what the house recorded: acts, searches,
//! readings, risks, the clock with its reasons. Not in it: drafts, and the proof of identity, which stays sealed.

use documents::package::Piece;
use jiff::civil::Date;
use law::{
    archive::Paper,
    case::{How, Kind as Act},
    handling::{self, Entry, What},
    letter::Kind,
    outcome::Code,
};
use store::requests::Beside;

use super::{
    Source,
    course::{course, row},
    sheet::Sheet,
};
use crate::{
    App, Error, Result, Staff,
    requests::{
        enclosed, entries,
        mask::masked,
        open::{bytes_of, files_of},
        register::remedy,
        words,
    },
    upload::FileRef,
};

/// Purposes of files that are no paper of the case for themselves: in it with the answer, or among the letters.
const ELSEWHERE: [&str; 3] = ["note", "redacted", "letter"];

/// Every paper of the case.
pub(super) async fn of(
    app: &App,
    staff: &Staff,
    case: &Source,
    code: Option<Code>,
) -> Result<Vec<Piece>> {
    let entries = entries(&case.acts)?;
    let mut pieces = vec![application(app, case).await?];
    pieces.extend(letters(app, staff, case).await?);
    pieces.extend(files(app, staff, case, &entries).await?);
    for (paper, title, kinds) in RECORDS {
        pieces.extend(record(app, case, &entries, *paper, title, kinds).await?);
    }
    if !case.remedies.is_empty() {
        let mut sheet = case.sheet("复议诉讼情况");
        let mut rows = vec![["登记日期".to_string(), "途径和结果".to_string()]];
        rows.extend(
            case.remedies
                .iter()
                .map(|row| [row.opened_on.to_string(), remedy(row)]),
        );
        sheet.table(&rows);
        pieces.push(case.piece(Paper::Remedy, sheet, None, app).await?);
    }
    pieces.push(course(app, case, &entries, code, &pieces).await?);
    pieces.push(Piece {
        bytes: serde_json::to_vec_pretty(&case.acts)?,
        ending: "json".into(),
        ..case.named(Paper::Approval, "办理动作（机读，含校验值）", None)
    });
    Ok(pieces)
}

/// Records that are a paper of their own: which paper, its title, the acts in it.
const RECORDS: &[(Paper, &str, &[handling::Kind])] = &[
    (Paper::Search, "检索记录", &[handling::Kind::SearchRecorded]),
    (
        Paper::Opinion,
        "拟办、审核和签发意见",
        &[
            handling::Kind::DecisionPrepared,
            handling::Kind::SectionReviewed,
            handling::Kind::LegallyReviewed,
            handling::Kind::Signed,
        ],
    ),
    (Paper::Risk, "风险评估记录", &[handling::Kind::RiskNoted]),
];

impl Source {
    pub(super) fn sheet(&self, title: &str) -> Sheet {
        Sheet::new(title, &self.organ.name, &self.row.number)
    }

    fn named(&self, paper: Paper, title: &str, date: Option<Date>) -> Piece {
        Piece {
            paper,
            title: title.into(),
            number: String::new(),
            author: self.organ.name.clone(),
            date,
            secrecy: String::new(),
            pages: None,
            note: String::new(),
            ending: "pdf".into(),
            bytes: Vec::new(),
        }
    }

    pub(super) async fn piece(
        &self,
        paper: Paper,
        sheet: Sheet,
        on: Option<Date>,
        app: &App,
    ) -> Result<Piece> {
        Ok(Piece {
            bytes: sheet.clone().pdf(app).await?,
            ..self.named(paper, &sheet.title, on)
        })
    }

    /// A file's bytes; `None` for a sealed one whose person was erased.
    async fn kept(&self, app: &App, staff: &Staff, file: &FileRef) -> Result<Option<Vec<u8>>> {
        match bytes_of(app, &staff.organ, &self.row.id, file).await {
            Err(Error::NotFound) if file.sealed && self.person.is_null() => Ok(None),
            other => other.map(Some),
        }
    }

    pub(super) fn who(&self, by: &str) -> String {
        match by {
            "applicant" => "申请人".into(),
            "import" => "导入".into(),
            other => self.names.get(other).cloned().unwrap_or_default(),
        }
    }
}

/// 申请表: as it was filed, the number of the proof of identity masked (Z-7).
async fn application(app: &App, case: &Source) -> Result<Piece> {
    let mut sheet = case.sheet("政府信息公开申请表");
    let hidden = masked(&case.person);
    let text =
        |from: &serde_json::Value, name: &str| from[name].as_str().unwrap_or_default().to_string();
    let filed = Beside::filed(&case.acts);
    let mut rows = vec![["登记事项".to_string(), "内容".to_string()]];
    if case.person.is_null() {
        rows.push(["申请人".into(), "个人信息已依法删除".into()]);
    }
    for (label, value) in [
        ("姓名或者名称", text(&case.person, "name")),
        ("身份证明（去标识）", text(&hidden, "id_number")),
        ("联系电话", text(&case.person, "phone")),
        ("电子邮箱", text(&case.person, "email")),
        ("通信地址", text(&case.person, "address")),
        ("邮政编码", text(&case.person, "postcode")),
        ("所需信息", text(&case.person, "wanted")),
        ("文号", text(&case.person, "document_number")),
        ("获取形式", words::form(&filed.form).into()),
        ("获取方式", words::delivery(&filed.delivery).into()),
        (
            "申请渠道",
            words::parsed(&case.row.channel)
                .map_or_else(String::new, |channel| words::channel(channel).to_string()),
        ),
        ("提交日期", case.row.submitted_on.to_string()),
    ] {
        if !value.is_empty() {
            rows.push([label.into(), value]);
        }
    }
    sheet.table(&rows);
    let on = Some(case.row.submitted_on);
    case.piece(Paper::Application, sheet, on, app).await
}

/// The letters that went out.
async fn letters(app: &App, staff: &Staff, case: &Source) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for letter in &case.letters {
        let kind = letter.fit.kind;
        let Some(issued) = &letter.issued else {
            continue;
        };
        for file in issued
            .files
            .iter()
            .filter(|file| file.name.ends_with(".pdf"))
        {
            let Some(bytes) = case.kept(app, staff, file).await? else {
                continue;
            };
            let title = if issued.voided {
                format!("{}（作废）", kind.zh())
            } else {
                kind.zh().to_string()
            };
            pieces.push(Piece {
                number: issued.number.clone(),
                bytes,
                ..case.named(paper_of(kind, case), &title, Some(issued.on))
            });
        }
    }
    Ok(pieces)
}

/// Where a letter stands in the file (Z-6, Z-7).
fn paper_of(kind: Kind, case: &Source) -> Paper {
    match kind {
        Kind::Receipt => Paper::Receipt,
        Kind::Correction => Paper::Correction,
        Kind::Extension => Paper::Extension,
        Kind::ThirdParty | Kind::Consultation | Kind::ThirdPartyTold | Kind::CoProducer => {
            Paper::Consultation
        }
        Kind::Fee => Paper::Fee,
        Kind::Proof if case.posted() => Paper::Posting,
        Kind::Proof => Paper::Signature,
        _ => Paper::Reply,
    }
}

impl Source {
    pub(super) fn posted(&self) -> bool {
        self.ways().any(|how| how == How::Posted)
    }

    /// How the answer and the letters went out.
    pub(super) fn ways(&self) -> impl Iterator<Item = How> {
        self.acts.iter().filter_map(|act| act.told().word("how"))
    }
}

/// The files that came and went with the acts.
async fn files(app: &App, staff: &Staff, case: &Source, entries: &[Entry]) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for (act, entry) in case.acts.iter().zip(entries) {
        let named = files_of(act);
        let kept = named
            .iter()
            .filter(|file| file.by_link() && !ELSEWHERE.contains(&file.about.as_str()));
        for file in kept {
            let Some(bytes) = case.kept(app, staff, file).await? else {
                continue;
            };
            let file = enclosed::named(app, &staff.organ, &case.row.person, file.clone()).await?;
            let (title, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
            pieces.push(Piece {
                author: if file.about == "attachment" {
                    "申请人".into()
                } else {
                    case.organ.name.clone()
                },
                ending: ending.into(),
                bytes,
                ..case.named(paper_with(&entry.what), title, Some(entry.on))
            });
        }
    }
    Ok(pieces)
}

/// Where a file that goes with an act stands.
fn paper_with(what: &What) -> Paper {
    match what {
        What::Statutory(event) => match event.kind() {
            Act::Submitted => Paper::Application,
            Act::Confirmed => Paper::Receipt,
            Act::CorrectionNoticed | Act::Corrected => Paper::Correction,
            Act::ThirdPartyAsked
            | Act::ThirdPartyReached
            | Act::ThirdPartyAnswered
            | Act::OrganAsked
            | Act::OrganReached
            | Act::OrganAnswered => Paper::Consultation,
            Act::Extended => Paper::Extension,
            Act::FeeNoticed | Act::FeePaid => Paper::Fee,
            Act::Answered => Paper::Supplied,
            Act::ReasonsAsked
            | Act::ReasonsGiven
            | Act::Withdrawn
            | Act::Lapsed
            | Act::ReDecided => Paper::Reply,
        },
        What::Inner(event) => match event {
            handling::Event::SearchRecorded { .. } => Paper::Search,
            handling::Event::RiskNoted { .. } => Paper::Risk,
            handling::Event::Served {
                how: How::Posted, ..
            } => Paper::Posting,
            handling::Event::Served { .. } => Paper::Signature,
            handling::Event::ReDecided { .. } => Paper::Reply,
            _ => Paper::Approval,
        },
    }
}

/// The acts of some kinds as a page; none where there are none.
async fn record(
    app: &App,
    case: &Source,
    entries: &[Entry],
    paper: Paper,
    title: &str,
    kinds: &[handling::Kind],
) -> Result<Option<Piece>> {
    let mut rows = vec![["日期", "环节", "内容", "办理人"].map(String::from)];
    let mut last = None;
    for (act, entry) in case.acts.iter().zip(entries) {
        if let What::Inner(event) = &entry.what
            && kinds.contains(&event.kind())
        {
            rows.push(row(case, act, entry));
            last = Some(entry.on);
        }
    }
    if last.is_none() {
        return Ok(None);
    }
    let mut sheet = case.sheet(title);
    sheet.table(&rows);
    Ok(Some(case.piece(paper, sheet, last, app).await?))
}
