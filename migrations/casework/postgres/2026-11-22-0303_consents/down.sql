DROP TABLE tombstones;
DROP TABLE consents;
