//! The command line's help, in the reader's language.

use std::collections::BTreeSet;

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

/// Ids of all texts that explain a command line.
#[must_use]
pub fn ids(command: &Command, texts: &Texts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(command, texts, "help", &mut found);
    let headings = ["usage", "commands", "files", "options"];
    found.extend(headings.map(|heading| format!("help-heading-{heading}")));
    found
}

fn gather(command: &Command, texts: &Texts, path: &str, found: &mut BTreeSet<String>) {
    found.insert(path.to_owned());
    found.extend(command.get_arguments().map(|arg| id_of(arg, texts, path)));
    for below in command.get_subcommands() {
        gather(below, texts, &format!("{path}-{}", below.get_name()), found);
    }
}

/// A text of an argument's own, or one that many commands share.
fn id_of(arg: &Arg, texts: &Texts, path: &str) -> String {
    let own = format!("{path}-{}", arg.get_id());
    if texts.has(&own) { own } else { format!("help-any-{}", arg.get_id()) }
}

fn argument(arg: Arg, texts: &Texts, path: &str) -> Arg {
    let id = id_of(&arg, texts, path);
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

    #[test]
    fn every_command_and_option_is_explained() {
        for language in [Language::Zh, Language::En] {
            let texts = Texts::new(language);
            command(&texts).debug_assert();
            let ids = ids(&command(&texts), &texts);
            let missing: Vec<_> = ids.iter().filter(|id| !texts.has(id)).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
