//! Buttons that copy the text of an element; `static/copy.js` shows them and says what was copied.

use yew::prelude::*;

/// What a button that copies says.
pub struct CopyLabels<'a> {
    /// The button.
    pub copy: &'a str,
    /// The message that it was copied.
    pub copied: &'a str,
    /// The message where copying is refused and the text is selected instead.
    pub by_hand: &'a str,
}

/// A button that copies the text of the element `id`. With `copied_as_text` it copies its links, too, and shows that
/// message where only text can be copied.
pub fn copy_button(id: &str, labels: &CopyLabels<'_>, copied_as_text: Option<&str>) -> Html {
    let as_text = copied_as_text.map(str::to_owned);
    html! {
        <><button type="button" data-copy={id.to_owned()} data-copied={labels.copied.to_owned()} data-copied-as-text={as_text} data-by-hand={labels.by_hand.to_owned()}>{labels.copy.to_owned()}</button>{" "}</>
    }
}

/// A row of such buttons, with the message after copying. It needs the script.
pub fn copy_row(buttons: Html) -> Html {
    html! { <p class="needs-script" hidden=true>{buttons}<span role="status"></span></p> }
}
