//! Every URL on one page. Who may come through which door is in [`crate::access`].

use actix_web::web::{Data, ServiceConfig, get, post, resource};
use casework::{
    Casework,
    web::{
        handovers,
        login::{DemoLogin, mount_logout},
    },
};

use crate::web::{
    answers, api, assign, care, cases, concern, contact, custody_talk, declining, duty, keys, morning, notes, operations, partner_contacts,
    referrals, safety_plan, services, sharing, shells, shifts,
    side::{Hers, His},
    start, taking_back, treatments, ways_back,
};

/// All of them; health, assets and preferences come from the shared frame.
pub(crate) fn all(service: &mut ServiceConfig, casework: &Data<Casework>, login: Option<DemoLogin>) {
    match login {
        Some(login) => login.mount(service),
        None => mount_logout(service),
    }
    service
        .app_data(casework.clone())
        .service(resource("/").route(get().to(start::to_the_desk)))
        // The desk.
        .service(resource("/duty").route(get().to(duty::list)))
        .service(resource("/duty/rows").route(get().to(duty::rows)))
        .service(resource("/duty/stream").route(get().to(duty::stream)))
        .service(resource("/duty/find").route(post().to(duty::find)))
        .service(resource("/ways-back").route(get().to(ways_back::ask)).route(post().to(ways_back::search)))
        .service(resource("/duty/keys").route(get().to(keys::show)).route(post().to(keys::switch)))
        .service(resource("/duty/silence").route(post().to(assign::know_of_silence)))
        .service(resource("/duty/{handover}/acknowledge").route(post().to(answers::acknowledge)))
        .service(resource("/duty/{handover}/decline").route(get().to(declining::ask)).route(post().to(declining::decline)))
        .service(resource("/duty/{handover}/state").route(post().to(answers::state)))
        .service(resource("/duty/{handover}/agreed").route(post().to(answers::agreed)))
        .service(resource("/duty/{handover}/withdrawal").route(post().to(answers::withdrawal)))
        .service(resource("/duty/{handover}/take-back").route(get().to(taking_back::ask)).route(post().to(taking_back::take_back)))
        .service(resource("/duty/{handover}/attempts").route(post().to(contact::attempt)))
        .service(resource("/duty/{handover}/promises").route(post().to(contact::promise)))
        .service(resource("/duty/{handover}/steps").route(post().to(concern::document)))
        .service(resource("/duty/{handover}/finish").route(post().to(morning::finish)))
        .service(resource("/duty/{handover}/district").route(post().to(morning::hand)))
        .service(resource("/duty/{handover}/assign").route(get().to(assign::ask)).route(post().to(assign::assign)))
        .service(resource("/assignments/{id}/known").route(post().to(assign::know)))
        // Who is on, and the hand-over in the morning.
        .service(resource("/shifts").route(get().to(shifts::open)).route(post().to(shifts::start)))
        .service(resource("/shifts/tone").route(post().to(shifts::tone)))
        .service(resource("/shifts/end").route(post().to(shifts::end)))
        .service(resource("/morning").route(get().to(morning::lists)))
        .service(resource("/morning/{district}").route(get().to(morning::list)))
        .service(resource("/morning/{district}/copies").route(post().to(morning::copy)))
        .service(resource("/morning/{district}/confirm").route(post().to(morning::confirm)))
        .service(resource("/operations").route(get().to(operations::desks)))
        // What is at hand: notes, and cases known by their code alone.
        .service(resource("/shells").route(post().to(shells::create)))
        .service(resource("/shells/{id}").route(get().to(shells::open)))
        .service(resource("/shells/{id}/answer").route(post().to(shells::answer)))
        .service(resource("/shells/{id}/close").route(post().to(shells::close)))
        .service(resource("/notes/{id}").route(post().to(notes::save)))
        .service(resource("/hand").route(post().to(notes::take)))
        .service(resource("/hand/{id}/away").route(post().to(notes::put_away)))
        // A case, opened.
        .service(resource("/cases/{code}").route(get().to(cases::open)))
        // Care on the scene and after.
        .service(resource("/cases/{code}/care").route(get().to(care::show)).route(post().to(care::note)))
        .service(resource("/cases/{code}/care/outings").route(post().to(care::go_out)))
        .service(resource("/cases/{code}/care/child-talks").route(post().to(care::note_talk)))
        .service(resource("/cases/{code}/care/protection-assessments").route(post().to(care::assess)))
        .service(resource("/cases/{code}/care/{entry}/correct").route(get().to(care::ask_how)).route(post().to(care::correct)))
        // The talk with a person in custody.
        .service(resource("/cases/{code}/custody-talk").route(get().to(custody_talk::show)).route(post().to(custody_talk::begin)))
        .service(resource("/cases/{code}/custody-talk/taps").route(post().to(custody_talk::tap)))
        .service(resource("/cases/{code}/custody-talk/outcome").route(post().to(custody_talk::conclude)))
        .service(resource("/cases/{code}/custody-talk/called").route(post().to(custody_talk::call_first)))
        .service(resource("/cases/{code}/custody-talk/draft").route(post().to(custody_talk::draft)))
        .service(resource("/cases/{code}/custody-talk/paper").route(get().to(custody_talk::print)));
    safety_plans(service);
    referrals::mount(service);
    services::mount(service);
    treatments::mount(service);
    partner_contacts::mount(service);
    handovers::mount(service, sharing::handling(casework));
    // The agency's own case system.
    api::mount(service, casework);
}

