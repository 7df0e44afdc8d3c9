# The fixture "postgres": a server that is started before the first test that needs it and ended after the last.
string(MD5 postgres_key ${CMAKE_BINARY_DIR})
string(SUBSTRING ${postgres_key} 0 8 postgres_key)
# A short path: it holds a socket, whose name may have 107 bytes.
set(POSTGRES_FOLDER /tmp/florin-postgres-${postgres_key})
set(POSTGRES_URL "postgresql://florin@/postgres?host=${POSTGRES_FOLDER}")
add_test(NAME server/postgres COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/servers/postgres.py start ${POSTGRES_FOLDER})
add_test(NAME server/postgres/stop COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/servers/postgres.py stop ${POSTGRES_FOLDER})
set_tests_properties(server/postgres PROPERTIES FIXTURES_SETUP postgres TIMEOUT 120)
set_tests_properties(server/postgres/stop PROPERTIES FIXTURES_CLEANUP postgres TIMEOUT 120)

function(needs_postgres test)
    set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED postgres)
    set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT "FLORIN_TEST_POSTGRES=${POSTGRES_URL}")
endfunction()

foreach(file ${units})
    get_filename_component(name ${file} NAME_WE)
    if(name MATCHES "^test_postgres")
        string(REPLACE "test_" "" short ${name})
        needs_postgres(unit/store/${short})
        target_compile_definitions(unit_store_${short} PRIVATE
            FLORIN_POSTGRES_PY="${CMAKE_CURRENT_SOURCE_DIR}/servers/postgres.py")
    endif()
endforeach()

# The tests that open a household's store, once more on PostgreSQL.
foreach(file ${units})
    get_filename_component(name ${file} NAME_WE)
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(room ${folder} NAME)
    string(REPLACE "test_" "" short ${name})
    file(STRINGS ${file} opens REGEX "any_store|/world\\.h|/household\\.h|/book\\.h|ledger_world\\.h|files\\.h")
    if(opens AND room MATCHES "^(agents|api|bureau|events|finance|identity)$")
        add_test(NAME postgres/${room}/${short} COMMAND unit_${room}_${short})
        set_tests_properties(postgres/${room}/${short} PROPERTIES
            ENVIRONMENT "FLORIN_VECTORS=${CMAKE_CURRENT_SOURCE_DIR}/vectors;CMOCKA_MESSAGE_OUTPUT=stdout;FLORIN_TEST_STORE=postgres;FLORIN_LEDGER_OPS=4000" TIMEOUT 1200)
        needs_postgres(postgres/${room}/${short})
    endif()
endforeach()
