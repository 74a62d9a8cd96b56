// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowstore.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/findinglog.h"
#include "core/catalogue/rowspool.h"

#include <algorithm>

namespace chancery::catalogue {

namespace {

using Step = RecordReader::Step;

Error cancelled(const QString &file)
{
    Error error = inputError(Cause::Cancelled, file);
    error.kind = ErrorKind::Cancelled;
    return error;
}

/// Looks into cells as bytes where that says the same.
class CellMatch
{
public:
    explicit CellMatch(const CellSearch &search)
        : m_search(search)
        , m_bytes(search.text.toStdString())
    {}

    bool matches(std::string_view cell) const
    {
        if (m_search.sensitivity == Qt::CaseSensitive)
            return m_search.isWholeCell ? cell == m_bytes : !m_bytes.empty() && cell.find(m_bytes) != cell.npos;
        if (m_search.isWholeCell)
            return toText(cell).compare(m_search.text, Qt::CaseInsensitive) == 0;
        return !m_search.text.isEmpty() && toText(cell).contains(m_search.text, Qt::CaseInsensitive);
    }
    QString replaced(std::string_view cell, const QString &by) const
    {
        return m_search.isWholeCell ? by : toText(cell).replace(m_search.text, by, m_search.sensitivity);
    }
    /// The first matching column in [from, until).
    int columnIn(const RawRecord &row, int from, int until) const
    {
        const bool isOne = m_search.column >= 0;
        const int begin = isOne ? std::max(from, m_search.column) : from;
        const int end = std::min({until, row.keptFields(), isOne ? m_search.column + 1 : until});
        for (int column = begin; column < end; ++column) {
            if (matches(row.text(column)))
                return column;
        }
        return -1;
    }
    int lastColumnIn(const RawRecord &row, int until) const
    {
        int last = -1;
        for (int column = columnIn(row, 0, until); column >= 0; column = columnIn(row, column + 1, until))
            last = column;
        return last;
    }

private:
    const CellSearch &m_search;
    std::string m_bytes;
};

constexpr int anyColumn = int(RecordReader::maxFields);

} // namespace

RowStore::RowStore(const ImportSpec &spec, const CheckReport &report)
    : m_spec(spec)
    , m_file(spec.file)
    , m_identity(report.identity)
    , m_format(report.format)
    , m_headers(report.headers)
    , m_index(report.index)
    , m_records(report.records)
{}
RowStore::~RowStore() = default;

Result<std::shared_ptr<const RowStore>> RowStore::open(const ImportSpec &spec, const CheckReport &report,
                                                       const QString &cacheFolder, const std::stop_token &stop)
{
    std::shared_ptr<RowStore> store(new RowStore(spec, report));
    auto source = FileSource::open(spec.file);
    if (!source)
        return source.error();
    if (source->identity() != report.identity)
        return inputError(Cause::FileChanged, spec.file);
    if (!spec.fieldProfile.isEmpty()) {
        auto profile = fieldProfile(spec.fieldProfile);
        if (!profile)
            return profile.error();
        store->m_profile = std::move(*profile);
    }
    const bool isPlain =
        report.format.kind == FileKind::Csv && !report.format.isPacked && report.format.encoding == Encoding::Utf8;
    if (isPlain) {
        store->m_source = std::move(*source);
        return std::shared_ptr<const RowStore>(std::move(store));
    }
    auto opened = CatalogueFile::open(*source, spec.format);
    if (!opened)
        return opened.error();
    auto spool = RowSpool::create(cacheFolder);
    if (!spool)
        return spool.error();
    RecordReader &reader = (*opened)->reader();
    Step step = Step::End;
    while ((step = reader.next()) == Step::Record) {
        (*spool)->append(reader.record());
        if (reader.record().number % 1024 == 0 && stop.stop_requested())
            return cancelled(spec.file);
    }
    if (step == Step::Failed)
        return reader.error();
    if (const auto done = (*spool)->finish(); !done)
        return done.error();
    store->m_spool = std::move(*spool);
    return std::shared_ptr<const RowStore>(std::move(store));
}

const RowIndex &RowStore::index() const
{
    return m_spool ? m_spool->index() : m_index;
}

std::unique_ptr<RowCursor> RowStore::cursorAt(qint64 record, const Edits &edits) const
{
    const RowIndex::Mark &mark = index().before(record);
    if (m_spool)
        return m_spool->cursor(mark, edits, int(m_headers.size()));
    constexpr qint64 markSize = 3;
    const qint64 offset = mark.offset + (m_format.bom ? markSize : 0);
    auto cursor = std::make_unique<TextCursor>(*m_source, m_format, TextCursor::Place{offset, mark});
    cursor->reader().setEdits(edits, int(m_headers.size()));
    cursor->reader().showRemoved();
    return cursor;
}

Result<Nothing> RowStore::advance(RowCursor &cursor, qint64 &at, qint64 wanted) const
{
    while (at < wanted) {
        const Step step = cursor.next();
        if (step != Step::Record)
            return step == Step::Failed ? cursor.error() : inputError(Cause::FileChanged, m_file);
        at = cursor.record().number - 1;
    }
    return Nothing{};
}

StoredRow RowStore::stored(const RawRecord &raw, RowCheck &check, const Edits &edits) const
{
    StoredRow row;
    row.record = raw.number - 1;
    row.line = raw.line;
    row.isRemoved = edits.isRemoved(row.record);
    for (int column = 0; !raw.isBroken && column < raw.keptFields(); ++column)
        row.fields.append(toText(raw.text(column)));
    row.isLeftOut = check.judge(raw).isLeftOut;
    for (const RowCheck::Remark &remark : check.remarks())
        row.findings.append(findingOf(raw, check, remark, m_headers));
    return row;
}

Result<QList<StoredRow>> RowStore::rows(const QList<qint64> &records, const Edits &edits,
                                        const std::vector<DuplicateRow> &duplicates) const
{
    QList<StoredRow> rows;
    if (index().isEmpty())
        return rows;
    const RowPlan plan(m_spec.mapping);
    RowCheck check(plan, {});
    if (m_profile)
        check.setFields(std::make_unique<FieldCheck>(m_profile, m_spec.mapping, plan));
    std::unique_ptr<RowCursor> cursor;
    qint64 at = -1; // the record that the cursor stands on
    for (const qint64 wanted : records) {
        if (!cursor || index().before(wanted).record > at) {
            cursor = cursorAt(wanted, edits);
            at = -1;
        }
        if (const auto moved = advance(*cursor, at, wanted); !moved)
            return moved.error();
        StoredRow row = stored(cursor->record(), check, edits);
        const auto twin = std::lower_bound(duplicates.begin(), duplicates.end(), wanted,
                                           [](const DuplicateRow &a, qint64 record) { return a.record < record; });
        if (twin != duplicates.end() && twin->record == wanted) {
            row.findings.append(duplicateOf(plan, cursor->record(), m_headers, twin->firstLine));
            row.isLeftOut = true;
        }
        rows.append(std::move(row));
    }
    return rows;
}

Result<qint64> RowStore::recordNear(qint64 line) const
{
    if (index().isEmpty())
        return 0;
    const RowIndex::Mark &mark = index().beforeLine(line);
    const auto cursor = cursorAt(mark.record, {});
    qint64 found = mark.record;
    Step step = Step::End;
    while ((step = cursor->next()) == Step::Record) {
        // A record of several lines holds those up to the next one.
        if (cursor->record().line > line)
            break;
        found = cursor->record().number - 1;
    }
    return step == Step::Failed ? Result<qint64>(cursor->error()) : Result<qint64>(found);
}

Result<QList<qint64>> RowStore::recordsOn(QList<qint64> lines) const
{
    QList<qint64> records;
    std::sort(lines.begin(), lines.end());
    std::unique_ptr<RowCursor> cursor;
    RowIndex::Mark at{-1, 0, 0}; // where the cursor stands
    for (const qint64 line : std::as_const(lines)) {
        if (index().isEmpty())
            break;
        if (const RowIndex::Mark &mark = index().beforeLine(line); !cursor || mark.record > at.record) {
            cursor = cursorAt(mark.record, {});
            at.line = 0;
        }
        while (at.line < line) {
            const Step step = cursor->next();
            if (step == Step::Failed)
                return cursor->error();
            if (step == Step::End)
                return records;
            at = {cursor->record().number - 1, 0, cursor->record().line};
        }
        if (at.line == line && (records.isEmpty() || records.last() != at.record))
            records.append(at.record);
    }
    return records;
}

Result<CellPlace> RowStore::find(const CellSearch &search, const CellPlace &from, const Edits &edits,
                                 const std::stop_token &stop) const
{
    const CellMatch match(search);
    const qint64 first = std::max<qint64>(0, from.record);
    if (index().isEmpty() || first >= m_records)
        return CellPlace();
    const auto cursor = cursorAt(first, edits);
    Step step = Step::End;
    while ((step = cursor->next()) == Step::Record) {
        const RawRecord &row = cursor->record();
        const qint64 record = row.number - 1;
        if (record < first || row.isBroken)
            continue;
        const int column = match.columnIn(row, record == from.record ? from.column + 1 : 0, anyColumn);
        if (column >= 0)
            return CellPlace{record, column};
        if (record % 1024 == 0 && stop.stop_requested())
            return cancelled(m_file);
    }
    return step == Step::Failed ? Result<CellPlace>(cursor->error()) : Result<CellPlace>(CellPlace());
}

/// Block by block towards the beginning, each read forwards.
Result<CellPlace> RowStore::findBack(const CellSearch &search, const CellPlace &from, const Edits &edits,
                                     const std::stop_token &stop) const
{
    const CellMatch match(search);
    qint64 until = std::min(from.record, m_records - 1);
    int untilColumn = from.record < m_records ? from.column : anyColumn;
    while (until >= 0 && !index().isEmpty()) {
        if (stop.stop_requested())
            return cancelled(m_file);
        const qint64 begin = index().before(until).record;
        const auto cursor = cursorAt(begin, edits);
        CellPlace last;
        Step step = Step::Record;
        while (cursor->record().number - 1 < until && (step = cursor->next()) == Step::Record) {
            const RawRecord &row = cursor->record();
            const qint64 record = row.number - 1;
            if (record > until)
                break;
            const int column = row.isBroken ? -1 : match.lastColumnIn(row, record == until ? untilColumn : anyColumn);
            if (column >= 0)
                last = {record, column};
        }
        if (step == Step::Failed)
            return cursor->error();
        if (last.record >= 0)
            return last;
        until = begin - 1;
        untilColumn = anyColumn;
    }
    return CellPlace();
}

Result<Replacement> RowStore::replace(const CellSearch &search, const QString &by, const Edits &edits, qint64 most,
                                      const std::stop_token &stop) const
{
    const CellMatch match(search);
    Replacement done;
    if (index().isEmpty())
        return done;
    const auto cursor = cursorAt(0, edits);
    Step step = Step::End;
    while (done.changes.size() < most && (step = cursor->next()) == Step::Record) {
        const RawRecord &row = cursor->record();
        const qint64 record = row.number - 1;
        if (record % 1024 == 0 && stop.stop_requested())
            return cancelled(m_file);
        int column = row.isBroken ? -1 : match.columnIn(row, 0, anyColumn);
        if (column < 0 || edits.isRemoved(record))
            continue;
        if (row.fieldCount != int(m_headers.size())) {
            ++done.skippedRows;
            continue;
        }
        for (; column >= 0 && done.changes.size() < most; column = match.columnIn(row, column + 1, anyColumn)) {
            const QString after = match.replaced(row.text(column), by);
            if (after != toText(row.text(column)))
                done.changes.append({record, column, edits.cell(record, column), after});
        }
    }
    return step == Step::Failed ? Result<Replacement>(cursor->error()) : Result<Replacement>(std::move(done));
}

} // namespace chancery::catalogue
