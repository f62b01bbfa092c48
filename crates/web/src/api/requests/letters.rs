//! 文书: the letters of a case, for programs: which there are, each as it would be drafted, and going out. The applicant stays
//! unnamed in a draft here as in the office; his name is filled in when the letter goes out.

use app::{
    Error,
    requests::{
        self,
        letters::{self, Choices, Opened, Text},
    },
    rights::{By, CaseWorker, Reader},
};
use axum::{Json as Answer, extract::State as Shared, http::StatusCode, response::Response};
use law::{fields::handling::REMEDY, letter::Kind, remedy::Remedy};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Acted, tagged};
use crate::{
    api::{
        caller::{Caller, Program},
        input::{self, Json, Key, Names, Seen},
        problem::{Problem, Problems},
    },
    state::State,
};

/// A letter that the file has occasion for, or that went out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Letter {
    /// `receipt`, `correction`, `decision-open-give` …
    pub letter: String,
    /// 文书名称.
    pub name: String,
    /// The act that it goes with, from 1.
    pub goes_with: usize,
    /// 发文字号, or 受理编号 for a letter without one of its own; null until it is out.
    pub number: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<String>,
    /// Taken back before it reached anybody (`letter_voided`).
    pub voided: bool,
}

/// The letters of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Letters {
    pub letters: Vec<Letter>,
}

/// The text of a letter. What a call leaves out stays as it is drafted from the case.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LetterText {
    pub title: Option<String>,
    /// 主送; `{申请人}` stands for the applicant.
    pub addressee: Option<String>,
    /// 正文; `【待填：…】` is what nobody recorded and keeps the letter from going out.
    pub body: Option<String>,
    /// 附件说明, one a line.
    pub attachments: Option<String>,
    pub annexes: Option<String>,
    /// 落款.
    pub signature: Option<String>,
    /// 附注.
    pub note: Option<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 成文日期; it decides the remedy that the letter names.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<String>,
    /// REPEAT: whether the information had been disclosed (D-11).
    pub disclosed_before: Option<bool>,
    /// OTHER: `R-REVIEW`, `R-NOSUIT` or `R-FREE`, decided case by case.
    pub remedy: Option<String>,
}

impl LetterText {
    fn of(text: Text) -> Self {
        let draft = text.draft;
        Self {
            title: Some(draft.title),
            addressee: Some(draft.addressee),
            body: Some(draft.body),
            attachments: Some(draft.attachments),
            annexes: Some(draft.annexes),
            signature: Some(draft.signature),
            note: Some(draft.note),
            copies: Some(draft.copies),
            on: Some(text.on.to_string()),
            disclosed_before: text.choices.disclosed_before,
            remedy: text
                .choices
                .remedy
                .map(|remedy| remedy.as_str().to_string()),
        }
    }

    fn choices(&self, caller: &Caller) -> Result<Choices, Problem> {
        let remedy = match self.remedy.as_deref() {
            None => None,
            Some(word) => Some(
                [Remedy::Free, Remedy::NoSuit, Remedy::Review]
                    .into_iter()
                    .find(|remedy| remedy.as_str() == word)
                    .ok_or_else(|| {
                        caller.wrong(
                            REMEDY.name,
                            REMEDY.rule.id(),
                            "应为 R-REVIEW、R-NOSUIT 或者 R-FREE",
                            "R-REVIEW, R-NOSUIT or R-FREE is meant",
                        )
                    })?,
            ),
        };
        Ok(Choices {
            disclosed_before: self.disclosed_before,
            remedy,
        })
    }

    /// The draft with what the call says.
    fn over(self, caller: &Caller, mut text: Text) -> Result<Text, Problem> {
        let draft = &mut text.draft;
        for (field, said) in [
            (&mut draft.title, self.title),
            (&mut draft.addressee, self.addressee),
            (&mut draft.body, self.body),
            (&mut draft.attachments, self.attachments),
            (&mut draft.annexes, self.annexes),
            (&mut draft.signature, self.signature),
            (&mut draft.note, self.note),
            (&mut draft.copies, self.copies),
        ] {
            if let Some(said) = said {
                *field = said;
            }
        }
        if let Some(on) = self.on {
            text.on = input::date(&on).ok_or_else(|| input::no_date(caller, "on"))?;
        }
        Ok(text)
    }
}

