DROP TABLE receipts;
DROP TABLE parcels;
DROP TABLE arrivals;
