//! What a page without scripts offers to whoever reads it: title, links, forms with what they hold, and what is wrong.

use scraper::{ElementRef, Html, Selector};

/// A page as it is read by a program that follows links and fills in forms.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Addresses of its links, as they are written.
    pub links: Vec<String>,
    /// Its forms.
    pub forms: Vec<HtmlForm>,
    /// Everything that is read in the main part, with single spaces.
    pub text: String,
    /// What the error summary lists: the field it points at, and its words.
    pub errors: Vec<(String, String)>,
    /// Texts that stand at a field which has an error.
    pub messages: Vec<String>,
}

/// A form as it stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlForm {
    /// Where it posts.
    pub action: String,
    /// `post` or `get`.
    pub method: String,
    /// Its controls, in order; those of the page that name it by `form=` come last.
    pub controls: Vec<Control>,
}

/// A control with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Name.
    pub name: String,
    /// `hidden`, `text`, `tel`, `radio`, `checkbox`, `button`, `select`, `textarea` …
    pub kind: String,
    /// Value it would send.
    pub value: String,
    /// Whether it would be sent as it stands. Buttons never are.
    pub sends: bool,
}

impl Control {
    /// Whether somebody types into it.
    pub fn is_typed(&self) -> bool {
        !matches!(self.kind.as_str(), "hidden" | "radio" | "checkbox" | "button" | "select" | "submit")
    }
}

impl HtmlForm {
    /// What would be sent as it stands.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.controls.iter().filter(|control| control.sends).map(|control| (control.name.clone(), control.value.clone())).collect()
    }

    /// The same with some answers in place of what stands there.
    pub fn with(&self, answers: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| !answers.iter().any(|(answered, _)| answered == name));
        pairs.extend(answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        pairs
    }

    /// Whether it holds a control of this name and value.
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.controls.iter().any(|control| control.name == name && control.value == value)
    }

    /// Names that somebody types into, each once.
    pub fn typed(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.controls.iter().filter(|control| control.is_typed()).map(|control| control.name.clone()).collect();
        names.dedup();
        names
    }
}

impl Reading {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        let page = Html::parse_document(html);
        let root = page.root_element();
        let summary = all(root, ".ds-error-summary a[href]");
        Self {
            title: all(root, "title").first().map(|title| words(*title)).unwrap_or_default(),
            language: root.attr("lang").unwrap_or_default().to_owned(),
            links: all(root, "a[href]").iter().filter_map(|link| link.attr("href").map(str::to_owned)).collect(),
            forms: all(root, "form").iter().map(|form| read_form(root, *form)).collect(),
            text: all(root, "main").first().map(|main| words(*main)).unwrap_or_default(),
            errors: summary
                .iter()
                .map(|link| (link.attr("href").unwrap_or_default().trim_start_matches('#').to_owned(), words(*link)))
                .collect(),
            messages: all(root, ".ds-validation-message").iter().map(|message| words(*message)).collect(),
        }
    }
}

fn all<'a>(under: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector of our own");
    under.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

const CONTROLS: &str = "input[name], button[name], select[name], textarea[name]";

fn read_form(root: ElementRef<'_>, form: ElementRef<'_>) -> HtmlForm {
    let inside = all(form, CONTROLS).into_iter().filter(|control| control.attr("form").is_none());
    let mut controls: Vec<Control> = inside.map(read_control).collect();
    if let Some(id) = form.attr("id") {
        controls.extend(all(root, CONTROLS).into_iter().filter(|control| control.attr("form") == Some(id)).map(read_control));
    }
    HtmlForm {
        action: form.attr("action").unwrap_or_default().to_owned(),
        method: form.attr("method").unwrap_or("get").to_owned(),
        controls,
    }
}

fn read_control(control: ElementRef<'_>) -> Control {
    let attribute = |name: &str| control.attr(name).unwrap_or_default().to_owned();
    let (kind, value) = match control.value().name() {
        "button" => ("button".to_owned(), attribute("value")),
        // The first line end of a text area is not part of what it holds (HTML 13.1.2.5).
        "textarea" => ("textarea".to_owned(), control.text().collect()),
        "select" => {
            let options = all(control, "option");
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
            ("select".to_owned(), chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned())
        }
        _ => (control.attr("type").unwrap_or("text").to_owned(), attribute("value")),
    };
    let sends = match kind.as_str() {
        "button" | "submit" => false,
        "radio" | "checkbox" => control.attr("checked").is_some(),
        _ => control.attr("disabled").is_none(),
    };
    Control { name: attribute("name"), kind, value, sends }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_with_its_controls_wherever_they_stand() {
        let page = "<html lang=sv><title>T &amp; t</title><main>En <b>sida</b><form id=f method=post action=/a>\
            <input type=hidden name=csrf value=x><input type=radio name=r value=1><input type=radio name=r value=2 checked>\
            <textarea name=t>\nhej &lt;</textarea><select name=s><option value=''><option value=b selected></select>\
            <button name=act value=go></form><a href='/b?x=1'></a></main><button form=f name=act value=stay>";
        let read = Reading::of(page);
        assert_eq!((read.title.as_str(), read.language.as_str(), read.text.as_str()), ("T & t", "sv", "En sida hej <"));
        assert_eq!(read.links, ["/b?x=1"]);
        let [form] = read.forms.as_slice() else { panic!("one form: {read:?}") };
        let pairs = [("csrf", "x"), ("r", "2"), ("t", "hej <"), ("s", "b")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(form.pairs(), pairs);
        assert!(form.holds("act", "go") && form.holds("act", "stay"));
        assert_eq!(form.with(&[("r", "1"), ("act", "go")]).len(), 5);
        assert_eq!(form.typed(), ["t"]);
    }
}
