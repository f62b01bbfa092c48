//! Errors as `application/problem+json` (RFC 9457), with the field and the rule.

use std::collections::BTreeMap;

use app::{Error, FieldError};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use law::{Lang, rule::Rule};
use serde::Serialize;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{ContentBuilder, RefOr, ResponseBuilder},
};

pub const MEDIA: &str = "application/problem+json";

/// One field to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    pub field: String,
    /// The rule that refuses it, e.g. `A-29.2`, or `form`.
    pub rule: String,
    pub message: String,
}

/// Why the law does not allow an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LawProblem {
    pub rule: String,
    pub citation: String,
    pub message: String,
}

/// What an operation answers besides success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// One word a kind of problem.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub status: u16,
    /// Fields to mend, all at once; nothing was saved.
    pub errors: Vec<FieldProblem>,
    /// What the law says against the act; nothing was saved.
    pub findings: Vec<LawProblem>,
}

/// Kind, status, Chinese, English.
const KINDS: [(&str, StatusCode, &str, &str); 12] = [
    (
        "malformed",
        StatusCode::BAD_REQUEST,
        "请求不是有效的JSON",
        "This is no JSON",
    ),
    (
        "unauthorized",
        StatusCode::UNAUTHORIZED,
        "没有令牌，或者令牌无效",
        "No token, or one that is not valid",
    ),
    (
        "forbidden",
        StatusCode::FORBIDDEN,
        "令牌没有这项权限",
        "The token has no right to this",
    ),
    (
        "not_found",
        StatusCode::NOT_FOUND,
        "没有这项记录",
        "There is no such record",
    ),
    (
        "conflict",
        StatusCode::CONFLICT,
        "记录已被他人更新，请重新读取",
        "The record changed meanwhile: read it again",
    ),
    (
        "too_large",
        StatusCode::PAYLOAD_TOO_LARGE,
        "内容太大",
        "This is too large",
    ),
    (
        "media_type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "内容应为application/json",
        "application/json is meant",
    ),
    (
        "invalid",
        StatusCode::UNPROCESSABLE_ENTITY,
        "有字段需要修改",
        "There are fields to mend",
    ),
    (
        "refused",
        StatusCode::UNPROCESSABLE_ENTITY,
        "法律不允许此时作出这一行为",
        "The law does not allow this act now",
    ),
    (
        "throttled",
        StatusCode::TOO_MANY_REQUESTS,
        "请求过于频繁，请稍后再试",
        "Too many calls: try later",
    ),
    (
        "busy",
        StatusCode::SERVICE_UNAVAILABLE,
        "系统繁忙，没有保存，请稍后再试",
        "Busy: nothing was saved, try again in a moment",
    ),
    (
        "failed",
        StatusCode::INTERNAL_SERVER_ERROR,
        "系统出错",
        "Something broke",
    ),
];

impl Problem {
    /// A problem of a kind, in the caller's language.
    #[must_use]
    pub fn of(kind: &str, lang: Lang) -> Self {
        let (kind, status, zh, en) = KINDS
            .into_iter()
            .find(|(known, _, _, _)| *known == kind)
            .unwrap_or(KINDS[KINDS.len() - 1]);
        Self {
            kind,
            title: lang.pick(zh, en).to_string(),
            status: status.as_u16(),
            errors: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// An operation's error.
    #[must_use]
    pub fn from_error(error: &Error, lang: Lang) -> Self {
        match error {
            Error::Invalid(wrong) => Self::invalid(wrong, lang),
            Error::Refused(findings) => Self {
                findings: findings
                    .iter()
                    .map(|finding| LawProblem {
                        rule: finding.id.to_string(),
                        citation: finding.cited(lang),
                        message: finding.message(lang).to_string(),
                    })
                    .collect(),
                ..Self::of("refused", lang)
            },
            Error::Conflict => Self::of("conflict", lang),
            Error::NotFound => Self::of("not_found", lang),
            Error::Forbidden => Self::of("forbidden", lang),
            Error::Throttled => Self::of("throttled", lang),
            Error::Busy => Self::of("busy", lang),
            Error::Failed(why) => {
                tracing::error!(%why, "a call of the API failed");
                Self::of("failed", lang)
            }
        }
    }

    /// The same with the rule behind it, where there is one.
    #[must_use]
    pub fn under(mut self, rule: Option<Rule>, lang: Lang) -> Self {
        self.findings.extend(rule.map(|rule| {
            LawProblem {
                rule: rule.to_string(),
                citation: rule.cited(&rule.citation(), lang),
                message: lang
                    .pick("由担任相应岗位的人办理", "This is for another post")
                    .to_string(),
            }
        }));
        self
    }

    /// Fields to mend.
    #[must_use]
    pub fn invalid(wrong: &[FieldError], lang: Lang) -> Self {
        Self {
            errors: wrong
                .iter()
                .map(|error| FieldProblem {
                    field: header(error.field).to_string(),
                    rule: error.rule.to_string(),
                    message: lang.pick(&error.zh, &error.en).to_string(),
                })
                .collect(),
            ..Self::of("invalid", lang)
        }
    }

    /// One field to mend.
    #[must_use]
    pub fn field(field: &str, rule: &str, zh: &str, en: &str, lang: Lang) -> Self {
        Self {
            errors: vec![FieldProblem {
                field: field.into(),
                rule: rule.into(),
                message: lang.pick(zh, en).into(),
            }],
            ..Self::of("invalid", lang)
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA)], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                header::HeaderValue::from_static("Bearer"),
            );
        }
        response
    }
}

/// The problems that every call may answer with.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let mut words: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
        for (_, status, _, en) in KINDS {
            words.entry(status.as_u16()).or_default().push(en);
        }
        words
            .into_iter()
            .filter(|(status, _)| *status != 500)
            .map(|(status, words)| {
                let content = ContentBuilder::new()
                    .schema(Some(RefOr::Ref(utoipa::openapi::Ref::from_schema_name(
                        Problem::name(),
                    ))))
                    .build();
                let response = ResponseBuilder::new()
                    .description(words.join("; "))
                    .content(MEDIA, content)
                    .build();
                (status.to_string(), RefOr::T(response))
            })
            .collect()
    }
}

/// Where a program put what the pages of the office keep in hidden fields.
fn header(field: &str) -> &str {
    match field {
        "version" => "If-Match",
        "key" => "Idempotency-Key",
        other => other,
    }
}