/// The safety plans. Each owner's has its own doors, and only hers can be read aloud, put on paper and shared.
fn safety_plans(service: &mut ServiceConfig) {
    service
        .service(resource("/safety-plans").route(get().to(safety_plan::list::<Hers>)))
        .service(resource("/safety-plans/person-using-violence").route(get().to(safety_plan::list::<His>)))
        .service(
            resource("/cases/{code}/safety-plan").route(get().to(safety_plan::show::<Hers>)).route(post().to(safety_plan::save::<Hers>)),
        )
        .service(resource("/cases/{code}/safety-plan/versions/{version}").route(get().to(safety_plan::show_version::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/reviewed").route(post().to(safety_plan::review::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/coordinator").route(post().to(safety_plan::name_coordinator::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/close").route(post().to(safety_plan::close::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/follow-ups").route(post().to(safety_plan::follow_up::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/take-up").route(post().to(safety_plan::take_up::<Hers>)))
        .service(resource("/cases/{code}/safety-plan/read-aloud").route(get().to(safety_plan::read_aloud)))
        .service(resource("/cases/{code}/safety-plan/paper").route(post().to(safety_plan::choose_paper)))
        .service(resource("/cases/{code}/safety-plan/print").route(get().to(safety_plan::ask_what)).route(post().to(safety_plan::print)))
        .service(resource("/cases/{code}/safety-plan/share").route(post().to(safety_plan::share)))
        .service(
            resource("/cases/{code}/person-using-violence/safety-plan")
                .route(get().to(safety_plan::show::<His>))
                .route(post().to(safety_plan::save::<His>)),
        )
        .service(
            resource("/cases/{code}/person-using-violence/safety-plan/versions/{version}")
                .route(get().to(safety_plan::show_version::<His>)),
        )
        .service(resource("/cases/{code}/person-using-violence/safety-plan/reviewed").route(post().to(safety_plan::review::<His>)))
        .service(
            resource("/cases/{code}/person-using-violence/safety-plan/coordinator").route(post().to(safety_plan::name_coordinator::<His>)),
        )
        .service(resource("/cases/{code}/person-using-violence/safety-plan/close").route(post().to(safety_plan::close::<His>)))
        .service(resource("/cases/{code}/person-using-violence/safety-plan/follow-ups").route(post().to(safety_plan::follow_up::<His>)))
        .service(resource("/cases/{code}/person-using-violence/safety-plan/take-up").route(post().to(safety_plan::take_up::<His>)));
}
