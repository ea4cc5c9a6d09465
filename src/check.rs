//! stub
use std::path::Path;
use crate::case::Case;
use crate::text::{Text,Ui};
/// lib
pub struct Library { /// c
pub case: Case, /// l
pub languages: Vec<(Text,Ui)> }
/// load
pub fn load(dir:&Path)->Result<Library,Vec<String>>{
 let r=|n:&str| std::fs::read_to_string(dir.join(n)).unwrap();
 let case:Case=serde_json::from_str(&r("case.json")).map_err(|e|vec![format!("case {e}")])?;
 let t:Text=serde_json::from_str(&r("text.en.json")).map_err(|e|vec![format!("text {e}")])?;
 let u:Ui=serde_json::from_str(&r("ui.en.json")).map_err(|e|vec![format!("ui {e}")])?;
 Ok(Library{case,languages:vec![(t,u)]})
}
