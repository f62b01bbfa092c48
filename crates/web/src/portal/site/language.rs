//! Choices kept in a cookie: the language, 长者模式.

use axum::{
    extract::{Path, Query},
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};

use crate::kit::guard;

#[derive(serde::Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

pub async fn choose(Path(lang): Path<String>, Query(back): Query<Back>) -> Response {
    let lang = if lang == "en" { "en" } else { "zh" };
    keep(crate::i18n::COOKIE, lang, &back.back)
}

pub async fn elder(Path(on): Path<String>, Query(back): Query<Back>) -> Response {
    let on = if on == "on" { "on" } else { "off" };
    keep(crate::i18n::ELDER, on, &back.back)
}

fn keep(name: &str, value: &str, back: &str) -> Response {
    let mut response = Redirect::to(guard::inside(back)).into_response();
    let cookie = format!("{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
