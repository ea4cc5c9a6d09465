//! Scripts as they are published: without comments and long names. `frame.js` and `embed.js` have a
//! budget of bytes that readable scripts would not hold.

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

/// A script or module, small; it does the same.
///
/// # Errors
/// What cannot be read, and where, as the parser says it.
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
