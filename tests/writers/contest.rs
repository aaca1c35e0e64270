//! People who want the same at the same moment: one wins, the others are told why.

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::people::{Person, Said};

/// A round that its people fight over.
pub struct Contest {
    pub round: String,
    pub rules: Value,
    pub people: Vec<Person>,
    /// Some refuse where others accept.
    pub divided: bool,
}

/// What a contest came to: what the journal must hold of its round, and the trail of its people.
#[derive(Debug, Default)]
pub struct Outcome {
    pub round: String,
    pub announced: bool,
    pub committed: bool,
    pub opened: bool,
    pub voided: bool,
    /// Proposals that were made.
    pub proposals: usize,
    /// Proposals that were refused.
    pub refused: usize,
    /// Requests that were told that another won.
    pub told: usize,
}

impl Contest {
    pub async fn run(self) -> Outcome {
        let mut outcome = Outcome { round: self.round.clone(), ..Outcome::default() };
        let rules = json!({ "rules": self.rules });
        outcome.announced = self.settle("", "announce", &rules, &mut outcome).await;
        if !outcome.announced {
            return outcome;
        }
        outcome.committed = self.settle(&self.round, "commit", &json!({}), &mut outcome).await;
        self.open_or_void(&mut outcome).await;
        outcome
    }

    /// All propose the same, then all decide on what the one who came first proposed; whether it was
    /// done.
    async fn settle(&self, round: &str, step: &str, input: &Value, outcome: &mut Outcome) -> bool {
        let proposed = self
            .all(|place, person| {
                let (round, step, input) = (round.to_owned(), step.to_owned(), input.clone());
                async move { person.propose(place, &round, &step, &input).await }
            })
            .await;
        let id = one(&proposed, &["proposal-waiting"]).id();
        outcome.told += proposed.len() - 1;
        outcome.proposals += 1;
        let divided = self.divided;
        let decided = self
            .all(|place, person| {
                let (id, accept) = (id.clone(), !(divided && place % 3 == 0));
                async move { person.decide(place / 2, &id, accept).await }
            })
            .await;
        outcome.told += decided.len() - 1;
        let ended = one(&decided, &["decided", "carrying-out", "same-person"]).ended();
        let by_proposer = decided.iter().filter(|said| said.kind == "same-person").count();
        assert_eq!(by_proposer, 1);
        outcome.refused += usize::from(ended == "refused");
        ended == "done"
    }

    /// Two steps of which the second ends what the first begins, decided on at the same moment by
    /// two processes.
    async fn open_or_void(&self, outcome: &mut Outcome) {
        let [one, two, three, four] = &self.people[..4] else { panic!("four people") };
        let open = one.propose(0, &self.round, "open", &json!({})).await.id();
        let why = json!({ "reason": "a contest", "notes": [] });
        let void = two.propose(1, &self.round, "void", &why).await.id();
        outcome.proposals += 2;
        let (opened, voided) =
            tokio::join!(three.decide(0, &open, true), four.decide(1, &void, true));
        assert_eq!((voided.status, voided.ended()), (200, "done"), "{}", voided.body);
        outcome.voided = true;
        outcome.opened = opened.status == 200;
        if !outcome.opened {
            assert_eq!((opened.status, opened.kind.as_str()), (409, "out-of-order"));
            outcome.told += 1;
        }
    }

    /// Lets all do something at once, at one process or the other.
    async fn all<F, A>(&self, act: F) -> Vec<Said>
    where
        F: Fn(usize, Person) -> A,
        A: Future<Output = Said> + Send + 'static,
    {
        let mut acting = JoinSet::new();
        for (place, person) in self.people.iter().enumerate() {
            acting.spawn(act(place, person.clone()));
        }
        acting.join_all().await
    }
}

/// The one that won; the others were told one of these kinds.
fn one<'a>(said: &'a [Said], kinds: &[&str]) -> &'a Said {
    let won: Vec<&Said> = said.iter().filter(|said| said.status == 200).collect();
    for lost in said.iter().filter(|said| said.status != 200) {
        assert!(kinds.contains(&lost.kind.as_str()), "{}", lost.body);
    }
    assert_eq!(won.len(), 1, "one wins, no more and no less");
    won[0]
}
