// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/chunkreader.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/draftwriter.h"
#include "core/catalogue/mappingfit.h"

namespace chancery::catalogue {

using Step = RecordReader::Step;

class ChunkReader::Impl
{
public:
    Impl(const ImportSpec &spec, const CheckReport &report, std::unique_ptr<CatalogueFile> file)
        : m_leftOut(report.leftOutRecords)
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

    RecordSet m_leftOut;
    RowPlan m_plan;
    DraftWriter m_writer;
    std::unique_ptr<CatalogueFile> m_file;
    ByteBuffer m_row;
    Granularity m_granularity = Granularity::Model;
    bool m_hasRow = false; ///< m_row did not fit into the chunk before
    std::optional<Error> m_error;
};

Step ChunkReader::Impl::advance()
{
    Step step = Step::End;
    RecordReader &reader = m_file->reader();
    do
        step = reader.next();
    while (step == Step::Record && m_leftOut.contains(reader.record().number - 1));
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

Result<DraftChunk> ChunkReader::Impl::next(const ChunkLimit &limit)
{
    if (m_error)
        return *m_error;
    DraftChunk chunk;
    chunk.json = "[";
    while (qint64(chunk.rows.size()) < std::max<qint64>(1, limit.maxRows)) {
        const Step step = m_hasRow ? Step::Record : advance();
        if (step == Step::Failed) {
            // Blocks are compared before any of their rows is parsed: what is in the chunk is what was checked. Yet the
            // file is not to be trusted any more, so nothing of it is sent from here on.
            m_error = m_file->reader().error();
            return *m_error;
        }
        if (step == Step::End)
            break;
        const bool isTooMuch = chunk.json.size() + qint64(m_row.size()) + 2 > limit.maxBytes;
        if (isTooMuch && !chunk.isEmpty())
            break;
        if (!chunk.isEmpty())
            chunk.json += ',';
        chunk.json.append(m_row.data(), qsizetype(m_row.size()));
        chunk.rows.push_back(draftRow());
        m_hasRow = false;
    }
    chunk.json += ']';
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

ChunkReader::ChunkReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
ChunkReader::~ChunkReader() = default;

Result<std::unique_ptr<ChunkReader>> ChunkReader::open(const ImportSpec &spec, const CheckReport &report)
{
    auto opened = CatalogueFile::open(spec.file, spec.format, report.blockDigests);
    if (!opened) {
        // It was there when it was checked.
        Error error = opened.error();
        if (error.cause == Cause::FileNotFound)
            error.cause = Cause::FileVanished;
        else if (error.cause == Cause::FileEmpty)
            error.cause = Cause::FileChanged;
        return error;
    }
    CatalogueFile &file = **opened;
    file.apply(spec.edits);
    if (file.source().identity() != report.identity || file.format() != report.format)
        return inputError(Cause::FileChanged, spec.file);
    if (const auto fit = fits(spec.mapping, file.headers(), spec.file); !fit)
        return fit.error();
    return std::unique_ptr<ChunkReader>(
        new ChunkReader(std::make_unique<Impl>(spec, report, std::move(opened).value())));
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
