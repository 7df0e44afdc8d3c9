# The fixture "pgvector": a PostgreSQL with the extension pgvector, which Debian 12 does not have; PyPI's pgserver carries both. It is installed once
# for each build.
set(PGVECTOR_FOLDER ${POSTGRES_FOLDER}-vector)
set(PGVECTOR_URL "postgresql://florin@/postgres?host=${PGVECTOR_FOLDER}")
add_test(NAME server/pgvector COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/servers/pgvector.py start ${PGVECTOR_FOLDER} ${CMAKE_BINARY_DIR}/pgvector)
add_test(NAME server/pgvector/stop COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/servers/pgvector.py stop ${PGVECTOR_FOLDER} ${CMAKE_BINARY_DIR}/pgvector)
set_tests_properties(server/pgvector PROPERTIES FIXTURES_SETUP pgvector TIMEOUT 300)
set_tests_properties(server/pgvector/stop PROPERTIES FIXTURES_CLEANUP pgvector TIMEOUT 120)
set(pgvector_environment "FLORIN_TEST_POSTGRES=${PGVECTOR_URL};CMOCKA_MESSAGE_OUTPUT=stdout")

set_tests_properties(unit/store/pgvector PROPERTIES ENVIRONMENT "${pgvector_environment}" FIXTURES_REQUIRED pgvector)
# The same answers as on SQLite, and on a PostgreSQL without it.
add_test(NAME pgvector/finance/similar COMMAND unit_finance_similar)
set_tests_properties(pgvector/finance/similar PROPERTIES ENVIRONMENT "${pgvector_environment};FLORIN_TEST_STORE=postgres" TIMEOUT 600 FIXTURES_REQUIRED pgvector)
