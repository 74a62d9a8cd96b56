// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/rowspool.h"

#include <QDir>

namespace chancery::catalogue {

namespace {

constexpr qsizetype enough = 256 * 1024;

/// What stands in front of a record's sizes and text.
struct Head
{
    qint64 number;
    qint64 line;
    qint32 fieldCount;
    qint32 kept;
    qint32 defects;
    qint32 textSize;
    qint32 isBroken;
    qint32 hasInnerControls;
};
struct DefectSpan
{
    qint32 code;
    qint32 column;
};

template <class T>
void appendBytes(QByteArray &out, const T &value)
{
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

} // namespace

TextCursor::TextCursor(const FileSource &file, const Format &format, const Place &place)
    : m_text(file, place.offset)
    , m_reader(m_text, format.separator, format.quote)
{
    m_reader.startAt(place.mark.record + 1, place.mark.line);
}

Result<qint64> TextCursor::Text::read(char *to)
{
    const qint64 left = m_file.size() - m_position;
    if (left <= 0)
        return 0;
    // Small pieces: mostly only a page of rows is wanted.
    constexpr qint64 piece = 64 * 1024;
    auto got = m_file.read(m_position, to, std::min(left, piece));
    if (got)
        m_position += *got;
    return got;
}

class RowSpool::Cursor : public RowCursor
{
public:
    Cursor(FileSource file, qint64 offset, const Edits &edits, int columns)
        : m_file(std::move(file))
        , m_offset(offset)
        , m_overlay(edits, columns)
    {}
    Step next() override;
    const RawRecord &record() const override { return m_record; }
    Error error() const override { return *m_error; }

private:
    /// `count` bytes from the file; null at its end or when it can't be read.
    const char *take(qint64 count);

    FileSource m_file;
    qint64 m_offset;
    RowOverlay m_overlay;
    ByteBuffer m_bytes;
    std::size_t m_used = 0;
    ByteBuffer m_text;
    RawRecord m_record;
    std::optional<Error> m_error;
};

const char *RowSpool::Cursor::take(qint64 count)
{
    if (qint64(m_bytes.size() - m_used) < count) {
        const std::size_t rest = m_bytes.size() - m_used;
        if (rest > 0)
            std::memmove(m_bytes.data(), m_bytes.data() + m_used, rest);
        m_used = 0;
        m_bytes.resize(rest);
        const qint64 wanted = std::min(m_file.size() - m_offset, std::max<qint64>(count - qint64(rest), 64 * 1024));
        if (wanted + qint64(rest) < count)
            return nullptr;
        m_bytes.resize(rest + std::size_t(wanted));
        const auto got = m_file.read(m_offset, m_bytes.data() + rest, wanted);
        if (!got) {
            m_error = got.error();
            return nullptr;
        }
        m_offset += wanted;
    }
    const char *const at = m_bytes.data() + m_used;
    m_used += std::size_t(count);
    return at;
}

RowCursor::Step RowSpool::Cursor::next()
{
    const char *at = take(sizeof(Head));
    if (!at)
        return m_error ? Step::Failed : Step::End;
    Head head;
    std::memcpy(&head, at, sizeof head);
    const qint64 rest = head.defects * qint64(sizeof(DefectSpan)) + head.kept * qint64(sizeof(quint32)) + head.textSize;
    at = take(rest);
    if (!at)
        return m_error ? Step::Failed : Step::End;
    m_record.number = head.number;
    m_record.line = head.line;
    m_record.fieldCount = head.fieldCount;
    m_record.isBroken = head.isBroken != 0;
    m_record.hasInnerControls = head.hasInnerControls != 0;
    m_record.defects.clear();
    for (int i = 0; i < head.defects; ++i, at += sizeof(DefectSpan)) {
        DefectSpan defect;
        std::memcpy(&defect, at, sizeof defect);
        m_record.defects.push_back({FindingCode(defect.code), defect.column});
    }
    m_record.m_spans.assign(std::size_t(std::max(head.kept, 1)), {});
    quint32 begin = 0;
    for (int i = 0; i < head.kept; ++i, at += sizeof(quint32)) {
        quint32 size = 0;
        std::memcpy(&size, at, sizeof size);
        m_record.m_spans[std::size_t(i)] = {begin, size};
        begin += size;
    }
    m_text.clear();
    m_text.append({at, std::size_t(head.textSize)});
    m_text.reserveMore(1);
    m_record.m_base = m_text.data();
    static_cast<void>(m_overlay.apply(m_record)); // removed ones come too
    return Step::Record;
}

RowSpool::RowSpool(const QString &pattern)
    : m_file(pattern)
{}

Result<std::unique_ptr<RowSpool>> RowSpool::create(const QString &folder)
{
    QDir().mkpath(folder);
    std::unique_ptr<RowSpool> spool(new RowSpool(QDir(folder).filePath(QStringLiteral("rows"))));
    if (!spool->m_file.open())
        return storageError(folder, false, spool->m_file.errorString());
    return spool;
}

void RowSpool::append(const RawRecord &record)
{
    const qint64 number = record.number - 1;
    if (m_index.isDue(number))
        m_index.add({number, m_written + m_pending.size(), record.line});
    const int kept = record.isBroken ? 0 : record.keptFields();
    qint32 textSize = 0;
    for (int column = 0; column < kept; ++column)
        textSize += qint32(record.text(column).size());
    appendBytes(m_pending, Head{record.number, record.line, record.fieldCount, kept, qint32(record.defects.size()),
                                textSize, record.isBroken, record.hasInnerControls});
    for (const Defect &defect : record.defects)
        appendBytes(m_pending, DefectSpan{qint32(defect.code), defect.column});
    for (int column = 0; column < kept; ++column)
        appendBytes(m_pending, quint32(record.text(column).size()));
    for (int column = 0; column < kept; ++column)
        m_pending.append(record.text(column).data(), qsizetype(record.text(column).size()));
    if (m_pending.size() >= enough)
        flush();
}

void RowSpool::flush()
{
    m_hasFailed = m_hasFailed || m_file.write(m_pending) != m_pending.size();
    m_written += m_pending.size();
    m_pending.clear();
}

Result<Nothing> RowSpool::finish()
{
    flush();
    if (m_hasFailed || !m_file.flush())
        return storageError(m_file.fileName(), true, m_file.errorString());
    if (m_written == 0)
        return Nothing{};
    auto source = FileSource::open(m_file.fileName());
    if (!source)
        return source.error();
    m_source = std::move(*source);
    return Nothing{};
}

std::unique_ptr<RowCursor> RowSpool::cursor(const RowIndex::Mark &mark, const Edits &edits, int columns) const
{
    return std::make_unique<Cursor>(*m_source, mark.offset, edits, columns);
}

} // namespace chancery::catalogue
