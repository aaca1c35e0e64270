//! Signing in, second factors, sessions, and who looks after accounts.

use std::{sync::Arc, time::Duration};

use paiwei::{
    staff::{ABSOLUTE, Change, IDLE, Role, Roles, SignIn, StaffError},
    store::{AccountRow, Lock, Store},
};
use totp_rs::{Builder, Secret};

use crate::{
    bureau::{Bureau, NOW, PASSWORD},
    database::{Engine, on_both},
};

on_both! {
    a_session_lasts_until_it_is_not_used,
    wrong_names_and_passwords_are_told_alike_and_cost_time,
    a_second_factor_is_taken_once,
    somebody_always_looks_after_accounts,
    an_account_is_changed_whole_or_not_at_all,
    a_locked_account_is_out_at_once,
    a_use_is_noted_once,
    guesses_at_once_are_counted,
    a_password_is_not_changed_after_a_reset,
}

async fn a_session_lasts_until_it_is_not_used(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let asked = SignIn { name: "li".to_owned(), password: PASSWORD.to_owned(), code: None };
    let session = bureau.staff.sign_in(&asked).await.unwrap();
    let signed = bureau.staff.session(&session.token).await.unwrap();
    assert_eq!(signed, session.signed);
    assert!(signed.account.roles.has(Role::Operator));
    assert!(matches!(bureau.staff.session(&"0".repeat(64)).await, Err(StaffError::Session)));
    assert!(matches!(bureau.staff.session("x").await, Err(StaffError::Session)));
    bureau.clock.advance(IDLE);
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));

    let session = bureau.staff.sign_in(&asked).await.unwrap();
    bureau.staff.sign_out(&session.signed).await.unwrap();
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));
    let session = bureau.staff.sign_in(&asked).await.unwrap();
    bureau.clock.advance(ABSOLUTE);
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));
    bureau.staff.sweep().await.unwrap();
}

async fn wrong_names_and_passwords_are_told_alike_and_cost_time(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let nobody = bureau.try_sign_in("nobody", PASSWORD).await.unwrap_err();
    let wrong = bureau.try_sign_in("li", "wrong horse battery").await.unwrap_err();
    assert_eq!(nobody.to_string(), wrong.to_string());
    for _ in 0..4 {
        bureau.try_sign_in("li", "wrong horse battery").await.unwrap_err();
    }
    let waits = bureau.try_sign_in("li", PASSWORD).await.unwrap_err();
    assert!(matches!(waits, StaffError::Wait { seconds: 30 }), "{waits}");
    bureau.sign_in("wang").await;
    bureau.clock.advance(30);
    bureau.sign_in("li").await;
}

