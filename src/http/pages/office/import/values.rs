//! The third step: what texts of the spreadsheet mean.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::rules::Rules;

use super::{InUpload, gone, open, to_columns};
use crate::{
    documents::{DocumentKind, Sex},
    http::{
        App, InForm, InPath, Problem,
        access::{Operator, Staff},
        off_thread,
        pages::{Page, Shell, assets::Asset, office::Desk},
    },
    import::{self, Means, Unclear},
    rounds,
};

/// Says that a text means no category.
const NOTHING: &str = "-";

/// The form of what texts mean.
#[derive(Template)]
#[template(path = "office/import-values.html")]
pub(crate) struct ValuesPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) upload: String,
    pub(crate) groups: Vec<Unclear>,
}

impl ValuesPage {
    /// What a group is about, in the reader's language.
    pub(crate) fn title(&self, group: &Unclear) -> String {
        self.shell.t(match group.means {
            Means::DocumentType => "field-document-type",
            Means::Sex => "import-field-sex",
            Means::Claim(_) => "import-claims",
            Means::Program => "import-programs",
        })
    }

    /// What texts of a group may mean: words for the form, and names.
    pub(crate) fn meanings(&self, group: &Unclear) -> Vec<(String, String)> {
        let shell = &self.shell;
        match group.means {
            Means::DocumentType => DocumentKind::ALL
                .map(|kind| (kind.id().to_owned(), shell.t(format!("document-{}", kind.id()))))
                .into(),
            Means::Sex => [Sex::Male, Sex::Female]
                .map(|sex| (sex.id().to_owned(), shell.t(format!("sex-{}", sex.id()))))
                .into(),
            Means::Claim(_) => {
                let of = |it: &paiwei_protocol::rules::Category| {
                    (it.id.clone(), format!("{} ({})", shell.title(&it.titles), it.id))
                };
                let nothing = (NOTHING.to_owned(), shell.t("import-no-category"));
                std::iter::once(nothing).chain(self.rules.categories.iter().map(of)).collect()
            }
            Means::Program => {
                let of = |it: &paiwei_protocol::rules::Program| {
                    (it.id.clone(), format!("{} ({})", shell.title(&it.titles), it.id))
                };
                self.rules.programs.iter().map(of).collect()
            }
        }
    }

    /// The name of a text's field.
    pub(crate) fn field(&self, group: &Unclear, text: impl AsRef<str>) -> String {
        format!("{}|{}", word(&group.means), text.as_ref())
    }

    /// Whether a text means this, as far as is known.
    pub(crate) fn is(&self, meaning: &Option<String>, value: impl AsRef<str>) -> bool {
        match meaning.as_deref() {
            Some("") => value.as_ref() == NOTHING,
            Some(meaning) => meaning == value.as_ref(),
            None => false,
        }
    }
}

fn word(means: &Means) -> String {
    match means {
        Means::DocumentType => "type".to_owned(),
        Means::Sex => "sex".to_owned(),
        Means::Claim(at) => format!("claim-{at}"),
        Means::Program => "program".to_owned(),
    }
}

fn parsed(word: &str) -> Option<Means> {
    match word {
        "type" => Some(Means::DocumentType),
        "sex" => Some(Means::Sex),
        "program" => Some(Means::Program),
        _ => word.strip_prefix("claim-")?.parse().ok().map(Means::Claim),
    }
}

/// The form.
pub(crate) async fn values(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(at): InPath<InUpload>,
) -> Result<Response, Problem> {
    let Some(opened) = open(&app, &at).await? else { return Ok(gone(&at)) };
    let Some(mapping) = opened.upload.mapping.clone() else {
        return Ok(to_columns(&at));
    };
    let Ok(table) = opened.table(mapping.sheet.clone()).await? else {
        return Ok(to_columns(&at));
    };
    let rules = opened.rules.clone();
    let found = off_thread(move || import::unclear(&table, &mapping, &rules)).await?;
    let Ok(groups) = found else { return Ok(to_columns(&at)) };
    let desk = Desk::of(&app, &staff).await?;
    let (id, rules, upload) = (at.round, opened.rules, at.upload);
    Ok(Page(ValuesPage { shell, desk, id, rules, upload, groups }).into_response())
}

/// Takes the form.
pub(crate) async fn send(
    _: Staff<Operator>,
    State(app): State<App>,
    InPath(at): InPath<InUpload>,
    InForm(filled): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let Some(upload) = rounds::upload(app.office(), &at.round, &at.upload).await? else {
        return Ok(gone(&at));
    };
    let Some(mut mapping) = upload.mapping else {
        return Ok(to_columns(&at));
    };
    for (name, meaning) in filled {
        let Some((word, text)) = name.split_once('|') else { continue };
        let Some(means) = parsed(word) else { continue };
        let meaning = match meaning.as_str() {
            "" => None,
            NOTHING => Some(String::new()),
            _ => Some(meaning),
        };
        mapping.explain(&means, text, meaning);
    }
    rounds::set_mapping(app.office(), &at.round, &at.upload, &mapping).await?;
    Ok(Redirect::to(&at.at("check")).into_response())
}
