//! Every address of the service.

use axum::{Router, extract::DefaultBodyLimit, http::Method, middleware::from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    App, admission, api, envelope, guarded::guarded, limits::Class, map::Map, pages, pages::office,
};

/// The service's router. Its OpenAPI document is at `/api/v1/openapi.json`.
pub fn router(app: &App) -> Router {
    let map =
        outputs(reviewing(imports(office_pages(pages(staff(families(public(Map::new(app)))))))));
    finished(map, app)
}

/// The router of a map, within what every request passes.
pub(super) fn finished(map: Map, app: &App) -> Router {
    let (router, document) = map.done();
    let document = app.document().get_or_init(|| document.to_json().unwrap_or_default());
    tracing::debug!(bytes = document.len(), "described the interface");
    router
        .fallback(admission::nowhere)
        .method_not_allowed_fallback(admission::other_method)
        // Bodies were read and measured by `admission`.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(envelope::panicked))
        .layer(from_fn_with_state(app.clone(), envelope::envelope))
        .with_state(app.clone())
}

/// The pages for browsers.
fn pages(map: Map) -> Map {
    map.page(&Method::GET, "/", pages::home)
        .page(&Method::GET, "/help", pages::help)
        .page(&Method::GET, "/language", pages::change_language)
        .page(&Method::GET, "/static/{hash}/{name}", pages::asset)
        .page(&Method::GET, "/rounds/{round}", pages::round)
        .page(&Method::GET, "/rounds/{round}/programs", pages::programs)
        .page(&Method::GET, "/rounds/{round}/journal", pages::journal)
        .page(&Method::GET, "/rounds/{round}/cutoffs", pages::cutoffs)
        .page(&Method::GET, "/rounds/{round}/waiting", pages::waiting)
        .page(&Method::GET, "/rounds/{round}/ledger", pages::ledger)
        .page(&Method::GET, "/rounds/{round}/results", pages::ask_result)
        .page(&Method::GET, "/rounds/{round}/results/{code}", pages::of_code)
        .page(&Method::GET, "/rounds/{round}/screen", pages::screen)
        .page(&Method::GET, "/rounds/{round}/events", pages::events)
        .page(&Method::GET, "/rounds/{round}/apply", pages::apply_form)
        .page(&Method::POST, "/rounds/{round}/apply", pages::apply_send)
        .page(&Method::GET, "/rounds/{round}/change", pages::change_form)
        .page(&Method::POST, "/rounds/{round}/change", pages::change_send)
        .page(&Method::GET, "/rounds/{round}/find", pages::find_ask)
        .page_as(Class::SignIn, &Method::POST, "/rounds/{round}/find", pages::find_look)
        .page_as(Class::Document, &Method::POST, "/rounds/{round}/documents", pages::send_document)
        .page(&Method::GET, "/rounds/{round}/own", pages::own_ask)
        .page(&Method::POST, "/rounds/{round}/own", pages::own_act)
}

