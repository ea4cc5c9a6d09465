//! The popover that shares a record or the page: it copies the address, and offers the address with text and the share
//! dialog of the system. If the browser does not support popovers, the link remains a link.

use yew::prelude::*;

use crate::client::dom::{self, Shared, popover};
use crate::client::page_data::PageData;
use crate::client::ptr_eq::PtrEq;
use crate::model::strings::ClientStrings;

/// The id of the popover.
const ID: &str = "share-popover";

/// What was copied to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copied {
    Address,
    Text,
    /// The page may not write to the clipboard.
    Nothing,
}

/// The properties of [`SharePopover`].
#[derive(PartialEq, Properties)]
pub struct SharePopoverProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
}

/// The popover. It listens to clicks on links itself: what it shows belongs to a click, not to the state of the app.
#[component]
pub fn SharePopover(props: &SharePopoverProps) -> Html {
    // With the number of the click, so that a second click on the same link shows the popover at the link again.
    let current = use_state(|| None::<(Shared, u32)>);
    let clicks_so_far = use_mut_ref(|| 0);
    // With the number of the message, so that an equal message is announced again.
    let copied = use_state(|| None::<(Copied, u32)>);
    let messages_so_far = use_mut_ref(|| 0);
    let copy = {
        let copied = copied.setter();
        move |text: String, what: Copied| {
            *messages_so_far.borrow_mut() += 1;
            let (copied, number) = (copied.clone(), *messages_so_far.borrow());
            dom::copy(text, move |is_copied| {
                copied.set(Some((
                    if is_copied { what } else { Copied::Nothing },
                    number,
                )));
            });
        }
    };
    {
        let (current, copy) = (current.setter(), copy.clone());
        use_effect_with((), move |()| {
            let show = move |found: Shared| {
                copy(found.url.clone(), Copied::Address);
                *clicks_so_far.borrow_mut() += 1;
                current.set(Some((found, *clicks_so_far.borrow())));
            };
            let clicks = popover::on_click(ID, dom::shared, show);
            let navigation = popover::on_navigation(|| popover::close(ID));
            move || drop((clicks, navigation))
        });
    }
    use_effect_with((*current).clone(), |current| {
        if let Some((Shared { link, .. }, _)) = current {
            popover::position_and_focus(ID, link);
        }
    });
    let strings = &props.page_data.strings;
    let message = copied.map(|(copied, number)| {
        let text = match copied {
            Copied::Address => &strings.link_copied,
            Copied::Text => &strings.text_copied,
            Copied::Nothing => &strings.copy_by_hand,
        };
        html! { <span key={number}>{text}</span> }
    });
    html! {
        <div id={ID} class="popover" popover="auto" role="dialog" aria-labelledby="share-popover-title" tabindex="-1">
            <p id="share-popover-title" class="popover__title">{&strings.share}</p>
            { for (*current).clone().map(|(shared, _)| content(shared, strings, copy)) }
            <p class="share-popover__message" role="status">{ for message }</p>
            <p class="popover__foot">
                <button type="button" popovertarget={ID} popovertargetaction="hide">{&strings.explained_close}</button>
            </p>
        </div>
    }
}

/// What is shared, and the buttons to share it.
fn content(
    shared: Shared,
    strings: &ClientStrings,
    copy: impl Fn(String, Copied) + Clone + 'static,
) -> Html {
    let with_text = format!("{}\n{}", shared.text, shared.url);
    let copy_address = {
        let (copy, url) = (copy.clone(), shared.url.clone());
        move |_: MouseEvent| copy(url.clone(), Copied::Address)
    };
    let copy_text = move |_: MouseEvent| copy(with_text.clone(), Copied::Text);
    let more = shared.more.clone();
    let (text, url) = (shared.text.clone(), shared.url.clone());
    html! {
        <div class="share-popover__content" key={url.clone()}>
            <p class="share-popover__text">{text}</p>
            <p class="share-popover__address" dir="ltr">{url}</p>
            <p class="share-popover__buttons">
                { shared.can_share.then(|| html! { <button type="button" onclick={move |_| dom::share(&shared)}>{&strings.share_dialog}</button> }) }
                <button type="button" onclick={copy_address}>{&strings.copy_link}</button>
                <button type="button" onclick={copy_text}>{&strings.copy_text}</button>
            </p>
            { for more.map(|href| html! { <p class="share-popover__more"><a {href} target="_blank" rel="noopener">{&strings.share_more}</a></p> }) }
        </div>
    }
}
