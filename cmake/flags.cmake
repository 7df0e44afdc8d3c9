# Compiler flags, each probed: compilers differ in what they know.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)

add_library(florin_flags INTERFACE)

function(florin_probe flag)
    string(MAKE_C_IDENTIFIER "HAVE${flag}" have)
    check_c_compiler_flag("${flag}" ${have})
    if(${have})
        target_compile_options(florin_flags INTERFACE "${flag}")
    endif()
endfunction()

# Tables (routes, fields, options) name what they say and leave out what is zero: C says that it is.
foreach(flag
    -Wall -Wextra -Wno-missing-field-initializers -Wformat=2 -Wconversion -Wimplicit-fallthrough -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wpointer-arith -Wvla -Wundef -Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types
    -Werror=int-conversion -fstack-clash-protection -fstack-protector-strong -fcf-protection=full
    -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)
    florin_probe(${flag})
endforeach()

if(FLORIN_WERROR)
    target_compile_options(florin_flags INTERFACE -Werror)
endif()

if(FLORIN_SANITIZE)
    target_compile_options(florin_flags INTERFACE -fsanitize=${FLORIN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
    target_link_options(florin_flags INTERFACE -fsanitize=${FLORIN_SANITIZE})
else()
    target_compile_options(florin_flags INTERFACE $<$<CONFIG:Release>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=3>)
    foreach(option -pie -Wl,-z,nodlopen -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now -Wl,--as-needed)
        string(MAKE_C_IDENTIFIER "LINK${option}" have)
        check_linker_flag(C "${option}" ${have})
        if(${have})
            target_link_options(florin_flags INTERFACE "${option}")
        endif()
    endforeach()
endif()

# Without this the fuzzers see no coverage and search blindly.
if(FLORIN_FUZZ)
    target_compile_options(florin_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Asserts are for bugs and stay on in every build.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")

if(FLORIN_COVERAGE)
    target_compile_options(florin_flags INTERFACE -O0 --coverage)
    target_link_options(florin_flags INTERFACE --coverage)
endif()
if(FLORIN_FUZZ)
    target_compile_options(florin_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
