//! Writes the bill of materials of the release: every crate that the WebAssembly module in the reader's browser is
//! built from, as CycloneDX 1.6 (cyclonedx.org). It contains no time and no path, so that two builds of one commit
//! write the same file.
//!
//! cargo-cyclonedx would be one more tool to compile and to audit, and `cargo metadata` and `Cargo.lock` contain every
//! field.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::root;
use crate::run::{command, output};

/// Its name in the release folder, with the extension that CycloneDX recommends.
pub(crate) const FILE: &str = "bom.cdx.json";

/// Writes the bill of materials to a file.
///
/// # Errors
/// `cargo metadata` failed, or a file cannot be read or written.
pub(crate) fn write(path: &Path) -> Result<(), String> {
    let metadata = output(&mut command(
        "cargo",
        &[
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--filter-platform",
            "wasm32-unknown-unknown",
        ],
    ));
    let metadata = metadata.ok_or("cargo metadata failed; run it to see why")?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let bill = bill(&metadata, &checksums(&lock)).ok_or("cargo metadata has an unknown format")?;
    std::fs::write(path, format!("{bill:#}\n"))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn bill(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Option<Value> {
    let packages = by_id(&metadata["packages"])?;
    let nodes = by_id(&metadata["resolve"]["nodes"])?;
    let own = metadata["workspace_default_members"]
        .as_array()?
        .iter()
        .find_map(Value::as_str)?;
    let mut reached = BTreeSet::from([own]);
    let mut queue = vec![own];
    let mut graph = BTreeMap::new();
    while let Some(id) = queue.pop() {
        let dependencies: BTreeSet<&str> = nodes.get(id)?["deps"]
            .as_array()?
            .iter()
            .filter(|dependency| is_normal(dependency))
            .filter_map(|dependency| dependency["pkg"].as_str())
            .collect();
        queue.extend(dependencies.iter().filter(|id| reached.insert(id)));
        graph.insert(id, dependencies);
    }
    let reference = |id: &str| purl(packages.get(id)?);
    let components: Option<Vec<_>> = reached
        .iter()
        .filter(|id| **id != own)
        .map(|id| component(packages.get(id)?, checksums))
        .collect();
    let dependencies: Option<Vec<_>> = graph
        .iter()
        .map(|(id, dependencies)| {
            let depends_on: Option<Vec<_>> = dependencies.iter().map(|id| reference(id)).collect();
            Some(json!({ "ref": reference(id)?, "dependsOn": depends_on? }))
        })
        .collect();
    let mut components = components?;
    components.sort_by_key(|component| component["bom-ref"].to_string());
    let mut dependencies = dependencies?;
    dependencies.sort_by_key(|entry| entry["ref"].to_string());
    let mut application = component(packages.get(own)?, checksums)?;
    application["type"] = "application".into();
    Some(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": application },
        "components": components,
        "dependencies": dependencies,
    }))
}

fn by_id(list: &Value) -> Option<BTreeMap<&str, &Value>> {
    list.as_array()?
        .iter()
        .map(|entry| Some((entry["id"].as_str()?, entry)))
        .collect()
}

/// Whether the dependency is a normal one, not only one of tests or build scripts.
fn is_normal(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

fn purl(package: &Value) -> Option<String> {
    Some(format!(
        "pkg:cargo/{}@{}",
        package["name"].as_str()?,
        package["version"].as_str()?
    ))
}

fn component(package: &Value, checksums: &BTreeMap<(String, String), String>) -> Option<Value> {
    let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
    let purl = purl(package)?;
    let mut component = json!({ "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl });
    if let Some(about) = package["description"].as_str() {
        component["description"] = about.trim().into();
    }
    if let Some(license) = package["license"].as_str() {
        // Older crates write a slash instead of the OR of SPDX.
        component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
    }
    if let Some(sum) = checksums.get(&(name.to_owned(), version.to_owned())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    // Macros run during compilation and are not part of the module.
    let is_macro = package["targets"]
        .as_array()?
        .iter()
        .any(|target| target["kind"][0] == "proc-macro");
    if is_macro {
        component["scope"] = "excluded".into();
    }
    Some(component)
}

/// The checksum of each crate in `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            Some((
                (field(block, "name")?, field(block, "version")?),
                field(block, "checksum")?,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    #[test]
    fn the_bill_lists_the_crates_of_the_webassembly_module_only() {
        let folder = TempFolder::new();
        write(&folder.path().join(FILE)).expect("cargo metadata succeeds");
        let written = String::from_utf8(folder.read(FILE)).expect("it is UTF-8");

        let bill: Value = serde_json::from_str(&written).expect("JSON");
        let components = bill["components"].as_array().expect("a list");
        let find = |name: &str| {
            components
                .iter()
                .find(|component| component["name"] == name)
        };
        assert_eq!(bill["metadata"]["component"]["name"], "case-timeline");
        assert!(find("yew").is_some_and(|yew| yew["scope"].is_null()));
        assert_eq!(
            find("yew-macro").map(|found| &found["scope"]),
            Some(&json!("excluded"))
        );
        for absent in ["xtask", "proptest", "icu_plurals", "hyper"] {
            assert!(find(absent).is_none(), "{absent} is not in the module");
        }
        for component in components {
            assert!(
                component["hashes"][0]["content"]
                    .as_str()
                    .is_some_and(|sum| sum.len() == 64),
                "{component}"
            );
            assert!(
                component["licenses"][0]["expression"].is_string(),
                "{component}"
            );
        }
        assert!(
            !written.contains(&*root().to_string_lossy()),
            "it contains a path of this machine"
        );
    }
}
