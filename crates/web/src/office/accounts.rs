//! 账户: coming in and going out, one's own settings, the programs that may come in.

pub mod link;
pub mod me;
pub mod password;
pub mod sign_in;
pub mod tokens;
