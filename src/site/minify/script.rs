//! Scripts as they are published: without comments and long names, where the feature `minify` is on.
//! `frame.js` and `embed.js` have a budget of bytes that readable scripts would not hold. Without the feature
//! they stay as they are written.

#[cfg(feature = "minify")]
use oxc::allocator::Allocator;
#[cfg(feature = "minify")]
use oxc::codegen::{Codegen, CodegenOptions};
#[cfg(feature = "minify")]
use oxc::minifier::{Minifier, MinifierOptions};
#[cfg(feature = "minify")]
use oxc::parser::Parser;
#[cfg(feature = "minify")]
use oxc::span::SourceType;

/// A script or module, small; it does the same.
///
/// # Errors
/// What cannot be read, and where, as the parser says it.
#[cfg(feature = "minify")]
pub fn minify(script: &str) -> Result<String, String> {
    let memory = Allocator::default();
    // A module is known by what it imports and exports, as the glue is.
    let kind = SourceType::unambiguous();
    let parsed = Parser::new(&memory, script, kind).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        return Err(format!(
            "{:?}",
            fault.clone().with_source_code(script.to_owned())
        ));
    }
    let mut program = parsed.program;
    let small = Minifier::new(MinifierOptions::default()).minify(&memory, &mut program);
    Ok(Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(small.scoping)
        .with_private_member_mappings(small.class_private_mappings)
        .build(&program)
        .code)
}

/// The script as it is written: the feature `minify` is off.
///
/// # Errors
/// None.
#[cfg(not(feature = "minify"))]
pub fn minify(script: &str) -> Result<String, String> {
    Ok(script.to_owned())
}
