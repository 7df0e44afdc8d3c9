# The page: src/web/ is bundled by esbuild and becomes the table `web_assets` (src/web/web.h). Nothing but npm's registry is reached, and only to
# install what src/web/package-lock.json names.
find_program(NODE node)
find_program(NPM npm)
if(NOT NODE OR NOT NPM)
    message(FATAL_ERROR "The page is built with node and npm, which are missing here: run script/setup.")
endif()

set(web_source ${CMAKE_SOURCE_DIR}/src/web)
set(web_table ${CMAKE_BINARY_DIR}/tables/web_assets.c)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/tables)
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS
    ${web_source}/*.ts ${web_source}/*.tsx ${web_source}/*.css ${web_source}/*.svg ${web_source}/*.html)
list(FILTER web_files EXCLUDE REGEX "/node_modules/")

add_custom_command(OUTPUT ${web_table}
    COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D FOLDER=${web_source} -P ${CMAKE_SOURCE_DIR}/cmake/npm_ci.cmake
    COMMAND ${NODE} ${web_source}/build.mjs ${CMAKE_BINARY_DIR}/web ${web_table}
    DEPENDS ${web_files} ${web_source}/build.mjs ${web_source}/manifest.json ${web_source}/package-lock.json
        ${CMAKE_SOURCE_DIR}/cmake/npm_ci.cmake
    COMMENT "Bundling the page" VERBATIM)
set(FLORIN_TABLES ${FLORIN_TABLES} ${web_table})
