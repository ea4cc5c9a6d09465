//! The popover that explains a term, filled from the glossary entry, step or person that the term links to. If the
//! browser does not support popovers, the term remains a link.

use yew::prelude::*;
use yew::virtual_dom::VNode;

use super::changing_text::changing_text;
use crate::client::dom::{Explanation, explanation, popover};
use crate::client::page_data::PageData;
use crate::client::ptr_eq::PtrEq;

/// The id of the popover.
const ID: &str = "term-popover";

/// The properties of [`TermPopover`].
#[derive(PartialEq, Properties)]
pub struct TermPopoverProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
}

/// The popover. It listens to clicks on terms itself: what it shows belongs to a click, not to the state of the app.
#[component]
pub fn TermPopover(props: &TermPopoverProps) -> Html {
    let current = use_state(|| None::<Explanation>);
    {
        let current = current.setter();
        use_effect_with((), move |()| {
            let show = move |found| current.set(Some(found));
            let clicks = popover::on_click(ID, explanation, show);
            // Otherwise the popover would cover the record that a link leads to, also after Back.
            let navigation = popover::on_navigation(|| popover::close(ID));
            move || drop((clicks, navigation))
        });
    }
    use_effect_with((*current).clone(), |current| {
        if let Some(Explanation { term, .. }) = current {
            popover::position_and_focus(ID, term);
        }
    });
    let title = current.as_ref().map(|found| changing_text(&found.title));
    let href = current.as_ref().map(|found| found.href.clone());
    let meaning = current
        .as_ref()
        .map(|found| VNode::VRef(found.meaning.clone()));
    let strings = &props.page_data.strings;
    html! {
        <div id={ID} class="popover" popover="auto" role="dialog" aria-labelledby="term-popover-title" tabindex="-1">
            <p id="term-popover-title" class="popover__title">{ for title }</p>
            <div id="term-popover-body" class="popover__body">{ for meaning }</div>
            <p class="popover__foot">
                <a id="term-popover-more" href={href.unwrap_or_else(|| "#main".to_owned())} onclick={|_| popover::close(ID)}>{&strings.explained_more}</a>
                <button type="button" popovertarget={ID} popovertargetaction="hide">{&strings.explained_close}</button>
            </p>
        </div>
    }
}