/// The office's pages.
fn office_pages(map: Map) -> Map {
    map.page(&Method::GET, "/office", office::office_console)
        .page(&Method::GET, "/office/sign-in", office::sign_in_form)
        .page_as(Class::SignIn, &Method::POST, "/office/sign-in", office::sign_in_send)
        .page(&Method::POST, "/office/sign-out", office::sign_out)
        .page(&Method::GET, "/office/account", office::own_account)
        .page_as(
            Class::SignIn,
            &Method::POST,
            "/office/account/password",
            office::own_account_password,
        )
        .page_as(
            Class::SignIn,
            &Method::POST,
            "/office/account/second-factor",
            office::own_account_enrol,
        )
        .page_as(
            Class::SignIn,
            &Method::POST,
            "/office/account/second-factor/on",
            office::own_account_confirm,
        )
        .page(&Method::GET, "/office/accounts", office::accounts_list)
        .page(&Method::POST, "/office/accounts", office::account_add)
        .page(&Method::POST, "/office/accounts/{name}", office::account_change)
        .page(&Method::GET, "/office/trail", office::trail_page)
        .page(&Method::GET, "/office/rules", office::rules_list)
        .page(&Method::POST, "/office/rules", office::rules_begin)
        .page_as(Class::Upload, &Method::POST, "/office/rules/upload", office::rules_upload)
        .page(&Method::GET, "/office/rules/{draft}", office::rules_show)
        .page(&Method::POST, "/office/rules/{draft}", office::rules_save)
        .page(&Method::GET, "/office/rules/{draft}/delete", office::rules_ask_delete)
        .page(&Method::POST, "/office/rules/{draft}/delete", office::rules_delete)
        .page(&Method::POST, "/office/rules/{draft}/preview", office::rules_preview)
        .page(&Method::GET, "/office/rules/{draft}/rules.json", office::rules_json)
        .page(&Method::GET, "/office/rules/{draft}/rules.xlsx", office::rules_workbook)
        .page(&Method::GET, "/office/rounds/{round}", office::office_round)
        .page(&Method::GET, "/office/rounds/{round}/documents/{id}", pages::open_document)
        .page(&Method::GET, "/office/rounds/{round}/steps", office::steps)
        .page(&Method::POST, "/office/rounds/{round}/steps", office::propose)
        .page_as(Class::Step, &Method::POST, "/office/rounds/{round}/notes", office::hand_in)
        .page_as(Class::Step, &Method::POST, "/office/rounds/{round}/draw", office::draw)
        .page(&Method::GET, "/office/proposals/{id}", office::proposal)
        .page_as(Class::Step, &Method::POST, "/office/proposals/{id}", office::decide)
        .page(&Method::GET, "/office/proposals/{id}/preview", office::preview)
        .page(&Method::GET, "/office/proposals/{id}/rules.json", office::rules_file)
}

/// The office's pages of imports.
fn imports(map: Map) -> Map {
    let (get, post) = (Method::GET, Method::POST);
    map.page(&get, "/office/rounds/{round}/import", office::import_form)
        .page_as(Class::Upload, &post, "/office/rounds/{round}/import", office::import_send)
        .page_as(
            Class::Upload,
            &get,
            "/office/rounds/{round}/import/{upload}/columns",
            office::import_columns,
        )
        .page_as(
            Class::Upload,
            &post,
            "/office/rounds/{round}/import/{upload}/columns",
            office::import_columns_send,
        )
        .page_as(
            Class::Upload,
            &get,
            "/office/rounds/{round}/import/{upload}/values",
            office::import_values,
        )
        .page_as(
            Class::Upload,
            &post,
            "/office/rounds/{round}/import/{upload}/values",
            office::import_values_send,
        )
        .page_as(
            Class::Upload,
            &get,
            "/office/rounds/{round}/import/{upload}/check",
            office::import_check,
        )
        .page_as(
            Class::Upload,
            &post,
            "/office/rounds/{round}/import/{upload}/check",
            office::import_do,
        )
        .page(&get, "/office/rounds/{round}/import/{upload}/done", office::import_done)
        .page(&post, "/office/rounds/{round}/import/{upload}/forget", office::import_forget)
        .page_as(
            Class::Upload,
            &get,
            "/office/rounds/{round}/import/{upload}/check.xlsx",
            office::import_report_xlsx,
        )
        .page_as(
            Class::Upload,
            &get,
            "/office/rounds/{round}/import/{upload}/check.csv",
            office::import_report_csv,
        )
        .page(&get, "/office/rounds/{round}/codes.xlsx", office::codes_xlsx)
        .page_as(Class::Upload, &get, "/office/rounds/{round}/handouts.zip", office::handouts_zip)
}

/// The reviewers' pages.
fn reviewing(map: Map) -> Map {
    let (get, post) = (Method::GET, Method::POST);
    map.page(&get, "/office/rounds/{round}/review", office::review_queue)
        .page(&post, "/office/rounds/{round}/review", office::review_look)
        .page(&post, "/office/rounds/{round}/review/many", office::review_many)
        .page_as(Class::Step, &post, "/office/rounds/{round}/review/rest", office::review_rest)
        .page(&get, "/office/rounds/{round}/review/{code}", office::review_item)
        .page(&post, "/office/rounds/{round}/review/{code}", office::review_decide)
        .page(&get, "/office/rounds/{round}/objections", office::objections_list)
        .page(&post, "/office/rounds/{round}/objections", office::objections_reply)
        .page(&get, "/office/rounds/{round}/counter", office::counter)
        .page(&post, "/office/rounds/{round}/counter", office::counter_look)
        .page(&get, "/office/rounds/{round}/counter/{code}", office::counter_application)
        .page(&post, "/office/rounds/{round}/counter/{code}", office::counter_act)
}

