// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A libFuzzer target over everything that reads a catalogue: what a file is, unpacking, encodings, workbooks, JSON, the
// parser, the check and the run. The input's first byte chooses what a person overrides, the rest is the file.

#include "core/catalogue/check.h"
#include "core/catalogue/chunkreader.h"
#include "core/catalogue/preview.h"
#include "core/json/value.h"

#include <QBuffer>

#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

using namespace chancery;
using namespace chancery::catalogue;
using namespace Qt::StringLiterals;

namespace {

/// A regular file that no disk has to write.
class MemoryFile
{
public:
    MemoryFile(const uint8_t *data, size_t size)
        : m_fd(::memfd_create("catalogue", MFD_CLOEXEC))
    {
        if (::write(m_fd, data, size) != ssize_t(size))
            std::abort();
    }
    ~MemoryFile() { ::close(m_fd); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    QString path() const { return u"/proc/self/fd/"_s + QString::number(m_fd); }

private:
    int m_fd;
};

void demand(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

FormatChoice choiceOf(uint8_t wishes)
{
    FormatChoice choice;
    if (wishes & 0x01)
        choice.hasHeader = (wishes & 0x02) != 0;
    if (wishes & 0x04)
        choice.quote = (wishes & 0x08) != 0 ? '\'' : '\0';
    if (wishes & 0x80)
        choice.encoding = allEncodings().value((wishes >> 4 & 0x07) + 1);
    return choice;
}

/// What is promised of every record, whatever the file.
qint64 recordsIn(const QString &file, const FormatChoice &choice, Cause &cause)
{
    qint64 records = 0;
    qint64 line = 0;
    const auto read = forEachRecord(file, choice, [&](const QStringList &headers, const Record &record) {
        demand(!headers.isEmpty() && headers.size() <= 16'384);
        demand(record.number == records++);
        demand(record.line >= line);
        demand(record.fields.size() <= 16'384);
        demand(record.fields.size() == headers.size() || !record.findings.isEmpty());
        line = record.line;
        return true;
    });
    cause = read ? Cause::Answered : read.error().cause;
    return records;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const MemoryFile memory(data + 1, size - 1);
    const FormatChoice choice = choiceOf(data[0]);
    Cause cause = Cause::Answered;
    const qint64 records = recordsIn(memory.path(), choice, cause);
    const auto shown = preview(memory.path(), choice);
    if (!shown)
        return 0;
    const ImportSpec spec{memory.path(), choice, autoMap(shown->headers)};
    QBuffer json;
    json.open(QIODevice::WriteOnly);
    CheckOptions options;
    options.jsonOut = &json;
    const auto report = check(spec, options);
    if (!report)
        return 0;
    demand(cause == Cause::Answered);
    demand(report->rows == records);
    demand(json::parse(json.data()).ok());
    const auto chunks = ChunkReader::open(spec, *report);
    demand(chunks.ok());
    qint64 sent = 0;
    for (auto chunk = (*chunks)->next(); !chunk->isEmpty(); chunk = (*chunks)->next()) {
        demand(chunk.ok());
        sent += qint64(chunk->rows.size());
    }
    demand(sent == report->sendable());
    return 0;
}
