//! The services people are referred to, and a list of them as it is pasted from a spreadsheet.

use std::collections::BTreeSet;

use store::Id;
use wire::{
    codes,
    value::{PhoneNumber, Service as CarriedService},
};

codes!(
    /// Kind of service.
    ServiceKind, "kind of service" {
        /// The relationship-violence team (RVT): decides on support.
        ViolenceTeam = "violence_team",
        /// The relationship-violence centre (RVC): five talks need no application.
        ViolenceCentre = "violence_centre",
        /// The child and youth unit (BoU).
        ChildAndYouth = "child_and_youth",
        /// Sheltered housing. It is told by telephone alone: nothing that is kept says where.
        ShelteredHousing = "sheltered_housing",
        /// Care for substance misuse.
        SubstanceCare = "substance_care",
        /// Psychiatry.
        Psychiatry = "psychiatry",
        /// A centre for men who want to stop using violence.
        MensCentre = "mens_centre",
        /// A programme of the prison service.
        PrisonService = "prison_service",
    }
);

impl ServiceKind {
    /// The kind as the category `referral` carries it. None for a place to stay: a referral never tells where a person is.
    pub const fn carried(self) -> Option<CarriedService> {
        match self {
            Self::ViolenceTeam | Self::ViolenceCentre => Some(CarriedService::Counselling),
            Self::ChildAndYouth => Some(CarriedService::ChildrenSupport),
            Self::ShelteredHousing => None,
            Self::SubstanceCare => Some(CarriedService::SubstanceCare),
            Self::Psychiatry => Some(CarriedService::PsychiatricCare),
            Self::MensCentre | Self::PrisonService => Some(CarriedService::ViolenceProgramme),
        }
    }

    /// The kind by its code, or by the word that a Swedish or English spreadsheet has.
    fn written(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if let Ok(kind) = text.parse() {
            return Some(kind);
        }
        Some(match text.as_str() {
            "rvt" | "relationsvåldsteam" | "relationship-violence team" => Self::ViolenceTeam,
            "rvc" | "relationsvåldscentrum" | "relationship-violence centre" => Self::ViolenceCentre,
            "bou" | "barn och unga" | "children and youth" => Self::ChildAndYouth,
            "skyddat boende" | "sheltered housing" => Self::ShelteredHousing,
            "beroendevård" | "substance care" => Self::SubstanceCare,
            "psykiatri" => Self::Psychiatry,
            "manscentrum" | "men's centre" => Self::MensCentre,
            "kriminalvården" | "frivården" | "prison service" => Self::PrisonService,
            _ => return None,
        })
    }
}

/// A service as a list says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLine {
    /// Code of the district; none: for all of them.
    pub district: Option<String>,
    /// Kind.
    pub kind: ServiceKind,
    /// Name.
    pub name: String,
    /// Telephone, as it is dialled.
    pub phone: String,
    /// When it answers, in the words of the list.
    pub hours: String,
}

/// A service of the list that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Id.
    pub id: Id,
    /// What the list says.
    pub line: ServiceLine,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceFault {
    /// The line has not five cells.
    Cells,
    /// No district of the desk has this code or name.
    District,
    /// No kind is written so.
    Kind,
    /// The name is empty or longer than 120 characters.
    Name,
    /// No telephone number.
    Phone,
    /// Longer than 120 characters.
    Hours,
    /// The same service in the same district stands further up.
    Twice,
}

impl ServiceFault {
    /// Key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cells => "services-fault-cells",
            Self::District => "services-fault-district",
            Self::Kind => "services-fault-kind",
            Self::Name => "services-fault-name",
            Self::Phone => "services-fault-phone",
            Self::Hours => "services-fault-hours",
            Self::Twice => "services-fault-twice",
        }
    }
}

/// A list that was read: what it holds and, line by line, what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceList {
    /// The services, in their order.
    pub lines: Vec<ServiceLine>,
    /// Number of the line as it was pasted, from 1, and what is wrong.
    pub faults: Vec<(usize, ServiceFault)>,
}

/// The most lines of a list.
pub const SERVICES_MOST: usize = 500;
/// The most characters of a cell.
const CELL_LONGEST: usize = 120;

