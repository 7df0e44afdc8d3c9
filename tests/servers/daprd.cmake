# The program beside a Dapr sidecar: one that obeys (daprd.py) and, where Go 1.22 or later is, the real daprd with components in memory. The first
# build of daprd downloads its modules and takes some minutes; Go's cache makes the next ones a matter of seconds.
add_test(NAME scenario/dapr
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/scenarios/dapr.py $<TARGET_FILE:florin>)
set_tests_properties(scenario/dapr PROPERTIES LABELS scenario TIMEOUT 900)

find_program(GO go HINTS /usr/local/go/bin)
set(go_version 0)
if(GO)
    execute_process(COMMAND ${GO} env GOVERSION OUTPUT_VARIABLE go_version OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REGEX REPLACE "^go([0-9.]+).*$" "\\1" go_version "${go_version}")
endif()
if(go_version VERSION_LESS 1.22)
    message(STATUS "The real daprd is not built for the tests: there is no Go 1.22")
    return()
endif()
add_test(NAME server/daprd
    COMMAND ${CMAKE_COMMAND} -E env GOFLAGS=-buildvcs=false ${GO} build -C ${CMAKE_CURRENT_SOURCE_DIR}/servers/daprd -mod=readonly
            -o ${CMAKE_BINARY_DIR}/daprd .)
set_tests_properties(server/daprd PROPERTIES FIXTURES_SETUP daprd TIMEOUT 1800)
add_test(NAME scenario/daprd
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/scenarios/dapr.py $<TARGET_FILE:florin> beside the real daprd)
set_tests_properties(scenario/daprd PROPERTIES LABELS scenario TIMEOUT 900 FIXTURES_REQUIRED daprd
    ENVIRONMENT FLORIN_TEST_DAPRD=${CMAKE_BINARY_DIR}/daprd)
