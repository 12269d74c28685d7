DROP TABLE edition_approvals;
DROP TABLE edition_proposals;
