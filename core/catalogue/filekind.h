// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/bytesource.h"
#include "core/catalogue/format.h"

#include <memory>

namespace chancery::catalogue {

struct FileNature
{
    FileKind kind = FileKind::Csv;
    bool isPacked = false; ///< by gzip
};

/// What a file is, by its first bytes. Errors: Input with FileKindUnsupported, FileOldWorkbook (`.xls`), FileEncrypted,
/// and those of unpacking.
Result<FileNature> natureOf(const FileSource &file);

/// The file's bytes, unpacked.
std::unique_ptr<ByteSource> bytesOf(BlockReader &blocks, bool isPacked);

} // namespace chancery::catalogue
