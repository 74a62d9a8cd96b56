// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/draftwriter.h"

namespace chancery::catalogue {

/// A file that was checked, opened once more at its first record. Errors: as check(); FileChanged or FileVanished when
/// it is no longer the file of the report.
Result<std::unique_ptr<CatalogueFile>> openChecked(const ImportSpec &spec, const CheckReport &report);

/// Another pass over a checked file, row by row: those that the check did not leave out. For one background thread at a
/// time.
class DraftReader
{
public:
    /// Errors: as openChecked().
    static Result<std::unique_ptr<DraftReader>> open(const ImportSpec &spec, const CheckReport &report);

    RecordReader::Step next();
    /// Precondition: next() said Failed. FileChanged or FileVanished, besides what reading meets.
    const Error &error() const { return m_file->reader().error(); }

    // Of the row at hand, until the next next().
    qint64 record() const { return m_file->reader().record().number - 1; }
    qint64 line() const { return m_file->reader().record().line; }
    /// With the numbers that its level has (Keyban fact sheet §6.1).
    const KeyView &key() const { return m_key; }
    /// The create body.
    std::string_view json() const { return m_row.view(); }

    /// How far in the file, in bytes.
    qint64 position() const { return m_file->position(); }

private:
    DraftReader(const ImportSpec &spec, const CheckReport &report, std::unique_ptr<CatalogueFile> file);

    RecordSet m_leftOut;
    RowPlan m_plan;
    DraftWriter m_writer;
    std::unique_ptr<CatalogueFile> m_file;
    KeyView m_key;
    ByteBuffer m_row;
};

} // namespace chancery::catalogue
