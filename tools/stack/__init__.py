"""PostgreSQL, Valkey and the product's programs as child processes of one command, inside one folder."""
