// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/catalogue/failedrows.h"
#include "core/catalogue/preview.h"

namespace chancery::catalogue {

namespace {
Error notYet(const QString &file)
{
    Error error;
    error.kind = ErrorKind::Input;
    error.cause = Cause::Unexpected;
    error.subject = file;
    return error;
}
} // namespace

class ChunkReader::Impl
{};

Result<Format> detectFormat(const QString &file, const FormatChoice &)
{
    return notYet(file);
}
Result<Preview> preview(const QString &file, const FormatChoice &, int)
{
    return notYet(file);
}
Result<Record> recordAt(const QString &file, const FormatChoice &, qint64)
{
    return notYet(file);
}
QByteArray draftJson(const Mapping &, const QStringList &)
{
    return {};
}
Result<CheckReport> check(const ImportSpec &spec, const CheckOptions &)
{
    return notYet(spec.file);
}
ChunkReader::ChunkReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
ChunkReader::~ChunkReader() = default;
Result<std::unique_ptr<ChunkReader>> ChunkReader::open(const ImportSpec &spec, const CheckReport &)
{
    return notYet(spec.file);
}
Result<DraftChunk> ChunkReader::next(const ChunkLimit &)
{
    return DraftChunk{};
}
Result<qint64> ChunkReader::skip(qint64)
{
    return 0;
}
Result<qint64> exportRows(const ImportSpec &spec, const QHash<qint64, QString> &, const QString &)
{
    return notYet(spec.file);
}

} // namespace chancery::catalogue
