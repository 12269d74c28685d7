//! The stream of a desk, which counts as somebody being there for as long as it runs.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    web::Bytes,
};

use crate::flow::OpenList;

/// A body that carries the sign of presence: it goes when the connection goes.
struct Watched {
    body: BoxBody,
    _open: OpenList,
}

impl MessageBody for Watched {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

/// The same answer, which says that the list is open until it ends.
pub(super) fn watched(answer: HttpResponse, open: OpenList) -> HttpResponse {
    answer.map_body(|_, body| Watched { body, _open: open }).map_into_boxed_body()
}
