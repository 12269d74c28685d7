DROP TABLE editions;
DROP TABLE agency_manifests;
DROP TABLE agencies;
