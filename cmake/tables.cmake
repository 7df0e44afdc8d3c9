# A feature is one file; the tables that list them are made here from the folders. Nothing else is edited to add one.
set(FLORIN_TABLES)

# florin_table(FOLDER TYPE PREFIX ARRAY HEADER): for each FOLDER/NAME.c, `const struct TYPE PREFIX_NAME` goes into
# `const struct TYPE *const ARRAY[]`, which NULL ends.
function(florin_table folder type prefix array header)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.c)
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
