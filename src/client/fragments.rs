//! The prerendered HTML inside the app. Sentences are rendered once, when a page is built, and adopted by hydration.

use yew::{AttrValue, Html};

/// The prerendered HTML that the components enclose. The build fills it in; in the browser all fragments are empty,
/// because hydration adopts the nodes of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragments {
    /// Title, what holds today, the summary, the contents.
    pub masthead: AttrValue,
    /// The section of readers' questions.
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
    /// The footer of the page.
    pub footer: AttrValue,
}

/// Renders a fragment as raw HTML that hydration adopts without parsing it again. It may stand beside siblings:
/// Yew writes markers around raw HTML when it prerenders, and they delimit what is adopted.
pub fn prerendered(fragment: &AttrValue) -> Html {
    Html::from_html_unchecked(fragment.clone())
}
