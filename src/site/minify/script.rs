//! Minifies scripts if the feature `minify` is on: removes comments and shortens names. `frame.js` and `embed.js` have
//! a size budget, which they exceed if they are not minified. Without the feature, scripts are not changed.

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

/// Minifies a script or module.
///
/// # Errors
/// Returns the first diagnostic of the parser, with its location, if the script cannot be parsed.
#[cfg(feature = "minify")]
pub fn minify(script: &str) -> Result<String, String> {
    let memory = Allocator::default();
    // Modules, such as the JavaScript glue of the app, are recognized by their imports and exports.
    let kind = SourceType::unambiguous();
    let parsed = Parser::new(&memory, script, kind).parse();
    if let Some(diagnostic) = parsed.diagnostics.first() {
        return Err(format!(
            "{:?}",
            diagnostic.clone().with_source_code(script.to_owned())
        ));
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&memory, &mut program);
    Ok(Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program)
        .code)
}

/// Returns the script unchanged, because the feature `minify` is off.
///
/// # Errors
/// Never fails.
#[cfg(not(feature = "minify"))]
pub fn minify(script: &str) -> Result<String, String> {
    Ok(script.to_owned())
}
