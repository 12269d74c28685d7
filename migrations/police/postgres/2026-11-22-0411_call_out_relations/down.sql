DROP TABLE call_out_relations;
