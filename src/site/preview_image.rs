//! The images for link previews in messengers and social networks: one for the whole case, and one for each order of a
//! court, which says what became of it. The module `draw` draws them if the feature `images` is on; development builds
//! do without.

#[cfg(feature = "images")]
mod draw;

use crate::content::case::Event;
use crate::content::text::{EventText, Sentence};
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;
#[cfg(feature = "images")]
pub use draw::{DrawError, png};

/// Width and height in pixels, as link previews expect them.
pub const SIZE: [u32; 2] = [1200, 630];

/// An event with an outcome, which has an image of its own.
#[derive(Clone, Copy)]
struct Order<'a> {
    event: &'a Event,
    text: &'a EventText,
    outcome: &'a Sentence,
}

/// The event with an outcome that a page is the card of.
fn order<'a>(context: PageContext<'a>, kind: PageKind<'_>) -> Option<Order<'a>> {
    let PageKind::Card(id) = kind else {
        return None;
    };
    let event = context.case.events.iter().find(|event| event.id == id)?;
    let text = context.text.events.get(id)?;
    let outcome = text.outcome.as_ref()?;
    Some(Order {
        event,
        text,
        outcome,
    })
}

/// The pages of a language that have an image of their own. The others have that of the main page.
pub fn kinds(context: PageContext<'_>) -> impl Iterator<Item = PageKind<'_>> {
    let all = PageKind::all(context.case);
    all.filter(move |kind| *kind == PageKind::Main || order(context, *kind).is_some())
}

/// The file of the image of a page in the built folder.
pub fn file(context: PageContext<'_>, kind: PageKind<'_>) -> String {
    let language = &context.text.language;
    match order(context, kind) {
        Some(Order { event, .. }) => format!("picture-{}.{language}.png", event.id),
        None => format!("picture.{language}.png"),
    }
}

/// The alternative text of the image of a page, for screen-reader users.
pub fn alternative_text(context: PageContext<'_>, kind: PageKind<'_>) -> String {
    let PageContext { text, strings, .. } = context;
    match order(context, kind) {
        Some(order) => format!(
            "{}. {} {}",
            order.text.headline,
            strings.client.outcome,
            plain(&order.outcome.text)
        ),
        None => format!(
            "{}. {}. {}",
            text.title, strings.page.chart, text.outcome.lead
        ),
    }
}
