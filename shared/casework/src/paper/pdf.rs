//! Pages into the bytes of a tagged PDF.

use std::num::NonZeroU16;

use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::Point,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    tagging::{ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree},
    text::TextDirection,
};

use super::{
    Paper, PaperError,
    font::Fonts,
    layout::{Line, MARGIN, PAGE, Part, pages},
};

/// Identifiers of what is drawn of one block, which may run over several pages.
struct Drawn {
    block: usize,
    part: Part,
    text: String,
    pieces: Vec<Identifier>,
}

/// The file.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let fonts = Fonts::load()?;
    let mut document = Document::new_with(settings()?);
    let mut drawn: Vec<Drawn> = Vec::new();
    for lines in pages(paper, &fonts) {
        draw(&mut document, &fonts, &lines, &mut drawn)?;
    }
    document.set_metadata(metadata(paper));
    document.set_outline(outline(paper));
    document.set_tag_tree(tags(paper, drawn)?);
    document.finish().map_err(|error| PaperError::Form(format!("{error:?}").chars().take(200).collect()))
}

fn settings() -> Result<SerializeSettings, PaperError> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|_| PaperError::Form("PDF/UA-1 is not to be had".to_owned()))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn draw(document: &mut Document, fonts: &Fonts, lines: &[Line], drawn: &mut Vec<Drawn>) -> Result<(), PaperError> {
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PaperError::Form("the size of the page".to_owned()))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for line in lines {
        let piece = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let (font, size) = (fonts.drawn(line.part.weight()), line.part.size());
        surface.draw_text(Point::from_xy(MARGIN, line.baseline), font, size, &line.text, false, TextDirection::LeftToRight);
        surface.end_tagged();
        match drawn.last_mut().filter(|last| last.block == line.block) {
            Some(last) => {
                last.text.push_str(&line.text);
                last.pieces.push(piece);
            }
            None => drawn.push(Drawn { block: line.block, part: line.part, text: line.text.clone(), pieces: vec![piece] }),
        }
    }
    surface.finish();
    page.finish();
    Ok(())
}

fn metadata(paper: &Paper) -> Metadata {
    let year = u16::try_from(paper.made_on.year()).unwrap_or_default();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let made = DateTime::new(year).month(part(paper.made_on.month())).day(part(paper.made_on.day()));
    Metadata::new().title(paper.title.clone()).language(paper.language.code().to_owned()).creation_date(made)
}

/// The form asks for a table of contents: it leads to the top.
fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(paper.title.clone(), XyzDestination::new(0, Point::from_xy(MARGIN, MARGIN))));
    outline
}

fn tags(paper: &Paper, drawn: Vec<Drawn>) -> Result<TagTree, PaperError> {
    let mut tree = TagTree::new().with_lang(Some(paper.language.code().to_owned()));
    for block in drawn {
        let tag: TagKind = match block.part {
            Part::Title => heading(1, block.text)?,
            Part::Heading => heading(2, block.text)?,
            Part::Text => Tag::P.into(),
        };
        tree.push(TagGroup::with_children(tag, block.pieces.into_iter().map(Into::into).collect()));
    }
    Ok(tree)
}

fn heading(level: u16, title: String) -> Result<TagKind, PaperError> {
    let level = NonZeroU16::new(level).ok_or_else(|| PaperError::Form("a heading without a level".to_owned()))?;
    Ok(Tag::Hn(level, Some(title.trim_end().to_owned())).into())
}
