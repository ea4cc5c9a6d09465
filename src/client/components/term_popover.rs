//! The popover that explains a term, filled from the glossary entry, step or person that the term links to. If the
//! browser does not support popovers, the term remains a link.

use yew::prelude::*;

use crate::model::strings::ClientStrings;

/// Renders the empty popover. [`crate::client::dom::open_popover`] fills and positions it.
pub fn term_popover(strings: &ClientStrings) -> Html {
    html! {
        <div id="term-popover" class="term-popover" popover="auto" role="dialog" aria-labelledby="term-popover-title" tabindex="-1">
            <p id="term-popover-title" class="term-popover__title"></p>
            <div id="term-popover-body" class="term-popover__body"></div>
            <p class="term-popover__foot">
                <a id="term-popover-more" href="#glossary">{&strings.explained_more}</a>
                <button type="button" popovertarget="term-popover" popovertargetaction="hide">{&strings.explained_close}</button>
            </p>
        </div>
    }
}