/// The office's pages of what comes out of a round.
fn outputs(map: Map) -> Map {
    let get = Method::GET;
    map.page(&get, "/office/rounds/{round}/outputs", office::outputs_page)
        .page(&get, "/office/rounds/{round}/seats.xlsx", office::seats_xlsx)
        .page(&get, "/office/rounds/{round}/ledger.xlsx", office::ledger_xlsx)
        .page(&get, "/office/rounds/{round}/waiting-lists.xlsx", office::waiting_xlsx)
        .page(&get, "/office/rounds/{round}/posting-list.xlsx", office::posting_xlsx)
        .page(&get, "/office/rounds/{round}/notices", office::notices)
        .page(&get, "/office/rounds/{round}/notices/{program}", office::notices_of)
        .page(&get, "/office/rounds/{round}/sheets/{sheet}", office::sheet)
}

/// What anybody may ask for.
fn public(map: Map) -> Map {
    map.with(guarded!(api::rounds::list))
        .with(guarded!(api::rounds::one))
        .with(guarded!(api::verify::page).ranged())
        .with(guarded!(api::families::result::by_code))
        .with(guarded!(api::families::proof::by_code))
        .with(guarded!(api::published::file).ranged())
        .with(guarded!(api::journal::checkpoint).ranged())
        .with(guarded!(api::journal::entry).ranged())
        .with(guarded!(api::journal::tile).ranged())
        .with(guarded!(api::health::healthz))
        .with(guarded!(api::health::readyz))
        .with(guarded!(api::document::openapi))
        .with(guarded!(api::document::docs))
        .with(guarded!(api::document::docs_file))
        .with(guarded!(api::problems::page))
}

/// What families ask for.
fn families(map: Map) -> Map {
    map.with(guarded!(api::families::codes::reserve).repeatable())
        .with(guarded!(api::families::apply::submit).repeatable())
        .with(guarded!(api::families::by_hand::apply).repeatable())
        .with(guarded!(api::families::by_hand::change))
        .with(guarded!(api::families::own::own))
        .with(guarded!(api::families::picture::newest))
        .with(guarded!(api::families::documents::add).document())
        .with(guarded!(api::families::documents::remove).repeatable())
        .with(guarded!(api::families::object::object).repeatable())
        .with(guarded!(api::families::answer::answer).repeatable())
        .with(guarded!(api::families::answer::by_hand).repeatable())
}

/// What the office's people ask for.
fn staff(map: Map) -> Map {
    map.with(guarded!(api::staff::sessions::sign_in).sign_in())
        .with(guarded!(api::staff::sessions::sign_out).repeatable())
        .with(guarded!(api::staff::own::account))
        .with(guarded!(api::staff::own::password).guessable())
        .with(guarded!(api::staff::own::enrol).sign_in())
        .with(guarded!(api::staff::own::confirm).guessable())
        .with(guarded!(api::staff::accounts::list))
        .with(guarded!(api::staff::accounts::add).guessable())
        .with(guarded!(api::staff::accounts::change).guessable())
        .with(guarded!(api::staff::accounts::trail))
        .with(guarded!(api::staff::accounts::export))
        .with(guarded!(api::staff::proposals::waiting))
        .with(guarded!(api::staff::proposals::propose))
        .with(guarded!(api::staff::proposals::one))
        .with(guarded!(api::staff::proposals::decide).step())
        .with(guarded!(api::staff::proposals::withdraw))
        .with(guarded!(api::staff::rounds::console))
        .with(guarded!(api::staff::rounds::confirm).step())
        .with(guarded!(api::staff::rounds::cosign).step())
        .with(guarded!(api::staff::rounds::draw).step())
        .with(guarded!(api::staff::imports::import).upload())
        .with(guarded!(api::staff::review::queue))
        .with(guarded!(api::staff::review::person))
        .with(guarded!(api::staff::review::decide))
        .with(guarded!(api::staff::review::accept_rest).step())
        .with(guarded!(api::staff::objections::list))
        .with(guarded!(api::staff::objections::reply))
        .with(guarded!(api::staff::outputs::stick))
        .with(guarded!(api::staff::outputs::admitted))
}
