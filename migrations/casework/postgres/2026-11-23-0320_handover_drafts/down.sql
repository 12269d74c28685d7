DROP TABLE draft_handovers;
DROP TABLE draft_facts;
DROP TABLE draft_fields;
DROP TABLE handover_drafts;
