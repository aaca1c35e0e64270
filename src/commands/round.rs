//! The steps of a round that need little beyond their use case.

use std::path::{Path, PathBuf};

use paiwei_audit::texts::Message;
use paiwei_protocol::journal::State;
use serde_json::{Map, json};

use super::{
    Answer, Console, Failure,
    args::Home,
    args_round::{NotesArgs, OrderArgs, OutArgs, RoundCommand, SeedArgs, WitnessArgs},
    beacon,
    desk::Desk,
    dice,
    files::{self, HandedIn},
    import, open, result, review, status, tasks, words,
};
use crate::rounds::{self, Appended, Done, Ordered, Pending, Task};

/// Runs a command of a round.
pub(super) async fn run(
    home: &Home,
    command: &RoundCommand,
    console: &Console,
) -> Result<Answer, Failure> {
    match command {
        RoundCommand::Announce { rules } => return announce(home, rules, console).await,
        RoundCommand::Status { round: None } => return status::all(home, console).await,
        RoundCommand::Status { round: Some(round) } => {
            return status::one(&Desk::open(home, round, console).await?).await;
        }
        _ => {}
    }
    let desk = Desk::open(home, command.round(), console).await?;
    match command {
        RoundCommand::Import(args) => import::run(&desk, args).await,
        RoundCommand::Review(args) => review::run(&desk, args).await,
        RoundCommand::Dice(args) => dice::run(&desk, args).await,
        RoundCommand::Beacon(args) => beacon::run(&desk, args).await,
        RoundCommand::Draw(_) => result::draw(&desk).await,
        RoundCommand::Publish(args) => result::publish(&desk, &args.out).await,
        RoundCommand::Identity { code, out, .. } => review::identity(&desk, *code, out).await,
        RoundCommand::Withdraw { code, receipt, .. } => {
            import::withdraw(&desk, *code, receipt.as_deref()).await
        }
        other => step(&desk, other).await,
    }
}

/// Before the posting: what so few children hold that their lines may be found without a name.
async fn tell_rare(desk: &Desk<'_>) -> Result<(), Failure> {
    let (office, round) = (&desk.office, desk.round);
    if rounds::status(office, round).await?.round.state != State::Closed {
        return Ok(());
    }
    for rare in rounds::rare_combinations(office, round).await? {
        let points = rare.points.map_or_else(|| "-".to_owned(), |points| points.to_string());
        let categories = rare.categories.join("+");
        desk.console.tell(
            &Message::new("rare-combination")
                .with("holders", rare.holders)
                .with("categories", if categories.is_empty() { "-" } else { &categories })
                .with("points", points)
                .with("linked", rare.linked),
        );
    }
    Ok(())
}

/// Steps that append one entry and say so.
async fn step(desk: &Desk<'_>, command: &RoundCommand) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    match command {
        RoundCommand::Commit(args) => commit(desk, args).await,
        RoundCommand::Open(_) => {
            desk.agree(Task::OpenIntake).await?;
            desk.appended(Task::OpenIntake, &rounds::open_intake(office, round).await?).await
        }
        RoundCommand::Intake(_) => intake(desk).await,
        RoundCommand::Close(_) => {
            desk.agree(Task::Close).await?;
            desk.appended(Task::Close, &rounds::close(office, round).await?).await
        }
        RoundCommand::Post(_) => {
            tell_rare(desk).await?;
            desk.agree(Task::Post).await?;
            desk.appended(Task::Post, &rounds::post(office, round).await?).await
        }
        RoundCommand::Freeze(_) => {
            desk.agree(Task::Freeze).await?;
            desk.appended(Task::Freeze, &rounds::freeze(office, round).await?).await
        }
        RoundCommand::OpenSeed(args) => open_seed(desk, args).await,
        RoundCommand::Missing { observer, .. } => {
            desk.agree(Task::SeedMissing).await?;
            let done = rounds::seed_missing(office, round, observer).await?;
            desk.appended(Task::SeedMissing, &done).await
        }
        RoundCommand::Witness(args) => witness(desk, args).await,
        RoundCommand::Order(args) => order(desk, args).await,
        RoundCommand::Confirm(args) => confirm(desk, args).await,
        RoundCommand::Failed { reason, .. } => {
            desk.agree(Task::SourceFailed).await?;
            pending(desk, Task::SourceFailed, rounds::source_failed(office, round, reason).await?)
                .await
        }
        RoundCommand::Void { reason, notes, .. } => void(desk, reason, notes).await,
        RoundCommand::Annul { reason, .. } => {
            desk.agree(Task::Annul).await?;
            pending(desk, Task::Annul, rounds::annul(office, round, reason).await?).await
        }
        RoundCommand::Bundle(args) => bundle(desk, args).await,
        _ => status::one(desk).await,
    }
}

async fn announce(home: &Home, rules: &Path, console: &Console) -> Result<Answer, Failure> {
    let bytes = files::read(rules)?;
    let round =
        paiwei_protocol::rules::Rules::read(&bytes).map_err(rounds::RoundsError::from)?.round;
    let office = open(home).await?;
    let known = rounds::rounds(&office).await?.iter().any(|known| known.id == round);
    let desk = Desk { office, round: &round, console };
    if !known {
        desk.agree_to("announce")?;
    }
    let done = rounds::announce(&desk.office, &bytes).await?;
    desk.done("announce", Some(done.answer), done.repeated, Map::new(), Vec::new()).await
}

async fn commit(desk: &Desk<'_>, args: &SeedArgs) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    match &args.note {
        None => desk.appended(Task::Commit, &rounds::commit(office, round).await?).await,
        Some(note) => {
            let handed_in = HandedIn::read(std::slice::from_ref(note))?;
            let done = rounds::commit_observer(office, round, handed_in.given()[0]).await?;
            desk.appended(Task::CommitObserver, &done).await
        }
    }
}

