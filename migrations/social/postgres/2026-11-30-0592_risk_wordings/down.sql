DROP TABLE risk_wording_withdrawals;
DROP TABLE risk_wordings;
