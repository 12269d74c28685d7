ALTER TABLE witness_state DROP COLUMN note;
DROP TABLE followed_leaves;