async fn open_seed(desk: &Desk<'_>, args: &SeedArgs) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    match &args.note {
        None => {
            desk.agree(Task::OpenSeed).await?;
            desk.appended(Task::OpenSeed, &rounds::open_seed(office, round).await?).await
        }
        Some(note) => {
            let handed_in = HandedIn::read(std::slice::from_ref(note))?;
            let done = rounds::open_observer_seed(office, round, handed_in.given()[0]).await?;
            desk.appended(Task::OpenObserverSeed, &done).await
        }
    }
}

async fn intake(desk: &Desk<'_>) -> Result<Answer, Failure> {
    let done = rounds::record_intake(&desk.office, desk.round).await?;
    desk.done("intake", done.answer, done.repeated, Map::new(), Vec::new()).await
}

/// What witnesses cosigned proves the step that the round has come to.
async fn witness(desk: &Desk<'_>, args: &WitnessArgs) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    let handed_in = HandedIn::read(&args.notes)?;
    let given = handed_in.given();
    let state = rounds::status(office, round).await?.round.state;
    let (task, done): (Task, Done<Appended>) = match state {
        State::Posted => {
            (Task::PostingWitnessed, rounds::posting_witnessed(office, round, &given).await?)
        }
        State::Ordered | State::Witnessed | State::Thrown | State::Failed | State::Drawn => {
            (Task::Witness, rounds::witness(office, round, &given).await?)
        }
        State::Published | State::Void => {
            let cosigned = rounds::cosigned(office, &given).await?;
            let new = Message::new("cosigned").with("new", cosigned.new);
            let lines = vec![desk.console.texts().say(&new)];
            let more = Map::from_iter([("new".to_owned(), json!(cosigned.new))]);
            return desk.done("cosigned", None, cosigned.new == 0, more, lines).await;
        }
        _ => (Task::FreezeWitnessed, rounds::freeze_witnessed(office, round, &given).await?),
    };
    desk.appended(task, &done).await
}

async fn order(desk: &Desk<'_>, args: &OrderArgs) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    if args.again.is_empty() {
        desk.agree(Task::Order).await?;
        return ordered(desk, Task::Order, &rounds::order(office, round, args.window).await?).await;
    }
    let handed_in = HandedIn::read(&args.again)?;
    desk.agree(Task::OrderAgain).await?;
    let done = rounds::order_again(office, round, args.window, &handed_in.given()).await?;
    ordered(desk, Task::OrderAgain, &done).await
}

async fn ordered(desk: &Desk<'_>, task: Task, done: &Done<Ordered>) -> Result<Answer, Failure> {
    let (mut lines, mut more) = (Vec::new(), Map::new());
    if let Some(drand) = done.answer.drand {
        let message = Message::new("ordered-drand")
            .with("drand", drand.round)
            .with("due", words::time(drand.due))
            .with("by", words::time(drand.cosign_by));
        lines.push(desk.console.texts().say(&message));
        let named = json!({ "round": drand.round, "due": drand.due, "cosign_by": drand.cosign_by });
        more.insert("drand".to_owned(), named);
    }
    desk.done(tasks::id(task), Some(done.answer.appended), done.repeated, more, lines).await
}

async fn confirm(desk: &Desk<'_>, args: &NotesArgs) -> Result<Answer, Failure> {
    let handed_in = HandedIn::read(&args.notes)?;
    let done = rounds::confirm(&desk.office, desk.round, &handed_in.given()).await?;
    let lines = done.answer.pending.iter().map(|pending| waits(desk, pending)).collect();
    let entry = done.answer.appended.last().copied();
    desk.done("confirm", entry, done.repeated, Map::new(), lines).await
}

/// The answer of a step that observers must confirm before it is journalled.
pub(super) async fn pending(
    desk: &Desk<'_>,
    task: Task,
    done: Done<Pending>,
) -> Result<Answer, Failure> {
    let more = Map::from_iter([("hash".to_owned(), json!(done.answer.hash.to_string()))]);
    let lines = vec![waits(desk, &done.answer)];
    desk.done(tasks::id(task), None, done.repeated, more, lines).await
}

/// What waits, and for whom.
pub(super) fn waits(desk: &Desk<'_>, pending: &Pending) -> String {
    let message = Message::new("waits")
        .with("type", &pending.kind)
        .with("hash", words::grouped(&pending.hash.to_string()))
        .with("have", pending.have.len())
        .with("need", pending.need)
        .with("waiting", pending.waiting.join(", "));
    desk.console.texts().say(&message)
}

async fn void(desk: &Desk<'_>, reason: &str, notes: &[PathBuf]) -> Result<Answer, Failure> {
    let handed_in = HandedIn::read(notes)?;
    desk.agree(Task::Void).await?;
    let done = rounds::void(&desk.office, desk.round, reason, &handed_in.given()).await?;
    desk.appended(Task::Void, &done).await
}

async fn bundle(desk: &Desk<'_>, args: &OutArgs) -> Result<Answer, Failure> {
    let done = rounds::bundle(&desk.office, desk.round, &args.out).await?;
    let folder = done.answer.folder.display();
    let texts = desk.console.texts();
    let mut lines = vec![texts.say(&Message::new("bundle-folder").with("path", &folder))];
    lines.extend(done.answer.pending.iter().map(|pending| waits(desk, pending)));
    let more = Map::from_iter([
        ("folder".to_owned(), json!(folder.to_string())),
        ("pending".to_owned(), json!(done.answer.pending.map(|pending| pending.kind))),
    ]);
    desk.done("bundle", None, done.repeated, more, lines).await
}
