// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/filekind.h"

#include "core/catalogue/gzipbytes.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace chancery::catalogue {

using namespace std::string_view_literals;

namespace {

constexpr qint64 headSize = 4096;
constexpr auto gzipMark = "\x1F\x8B"sv;
constexpr auto zipMark = "PK\x03\x04"sv;
constexpr auto emptyZipMark = "PK\x05\x06"sv;
constexpr auto compoundMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

/// PDF, pictures, and archives of other kinds.
constexpr std::array foreignMarks{"%PDF-"sv,
                                  "\x89PNG\r\n"sv,
                                  "\xFF\xD8\xFF"sv,
                                  "Rar!\x1A"sv,
                                  "7z\xBC\xAF"sv,
                                  "\xFD"
                                  "7zXZ"sv,
                                  "\x28\xB5\x2F\xFD"sv,
                                  "SQLite format 3"sv};
constexpr std::array markupStarts{"<?xml"sv, "<html"sv, "<!doctype"sv, "<table"sv, "<meta"sv};

quint32 littleEndian(std::string_view bytes, std::size_t at, int size)
{
    quint32 value = 0;
    for (int i = size - 1; i >= 0; --i)
        value = value << 8 | uchar(bytes[at + std::size_t(i)]);
    return value;
}

/// A compound file ([MS-CFB] §2.2, §2.6) is a workbook of the old kind, or the wrapping of an encrypted new one, which
/// its directory tells.
Result<Cause> compoundCause(const FileSource &file, std::string_view head)
{
    constexpr auto encrypted = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
    constexpr std::size_t headerSize = 512;
    if (head.size() < headerSize)
        return Cause::FileCutShort;
    const quint32 shift = std::clamp(littleEndian(head, 30, 2), 7U, 12U);
    const qint64 directory = (qint64(littleEndian(head, 48, 4)) + 1) << shift;
    QByteArray sector(headSize, '\0');
    const auto got = file.read(std::min(directory, file.size()), sector.data(), headSize);
    if (!got)
        return got.error();
    const std::string_view names(sector.constData(), std::size_t(std::max<qint64>(*got, 0)));
    return names.find(encrypted) != std::string_view::npos ? Cause::FileEncrypted : Cause::FileOldWorkbook;
}

/// The first characters of a text in any encoding, without marks, blanks and the zeros of UTF-16.
QByteArray firstCharacters(std::string_view head)
{
    QByteArray text(head.data(), std::min<qsizetype>(qsizetype(head.size()), 512));
    for (const auto mark : {"\xEF\xBB\xBF"sv, "\xFF\xFE"sv, "\xFE\xFF"sv}) {
        if (head.starts_with(mark)) {
            text.remove(0, qsizetype(mark.size()));
            break;
        }
    }
    text.removeIf([](char c) { return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return text.toLower();
}

bool isNamedJson(const QString &path)
{
    return path.endsWith(QLatin1StringView(".json"), Qt::CaseInsensitive) ||
           path.endsWith(QLatin1StringView(".json.gz"), Qt::CaseInsensitive);
}

template <typename Marks>
bool startsWithAny(std::string_view text, const Marks &marks)
{
    return std::any_of(marks.begin(), marks.end(), [text](std::string_view mark) { return text.starts_with(mark); });
}

Result<FileKind> kindOf(const FileSource &file, std::string_view head, bool isPacked)
{
    const bool isArchive = head.starts_with(zipMark) || head.starts_with(emptyZipMark);
    if (isArchive && !isPacked)
        return FileKind::Workbook;
    if (head.starts_with(compoundMark) && !isPacked) {
        const auto cause = compoundCause(file, head);
        return cause ? inputError(*cause, file.path()) : cause.error();
    }
    const QByteArray start = firstCharacters(head);
    const std::string_view text(start.constData(), std::size_t(start.size()));
    const bool isForeign = isArchive || head.starts_with(compoundMark) || head.starts_with(gzipMark) ||
                           startsWithAny(head, foreignMarks) || startsWithAny(text, markupStarts);
    if (isForeign)
        return inputError(Cause::FileKindUnsupported, file.path());
    if (text.starts_with("[{") || text == "[]")
        return FileKind::JsonArray;
    const bool isJson = isNamedJson(file.path()) && !text.empty();
    return isJson ? FileKind::JsonArray : FileKind::Csv;
}

} // namespace

std::unique_ptr<ByteSource> bytesOf(BlockReader &blocks, bool isPacked)
{
    if (isPacked)
        return std::make_unique<GzipBytes>(blocks);
    return std::make_unique<PlainBytes>(blocks);
}

Result<FileNature> natureOf(const FileSource &file)
{
    QByteArray head(BlockReader::blockSize, Qt::Uninitialized);
    auto got = file.read(0, head.data(), headSize);
    const bool isPacked = got && *got >= 2 && head.startsWith(QByteArrayView(gzipMark.data(), 2));
    if (isPacked) {
        BlockReader blocks(file);
        got = bytesOf(blocks, true)->read(head.data());
    }
    if (!got)
        return got.error();
    if (*got == 0)
        return inputError(Cause::FileEmpty, file.path());
    const auto kind = kindOf(file, {head.constData(), std::size_t(*got)}, isPacked);
    if (!kind)
        return kind.error();
    return FileNature{*kind, isPacked};
}

} // namespace chancery::catalogue
