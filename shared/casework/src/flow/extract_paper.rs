//! What the paper of an approved extract says on a day, and which receipts may go with it.

use jiff::Timestamp;
use rulebook::RuleKind;
use store::Conn;
use wire::{AgencyId, ConsentGrant, HandoverId, SubjectRole};

use super::{compose_extract::note_view, extract_lines::Source, need_to_know::is_shut, past_decision::received_offer};
use crate::{
    Casework,
    db::{consents, extract_lines, handovers, offers},
    domain::{
        ApprovedExtract, ConsentState, ExplainedField, ExtractForm, ExtractId, ExtractPaper, ExtractState, PaperConsentState,
        PaperHandover, PaperLine, Shown, Staff, Way, consent_state,
    },
    extract_error::ExtractProblem,
    flow::compose_extract::own_extract,
};

/// A consent and what is known here of it.
type KnownGrant = (ConsentGrant, Option<ConsentState>);

impl Casework {
    /// An extract that two persons have judged. Writes that it was seen.
    ///
    /// # Errors
    /// [`ExtractProblem::WrongState`] before that; [`ExtractProblem::NotFound`]; those of the database.
    pub fn approved_extract(
        &self,
        conn: &mut Conn,
        id: ExtractId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<ApprovedExtract, ExtractProblem> {
        let extract = own_extract(conn, id, staff)?;
        let state = extract.state;
        if state != ExtractState::Approved {
            return Err(ExtractProblem::WrongState(state));
        }
        note_view(conn, &extract, staff, now)?;
        let lines = extract_lines::of(conn, id)?;
        ApprovedExtract::of(extract, lines).ok_or(ExtractProblem::WrongState(state))
    }

    /// What its paper says today. The short form says nothing beside the fixed text; neither does one of whom nothing is held, or
    /// of whom nothing may be said.
    ///
    /// # Errors
    /// Those of the database; a fault when a kept decision can't be read.
    pub fn extract_paper(&self, conn: &mut Conn, approved: &ApprovedExtract, now: Timestamp) -> Result<ExtractPaper, ExtractProblem> {
        let (extract, today) = (approved.extract(), rulebook::Moment::in_sweden(now).date());
        let mut shown = Vec::new();
        if extract.form == ExtractForm::Full {
            let lines: Vec<_> = approved.shown_on(today).collect();
            for of_one in lines.chunk_by(|(one, _), (next, _)| one.handover == next.handover) {
                let told: Vec<(u32, Shown)> = of_one.iter().map(|(line, shown)| (line.n, *shown)).collect();
                shown.extend(self.paper_handover(conn, of_one[0].0.handover, extract.asked.about, &told, now)?);
            }
        }
        Ok(ExtractPaper {
            language: extract.asked.language,
            agency: self.config().name.clone(),
            kind: self.config().kind,
            made_on: today,
            handovers: shown,
        })
    }

    /// The handovers whose receipts tell nothing but what the paper of today does.
    ///
    /// # Errors
    /// Those of the database.
    pub fn extract_receipts(&self, conn: &mut Conn, approved: &ApprovedExtract, now: Timestamp) -> Result<Vec<HandoverId>, ExtractProblem> {
        let today = rulebook::Moment::in_sweden(now).date();
        let mut all: Vec<HandoverId> = approved.shown_on(today).map(|(line, _)| line.handover).collect();
        all.dedup();
        all.retain(|id| approved.may_have_receipt(*id, today));
        let mut open = Vec::new();
        for id in all {
            if let Some(handover) = handovers::find(conn, id)?
                && !is_shut(conn, &handover)?
            {
                open.push(id);
            }
        }
        Ok(open)
    }

    /// A handover of which something is shown; nothing when nobody here sees it any more.
    fn paper_handover(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        asks: SubjectRole,
        told: &[(u32, Shown)],
        now: Timestamp,
    ) -> Result<Option<PaperHandover>, ExtractProblem> {
        let Some(handover) = handovers::find(conn, id)? else { return Ok(None) };
        if is_shut(conn, &handover)? {
            return Ok(None);
        }
        let source = self.extract_source(conn, handover)?;
        let grants = self.grants_of(conn, &source)?;
        let shown = |n: u32| told.iter().find(|(place, _)| *place == n).map(|(_, shown)| *shown);
        let fields = source.fields.iter().filter_map(|field| Some((field, shown(field.n)?)));
        let lines = fields.map(|(field, shown)| paper_line(&source, field, asks, shown, &grants, now)).collect();
        Ok(Some(PaperHandover {
            day: rulebook::Moment::in_sweden(source.handover.made_at).date(),
            from: self.agency_name(&source.handover.from.agency),
            to: self.agency_name(&source.handover.to.agency),
            lines,
        }))
    }

    /// The consents a handover rested on.
    fn grants_of(&self, conn: &mut Conn, source: &Source) -> Result<Vec<KnownGrant>, ExtractProblem> {
        let id = source.handover.id;
        if source.handover.way == Way::Received {
            let (_, grants) = received_offer(conn, id)?;
            return Ok(grants.into_iter().map(|grant| (grant, None)).collect());
        }
        let mut known = Vec::new();
        for consent in offers::find(conn, id)?.map(|offer| offer.consents).unwrap_or_default() {
            if let Some(record) = consents::find(conn, consent)?
                && let Some(grant) = record.grant()
            {
                known.push((grant.clone(), Some(record.state)));
            }
        }
        Ok(known)
    }

    /// Name of an agency as people write it: no unit, no member of staff.
    fn agency_name(&self, agency: &AgencyId) -> String {
        if *agency == self.config().id {
            return self.config().name.clone();
        }
        self.directory().agency(agency).map_or_else(|| agency.to_string(), |known| known.manifest().name.clone())
    }
}

fn paper_line(
    source: &Source,
    field: &ExplainedField,
    asks: SubjectRole,
    shown: Shown,
    grants: &[KnownGrant],
    now: Timestamp,
) -> PaperLine {
    // What covered somebody else is not the asker's to read.
    let own: Vec<_> = field.lines.iter().filter(|line| shown == Shown::Whole && line.role == Some(asks)).collect();
    let rules = source.edition.as_ref().map(|edition| edition.rules()).unwrap_or_default();
    let by_consent = own.iter().any(|line| rules.iter().any(|rule| rule.id == line.code && rule.kind == RuleKind::Consent));
    let basis = own.iter().filter_map(|line| Some((line.text.clone(), line.rule.as_ref()?.citation.clone()))).collect();
    let mine = |(grant, _): &&KnownGrant| grant.giver.role == asks && grant.categories.codes().contains(&field.category);
    let told = |(grant, known): &KnownGrant| (day_of(grant), consent_state(grant, *known, now));
    let consent: Option<(_, PaperConsentState)> = grants.iter().filter(|_| by_consent).find(mine).map(told);
    PaperLine { category: field.category, basis, consent }
}

fn day_of(grant: &ConsentGrant) -> jiff::civil::Date {
    rulebook::Moment::in_sweden(grant.valid_from).date()
}
