//! Hydrates the prerendered page. If the root element or the page data is missing, or the data belongs to another page
//! (`client::dom::matches_document`), the page remains a readable static fallback.

#[cfg(target_arch = "wasm32")]
fn main() {
    use case_timeline::client::app::hydrate;
    use case_timeline::client::dom;

    let (Some(root), Some(page_data)) = (dom::root(), dom::page_data()) else {
        dom::fall_back();
        return;
    };
    // Validation and hydration are separate tasks, so that the browser can handle scrolling and taps between them.
    dom::after_ms(0, || {
        if !dom::matches_document(&page_data) {
            dom::fall_back();
            return;
        }
        dom::after_ms(0, || {
            hydrate(root, page_data);
        })
        .forget();
    })
    .forget();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("the app runs in the browser: cargo xtask serve");
}
