//! The page that reports what a frame may do, for editors whose embed does not work, and which version it is of.
//! `static/frame-check.js` fills in the results.

use yew::prelude::*;

use super::masthead::{languages, translation};
use super::prose::around;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;
use crate::site::version::version;

/// The page that reports what a frame may do. The script fills in the rows; without script, the first row says that
/// scripts are blocked.
pub fn frame_check(context: PageContext<'_>) -> Html {
    let labels = &context.strings.frame_check;
    let (before, after) = around(&labels.version, "{version}");
    let as_of = context
        .strings
        .page
        .as_of
        .replace("{date}", &context.strings.dates.dated(context.case.as_of));
    let row = |id: &str, name: &str, found: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()}>
                <th scope="row">{name.to_owned()}</th><td>{found.to_owned()}</td><td></td>
            </tr>
        }
    };
    // Features that can only be tested by trying them, which needs a click of the editor.
    let trial = |id: &str, name: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()} data-untried={labels.untried.clone()}>
                <th scope="row">{name.to_owned()}</th>
                <td><span role="status"></span>{" "}<button type="button" hidden=true>{&labels.try_it}<span class="vh">{": "}{name.to_owned()}</span></button></td><td></td>
            </tr>
        }
    };
    html! {
        <div class="page">
            <main id="main">
                {languages(context, PageKind::FrameCheck)}
                <p class="kicker"><a href={PageKind::Main.file(context)} target="_blank" rel="noopener">{&context.text.title}</a></p>
                <h1>{&labels.title}</h1>
                {translation(context, PageKind::FrameCheck)}
                <p class="section__intro">{&labels.intro}</p>
                <table class="check" data-unknown={labels.unknown.clone()} data-allowed={labels.allowed.clone()} data-refused={labels.refused.clone()}>
                    <thead><tr><th scope="col">{&labels.fact}</th><th scope="col">{&labels.found}</th><th scope="col">{&labels.remedy}</th></tr></thead>
                    <tbody>
                        <tr id="scripts" data-yes={labels.wasm_yes.clone()}><th scope="row">{&labels.scripts}</th><td>{&labels.scripts_blocked}</td><td>{&labels.scripts_remedy}</td></tr>
                        {row("framed", &labels.framed, "", "", &labels.framed_yes, &labels.framed_no)}
                        {row("embedder", &labels.host, "", &labels.host_remedy, "", &labels.host_none)}
                        {row("width", &labels.width, "", &labels.width_remedy, "", "")}
                        {row("height", &labels.height, "", "", "", "")}
                        {row("shown", &labels.shown, "", &labels.shown_remedy, "", "")}
                        <tr id="sandbox" data-remedy={labels.sandbox_remedy.clone()} data-none={labels.sandbox_none.clone()} data-unknown={labels.sandbox_hidden.clone()}><th scope="row">{&labels.sandbox}</th><td></td><td></td></tr>
                        {row("origin", &labels.origin, "", &labels.origin_remedy, "", &labels.origin_none)}
                        {row("wasm", &labels.wasm, "", &labels.wasm_remedy, &labels.wasm_yes, &labels.wasm_no)}
                        {row("files", &labels.files, "", &labels.files_remedy, &labels.files_yes, &labels.files_no)}
                        {trial("popups", &labels.popups, &labels.popups_remedy, &labels.popups_yes, &labels.popups_no)}
                        {row("escape", &labels.escape, "", &labels.escape_remedy, &labels.allowed, &labels.refused)}
                        {trial("printing", &labels.printing, &labels.printing_remedy, &labels.printing_yes, &labels.printing_no)}
                        {row("downloads", &labels.downloads, "", &labels.downloads_remedy, &labels.allowed, &labels.refused)}
                        {row("clipboard", &labels.clipboard, "", &labels.clipboard_remedy, &labels.clipboard_yes, &labels.clipboard_no)}
                    </tbody>
                </table>
                <p class="hint">{before.to_owned()}<bdi>{version(context)}</bdi>{after.to_owned()}{" "}{as_of}</p>
            </main>
        </div>
    }
}
