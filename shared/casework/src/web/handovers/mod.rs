//! Handing over, asking, permitting and clearing: pages that both agencies mount. URLs hold codes and ids alone.
//!
//! ```text
//! case         what has gone and come          start        to whom, what for
//! draft        fields so far                   field        one field
//! permission   a decision by a named person    clearance    the lead of the investigation
//! review       goes, stays, send               handover     take back, correct, answer, send on
//! why          the law behind each field       again        after a change of the rule book
//! receipt      what the log holds of it, proved
//! phases       the three phases: own checklists, and how far the other agency has come
//! closing      closed here with a reason, taken up again; how the other agency stands
//! consents     who was asked, what for, until when; asking, and taking back
//! consultations  meetings about the case, and what was decided there
//! unanswered_list  what nobody has owned or answered in time
//! contacts     each contact with a person, what is wished, and the gate
//! risks        outcomes of risk assessments, days of review, and the support line
//! extracts     what is held about one person, for that person
//! by_code      a consent ends by the code of a card, of no case here
//! ```

mod again;
mod by_code;
mod case;
mod case_view;
mod changed;
mod clearance;
mod closing;
mod consents;
mod consultations;
mod contacts;
mod draft;
mod draft_view;
mod extracts;
mod field;
mod handling;
mod handover;
mod inquiry;
mod member_view;
mod permission;
mod phases;
mod problem;
mod receipt;
mod review;
mod review_view;
mod risks;
mod start;
mod unanswered;
mod unanswered_list;
mod why;
mod words;

use actix_web::web::{Data, ServiceConfig, get, post, resource};

pub use contacts::{ContactLine, contact_lines};
pub use handling::{Handling, ToldHint};
pub use problem::DoorProblem;

/// Mounts all of them; the clearances only where there is a lead of an investigation, the inquiry only where one is opened.
pub fn mount(cfg: &mut ServiceConfig, handling: Handling) {
    let police = handling.is_police();
    cfg.app_data(Data::new(handling))
        .service(resource("/withdraw-by-code").route(get().to(by_code::ask)).route(post().to(by_code::withdraw)))
        .service(resource("/cases/{code}/handovers").route(get().to(case::show)))
        .service(resource("/cases/{code}/handovers/new").route(get().to(start::show)).route(post().to(start::start)))
        .service(resource("/cases/{code}/handovers/{handover}/recall").route(post().to(handover::recall)))
        .service(resource("/cases/{code}/handovers/{handover}/why").route(get().to(why::show)))
        .service(resource("/cases/{code}/handovers/{handover}/receipt.json").route(get().to(receipt::download)))
        .service(resource("/cases/{code}/handovers/{handover}/review-again").route(post().to(again::review)))
        .service(resource("/cases/{code}/handovers/{handover}/answer").route(post().to(handover::answer)))
        .service(
            resource("/cases/{code}/handovers/{handover}/correct").route(get().to(handover::ask_how)).route(post().to(handover::correct)),
        )
        .service(
            resource("/cases/{code}/handovers/{handover}/redirected")
                .route(get().to(handover::ask_whom))
                .route(post().to(handover::send_on)),
        )
        .service(
            resource("/cases/{code}/handovers/{handover}/no-answer").route(get().to(unanswered::ask)).route(post().to(unanswered::close)),
        )
        .service(resource("/cases/{code}/drafts/{draft}").route(get().to(draft::show)).route(post().to(draft::change)))
        .service(resource("/cases/{code}/drafts/{draft}/fields/{category}").route(get().to(field::show)).route(post().to(field::save)))
        .service(
            resource("/cases/{code}/drafts/{draft}/permissions/{rule}")
                .route(get().to(permission::show))
                .route(post().to(permission::decide)),
        )
        .service(resource("/cases/{code}/drafts/{draft}/review").route(get().to(review::show)))
        .service(resource("/cases/{code}/drafts/{draft}/send").route(post().to(review::send)));
    cfg.service(resource("/unanswered").route(get().to(unanswered_list::show)));
    closing::mount(cfg);
    consents::mount(cfg);
    consultations::mount(cfg);
    contacts::mount(cfg);
    extracts::mount(cfg);
    phases::mount(cfg);
    risks::mount(cfg);
    if police {
        cfg.service(resource("/cases/{code}/drafts/{draft}/clearance").route(post().to(clearance::ask)))
            .service(resource("/clearances").route(get().to(clearance::list)))
            .service(resource("/clearances/{clearance}").route(get().to(clearance::show)).route(post().to(clearance::answer)));
    } else {
        cfg.service(resource("/cases/{code}/inquiry").route(get().to(inquiry::show)).route(post().to(inquiry::note)));
    }
}
