//! The command line's help, in the reader's language.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::{args::Line, texts::Texts};

/// The command line of `paiwei-audit` with its help.
pub(crate) fn command(texts: &Texts) -> Command {
    localised(Line::command(), texts)
}

/// A program's command line with its help from the Fluent files: `help-verify` about a command,
/// `help-verify-receipts` about one of its options, `help-any-json` about one of all commands. clap's
/// own flags for help and version must be switched off.
#[must_use]
pub fn localised(command: Command, texts: &Texts) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    explained(command.arg(help).arg(version), texts, "help")
}

fn explained(command: Command, texts: &Texts, path: &str) -> Command {
    let name = |below: &Command| format!("{path}-{}", below.get_name());
    let template =
        format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}", texts.text("help-heading-usage"));
    command
        .about(texts.text(path))
        .help_template(template)
        .subcommand_help_heading(heading(texts, "help-heading-commands"))
        .mut_args(|arg| argument(arg, texts, path))
        .mut_subcommands(|below| {
            let path = name(&below);
            explained(below, texts, &path)
        })
}

fn argument(arg: Arg, texts: &Texts, path: &str) -> Arg {
    let own = format!("{path}-{}", arg.get_id());
    let id = if texts.has(&own) { own } else { format!("help-any-{}", arg.get_id()) };
    let above = if arg.is_positional() { "help-heading-files" } else { "help-heading-options" };
    arg.help(texts.text(&id)).help_heading(heading(texts, above))
}

/// Headings must live as long as the program: that long they are kept, once a run.
fn heading(texts: &Texts, id: &str) -> &'static str {
    texts.text(id).leak()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    /// Ids of a command and all below, with their arguments.
    fn missing(command: &Command, texts: &Texts, path: &str) -> Vec<String> {
        let lacks = |id: &str| {
            let any = format!("help-any-{id}");
            !texts.has(&any) && !texts.has(&format!("{path}-{id}"))
        };
        let args = command.get_arguments().map(|arg| arg.get_id().as_str());
        let mut found: Vec<String> =
            args.filter(|id| lacks(id)).map(|id| format!("{path}-{id}")).collect();
        if !texts.has(path) {
            found.push(path.to_owned());
        }
        for below in command.get_subcommands() {
            found.extend(missing(below, texts, &format!("{path}-{}", below.get_name())));
        }
        found
    }

    #[test]
    fn every_command_and_option_is_explained() {
        for language in [Language::Zh, Language::En] {
            let texts = Texts::new(language);
            command(&texts).debug_assert();
            assert_eq!(missing(&command(&texts), &texts, "help"), Vec::<String>::new());
        }
    }
}
