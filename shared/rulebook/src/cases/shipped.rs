//! The cases this program ships with: files by subject, joined in this order to one table.

/// The files; each begins with the same header.
const FILES: [&str; 10] = [
    include_str!("../../cases/10-orosanmalan.csv"),
    include_str!("../../cases/20-utredning-och-aterkoppling.csv"),
    include_str!("../../cases/30-samtycke.csv"),
    include_str!("../../cases/40-tva-personer.csv"),
    include_str!("../../cases/50-forundersokning.csv"),
    include_str!("../../cases/60-utsedd-person.csv"),
    include_str!("../../cases/70-aldrig.csv"),
    include_str!("../../cases/80-vid-sidan.csv"),
    include_str!("../../cases/90-laget-och-ordningen.csv"),
    include_str!("../../cases/95-inget-annat.csv"),
];

/// All files as one table: the header once.
pub(super) fn text() -> String {
    let rows = FILES[1..].iter().map(|file| file.split_once('\n').map_or("", |(_, rows)| rows));
    std::iter::once(FILES[0]).chain(rows).collect()
}
