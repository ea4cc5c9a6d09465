//! Takes the prerendered page over. Whatever is missing, the page stays readable.

use std::rc::Rc;

use case_timeline::app::take_over;
use case_timeline::browser;

fn main() {
    let (Some(root), Some(outline)) = (browser::root(), browser::outline()) else {
        browser::give_up();
        return;
    };
    // In tasks of their own: a reader who scrolls or taps meanwhile is answered between them.
    browser::later(0, || {
        if !browser::is_outlined(&outline) {
            browser::give_up();
            return;
        }
        browser::later(0, || {
            take_over(root, Rc::new(outline));
        });
    });
}
