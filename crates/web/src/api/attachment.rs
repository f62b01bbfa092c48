//! Files in JSON: base64 beside a name.

use app::upload::Upload;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{caller::Caller, problem::Problem};

/// A file that goes with an act or an item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    pub name: String,
    /// The file in base64.
    #[schema(format = Byte)]
    pub content: String,
}

/// The files as they were before they were written in base64.
pub fn uploads(
    caller: &Caller,
    field: &str,
    files: Vec<Attachment>,
) -> Result<Vec<Upload>, Problem> {
    files
        .into_iter()
        .map(|file| {
            let bytes = STANDARD.decode(file.content).map_err(|_| {
                caller.wrong(
                    field,
                    "form",
                    "文件内容应为base64",
                    "The content of a file is base64",
                )
            })?;
            Ok(Upload {
                name: file.name,
                bytes,
            })
        })
        .collect()
}
