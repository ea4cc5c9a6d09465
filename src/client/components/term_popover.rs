//! The explanation of a term where it stands: a popover filled from the glossary, the step or the
//! person that the term points to. Where the browser has no popover, the term stays a plain link.

use yew::prelude::*;

use crate::model::strings::LiveWords;

/// The empty popover; [`crate::client::dom::explain`] fills and places it.
pub fn explain(words: &LiveWords) -> Html {
    html! {
        <div id="explain" class="explain" popover="auto" role="dialog" aria-labelledby="explain-title" tabindex="-1">
            <p id="explain-title" class="explain__title"></p>
            <div id="explain-body" class="explain__body"></div>
            <p class="explain__foot">
                <a id="explain-more" href="#words">{&words.explained_more}</a>
                <button type="button" popovertarget="explain" popovertargetaction="hide">{&words.explained_close}</button>
            </p>
        </div>
    }
}
