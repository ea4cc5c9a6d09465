//! A page that is open, or kept by a browser or a CDN, asks for the program it was built with. So each
//! release keeps the program of the release before it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::arguments::{Arguments, Usage};
use crate::compress::CODINGS;
use crate::headers::is_hashed;

pub(crate) const USAGE: Usage = Usage {
    command: "keep",
    about: "keep the program of the release folder OLD in NEW (dist/)",
    required: &["OLD"],
    optional: &["NEW"],
    options: &[],
};

/// `cargo xtask keep OLD [NEW]`.
///
/// # Errors
/// A folder is missing or is not a release folder.
pub(crate) fn keep(arguments: &Arguments) -> Result<(), Failure> {
    let old = arguments.operand(0).unwrap_or_default();
    let new = arguments
        .operand(1)
        .map_or_else(crate::build::dist, PathBuf::from);
    let kept = Kept::read(Path::new(old))?.write(&new)?;
    println!("{kept} file(s) of {old} kept in {}", new.display());
    Ok(())
}

/// The hashed files that the pages of a release ask for. Those that it had kept itself are left behind.
pub(crate) struct Kept(Vec<(String, Vec<u8>)>);

impl Kept {
    /// Reads them, before a build empties the folder.
    ///
    /// # Errors
    /// The folder is not a release folder.
    pub(crate) fn read(old: &Path) -> Result<Self, String> {
        let trouble =
            |name: &str, error: std::io::Error| format!("{}: {error}", old.join(name).display());
        let html = fs::read_to_string(old.join("index.html"))
            .map_err(|error| trouble("index.html", error))?;
        let names = ["data-js=\"./", "data-wasm=\"./"].map(|opening| {
            let (_, rest) = html.split_once(opening)?;
            let name = rest.split('"').next()?;
            (is_hashed(name) && !name.contains('/')).then(|| name.to_owned())
        });
        let [Some(js), Some(wasm)] = names else {
            return Err(format!(
                "{}: names no program; is it a release folder?",
                old.join("index.html").display()
            ));
        };
        let read = |name: String| {
            fs::read(old.join(&name))
                .map(|bytes| (name.clone(), bytes))
                .map_err(|error| trouble(&name, error))
        };
        let mut kept = vec![read(js.clone())?, read(wasm.clone())?];
        for (_, ending) in CODINGS {
            // Folders of earlier builds have none.
            let copies = [&js, &wasm].map(|name| format!("{name}{ending}"));
            let found = copies.into_iter().filter(|name| old.join(name).exists());
            kept.extend(found.map(read).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(Self(kept))
    }

    /// Writes those that the new release does not have; how many that were.
    ///
    /// # Errors
    /// A file cannot be written.
    pub(crate) fn write(&self, new: &Path) -> Result<usize, String> {
        let missing = self.0.iter().filter(|(name, _)| !new.join(name).exists());
        let mut count = 0;
        for (name, bytes) in missing {
            let path = new.join(name);
            fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
            count += 1;
        }
        Ok(count)
    }
}
