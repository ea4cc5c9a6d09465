//! Takes the prerendered page over. Whatever is missing, the page stays readable.

use std::rc::Rc;

use case_timeline::app::{take_over, take_over_reference};
use case_timeline::browser;

fn main() {
    let (Some(root), Some(reference), Some(outline)) =
        (browser::root(), browser::reference(), browser::outline())
    else {
        browser::give_up();
        return;
    };
    let outline = Rc::new(outline);
    // Each part in a task of its own: a reader who scrolls or taps meanwhile is answered between them.
    browser::later(0, || {
        let reference = take_over_reference(reference, outline.clone());
        browser::later(0, || {
            take_over(root, outline, reference);
        });
    });
}
