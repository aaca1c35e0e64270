//! The use cases: what an office does in a round, one file each.
//!
//! An [`Office`] is an open data folder: its database, its keys, its key file, its clock and its
//! entropy. Every use case is an `async` function of an office. Each writes its entry, the state
//! that the entry changes and the new signed checkpoint in one transaction, and returns when that is
//! durable. Run again with the same input it changes nothing and answers the same, with
//! [`Done::repeated`] set; with other input, or out of order, it is refused and says why.
//!
//! ```text
//! init(&Init { folder, origin, recovery }, clock, entropy)      -> Done<Opened>     the office, entry 0
//! Office::open(folder, clock, entropy)                          -> Office           after that, always
//!
//! announce(&office, rules)                                      -> Done<Appended>   rules.json
//! commit(&office, round)                                        -> Done<Appended>   the office's seed
//! commit_observer(&office, round, Given)                        -> Done<Appended>   a seed-commit note
//! open_intake(&office, round)                                   -> Done<Appended>
//! import(&office, round, &[Registration])                       -> Done<Imported>   all or none
//! import_trial(&office, round, &[Registration])                 -> ImportTrial      without a trace
//! keep_upload(&office, round, account, name, file)              -> KeptUpload       sealed, for hours
//! imported_families(&office, round, numbers)                    -> Vec<ImportedFamily>  codes, receipts
//! record_intake(&office, round)                                 -> Done<Option<Appended>>
//! record_due_intake(&office)                                    -> Vec<(round, Appended)>  hourly
//! withdraw(&office, round, code)                                -> Done<Vec<Received>>  on paper
//! close(&office, round)                                         -> Done<Appended>
//! applications(&office, round)                                  -> Vec<Application> without names
//! person(&office, round, code)                                  -> Person           one child's identity
//! review(&office, round, &[Decision], reason)                   -> Reviewed         reason: after posting
//! review_seen(&office, round, &[Seen], reason, by)              -> SeenReview       not over a colleague's
//! accept_rest(&office, round)                                   -> Reviewed         as claimed
//! accept_seen_rest(&office, round, which, seen, by)             -> RestReview       if as many wait as were seen
//! queue(&office, round, &filter, after, most)                   -> Page             the review queue
//! page_before, counts, queued, find                             beside it
//! rare_combinations(&office, round)                             -> Vec<Combination> to look at before posting
//! post(&office, round)                                          -> Done<Appended>
//! posting(&office, round)                                       -> Option<Posting>  and when objections end
//! corrections(&office, round)                                   -> Vec<Correction>  changed since the posting
//! posting_witnessed(&office, round, &[Given])                   -> Done<Appended>   cosigned checkpoints
//! freeze(&office, round)                                        -> Done<Appended>
//! freeze_witnessed(&office, round, &[Given])                    -> Done<Appended>
//! open_seed(&office, round)                                     -> Done<Appended>
//! open_observer_seed(&office, round, Given)                     -> Done<Appended>   a seed-open note
//! seed_missing(&office, round, holder)                          -> Done<Appended>
//! order(&office, round, window)                                 -> Done<Ordered>    window: seconds for witnesses
//! order_again(&office, round, window, &[Given])                 -> Done<Ordered>    not-cosigned notes
//! witness(&office, round, &[Given])                             -> Done<Appended>   order-witnessed
//! dice(&office, round, typed, typed_again)                      -> Done<Appended>   dice-thrown
//! dice_again(&office, round, typed, typed_again, why)           -> Done<Pending>    a vetoed throw
//! source_failed(&office, round, reason)                         -> Done<Pending>    before the fallback's dice
//! beacon(&office, round, signature, previous)                   -> Done<Appended>   drand, verified
//! pending(&office, round)                                       -> Option<Pending>  what waits for confirmations
//! confirm(&office, round, &[Given])                             -> Done<Confirmed>  confirm notes; appends at the quorum
//! draw(&office, round)                                          -> Done<Drawn>      derived; second check agrees
//! publish(&office, round, out)                                  -> Done<Published>  result-published, standing, the folder
//! cosigned(&office, &[Given])                                   -> Cosigned         cosignatures of any checkpoint
//! renew_standing(&office, round)                                -> Done<Appended>
//! published(&office, round), published_journal(&office)          -> Folder           in memory
//! edition(&office)                                              -> Edition          which of them
//! record(&office, round)                                        -> Record           entries, hashes, what observers signed
//! applicants(&office, round)                                    -> Option<Applicants> once the roll is posted
//! tables(&office, round), explained(&office, round, code)       -> the result in force, one child's
//! write_trust(&office, round, file)                             -> trust.txt        what verifiers pin
//! bundle(&office, round, out)                                   -> Done<Bundle>     the observers' memory stick
//! void(&office, round, reason, &[Given])                        -> Done<Appended>
//! annul(&office, round, reason)                                 -> Done<Pending>
//! roll_sheet(&office, round), posting_list(&office, round)      -> the roll for people, masked names
//! seat_book(&office, round), admitted(&office, round)           -> seats, waiting lists, who was admitted
//! rules(&office, round)                                         -> Rules
//! rounds(&office), status(&office, round)                       -> Status           done, next, what can't be undone
//! rotate(&office, role, recovery_key_file, lost)                -> Done<Rotated>
//! claim_answer(&office, scope, key, request)                    -> Claimed          idempotency
//! keep_answer, release_answer(&office, claim), sweep_answers(&office)
//! head(&office), entry_hash(&office, index)                      -> Head             the journal's tree
//! health(&office)                                               -> Health           can it work now
//! handover_request(folder, origin, entropy)                     -> bytes            on the ceremony machine
//! handover_export(&office, round, Given)                        -> Done<bytes>      the sealed round
//! handover_import(folder, Given, clock, entropy)                -> Done<Office>     on the ceremony machine
//! handback_export(&office)                                      -> Done<bytes>
//! handback_import(&office, Given)                               -> Done<Appended>
//! ```
//!
//! [`Given`] is a file that somebody handed in: its name for refusals, and its bytes.

