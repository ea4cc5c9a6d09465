//! Sharing: what a link to a record or to the page shares, and the share dialog of the system.

use gloo::utils::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, ShareData};

use super::document_text::{TITLE, text_of};

#[wasm_bindgen]
extern "C" {
    /// `Navigator`, to ask whether it has `share`: web-sys assumes so.
    type SharingNavigator;
    #[wasm_bindgen(method, getter)]
    fn share(this: &SharingNavigator) -> JsValue;
}

/// What a link shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The title of the record or of the page.
    pub title: String,
    /// The title with the date, and in a second line what became of it, the correction of a misreading, or
    /// what holds today.
    pub text: String,
    /// The absolute URL.
    pub url: String,
    /// The address of the page with more ways to share, if the link leads there.
    pub more: Option<String>,
    /// Whether the browser can open the share dialog of the system.
    pub can_share: bool,
    /// The link that was clicked.
    pub link: Element,
}

/// Returns what the link shares that contains a clicked element; `None` if it is not in a link of a record to itself, nor
/// in the link to share the page.
pub fn shared(target: &Element) -> Option<Shared> {
    let link = target.closest(".record-link, .share-link").ok()??;
    let href = link.get_attribute("href")?;
    let is_record = href.starts_with('#');
    let record = link.parent_element()?;
    let part = |selector: &str| {
        let part = if is_record {
            record.query_selector(selector)
        } else {
            document().query_selector(selector)
        };
        part.ok()?
    };
    let within = |selector: &str| part(selector).map(|part| text_of(&part));
    // With its label: what people say of the case would otherwise read as a statement of the page.
    let title = part(if is_record { TITLE } else { "h1" })?.text_content()?;
    let title = title.trim().to_owned();
    let date = within(if is_record {
        ".event__date time, .event__date > span"
    } else {
        ".kicker"
    });
    let outcome = is_record
        .then(|| within(".event__outcome, .misreading__answer"))
        .flatten();
    let outcome = outcome.or_else(|| {
        let notice = document().query_selector(".notice strong").ok()??;
        Some(text_of(&notice))
    });
    let dated = match date {
        Some(date) => format!("{title} ({date})"),
        None => title.clone(),
    };
    let hash = if is_record { href.as_str() } else { "" };
    Some(Shared {
        title,
        text: format!("{dated}\n{}", outcome.unwrap_or_default()),
        url: format!("{}{hash}", page_url()?),
        more: (!is_record).then_some(href),
        can_share: can_share(),
        link,
    })
}

/// The URL of the page, without hash. From an embed, that of the main page, which the link to share the page names.
fn page_url() -> Option<String> {
    let url = window().location().href().ok()?;
    let page = url.split('#').next()?;
    let link = document().query_selector(".share-link[data-main]").ok()?;
    let main = link.and_then(|link| link.get_attribute("data-main"));
    Some(match main {
        Some(main) => format!("{}/{main}", page.split('?').next()?.rsplit_once('/')?.0),
        None => page.to_owned(),
    })
}

fn can_share() -> bool {
    let navigator = window().navigator();
    navigator
        .unchecked_ref::<SharingNavigator>()
        .share()
        .is_function()
}

/// Opens the share dialog of the system. That the reader closes it is not an error.
pub fn share(shared: &Shared) {
    let data = ShareData::new();
    data.set_title(&shared.title);
    data.set_text(&shared.text);
    data.set_url(&shared.url);
    let promise = window().navigator().share_with_data(&data);
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
