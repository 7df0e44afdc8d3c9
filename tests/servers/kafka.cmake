# The fixture "kafka": a broker that is started before the first test that needs it and ended after the last. Tests that stop or kill theirs start
# one of their own (kafka.h).
string(MD5 kafka_key ${CMAKE_BINARY_DIR})
string(SUBSTRING ${kafka_key} 0 8 kafka_key)
set(KAFKA_FOLDER /tmp/florin-kafka-${kafka_key})
set(KAFKA_PROGRAM ${CMAKE_CURRENT_SOURCE_DIR}/servers/kafka.py)
add_executable(kafka_mock ${CMAKE_CURRENT_SOURCE_DIR}/servers/kafka_mock.c)
target_link_libraries(kafka_mock PRIVATE florin_flags PkgConfig::LIBS)
add_test(NAME server/kafka COMMAND ${Python3_EXECUTABLE} ${KAFKA_PROGRAM} start ${KAFKA_FOLDER} $<TARGET_FILE:kafka_mock>)
add_test(NAME server/kafka/stop COMMAND ${Python3_EXECUTABLE} ${KAFKA_PROGRAM} stop ${KAFKA_FOLDER})
# The first time Maven fetches the broker.
set_tests_properties(server/kafka PROPERTIES FIXTURES_SETUP kafka TIMEOUT 600)
set_tests_properties(server/kafka/stop PROPERTIES FIXTURES_CLEANUP kafka TIMEOUT 120)

# One at a time: several brokers starve each other, and a starved one misses the deadlines that its protocol has. Beside tests without Kafka they are
# at home (they were run under a load of ten on two cores); whole programs under load of their own have the machine to themselves.
function(needs_kafka test)
    if(test MATCHES "^unit/")
        set_tests_properties(${test} PROPERTIES RESOURCE_LOCK kafka)
    else()
        set_tests_properties(${test} PROPERTIES RUN_SERIAL TRUE)
    endif()
    set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED kafka)
    set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT "FLORIN_TEST_KAFKA=${KAFKA_FOLDER}"
        "FLORIN_TEST_KAFKA_PROGRAM=${KAFKA_PROGRAM}" "FLORIN_TEST_KAFKA_CLUSTER=$<TARGET_FILE:kafka_mock>")
endfunction()

foreach(file ${units})
    get_filename_component(name ${file} NAME_WE)
    if(name MATCHES "^test_kafka" AND NOT name MATCHES "_(url|held)$")
        string(REPLACE "test_" "" short ${name})
        needs_kafka(unit/bus/${short})
    endif()
endforeach()
