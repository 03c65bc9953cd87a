#!/bin/bash
# Run once by the database's image, on an empty volume: the schema that posts are read from, and an account that may
# only read it. The account that writes, and its schema, are made by the image itself.

literal() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

reader="$(literal "$INPUT_USER")@'%'"
schema="\`${INPUT_SCHEMA//\`/\`\`}\`"
pattern=${schema//_/\\_}   # in a grant an underscore would stand for any character

mariadb --user=root --password="$MARIADB_ROOT_PASSWORD" <<SQL
CREATE DATABASE IF NOT EXISTS $schema CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS $reader IDENTIFIED BY $(literal "$INPUT_PASSWORD");
GRANT SELECT ON $pattern.* TO $reader;
SQL
