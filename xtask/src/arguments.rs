//! The command line: the options and operands that a command accepts, and those that were passed.
//!
//! Each command declares its options and operands in a [`Usage`]; [`Usage::parse`] rejects whatever it does
//! not declare, by name. The help text is made from the same declaration.

use std::ffi::OsString;
use std::fmt::Write;
use std::str::FromStr;

use lexopt::Arg;

/// The similarity from which a known word is suggested for an unknown one (Jaro-Winkler, 0 to 1).
const SIMILAR: f64 = 0.75;

/// A command line that cannot be carried out. Ends the process with code 2.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UsageError(pub(crate) String);

impl From<lexopt::Error> for UsageError {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

/// An option of a command.
pub(crate) struct Opt {
    /// With its hyphens: `--port`.
    pub(crate) name: &'static str,
    /// The name of its value in the help text; `None` for a switch.
    pub(crate) value: Option<&'static str>,
    /// What it is for.
    pub(crate) help: &'static str,
}

/// A switch.
pub(crate) const fn switch(name: &'static str, help: &'static str) -> Opt {
    let value = None;
    Opt { name, value, help }
}

/// An option with a value.
pub(crate) const fn option(name: &'static str, value: &'static str, help: &'static str) -> Opt {
    let value = Some(value);
    Opt { name, value, help }
}

/// What a command accepts.
pub(crate) struct Usage {
    pub(crate) command: &'static str,
    /// What the command does, in one line.
    pub(crate) about: &'static str,
    /// The names of required operands.
    pub(crate) required: &'static [&'static str],
    /// The names of optional operands, which follow the required ones.
    pub(crate) optional: &'static [&'static str],
    pub(crate) options: &'static [Opt],
}

/// The parsed options and operands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    options: Vec<(&'static str, String)>,
    operands: Vec<String>,
}

impl Usage {
    /// Parses the arguments of the command; `None` if they request its help.
    ///
    /// # Errors
    /// An unknown option, a missing or surplus value or operand, a repeated option.
    pub(crate) fn parse(
        &self,
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Option<Arguments>, UsageError> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut found = Arguments::default();
        let mut unknown = None;
        while let Some(argument) = parser.next()? {
            let name = match argument {
                Arg::Value(operand) => {
                    found.operands.push(text(operand)?);
                    continue;
                }
                Arg::Long("help") | Arg::Short('h') => return Ok(None),
                Arg::Long(name) => format!("--{name}"),
                Arg::Short(letter) => format!("-{letter}"),
            };
            let Some(option) = self.options.iter().find(|option| option.name == name) else {
                // The error is reported later, because `--help` may follow.
                parser.optional_value();
                unknown.get_or_insert(name);
                continue;
            };
            if found.options.iter().any(|(known, _)| *known == option.name) {
                return Err(self.error(format!("{name} is given twice")));
            }
            let value = match option.value {
                Some(value) => match parser.value() {
                    Ok(value) => text(value)?,
                    Err(_) => {
                        return Err(self.error(format!("{name} needs a value: {name} {value}")));
                    }
                },
                None if parser.optional_value().is_some() => {
                    return Err(self.error(format!("{name} takes no value")));
                }
                None => String::new(),
            };
            found.options.push((option.name, value));
        }
        if let Some(name) = unknown {
            let names = self.options.iter().map(|option| option.name);
            return Err(self.error(format!(
                "unknown option {name}{}",
                did_you_mean(&name, names)
            )));
        }
        if let Some(missing) = self.required.get(found.operands.len()) {
            return Err(self.error(format!("{missing} is missing")));
        }
        if let Some(surplus) = found
            .operands
            .get(self.required.len() + self.optional.len())
        {
            return Err(self.error(format!("unexpected \"{surplus}\"")));
        }
        Ok(Some(found))
    }

    fn error(&self, message: String) -> UsageError {
        let command = self.command;
        UsageError(format!(
            "{command}: {message} (see cargo xtask {command} --help)"
        ))
    }

    /// An error about the value of an option: what it must be.
    pub(crate) fn value_error(&self, name: &str, value: &str, expected: &str) -> UsageError {
        self.error(format!("{name} {value}: {expected}"))
    }

    /// An error about an operand: what it must be.
    pub(crate) fn operand_error(&self, value: &str, expected: &str) -> UsageError {
        self.error(format!("unexpected \"{value}\"; {expected}"))
    }

    /// The command with its operands, as the help text shows it.
    pub(crate) fn line(&self) -> String {
        let required = self.required.iter().map(|name| (*name).to_owned());
        let optional = self.optional.iter().map(|name| format!("[{name}]"));
        let options = (!self.options.is_empty()).then(|| "[OPTIONS]".to_owned());
        let parts = std::iter::once(self.command.to_owned());
        let parts = parts.chain(required).chain(optional).chain(options);
        parts.collect::<Vec<_>>().join(" ")
    }

