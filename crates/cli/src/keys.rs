//! The master key: 32 bytes in a file that its owner alone reads. Made once, with the installation; from then on another one, or
//! none, is refused: what was sealed would not open, and what is sealed anew would not open elsewhere.

use std::{fs, path::Path};

use anyhow::Context;
use store::{
    Store,
    key::{self, Standing},
    people::Keys,
};

const FILE: &str = "master.key";

/// The key of an installation, made where nothing was sealed yet.
pub async fn of(store: &Store, data: &Path) -> anyhow::Result<Keys> {
    let path = data.join(FILE);
    if !path.exists() {
        anyhow::ensure!(
            !key::needed(store).await?,
            "{}: 没有这个安装的密钥。请从其他节点或者保管处取来放在这里（the key of this installation is missing: bring it from \
             another node or from where it is kept）",
            path.display()
        );
        write_private(&path, &rand::random::<[u8; 32]>())?;
    }
    let keys = key_in(&path)?;
    anyhow::ensure!(
        key::standing(store, &keys).await? != Standing::Foreign,
        "{}: 这不是这个安装的密钥，申请人信息用它打不开（not the key of this installation: applicants' data does not open with it）",
        path.display()
    );
    if key::known(store).await?.is_none() {
        key::bind(store, &keys).await?;
    }
    Ok(keys)
}

/// The key in a data folder, if there is one.
pub fn there(data: &Path) -> anyhow::Result<Option<Keys>> {
    let path = data.join(FILE);
    if path.exists() {
        key_in(&path).map(Some)
    } else {
        Ok(None)
    }
}

/// The key in a file.
pub fn key_in(path: &Path) -> anyhow::Result<Keys> {
    let bytes = fs::read(path).with_context(|| format!("{}", path.display()))?;
    let master: [u8; 32] = bytes
        .try_into()
        .map_err(|_| anyhow::anyhow!("{}: a key has 32 bytes", path.display()))?;
    Ok(Keys::new(master))
}

fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
