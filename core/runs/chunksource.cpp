// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunksource.h"

#include "core/async/background.h"

#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace chancery {

using catalogue::ChunkLimit;
using catalogue::DraftChunk;

bool isSettledForGood(const ChunkRecord &chunk)
{
    return chunk.settled && chunk.unknown == 0 && chunk.notSent == 0;
}

/// What the background thread works with.
class ChunkSource::Reading
{
public:
    Reading(std::unique_ptr<catalogue::ChunkReader> reader, QString file, QList<ChunkRecord> past)
        : m_reader(std::move(reader))
        , m_file(std::move(file))
        , m_past(past.begin(), past.end())
    {
        for (const ChunkRecord &chunk : past)
            m_lastNumber = std::max(m_lastNumber, chunk.intent.number);
        // A chunk that was cut down left rows behind which got a later number.
        std::sort(m_past.begin(), m_past.end(),
                  [](const ChunkRecord &a, const ChunkRecord &b) { return a.intent.firstLine < b.intent.firstLine; });
    }

    Result<std::optional<PlannedChunk>> next(const ChunkLimit &limit);
    void putBack(DraftChunk rest) { m_back.push_front(std::move(rest)); }

private:
    Result<std::optional<PlannedChunk>> known(const ChunkRecord &past);
    std::optional<PlannedChunk> fresh(DraftChunk draft) { return PlannedChunk{++m_lastNumber, std::move(draft)}; }
    Error fileChanged() const;

    std::unique_ptr<catalogue::ChunkReader> m_reader;
    const QString m_file;
    std::deque<ChunkRecord> m_past; ///< in the order of the file
    std::deque<DraftChunk> m_back;  ///< of chunks that were cut down, in the order of the file
    int m_lastNumber = 0;
};

Result<std::optional<PlannedChunk>> ChunkSource::Reading::next(const ChunkLimit &limit)
{
    if (!m_back.empty()) {
        DraftChunk draft = std::move(m_back.front());
        m_back.pop_front();
        if (qint64(draft.rows.size()) > limit.maxRows)
            putBack(draft.splitOff(std::size_t(limit.maxRows)));
        return fresh(std::move(draft));
    }
    for (;;) {
        ChunkLimit bounded = limit;
        if (!m_past.empty())
            bounded.beforeLine = m_past.front().intent.firstLine;
        auto draft = m_reader->next(bounded);
        if (!draft)
            return draft.error();
        if (!draft->isEmpty())
            return fresh(std::move(*draft));
        if (m_past.empty())
            return std::optional<PlannedChunk>();
        const ChunkRecord past = m_past.front();
        m_past.pop_front();
        if (!isSettledForGood(past))
            return known(past);
        const auto skipped = m_reader->skip(past.intent.rows);
        if (!skipped)
            return skipped.error();
        if (*skipped != past.intent.rows)
            return fileChanged();
    }
}

Result<std::optional<PlannedChunk>> ChunkSource::Reading::known(const ChunkRecord &past)
{
    auto draft = m_reader->next({past.intent.rows, std::numeric_limits<qint64>::max()});
    if (!draft)
        return draft.error();
    const QByteArray hash = QCryptographicHash::hash(draft->json, QCryptographicHash::Sha256);
    const bool isTheSame = qint64(draft->rows.size()) == past.intent.rows && hash == past.intent.bodySha256;
    if (!isTheSame)
        return fileChanged();
    const QString job = past.jobs.isEmpty() ? QString() : past.jobs.last();
    const bool neverLeft = past.settled && past.notSent == past.intent.rows;
    return std::optional(PlannedChunk{past.intent.number, std::move(*draft), true, !neverLeft, job});
}

Error ChunkSource::Reading::fileChanged() const
{
    Error error;
    error.kind = ErrorKind::Input;
    error.cause = Cause::FileChanged;
    error.subject = m_file;
    return error;
}

ChunkSource::ChunkSource() = default;
ChunkSource::~ChunkSource() = default;

Pending<Nothing> ChunkSource::open(const ImportOrder &order, QList<ChunkRecord> past)
{
    using Opened = std::shared_ptr<Reading>;
    return background([order, past = std::move(past)](std::stop_token) -> Result<Opened> {
               auto reader = catalogue::ChunkReader::open(order.spec, order.report, order.unchanged);
               if (!reader)
                   return reader.error();
               return std::make_shared<Reading>(std::move(*reader), order.spec.file, past);
           })
        .transform([this](const Opened &opened) {
            m_reading = opened;
            return Nothing{};
        });
}

Pending<std::optional<PlannedChunk>> ChunkSource::next(const ChunkLimit &limit)
{
    return background([reading = m_reading, limit](std::stop_token) { return reading->next(limit); });
}

void ChunkSource::putBack(DraftChunk rest)
{
    m_reading->putBack(std::move(rest));
}

} // namespace chancery