async fn a_second_factor_is_taken_once(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let signed = bureau.sign_in("li").await;
    let stolen = bureau.staff.enrol(&signed, "not the password").await;
    assert!(matches!(stolen, Err(StaffError::SignIn)));
    let enrolment = bureau.staff.enrol(&signed, PASSWORD).await.unwrap();
    assert!(enrolment.url.starts_with("otpauth://totp/paiwei:li?"));
    let secret = Secret::try_from_base32(&*enrolment.secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("li").build().unwrap();
    let code = |time| totp.generate(time).to_string();
    // Until it is confirmed, nothing asks for it.
    bureau.sign_in("li").await;
    let refused = bureau.staff.confirm_enrolment(&signed, "000000").await;
    assert!(matches!(refused, Err(StaffError::SignIn)));
    let account = bureau.staff.confirm_enrolment(&signed, &code(NOW)).await.unwrap();
    assert!(account.second_factor);
    assert!(matches!(bureau.staff.enrol(&signed, PASSWORD).await, Err(StaffError::TotpOn)));
    let asked = |code: Option<String>| SignIn {
        name: "li".to_owned(),
        password: PASSWORD.to_owned(),
        code,
    };
    for refused in [None, Some("123456".to_owned()), Some(code(NOW))] {
        let refused = bureau.staff.sign_in(&asked(refused)).await;
        assert!(matches!(refused, Err(StaffError::SignIn)));
    }
    bureau.clock.advance(30);
    bureau.staff.sign_in(&asked(Some(code(NOW + 30)))).await.unwrap();
    let again = bureau.staff.sign_in(&asked(Some(code(NOW + 30)))).await;
    assert!(matches!(again, Err(StaffError::SignIn)));
    bureau.staff.change("sun", "li", &Change::password(PASSWORD)).await.unwrap();
    bureau.sign_in("li").await;
}

async fn somebody_always_looks_after_accounts(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (staff, reviewer) = (&bureau.staff, Roles::of([Role::Reviewer]).unwrap());
    for refused in [
        staff.change("sun", "sun", &Change::locked(true)).await,
        staff.change("sun", "sun", &Change::roles(&reviewer)).await,
    ] {
        assert!(matches!(refused, Err(StaffError::LastSupervisor(_))));
    }
    let both = Roles::of([Role::Operator, Role::Supervisor]).unwrap();
    let account = staff.change("sun", "li", &Change::roles(&both)).await.unwrap();
    assert_eq!(account.roles.to_string(), "operator+supervisor");
    staff.change("li", "sun", &Change::locked(true)).await.unwrap();
    assert!(matches!(
        staff.change("li", "nobody", &Change::locked(true)).await,
        Err(StaffError::NoAccount(_))
    ));
    let taken = staff.add("li", "wang", &both, PASSWORD).await;
    assert!(matches!(taken, Err(StaffError::Taken(_))));
    let short = staff.add("li", "qian", &both, "short").await;
    assert!(matches!(short, Err(StaffError::Password)));
    let name = staff.add("li", "Qian", &both, PASSWORD).await;
    assert!(matches!(name, Err(StaffError::Name(_))));
    assert!("operator+king".parse::<Roles>().is_err());
}

async fn an_account_is_changed_whole_or_not_at_all(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (staff, both) = (&bureau.staff, Roles::of([Role::Operator, Role::Supervisor]).unwrap());
    let accounts = staff.accounts().await.unwrap();
    let acts = async || {
        let trail = staff.trail(0, 100).await.unwrap();
        trail.into_iter().map(|row| row.act).collect::<Vec<_>>()
    };
    let before = acts().await;
    let short = Change { roles: Some(&both), password: Some("short"), locked: None };
    let refused = staff.change("sun", "li", &short).await;
    assert!(matches!(refused, Err(StaffError::Password)));
    let own = Change { roles: Some(&both), password: Some(PASSWORD), locked: Some(true) };
    let refused = staff.change("sun", "sun", &own).await;
    assert!(matches!(refused, Err(StaffError::LastSupervisor(_))));
    assert_eq!((staff.accounts().await.unwrap(), acts().await), (accounts, before));
    let changed = staff.change("sun", "li", &own).await.unwrap();
    assert_eq!((changed.roles.to_string().as_str(), changed.locked), ("operator+supervisor", true));
    assert!(
        acts().await.ends_with(&["set-roles", "reset-account", "lock-account"].map(str::to_owned))
    );
}

async fn a_locked_account_is_out_at_once(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let asked = SignIn { name: "li".to_owned(), password: PASSWORD.to_owned(), code: None };
    let session = bureau.staff.sign_in(&asked).await.unwrap();
    bureau.staff.change("sun", "li", &Change::locked(true)).await.unwrap();
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));
    assert!(matches!(bureau.try_sign_in("li", PASSWORD).await, Err(StaffError::SignIn)));
    bureau.staff.change("sun", "li", &Change::locked(false)).await.unwrap();
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));
    let session = bureau.staff.sign_in(&asked).await.unwrap();
    let new = "another horse battery";
    let wrong = bureau.staff.change_password(&session.signed, "not the old one", new).await;
    assert!(matches!(wrong, Err(StaffError::SignIn)));
    bureau.staff.change_password(&session.signed, PASSWORD, new).await.unwrap();
    assert!(matches!(bureau.staff.session(&session.token).await, Err(StaffError::Session)));
    bureau.try_sign_in("li", new).await.unwrap();
}

async fn a_use_is_noted_once(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let asked = SignIn { name: "li".to_owned(), password: PASSWORD.to_owned(), code: None };
    let token = bureau.staff.sign_in(&asked).await.unwrap().token;
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let store = Store::open(&bureau.database).await.unwrap();
    let held = store.begin_write(Lock::Journal).await.unwrap();
    bureau.clock.advance(IDLE - 1);
    for _ in 0..20 {
        bureau.staff.session(&token).await.unwrap();
    }
    // Connections that go back to their pool are tasks, too, for a moment.
    let mut waits = 0;
    while tasks() > 3 && waits < 40 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        waits += 1;
    }
    assert!(tasks() <= 3, "{} tasks", tasks());
    held.commit().await.unwrap();
    while tasks() > 0 && waits < 400 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        waits += 1;
    }
    bureau.clock.advance(IDLE - 1);
    bureau.staff.session(&token).await.unwrap();
}

async fn guesses_at_once_are_counted(engine: Engine) {
    let bureau = Arc::new(Bureau::open(engine).await);
    let guess = || {
        let bureau = Arc::clone(&bureau);
        tokio::spawn(async move { bureau.try_sign_in("li", "wrong horse battery").await })
    };
    let guesses: Vec<_> = (0..20).map(|_| guess()).collect();
    let mut hashed = 0;
    for guess in guesses {
        match guess.await.unwrap().unwrap_err() {
            StaffError::SignIn => hashed += 1,
            StaffError::Wait { seconds: 30 } => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(hashed, 5);
    bureau.clock.advance(30);
    bureau.sign_in("li").await;
}

async fn a_password_is_not_changed_after_a_reset(engine: Engine) {
    let bureau = Arc::new(Bureau::open(engine).await);
    let signed = bureau.sign_in("li").await;
    let store = Store::open(&bureau.database).await.unwrap();
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    let staff = bureau.staff.clone();
    let changing = tokio::spawn(async move {
        staff.change_password(&signed, PASSWORD, "another horse battery").await
    });
    // By now it knows the old password, and waits to write.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let row = write.account("li").await.unwrap().unwrap();
    let reset =
        AccountRow { password: write.account("wang").await.unwrap().unwrap().password, ..row };
    write.put_account(&reset).await.unwrap();
    write.commit().await.unwrap();
    assert!(matches!(changing.await.unwrap(), Err(StaffError::SignIn)));
    let mut read = store.begin_read().await.unwrap();
    assert_eq!(read.account("li").await.unwrap(), Some(reset));
}
