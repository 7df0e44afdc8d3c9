# A feature is one file; the tables that list them are made here from the folders. Nothing else is edited to add one.
set(FLORIN_TABLES)

# florin_table(FOLDER TYPE PREFIX ARRAY HEADER): for each FOLDER/NAME.c, `const struct TYPE PREFIX_NAME` goes into
# `const struct TYPE *const ARRAY[]`, which NULL ends. With a sixth word, DEEP, those in folders below as well; in the order of their names.
function(florin_table folder type prefix array header)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.c)
    if("DEEP" IN_LIST ARGN)
        file(GLOB below CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*/*.c)
        list(TRANSFORM files REPLACE "^.*/([^/]+)$" "\\1|\\0")
        list(TRANSFORM below REPLACE "^.*/([^/]+)$" "\\1|\\0")
        list(APPEND files ${below})
        list(SORT files)
        list(TRANSFORM files REPLACE "^[^|]*\\|" "")
    endif()
    set(externs "")
    set(entries "")
    foreach(file ${files})
        get_filename_component(name ${file} NAME_WE)
        string(APPEND externs "extern const struct ${type} ${prefix}_${name};\n")
        string(APPEND entries "    &${prefix}_${name},\n")
    endforeach()
    set(out ${CMAKE_BINARY_DIR}/tables/${array}.c)
    file(CONFIGURE OUTPUT ${out} CONTENT
"/* Made from src/${folder}/ by cmake/tables.cmake. */
#include \"${header}\"

${externs}
const struct ${type} *const ${array}[] = {
${entries}    NULL,
};
")
    set(FLORIN_TABLES ${FLORIN_TABLES} ${out} PARENT_SCOPE)
endfunction()

florin_table(bankfile/formats bankfile_format bankfile_format bankfile_formats bankfile/format.h)
if(EXISTS ${CMAKE_SOURCE_DIR}/src/agents/agent.h)
    florin_table(agents/team agent agent agents agents/agent.h)
endif()
if(EXISTS ${CMAKE_SOURCE_DIR}/src/app/command.h)
    florin_table(app/command command command commands app/command.h DEEP)
endif()
florin_table(api/resource api_resource api_resource api_resources api/route.h DEEP)
florin_table(app/bench benchmark benchmark benchmarks app/benchmark.h)
florin_table(app/numerics numeric numeric numerics app/numeric.h)
florin_table(finance/effect effect effect effects finance/proposal/effect.h)
florin_table(secret/driver secret_driver secret_driver secret_drivers secret/secret_driver.h)

# store/migrations/NNNN_name.sql become `store_migrations`, in the order of their numbers.
function(florin_migrations)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/store/migrations/*.sql)
    list(SORT files)
    set(entries "")
    foreach(file ${files})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(base ${file} NAME_WE)
        string(REGEX MATCH "^0*([1-9][0-9]*)_(.+)$" matched ${base})
        if(NOT matched)
            message(FATAL_ERROR "${file}: a migration is named NNNN_name.sql")
        endif()
        set(version ${CMAKE_MATCH_1})
        set(name ${CMAKE_MATCH_2})
        file(READ ${file} sql)
        string(REPLACE "\\" "\\\\" sql "${sql}")
        string(REPLACE "\"" "\\\"" sql "${sql}")
        string(REPLACE "\n" "\\n\"\n        \"" sql "${sql}")
        string(APPEND entries "    {${version}, \"${name}\",\n        \"${sql}\"},\n")
    endforeach()
    set(out ${CMAKE_BINARY_DIR}/tables/store_migrations.c)
    file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"/* Made from src/store/migrations/ by cmake/tables.cmake. */
#include \"store/migrate.h\"

const struct migration store_migrations[] = {
${entries}    {0, NULL, NULL},
};
")
    set(FLORIN_TABLES ${FLORIN_TABLES} ${out} PARENT_SCOPE)
endfunction()
florin_migrations()
