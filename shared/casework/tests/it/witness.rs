//! The witness writes down what it accepts before it vouches for it, and goes on where it was.

use store::Db;

use crate::setting::{Setting, call_out, draft, send, until};

store::test_on_both!(casework::testing::schema(), a_growing_log_is_cosigned_and_followed_after_a_restart);

async fn a_growing_log_is_cosigned_and_followed_after_a_restart(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.want_cosignatures();
    let police = setting.police.workers();
    let workers = setting.social.workers();
    let call_out = call_out(&setting.police).await;
    send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    // The founding edition, the release and the fetch; then the second release and fetch.
    until("three entries are cosigned", || async { setting.broker.cosignatures().contains(&3) }).await;
    workers.stop().await;
    let workers = setting.social.workers();
    send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    until("the next ones too", || async { setting.broker.cosignatures().contains(&5) }).await;
    // The other agency may have been the first to cosign; this one follows, and notes it when the broker has answered.
    until("this witness has cosigned", || async { setting.social.link().last_cosigned.is_some() }).await;
    workers.stop().await;
    police.stop().await;
}
