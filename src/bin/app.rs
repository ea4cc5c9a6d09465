//! Hydrates the prerendered page. Whatever is missing, the page stays readable.

#[cfg(target_arch = "wasm32")]
fn main() {
    use case_timeline::client::app::hydrate;
    use case_timeline::client::dom;

    let (Some(root), Some(page_data)) = (dom::root(), dom::page_data()) else {
        dom::give_up();
        return;
    };
    // In tasks of their own: a reader who scrolls or taps meanwhile is answered between them.
    dom::later(0, || {
        if !dom::is_of_this_page(&page_data) {
            dom::give_up();
            return;
        }
        dom::later(0, || {
            hydrate(root, page_data);
        });
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("the app runs in the browser: cargo xtask serve");
}
