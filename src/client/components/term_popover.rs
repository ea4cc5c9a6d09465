//! The popover that explains a term, filled from the glossary entry, step or person that the term links to. If the
//! browser does not support popovers, the term remains a link.

use yew::prelude::*;
use yew::virtual_dom::VNode;

use crate::client::dom::popover;
use crate::model::strings::ClientStrings;

/// The properties of [`TermPopover`].
#[derive(PartialEq, Properties)]
pub struct TermPopoverProps {
    /// The strings of the page.
    pub strings: ClientStrings,
}

/// The popover. It listens to clicks on terms itself: what it shows belongs to a click, not to the state of the app.
#[component]
pub fn TermPopover(props: &TermPopoverProps) -> Html {
    let explanation = use_state(|| None::<popover::Explanation>);
    {
        let explanation = explanation.setter();
        use_effect_with((), move |()| {
            let clicks = popover::on_term_click(move |found| explanation.set(Some(found)));
            // Otherwise the popover would cover the record that a link leads to, also after Back.
            let navigation = popover::on_navigation(popover::close);
            move || drop((clicks, navigation))
        });
    }
    use_effect_with((*explanation).clone(), |explanation| {
        if let Some(explanation) = explanation {
            popover::show(explanation);
        }
    });
    let title = explanation.as_ref().map(|found| found.title.clone());
    let href = explanation.as_ref().map(|found| found.href.clone());
    let meaning = explanation
        .as_ref()
        .map(|found| VNode::VRef(found.meaning.clone()));
    let strings = &props.strings;
    html! {
        <div id="term-popover" class="term-popover" popover="auto" role="dialog" aria-labelledby="term-popover-title" tabindex="-1">
            <p id="term-popover-title" class="term-popover__title">{ for title.map(|title| html! { <span key={title.clone()}>{title}</span> }) }</p>
            <div id="term-popover-body" class="term-popover__body">{ for meaning }</div>
            <p class="term-popover__foot">
                <a id="term-popover-more" href={href.unwrap_or_else(|| "#glossary".to_owned())} onclick={|_| popover::close()}>{&strings.explained_more}</a>
                <button type="button" popovertarget="term-popover" popovertargetaction="hide">{&strings.explained_close}</button>
            </p>
        </div>
    }
}
