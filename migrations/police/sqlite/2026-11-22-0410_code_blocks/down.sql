DROP TABLE code_blocks;