/// Reads a pasted list: district, kind, name, telephone, hours; tabs or semicolons between the cells. A first line that has no telephone
/// number and names no kind is taken for the heads of the columns. `districts`: code and name of each that there is.
pub fn read_services(text: &str, districts: &[(String, String)]) -> ServiceList {
    let (mut list, mut seen) = (ServiceList::default(), BTreeSet::new());
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty());
    for (place, (number, line)) in lines.enumerate() {
        let separator = if line.contains('\t') { '\t' } else { ';' };
        let cells: Vec<&str> = line.split(separator).map(unquoted).collect();
        if place == 0 && is_head(&cells) {
            continue;
        }
        match read_line(&cells, districts) {
            Ok(line) if seen.insert((line.district.clone(), line.kind.code(), line.name.to_lowercase())) => list.lines.push(line),
            Ok(_) => list.faults.push((number, ServiceFault::Twice)),
            Err(fault) => list.faults.push((number, fault)),
        }
    }
    list
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim()
}

fn is_head(cells: &[&str]) -> bool {
    cells.len() >= 4 && ServiceKind::written(cells[1]).is_none() && !cells[3].chars().any(|sign| sign.is_ascii_digit())
}

fn read_line(cells: &[&str], districts: &[(String, String)]) -> Result<ServiceLine, ServiceFault> {
    let [district, kind, name, phone, hours] = *cells else { return Err(ServiceFault::Cells) };
    let short = |text: &str| text.chars().count() <= CELL_LONGEST && !text.chars().any(char::is_control);
    let district = match district {
        "" | "*" => None,
        written => {
            let is_it = |(code, name): &&(String, String)| code == written || name.to_lowercase() == written.to_lowercase();
            Some(districts.iter().find(is_it).ok_or(ServiceFault::District)?.0.clone())
        }
    };
    let kind = ServiceKind::written(kind).ok_or(ServiceFault::Kind)?;
    if name.is_empty() || !short(name) {
        return Err(ServiceFault::Name);
    }
    let national = || dialled(phone);
    let phone = PhoneNumber::parse(phone).ok().map(|number| number.expose().to_owned()).or_else(national).ok_or(ServiceFault::Phone)?;
    if !short(hours) {
        return Err(ServiceFault::Hours);
    }
    Ok(ServiceLine { district, kind, name: name.to_owned(), phone, hours: hours.to_owned() })
}

/// The digits of what is no subscriber's number, such as 112: three to fifteen, with the plus of a country.
fn dialled(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-' | '\u{a0}' | '–' | '(' | ')')).collect();
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    let is_number = (3..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn districts() -> Vec<(String, String)> {
        vec![("norr".to_owned(), "Norr".to_owned()), ("soder".to_owned(), "Söder".to_owned())]
    }

    #[test]
    fn a_list_is_read_as_a_spreadsheet_pastes_it() {
        let text = "Stadsdel\tSlag\tNamn\tTelefon\tTider\n\nNorr\tRVC\tRelationsvåldscentrum Norr\t08-465 004 20\tvardagar 9–16\n*\tkriminalvården\tFrivården\t+46 8 465 004 21\t\n";
        let list = read_services(text, &districts());
        assert_eq!(list.faults, []);
        let [centre, programme] = list.lines.as_slice() else { panic!("{list:?}") };
        assert_eq!(
            (centre.district.as_deref(), centre.kind, centre.phone.as_str()),
            (Some("norr"), ServiceKind::ViolenceCentre, "+46846500420")
        );
        assert_eq!((programme.district.as_deref(), programme.kind, programme.hours.as_str()), (None, ServiceKind::PrisonService, ""));
    }

    #[test]
    fn what_is_wrong_is_told_by_the_number_of_its_line() {
        let text = "norr;rvt;Teamet;0846500422;\nväster;rvt;Teamet;0846500422;\nnorr;dans;Teamet;0846500422;\nnorr;rvt;;0846500422;\nnorr;rvt;Annat;ring oss;\nnorr;rvt;Teamet\nnorr;RVT;teamet;0846500423;";
        let list = read_services(text, &districts());
        assert_eq!(list.lines.len(), 1);
        use ServiceFault as Fault;
        let faults = [(2, Fault::District), (3, Fault::Kind), (4, Fault::Name), (5, Fault::Phone), (6, Fault::Cells), (7, Fault::Twice)];
        assert_eq!(list.faults, faults);
    }

    #[test]
    fn a_first_line_with_a_number_is_a_service_and_no_head() {
        assert_eq!(read_services("norr;okänt;Namn;0846500422;", &districts()).faults, [(1, ServiceFault::Kind)]);
        assert_eq!(read_services("", &districts()), ServiceList::default());
    }

    #[test]
    fn a_place_to_stay_is_carried_by_nothing() {
        let uncarried: Vec<_> = ServiceKind::ALL.iter().filter(|kind| kind.carried().is_none()).collect();
        assert_eq!(uncarried, [&ServiceKind::ShelteredHousing]);
    }
}
