-- Codes and ids only: never personal data.
CREATE TABLE stream_events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX stream_events_stream ON stream_events (stream, id);
CREATE INDEX stream_events_created ON stream_events (created_at);
