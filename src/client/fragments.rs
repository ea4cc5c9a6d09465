//! The prerendered HTML inside the app. Sentences are rendered once, when a page is built; hydration reuses their nodes
//! through [`super::components::prerendered`].

use yew::AttrValue;

/// The prerendered HTML that the components enclose. The build fills it in; in the browser all fragments are empty,
/// because hydration reuses the nodes of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragments {
    /// Title, what holds today, the summary, the contents.
    pub masthead: AttrValue,
    /// The section of readers' questions.
    pub questions: AttrValue,
    /// The heading of the chart.
    pub chart_head: AttrValue,
    /// The actors at the heads of the chart's rows.
    pub chart_actors: AttrValue,
    /// The bars below the chart's days.
    pub chart_bars: AttrValue,
    /// The weekdays above the columns of the chart.
    pub weekdays: AttrValue,
    /// The content of the days of the chart.
    pub days: Vec<AttrValue>,
    /// What the chart's bands mean, and its table.
    pub chart_key: AttrValue,
    /// The heading of the timeline.
    pub timeline_head: AttrValue,
    /// The chapters, in the order of [`super::page_data::PageData::chapters`].
    pub chapters: Vec<ChapterFragments>,
    /// Icon, name and number of events of each actor, in the order of [`super::page_data::PageData::actors`].
    pub actors: Vec<AttrValue>,
    /// The heading of the legal steps.
    pub steps_head: AttrValue,
    /// The heading of the case map.
    pub map_head: AttrValue,
    /// The offices of the case map: name and description, in the order of [`super::page_data::PageData::offices`].
    pub offices: Vec<AttrValue>,
    /// The legal steps, in the order of [`super::page_data::PageData::steps`].
    pub steps: Vec<AttrValue>,
    /// The sections that follow the legal steps.
    pub reference: AttrValue,
    /// The footer of the page.
    pub footer: AttrValue,
}

/// The prerendered HTML of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChapterFragments {
    /// The heading.
    pub head: AttrValue,
    /// The content of the events, in order.
    pub events: Vec<AttrValue>,
    /// The content of the changes of the pause, in order.
    pub pause_changes: Vec<AttrValue>,
}

/// Returns the fragment at an index; empty in the browser.
pub fn fragment(fragments: &[AttrValue], index: usize) -> AttrValue {
    fragments.get(index).cloned().unwrap_or_default()
}
