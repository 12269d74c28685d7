-- Who holds a lease: the name of a replica. A replica that starts takes back what its own earlier run held.
ALTER TABLE queue_messages ADD COLUMN owner TEXT;