/// The letters of a request: those with an occasion now, and those that went out.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{id}/letters",
    tag = "requests",
    params(("id" = String, Path, description = "id of the request")),
    responses((status = 200, body = Letters), Problems)
)]
pub async fn list(
    Shared(state): Shared<State>,
    Program { caller, .. }: Program<Reader>,
    names: Names,
) -> Result<Answer<Letters>, Problem> {
    let case = caller.ok(requests::open(&state.app, &caller.staff, names.first()).await)?;
    let letters = case
        .letters
        .into_iter()
        .map(|letter| {
            let (fit, issued) = (letter.fit, letter.issued);
            Letter {
                letter: fit.kind.to_string(),
                name: fit.kind.zh().into(),
                goes_with: fit.goes_with,
                voided: issued.as_ref().is_some_and(|one| one.voided),
                issued_on: issued.as_ref().map(|one| one.on.to_string()),
                number: issued.map(|one| one.number),
            }
        })
        .collect();
    Ok(Answer(Letters { letters }))
}

/// A letter as it is drafted from the case. What a person has kept of it in the office stays there: he may have named somebody.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{id}/letters/{letter}/{act}",
    tag = "requests",
    params(
        ("id" = String, Path, description = "id of the request"),
        ("letter" = String, Path, description = "the kind of letter, such as `correction`"),
        ("act" = String, Path, description = "the act that it goes with, from 1"),
    ),
    responses((status = 200, body = LetterText, headers(("ETag" = String, description = "the version of the request"))), Problems)
)]
pub async fn draft(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    names: Names,
) -> Result<Response, Problem> {
    let opened = open(&state, &by, &names, Choices::default()).await;
    let opened = caller.ok(opened)?;
    let version = opened.version;
    Ok(tagged(StatusCode::OK, version, LetterText::of(opened.text)))
}

/// Signs a letter off: its number, its PDF and DOCX, in one act. Refused with every rule while it lacks something.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{id}/letters/{letter}/{act}",
    tag = "requests",
    params(
        ("id" = String, Path, description = "id of the request"),
        ("letter" = String, Path, description = "the kind of letter, such as `correction`"),
        ("act" = String, Path, description = "the act that it goes with, from 1"),
        ("Idempotency-Key" = String, Header, description = "8 to 128 characters; the same key acts once"),
        ("If-Match" = String, Header, description = "the version that was read"),
    ),
    request_body = LetterText,
    responses((status = 201, body = Acted, headers(("ETag" = String, description = "the new version"))), Problems)
)]
pub async fn issue(
    Shared(state): Shared<State>,
    Program { caller, by }: Program<CaseWorker>,
    names: Names,
    Key(key): Key,
    Seen(version): Seen,
    Json(said): Json<LetterText>,
) -> Result<Response, Problem> {
    let (app, id) = (&state.app, names.first());
    let choices = said.choices(&caller)?;
    let opened = match open(&state, &by, &names, choices).await {
        // The same call sent twice finds the letter gone out: it is the first one's answer.
        Err(Error::Refused(_)) if caller.ok(letters::issued_with(app, &by, id, &key).await)? => {
            let version = version + 1;
            return Ok(tagged(StatusCode::CREATED, version, Acted { version }));
        }
        other => caller.ok(other)?,
    };
    let goes_with = opened.fit.goes_with;
    let text = said.over(&caller, opened.text)?;
    let version = caller.ok(letters::issue(app, &by, id, version, &key, goes_with, &text).await)?;
    Ok(tagged(StatusCode::CREATED, version, Acted { version }))
}

async fn open(
    state: &State,
    by: &By<CaseWorker>,
    names: &Names,
    choices: Choices,
) -> app::Result<Opened> {
    let kind: Kind = names.second().parse().map_err(|_| Error::NotFound)?;
    let act = names.third().parse().map_err(|_| Error::NotFound)?;
    letters::open(&state.app, by, names.first(), kind, act, Some(choices)).await
}
