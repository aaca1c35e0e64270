//! The office's pages. Whoever isn't signed in is sent to sign in, and comes back.

mod accounts;
mod console;
mod counter;
mod find;
mod import;
mod objections;
mod outputs;
mod own_account;
mod person;
mod proposal;
mod review;
mod round;
pub(crate) mod rules;
mod sign_in;
mod steps;
mod trail;

use std::borrow::Borrow;

#[cfg(test)]
pub(crate) use self::{
    accounts::AccountsPage,
    console::{ConsolePage, ProposalLine, RoundCard},
    counter::{AtCounter, CounterPage, Typed as CounterTyped},
    find::Sought,
    import::{CheckPage, ColumnsPage, DonePage, Line, UploadPage, ValuesPage},
    objections::{ObjectionsPage, Typed as ReplyTyped},
    outputs::{Notice, NoticesIndex, NoticesPage, OutputsPage, Reached, Sheet, SheetPage},
    own_account::{OwnAccountPage, Shown},
    person::PersonShown,
    proposal::{Decision, Handed, ProposalPage},
    review::{Asked, Form, Frame, HistoryLine, QueueLine, ReviewItem, ReviewQueue, Tab},
    round::OfficeRound,
    sign_in::SignInPage,
    steps::{BeaconDue, Offer, StepsPage, Typed, Wrong as ConsoleWrong},
    trail::{ACTS, TrailPage},
};
pub(in crate::http) use self::{
    accounts::{add as account_add, change as account_change, list as accounts_list},
    console::console as office_console,
    counter::{
        act as counter_act, application as counter_application, counter, look as counter_look,
    },
    import::{
        codes_xlsx, handouts_zip, import_check, import_columns, import_columns_send, import_do,
        import_done, import_forget, import_form, import_report_csv, import_report_xlsx,
        import_send, import_values, import_values_send,
    },
    objections::{list as objections_list, reply as objections_reply},
    outputs::{
        ledger as ledger_xlsx, notices, notices_of, outputs as outputs_page,
        posting as posting_xlsx, seats as seats_xlsx, sheet, waiting as waiting_xlsx,
    },
    own_account::{
        confirm as own_account_confirm, enrol as own_account_enrol,
        password as own_account_password, show as own_account,
    },
    proposal::{decide, preview, rules_file, show as proposal},
    review::{
        decide as review_decide, item as review_item, look as review_look, many as review_many,
        queue as review_queue, rest as review_rest,
    },
    round::round as office_round,
    rules::{
        ask as rules_ask_delete, begin as rules_begin, delete as rules_delete, json as rules_json,
        list as rules_list, preview as rules_preview, save as rules_save, show as rules_show,
        upload as rules_upload, workbook as rules_workbook,
    },
    sign_in::{form as sign_in_form, send as sign_in_send, sign_out},
    steps::{draw, hand_in, propose, steps},
    trail::trail as trail_page,
};
use crate::{
    http::{
        App, Problem,
        access::{Duty, Staff},
    },
    rounds::Task,
    staff::{Role, Roles},
};

/// The address of the office's first page.
pub(crate) const HOME: &str = "/office";

/// Where its people sign in.
pub(crate) const SIGN_IN: &str = "/office/sign-in";

/// What the frame of an office's page shows: who is signed in, and how many steps wait.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// The account.
    pub(crate) name: String,
    /// Its roles.
    pub(crate) roles: Roles,
    /// Proposed steps that wait for a second person.
    pub(crate) waiting: usize,
}

impl Desk {
    /// The frame for somebody.
    ///
    /// # Errors
    ///
    /// A [`Problem`] of the database.
    pub(crate) async fn of<D: Duty>(app: &App, staff: &Staff<D>) -> Result<Self, Problem> {
        let waiting = app.staff().waiting().await?.len();
        let account = &staff.signed.account;
        Ok(Self { name: account.name.clone(), roles: account.roles.clone(), waiting })
    }

    /// Whether it is an operator.
    pub(crate) fn operates(&self) -> bool {
        self.roles.has(Role::Operator)
    }

    /// Whether it is a reviewer.
    pub(crate) fn reviews(&self) -> bool {
        self.roles.has(Role::Reviewer)
    }

    /// Whether it is a supervisor.
    pub(crate) fn supervises(&self) -> bool {
        self.roles.has(Role::Supervisor)
    }

    /// Whether it may propose and decide on steps.
    pub(crate) fn steps(&self) -> bool {
        self.operates() || self.supervises()
    }

    /// Whether a task is for it to do.
    pub(crate) fn does(&self, task: impl Borrow<Task>) -> bool {
        match task.borrow() {
            Task::Import => self.operates(),
            Task::Review => self.reviews(),
            _ => self.steps(),
        }
    }
}
