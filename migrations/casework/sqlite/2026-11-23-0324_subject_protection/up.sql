-- The strictest level of protected identity that is known of the person in this case; empty: nobody has said.
ALTER TABLE subjects ADD COLUMN protection TEXT;
