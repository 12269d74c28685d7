DROP TABLE protection_assessments;
