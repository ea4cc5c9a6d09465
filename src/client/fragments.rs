//! The static HTML inside the app: sentences are rendered once, when a page is built, and adopted on hydration.

use yew::{AttrValue, Html};

/// The fragments of static HTML that the app is rendered around. The build fills them in; in the browser all are empty,
/// because hydration adopts the nodes that the document has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragments {
    /// Title, what holds today, the summary, the contents.
    pub masthead: AttrValue,
    /// The section of the questions that readers bring.
    pub questions: AttrValue,
    /// The heading of the chart.
    pub chart_head: AttrValue,
    /// The days of the chart.
    pub chart_days: AttrValue,
    /// What the chart's icons and bands mean, and its table.
    pub chart_key: AttrValue,
    /// The heading of the timeline.
    pub timeline_head: AttrValue,
    /// All chapters and their events.
    pub timeline: AttrValue,
    /// Icon, name and number of events of each actor, in the order of [`super::page_data::PageData::actors`].
    pub actors: Vec<AttrValue>,
    /// The legal steps and the lists.
    pub reference: AttrValue,
    /// The foot of the page.
    pub footer: AttrValue,
}

/// A fragment as a node. It must be the only child of its parent: hydration takes whatever the parent has.
pub fn prerendered(fragment: &AttrValue) -> Html {
    Html::from_html_unchecked(fragment.clone())
}
