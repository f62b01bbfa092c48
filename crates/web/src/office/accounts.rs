//! 账户: coming in and going out, one's own settings, the programs that may come in.

pub mod code;
pub mod door;
pub mod factor;
pub mod kept;
pub mod link;
pub mod me;
pub mod password;
pub mod people;
pub mod person;
pub mod prove;
pub mod sessions;
pub mod sign_in;
pub mod tokens;

use app::rights::{Admin, Anyone, Keeper, Security};
use axum::{
    http::Method,
    routing::{get, post},
};

use crate::kit::route::{Route, anew, large, open, staff};

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        open(Method::GET, "/office/sign-in", get(sign_in::show)),
        open(Method::POST, "/office/sign-in", large(kept::ROOM, post(sign_in::enter))),
        open(Method::GET, "/office/sign-in/code", get(code::show)),
        open(Method::POST, "/office/sign-in/code", large(kept::ROOM, post(code::enter))),
        open(Method::GET, "/office/sign-in/{secret}", get(link::show)),
        open(Method::POST, "/office/sign-in/{secret}", post(link::set_password)),
        staff::<Anyone>(Method::POST, "/office/sign-out", post(sign_in::leave)),
        staff::<Anyone>(Method::GET, "/office/me", get(me::show)),
        anew(staff::<Anyone>(Method::POST, "/office/me", post(me::save))),
        staff::<Anyone>(Method::GET, "/office/me/password", get(password::show)),
        staff::<Anyone>(Method::POST, "/office/me/password", post(password::change)),
        staff::<Anyone>(Method::GET, "/office/me/factor", get(factor::show)),
        staff::<Anyone>(Method::POST, "/office/me/factor", post(factor::change)),
        staff::<Anyone>(Method::POST, "/office/me/sessions", post(sessions::end)),
        anew(staff::<Anyone>(Method::POST, "/office/me/feed", post(me::feed))),
        staff::<Anyone>(Method::POST, "/office/prove", large(kept::ROOM, post(prove::enter))),
        staff::<Keeper>(Method::GET, "/office/people", get(people::show)),
        anew(staff::<Admin>(Method::POST, "/office/people", post(people::invite))),
        anew(staff::<Keeper>(Method::POST, "/office/people/link", post(people::link))),
        anew(staff::<Security>(Method::POST, "/office/people/roles", post(people::give_roles))),
        staff::<Keeper>(Method::POST, "/office/people/shut", post(people::shut)),
        staff::<Keeper>(Method::GET, "/office/people/{login}", get(person::show)),
        staff::<Security>(Method::POST, "/office/people/{login}/sessions", post(person::end_sessions)),
        anew(staff::<Security>(Method::POST, "/office/people/{login}/factor", post(person::end_factor))),
        staff::<Admin>(Method::POST, "/office/people/{login}/hand-over", post(person::hand_over)),
        staff::<Security>(Method::GET, "/office/tokens", get(tokens::show)),
        anew(staff::<Security>(Method::POST, "/office/tokens", post(tokens::create))),
        staff::<Security>(Method::POST, "/office/tokens/{id}/revoke", post(tokens::revoke)),
    ]
}
