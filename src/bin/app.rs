//! Takes the prerendered page over. Whatever is missing, the page stays readable.

use std::rc::Rc;

use case_timeline::app::{App, AppProps};
use case_timeline::browser;

fn main() {
    let (Some(root), Some(outline)) = (browser::root(), browser::outline()) else {
        browser::give_up();
        return;
    };
    let props = AppProps {
        outline: Rc::new(outline),
    };
    // In a task of its own, so that a reader who scrolls or taps meanwhile is answered first.
    browser::later(0, || {
        yew::Renderer::<App>::with_root_and_props(root, props).hydrate();
    });
}
