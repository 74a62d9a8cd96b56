// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/edits.h"

#include "core/catalogue/csvreader.h"

#include <QCryptographicHash>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 columnMask = 0x7FFF;

Error wrongShape()
{
    Error error;
    error.kind = ErrorKind::Protocol;
    error.cause = Cause::UnexpectedShape;
    error.subject = u"edits"_s;
    return error;
}

qint64 recordAt(qint64 block, quint32 place)
{
    return block * Edits::blockRecords + (place >> 15);
}

} // namespace

Edits::Cell Edits::cell(qint64 record, int column) const
{
    const Block *const found = block(record / blockRecords);
    if (!found)
        return std::nullopt;
    const auto held = found->constFind(place(record, column));
    return held == found->cend() ? Cell() : Cell(QString::fromUtf8(*held));
}

void Edits::put(qint64 record, int column, const Cell &cell)
{
    Q_ASSERT(record >= 0 && (column == wholeRecord || (column >= 0 && column < int(RecordReader::maxFields))));
    const qint64 number = record / blockRecords;
    const quint32 key = place(record, column);
    qint64 &count = column == wholeRecord ? m_removed : m_cells;
    if (cell) {
        Block &held = m_blocks[number];
        const qsizetype known = held.size();
        held.insert(key, cell->toUtf8());
        count += held.size() - known;
        return;
    }
    const auto found = m_blocks.constFind(number);
    if (found == m_blocks.cend() || !found->contains(key))
        return;
    Block &held = m_blocks[number];
    held.remove(key);
    --count;
    if (held.isEmpty())
        m_blocks.remove(number);
}

const Edits::Block *Edits::block(qint64 number) const
{
    const auto found = m_blocks.constFind(number);
    return found == m_blocks.cend() ? nullptr : &*found;
}

bool Edits::touches(qint64 record) const
{
    const Block *const found = block(record / blockRecords);
    if (!found)
        return false;
    const auto first = found->lowerBound(place(record, 0));
    return first != found->cend() && first.key() <= place(record, wholeRecord);
}

QList<qint64> Edits::records() const
{
    QList<qint64> numbers;
    for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
        for (auto cell = block->cbegin(); cell != block->cend(); ++cell) {
            const qint64 record = recordAt(block.key(), cell.key());
            if (numbers.isEmpty() || numbers.constLast() != record)
                numbers.append(record);
        }
    }
    return numbers;
}

json::Value Edits::toJson() const
{
    json::Value::Array cells;
    json::Value::Array removed;
    for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
        for (auto cell = block->cbegin(); cell != block->cend(); ++cell) {
            const auto record = json::Value::integer(recordAt(block.key(), cell.key()));
            const int column = int(cell.key() & columnMask);
            if (column == wholeRecord)
                removed.push_back(record);
            else
                cells.push_back(json::Value::Array{record, json::Value::integer(column), QString::fromUtf8(*cell)});
        }
    }
    json::Value object = json::Value::object();
    object.set(u"cells"_s, std::move(cells));
    object.set(u"removed"_s, std::move(removed));
    return object;
}

Result<Edits> Edits::fromJson(const json::Value &value)
{
    Edits edits;
    if (!value.isObject())
        return wrongShape();
    for (const json::Value &item : value[u"cells"].items()) {
        const json::Value::Array &parts = item.items();
        if (parts.size() != 3 || !parts[2].isString())
            return wrongShape();
        const qint64 record = parts[0].toInteger(-1);
        const qint64 column = parts[1].toInteger(-1);
        if (record < 0 || column < 0 || column >= qint64(RecordReader::maxFields))
            return wrongShape();
        edits.put(record, int(column), parts[2].toString());
    }
    for (const json::Value &item : value[u"removed"].items()) {
        if (item.toInteger(-1) < 0)
            return wrongShape();
        edits.remove(item.toInteger());
    }
    return edits;
}

QByteArray Edits::digest() const
{
    if (isEmpty())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
        for (auto cell = block->cbegin(); cell != block->cend(); ++cell) {
            const QByteArray head = QByteArray::number(recordAt(block.key(), cell.key())) + ' ' +
                                    QByteArray::number(cell.key() & columnMask) + ' ' +
                                    QByteArray::number(cell->size()) + ' ';
            hash.addData(head);
            hash.addData(*cell);
        }
    }
    return hash.result().toHex();
}

} // namespace chancery::catalogue
