//! Who is behind an actor of the ledger: a program acts for the person who made its token (S-7).

/// What the actor of a program begins with.
const PROGRAM: &str = "token/";

/// The actor of a program: the id of its token, and of the person who made it and answers for it.
#[must_use]
pub fn program(token: &str, maker: &str) -> String {
    format!("{PROGRAM}{token}/{maker}")
}

/// The person whose hand an act is: one person with two tokens, or with a token and an account, has one hand (S-7).
///
/// Acts from before actors named the maker know their token alone; it stands for itself.
#[must_use]
pub fn person_behind(actor: &str) -> &str {
    let maker = actor
        .strip_prefix(PROGRAM)
        .and_then(|program| program.split_once('/'))
        .map(|(_, maker)| maker);
    maker.filter(|maker| !maker.is_empty()).unwrap_or(actor)
}

/// Whether two actors are one person (S-7).
#[must_use]
pub(super) fn same_person(one: &str, other: &str) -> bool {
    person_behind(one) == person_behind(other)
}