mod admitted;
mod announce;
mod answer;
mod answers;
mod applications;
mod beacon;
mod bundle;
mod confirm;
mod derive;
mod desk;
mod dice;
mod enclosed;
mod end;
mod error;
mod explained;
mod families;
mod handover;
mod head;
mod health;
mod held;
mod history;
mod import;
mod import_check;
mod imported;
mod init;
mod intake;
mod lines;
mod office;
mod order;
mod overview;
mod post;
mod posted;
mod posting;
mod publication;
mod publish;
mod published;
mod queue;
mod record;
mod repeats;
mod result;
mod review;
mod rotate;
mod seats;
mod seeds;
mod status;
mod step;
mod tables;
mod uploads;
mod withdraw;
mod witnessed;
mod witnessing;

pub use admitted::{Admitted, admitted, admitted_counts, admitted_to};
pub use announce::announce;
pub use answer::{Appended, Done, Given};
pub use answers::{record_answers, record_due_answers};
pub use applications::{Application, Decided, Person, applications, person};
pub use beacon::{beacon, source_failed};
pub use bundle::{Bundle, bundle, stick, write_stick};
pub use confirm::{Confirmed, Pending, confirm, pending};
pub use derive::{Drawn, draw};
pub use desk::Received;
pub use dice::{dice, dice_again};
pub use end::{annul, void};
pub use error::RoundsError;
pub use explained::{Choice, Explained, PoolStanding, PoolStory, explained};
pub use families::*;
pub use handover::{
    handback_export, handback_import, handover_export, handover_import, handover_request,
};
pub use head::{Head, entry_hash, head};
pub use health::{Health, health};
pub use import::{
    ImportProblem, ImportRefusal, ImportTrial, Imported, ImportedChild, import, import_trial,
};
pub use imported::{ImportedFamily, imported_families};
pub use init::{Init, Opened, init};
pub use intake::{IN_FLIGHT, close, open_intake, record_due_intake, record_intake};
pub use office::{Office, rules};
pub use order::{DrandOrder, Ordered, order, order_again};
pub use overview::{Overview, overview};
pub use post::{freeze, post, rare_combinations};
pub use posted::{PostedChild, RollSheet, masked, posting_list, roll_sheet};
pub use posting::{Correction, Posting, corrections, posting};
pub use publish::{Published, publish, renew_standing, write_trust};
pub use published::{Edition, edition, published, published_journal};
pub use queue::{Filter, MOST_QUEUED, Page, Standing, counts, find, page_before, queue, queued};
pub use record::{Act, Deed, Record, RecordedEntry, ResultHashes, record};
pub use repeats::{
    Answer, Claim, Claimed, KEPT_FOR, LOST_AFTER, claim_answer, keep_answer, release_answer,
    sweep_answers,
};
pub use result::{Ranked, first_places, has_result, ranked, result_line};
pub use review::{
    Decision, Rest, RestReview, Reviewed, Seen, SeenReview, Verdict as ReviewVerdict, accept_rest,
    accept_seen_rest, review, review_seen,
};
pub use rotate::{Rotated, rotate};
pub use seats::{ProgramSeats, SeatBook, seat_book};
pub use seeds::{commit, commit_observer, open_observer_seed, open_seed, seed_missing};
pub use status::{Status, Task, rounds, status};
pub use tables::{Applicants, Interest, Tables, applicants, tables};
pub use uploads::{
    KeptUpload, MOST_UPLOADS, UPLOAD_KEPT, Upload, forget_upload, keep_upload, note_import,
    set_mapping, sweep_uploads, upload, upload_file, uploads, used_mapping,
};
pub use withdraw::withdraw;
pub use witnessed::{Cosigned, cosigned, freeze_witnessed, posting_witnessed, witness};