    /// The help text of the command.
    pub(crate) fn help(&self) -> String {
        let mut help = format!("cargo xtask {}\n\n{}\n", self.line(), self.about);
        let name = |option: &Opt| {
            let value = option
                .value
                .map_or_else(String::new, |value| format!(" {value}"));
            format!("{}{value}", option.name)
        };
        let width = self.options.iter().map(|option| name(option).len()).max();
        if let Some(width) = width {
            help += "\nOptions:\n";
            for option in self.options {
                // Writing into memory cannot fail.
                let _ = writeln!(help, "  {:width$}  {}", name(option), option.help);
            }
        }
        help
    }
}

impl Arguments {
    /// Whether a switch was passed.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(known, _)| *known == name)
    }

    /// The value of an option.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of an option as another type; `expected` says what it must be.
    ///
    /// # Errors
    /// The value cannot be parsed as that type.
    pub(crate) fn parsed<T: FromStr>(
        &self,
        usage: &Usage,
        name: &str,
        expected: &str,
    ) -> Result<Option<T>, UsageError> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let parsed = value.parse().map(Some);
        parsed.map_err(|_| usage.value_error(name, value, expected))
    }

    /// An operand, counted from 0.
    pub(crate) fn operand(&self, index: usize) -> Option<&str> {
        self.operands.get(index).map(String::as_str)
    }

    /// The options that were passed, as they are written on a command line.
    pub(crate) fn options(&self) -> impl Iterator<Item = &str> {
        self.options.iter().flat_map(|(name, value)| {
            std::iter::once(*name).chain(Some(value.as_str()).filter(|value| !value.is_empty()))
        })
    }
}

/// The nearest of the known words, as the end of an error message; empty where none is similar.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    known
        .map(|name| (strsim::jaro_winkler(word, name), name))
        .filter(|(similarity, _)| *similarity >= SIMILAR)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map_or_else(String::new, |(_, name)| format!("; did you mean {name}?"))
}

fn text(argument: OsString) -> Result<String, UsageError> {
    argument
        .into_string()
        .map_err(|argument| UsageError(format!("{}: not UTF-8", argument.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USAGE: Usage = Usage {
        command: "serve",
        about: "Serves.",
        required: &["OLD"],
        optional: &["NEW"],
        options: &[
            option("--port", "N", "the port"),
            switch("--watch", "rebuild"),
        ],
    };

    fn parse(arguments: &[&str]) -> Result<Option<Arguments>, String> {
        let arguments = arguments.iter().map(OsString::from);
        USAGE
            .parse(arguments)
            .map_err(|UsageError(message)| message)
    }

    #[test]
    fn declared_options_and_operands_are_accepted() {
        let found = parse(&["a", "--port=80", "--watch", "b"]).expect("acceptable");
        let found = found.expect("no help is requested");

        assert_eq!(
            found.parsed::<u16>(&USAGE, "--port", "a port"),
            Ok(Some(80))
        );
        assert!(found.has("--watch"));
        assert_eq!([found.operand(0), found.operand(1)], [Some("a"), Some("b")]);
    }

    #[test]
    fn everything_else_is_rejected_by_name() {
        for (arguments, message) in [
            (
                &["a", "--prot", "80"][..],
                "serve: unknown option --prot; did you mean --port?",
            ),
            (&["a", "-x"], "serve: unknown option -x"),
            (&["a", "--port"], "serve: --port needs a value: --port N"),
            (&["a", "--watch=yes"], "serve: --watch takes no value"),
            (
                &["a", "--watch", "--watch"],
                "serve: --watch is given twice",
            ),
            (&["a", "b", "c"], "serve: unexpected \"c\""),
            (&[], "serve: OLD is missing"),
        ] {
            let found = parse(arguments).expect_err("rejected");
            assert_eq!(found, format!("{message} (see cargo xtask serve --help)"));
        }
        let found = parse(&["a", "--port", "many"])
            .expect("a value")
            .expect("no help");
        let UsageError(message) = found
            .parsed::<u16>(&USAGE, "--port", "not a port")
            .expect_err("rejected");
        assert!(
            message.starts_with("serve: --port many: not a port"),
            "{message}"
        );
    }

    #[test]
    fn help_can_be_requested_beside_anything_else() {
        assert_eq!(parse(&["--help"]), Ok(None));
        assert_eq!(parse(&["--unknown", "--help"]), Ok(None));
        assert!(USAGE.help().contains("--port N  the port"));
        assert_eq!(USAGE.line(), "serve OLD [NEW] [OPTIONS]");
    }
}
