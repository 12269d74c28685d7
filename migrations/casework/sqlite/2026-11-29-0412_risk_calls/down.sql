DROP TABLE risk_calls;
