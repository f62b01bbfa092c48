//! 幂等键: what was sent twice is done once, and what was not is not said to be done.
//!
//! A key is bound to the operation, to what it was done to and to the content. The forms of a page may share a key: each
//! operation has it for itself. The same key with another content is refused in words.

use serde_json::Value;
use store::ledger;

use crate::{App, Error, FieldError, Result, accounts::sha256_hex};

/// A form's key with what it was sent for.
#[derive(Debug, Clone)]
pub(crate) struct Once {
    organ: String,
    /// Key, operation and target.
    bound: String,
    /// The key alone, as programs before this one kept it.
    alone: String,
    /// A digest of the content. That of a form is keyed: of it nothing can be guessed by who has no key of the installation.
    content: String,
    /// Stands between the reference and the digest of what was sent.
    apart: char,
}

/// What a key says when it is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is bound now.
    Fresh,
    /// The same was done before: what the key stands for.
    Same(String),
    /// Something else was done under it.
    Other,
}

fn bound(key: &str, operation: &str, target: &str) -> String {
    sha256_hex(format!("{key}\n{operation}\n{target}").as_bytes())
}

impl Once {
    /// `target` is the id of what the operation is done to, empty for something new. `content` holds everything that was sent.
    pub fn new(
        app: &App,
        organ: &str,
        key: &str,
        (operation, target): (&str, &str),
        content: &Value,
    ) -> Result<Self> {
        if key.trim().is_empty() || key.chars().any(char::is_control) {
            return Err(Error::Invalid(vec![FieldError::new(
                "key",
                "form",
                "表单缺少有效的幂等键，请重新打开页面",
                "The form has no valid key: open the page again",
            )]));
        }
        let digest = app.keys.derive("claim", &content.to_string());
        Ok(Self {
            organ: organ.into(),
            bound: bound(key, operation, target),
            alone: key.into(),
            content: hex::encode(&digest[..16]),
            apart: '\t',
        })
    }

    /// A row of an import: the key names import and row, and the content is the digest of what the row says without what names
    /// a person.
    pub fn row(organ: &str, key: String, content: String) -> Self {
        Self {
            organ: organ.into(),
            bound: key.clone(),
            alone: key,
            content,
            apart: '#',
        }
    }

    /// Whether a key did this before, whatever was sent with it.
    pub async fn known(
        app: &App,
        organ: &str,
        key: &str,
        (operation, target): (&str, &str),
    ) -> Result<bool> {
        let bound = bound(key, operation, target);
        Ok(ledger::claimed(&app.store, organ, &bound).await?.is_some())
    }

    /// What the key stands for, if the same was done before. Asked for before anything is judged or kept, since what was done
    /// may be why it could not be done again.
    pub async fn before(&self, app: &App) -> Result<Option<String>> {
        let known = match ledger::claimed(&app.store, &self.organ, &self.bound).await? {
            None => ledger::claimed(&app.store, &self.organ, &self.alone).await?,
            known => known,
        };
        match known.map(|earlier| self.same(&earlier)) {
            None | Some(Claim::Fresh) => Ok(None),
            Some(Claim::Same(earlier)) => Ok(Some(earlier)),
            Some(Claim::Other) => Err(Self::other()),
        }
    }

    /// Binds the key, or says what it stands for already.
    pub(super) async fn claim(&self, tx: &mut store::Tx, reference: &str) -> Result<Claim> {
        let kept = format!("{reference}{}{}", self.apart, self.content);
        let earlier = ledger::claim(tx, &self.organ, &self.bound, &kept).await?;
        Ok(earlier.map_or(Claim::Fresh, |earlier| self.same(&earlier)))
    }

    fn same(&self, earlier: &str) -> Claim {
        match earlier.rsplit_once(self.apart) {
            Some((reference, content)) if content == self.content => Claim::Same(reference.into()),
            Some(_) => Claim::Other,
            // Bound by a program that kept no digest.
            None => Claim::Same(earlier.into()),
        }
    }

    /// The refusal of a key under which something else was done.
    pub(crate) fn other() -> Error {
        Error::Invalid(vec![FieldError::new(
            "key",
            "form",
            "这张表单已经提交过，而且当时的内容与这次不同；这一次没有保存，请重新打开页面再填",
            "This form was sent before with other content, and this time nothing was saved: open the page again",
        )])
    }
}
