//! The clipboard.

use gloo::utils::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Writes a text to the clipboard, and calls `callback` with whether it succeeded.
pub fn copy(text: String, callback: impl FnOnce(bool) + 'static) {
    let clipboard = window().navigator().clipboard();
    // Undefined outside secure contexts.
    if AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
        callback(false);
        return;
    }
    let promise = clipboard.write_text(&text);
    spawn_local(async move {
        callback(JsFuture::from(promise).await.is_ok());
    });
}
