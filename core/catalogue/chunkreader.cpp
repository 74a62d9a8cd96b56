// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/chunkreader.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/draftreader.h"
#include "core/catalogue/draftwriter.h"

namespace chancery::catalogue {

using Step = RecordReader::Step;

class ChunkReader::Impl
{
public:
    Impl(const ImportSpec &spec, const CheckReport &report, const RecordSet &unchanged,
         std::unique_ptr<CatalogueFile> file)
        : m_leftOut(report.leftOutRecords)
        , m_unchanged(unchanged)
        , m_plan(spec.mapping)
        , m_writer(spec.mapping)
        , m_file(std::move(file))
    {}

    Result<DraftChunk> next(const ChunkLimit &limit);
    Result<qint64> skip(qint64 rows);

private:
    /// The next sendable row, as JSON in m_row.
    Step advance();
    DraftRow draftRow() const;
    void reserve(DraftChunk &chunk, const ChunkLimit &limit) const;

    bool isSent(qint64 record) const { return !m_leftOut.contains(record) && !m_unchanged.contains(record); }

    RecordSet m_leftOut;
    RecordSet m_unchanged;
    RowPlan m_plan;
    DraftWriter m_writer;
    std::unique_ptr<CatalogueFile> m_file;
    ByteBuffer m_row;
    Granularity m_granularity = Granularity::Model;
    bool m_hasRow = false; ///< m_row did not fit into the chunk before
    qint64 m_lastRows = 0; ///< of the chunk before
    qint64 m_lastBytes = 0;
    std::optional<Error> m_error;
};

Step ChunkReader::Impl::advance()
{
    Step step = Step::End;
    RecordReader &reader = m_file->reader();
    do
        step = reader.next();
    while (step == Step::Record && !isSent(reader.record().number - 1));
    if (step != Step::Record)
        return step;
    const RawRecord &row = reader.record();
    m_granularity = m_plan.granularityOf(row).value_or(m_plan.usualGranularity);
    m_row.clear();
    m_writer.append(m_row, row, m_granularity);
    m_hasRow = true;
    return step;
}

DraftRow ChunkReader::Impl::draftRow() const
{
    const RawRecord &row = m_file->reader().record();
    const KeyView key = keyOf(m_plan, m_granularity, row);
    return {row.line, {keyban::wireName(m_granularity), toText(key.model), toText(key.batch), toText(key.item)}};
}

/// By the rows of the chunk before, so that a large one is not copied over and over while it grows.
void ChunkReader::Impl::reserve(DraftChunk &chunk, const ChunkLimit &limit) const
{
    const qint64 rows = std::min(limit.maxRows, m_lastRows * 2);
    const qint64 bytes = std::min(limit.maxBytes, m_lastRows > 0 ? m_lastBytes * rows / m_lastRows * 33 / 32 : 0);
    chunk.rows.reserve(std::size_t(rows));
    chunk.ends.reserve(std::size_t(rows));
    chunk.json.reserve(qsizetype(bytes) + 64);
}

Result<DraftChunk> ChunkReader::Impl::next(const ChunkLimit &limit)
{
    if (m_error)
        return *m_error;
    DraftChunk chunk;
    reserve(chunk, limit);
    chunk.json += '[';
    while (qint64(chunk.rows.size()) < std::max<qint64>(1, limit.maxRows)) {
        const Step step = m_hasRow ? Step::Record : advance();
        if (step == Step::Failed) {
            // Blocks are compared before any of their rows is parsed: what is in the chunk is what was checked. Yet the
            // file is not to be trusted any more, so nothing of it is sent from here on.
            m_error = m_file->reader().error();
            return *m_error;
        }
        if (step == Step::End || m_file->reader().record().line >= limit.beforeLine)
            break;
        const bool isTooMuch = chunk.json.size() + qint64(m_row.size()) + 2 > limit.maxBytes;
        if (isTooMuch && !chunk.isEmpty())
            break;
        if (!chunk.isEmpty())
            chunk.json += ',';
        chunk.json.append(m_row.data(), qsizetype(m_row.size()));
        chunk.ends.push_back(chunk.json.size());
        chunk.rows.push_back(draftRow());
        m_hasRow = false;
    }
    chunk.json += ']';
    m_lastRows = qint64(chunk.rows.size());
    m_lastBytes = chunk.json.size();
    return chunk;
}

Result<qint64> ChunkReader::Impl::skip(qint64 rows)
{
    qint64 skipped = 0;
    for (; skipped < rows; ++skipped) {
        const Step step = m_hasRow ? Step::Record : advance();
        if (step == Step::Failed)
            m_error = m_file->reader().error();
        if (m_error)
            return *m_error;
        if (step == Step::End)
            break;
        m_hasRow = false;
    }
    return skipped;
}

DraftChunk DraftChunk::splitOff(std::size_t count)
{
    const qsizetype cut = ends[count - 1];
    DraftChunk rest;
    rest.json = '[' + json.sliced(cut + 1); // behind the comma
    json.truncate(cut);
    json += ']';
    rest.rows.assign(std::make_move_iterator(rows.begin() + std::ptrdiff_t(count)),
                     std::make_move_iterator(rows.end()));
    rows.resize(count);
    for (std::size_t i = count; i < ends.size(); ++i)
        rest.ends.push_back(ends[i] - cut);
    ends.resize(count);
    return rest;
}

ChunkReader::ChunkReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
ChunkReader::~ChunkReader() = default;

Result<std::unique_ptr<ChunkReader>> ChunkReader::open(const ImportSpec &spec, const CheckReport &report,
                                                       const RecordSet &unchanged)
{
    auto opened = openChecked(spec, report);
    if (!opened)
        return opened.error();
    return std::unique_ptr<ChunkReader>(
        new ChunkReader(std::make_unique<Impl>(spec, report, unchanged, std::move(opened).value())));
}

Result<DraftChunk> ChunkReader::next(const ChunkLimit &limit)
{
    return m_impl->next(limit);
}

Result<qint64> ChunkReader::skip(qint64 rows)
{
    return m_impl->skip(rows);
}

} // namespace chancery::catalogue
