//! The message on the result of an action, which disappears after a few seconds.

use yew::prelude::*;

use crate::client::dom;
use crate::client::state::{Notice, NoticeKind};
use crate::model::strings::ClientStrings;

/// How long a message is shown, in milliseconds.
const DURATION: u32 = 4_000;

/// The properties of [`Toast`].
#[derive(PartialEq, Properties)]
pub struct ToastProps {
    /// The message.
    pub notice: Option<Notice>,
    /// The strings of the page.
    pub strings: ClientStrings,
    /// Called when the message has been shown long enough.
    pub on_timeout: Callback<()>,
}

/// Shows a message. A second message replaces the first, and is shown for the whole time.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let on_timeout = props.on_timeout.clone();
    use_effect_with(props.notice, move |notice| {
        let timeout = notice.map(|_| dom::after_ms(DURATION, move || on_timeout.emit(())));
        move || drop(timeout)
    });
    // The key contains the serial number, so that a repeated message is announced again.
    let message = props.notice.map(|notice| {
        let text = match notice.kind {
            NoticeKind::LinkCopied => &props.strings.link_copied,
            NoticeKind::LinkInAddress => &props.strings.link_in_address,
        };
        html! { <span key={notice.serial}>{text}</span> }
    });
    html! { <p class="toast" role="status">{ for message }</p> }
}
