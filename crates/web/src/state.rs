//! What every handler is given.

use app::App;

#[derive(Clone)]
pub struct State {
    pub app: App,
}
