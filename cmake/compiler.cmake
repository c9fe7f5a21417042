# SPDX-License-Identifier: Apache-2.0
# What every target is compiled with: warnings are errors, hardening in optimised builds, sanitizers on request.
add_library(sceau_compiler INTERFACE)
target_include_directories(sceau_compiler INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(sceau_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Werror)
# g++ 12 sees overlapping copies in std::string::operator=(const char*) that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sceau_compiler INTERFACE -Wno-restrict)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2")
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT SCEAU_SANITIZE)
  target_compile_options(sceau_compiler INTERFACE
    -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_link_options(sceau_compiler INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  target_link_options(sceau_compiler INTERFACE "$<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>")
endif()
if(SCEAU_SANITIZE)
  # With sanitizers g++ takes what it cannot follow any more for uninitialized (its manual, -fsanitize=address).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(sceau_compiler INTERFACE -Wno-maybe-uninitialized)
  endif()
  target_compile_options(sceau_compiler INTERFACE
    -O1 -g1 -fsanitize=${SCEAU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(sceau_compiler INTERFACE -fsanitize=${SCEAU_SANITIZE})
endif()
if(SCEAU_FUZZ)
  target_compile_options(sceau_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()

# sceau_room(NAME LINKS... SOURCES ...): one folder, one static library; its links are its arrows.
function(sceau_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(${name} PUBLIC sceau_compiler ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
endfunction()
