//! Lines of witnesses that belong to no agency.

use diesel::prelude::*;
use store::{Conn, Micros, Result, on};

use super::{loaded, schema::outside_cosignatures, stored};
use crate::domain::outside_witness::OutsideCosignature;

/// Keeps a cosignature; the first of a witness for a size stays.
pub fn keep(conn: &mut Conn, cosignature: &OutsideCosignature) -> Result<()> {
    let row = (
        outside_cosignatures::size.eq(stored(cosignature.size)),
        outside_cosignatures::witness.eq(cosignature.witness.clone()),
        outside_cosignatures::line.eq(cosignature.line.clone()),
        outside_cosignatures::cosigned_at.eq(Micros::from(cosignature.cosigned_at)),
    );
    on!(conn, c => diesel::insert_into(outside_cosignatures::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The lines under a size, by witness.
pub fn lines_of(conn: &mut Conn, size: u64) -> Result<Vec<String>> {
    let of_size = outside_cosignatures::table
        .filter(outside_cosignatures::size.eq(stored(size)))
        .order(outside_cosignatures::witness)
        .select(outside_cosignatures::line);
    Ok(on!(conn, c => of_size.load(c))?)
}

/// The largest size a witness has cosigned; none when it never did.
pub fn last_of(conn: &mut Conn, witness: &str) -> Result<Option<u64>> {
    let own = outside_cosignatures::table.filter(outside_cosignatures::witness.eq(witness.to_owned()));
    let last = own.order(outside_cosignatures::size.desc()).select(outside_cosignatures::size);
    let size: Option<i64> = on!(conn, c => last.first(c).optional())?;
    Ok(size.map(loaded))
}
