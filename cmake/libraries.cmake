# SPDX-License-Identifier: Apache-2.0
# Every library the program links, found once. All are Debian packages: packaging/build-packages.txt.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_path(LIBP11_HEADERS libp11.h REQUIRED)  # its header alone: crypto/pkcs11_library loads it on use
find_package(EXPAT REQUIRED)
find_package(ZLIB REQUIRED)
find_package(pugixml REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation JSON Net NetSSL Zip)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
target_compile_definitions(PkgConfig::QPDF INTERFACE POINTERHOLDER_TRANSITION=4)
find_package(SQLite3 3.40 REQUIRED)
find_package(date REQUIRED)
find_path(TOML_HEADERS toml++/toml.h REQUIRED)  # used as headers alone, without exceptions
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo-pdf)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo pangoft2 fontconfig)
