// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/searchblock.h"

#include "core/catalogue/hashing.h"
#include "core/mirror/fold.h"
#include "core/mirror/textscan.h"

#include <algorithm>

namespace chancery::mirror {

namespace {

quint64 hashed(std::string_view text)
{
    return catalogue::hashOf(text, 1);
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), std::size_t(text.size())};
}

quint32 idHash(const QByteArray &id)
{
    return quint32(hashed(view(id)) >> 32);
}

template <class T>
qint64 bytesOf(const std::vector<T> &list)
{
    return qint64(list.capacity()) * qint64(sizeof(T));
}

void appendText(SearchBlock::Chunk &chunk, std::string_view text, std::string_view more = {})
{
    if (chunk.starts.empty()) {
        chunk.starts.push_back(0);
        chunk.text.resize(scanPadding);
    }
    const std::size_t start = chunk.starts.back();
    const std::size_t end = start + text.size() + more.size();
    if (end + scanPadding > chunk.text.capacity())
        chunk.text.reserve((end + scanPadding) * 5 / 4 + 4096);
    chunk.text.resize(end + scanPadding);
    text.copy(chunk.text.data() + start, text.size());
    more.copy(chunk.text.data() + start + text.size(), more.size());
    chunk.starts.push_back(quint32(end));
}

} // namespace

quint64 SearchBlock::modelHash(std::string_view number)
{
    return number.empty() ? 0 : hashed(number) | 1;
}

quint64 SearchBlock::modelHash(const QString &number)
{
    return modelHash(view(number.toUtf8()));
}

quint32 SearchBlock::batchHash(const QString &number)
{
    return batchHash(view(number.toUtf8()));
}

quint32 SearchBlock::batchHash(std::string_view number)
{
    return number.empty() ? 0 : quint32(hashed(number) >> 32) | 1;
}

SearchBlock::Chunk &SearchBlock::chunkToFill()
{
    if (m_slots % chunkSlots != 0)
        return *m_chunks.back();
    if (!m_chunks.empty())
        m_chunks.back()->text.shrink_to_fit();
    m_chunks.push_back(std::make_unique<Chunk>());
    Chunk &chunk = *m_chunks.back();
    chunk.starts.reserve(chunkSlots + 1);
    for (auto *list : {&chunk.names, &chunk.rows, &chunk.ids, &chunk.kinds, &chunk.batches})
        list->reserve(chunkSlots);
    chunk.updated.reserve(chunkSlots);
    chunk.models.reserve(chunkSlots);
    chunk.live.resize(chunkSlots / 64);
    return chunk;
}

quint32 SearchBlock::kindOf(const MirrorFields &fields)
{
    if (m_lastKind.number == noSlot || fields.level != m_lastKind.level || fields.status != m_lastKind.status ||
        fields.certification != m_lastKind.certification || fields.network != m_lastKind.network)
        m_lastKind = {std::string(fields.level), std::string(fields.status), std::string(fields.certification),
                      std::string(fields.network), findKind(fields)};
    return m_lastKind.number;
}

quint32 SearchBlock::findKind(const MirrorFields &fields)
{
    const Kind kind{folded(fields.level), folded(fields.status), folded(fields.certification), folded(fields.network)};
    const QByteArray name =
        kind.level + fieldEnd + kind.status + fieldEnd + kind.certification + fieldEnd + kind.network;
    const auto known = m_kindNumbers.constFind(name);
    if (known != m_kindNumbers.constEnd())
        return *known;
    m_kinds.push_back(kind);
    const auto number = quint32(m_kinds.size() - 1);
    m_kindNumbers.insert(name, number);
    return number;
}

quint32 SearchBlock::put(const MirrorRecord &record)
{
    remove(record.row);
    const MirrorFields fields = record.fields();
    Chunk &chunk = chunkToFill();
    m_scratch.resize(0);
    for (const std::string_view number : {fields.modelNumber, fields.batchNumber, fields.itemNumber}) {
        appendFolded(m_scratch, number);
        m_scratch += fieldEnd;
    }
    chunk.names.push_back(quint32(m_scratch.size()));
    appendFolded(m_scratch, fields.name);
    m_scratch += fieldEnd;
    appendText(chunk, view(m_scratch), fields.rest);
    chunk.rows.push_back(record.row);
    chunk.ids.push_back(idHash(record.id));
    chunk.kinds.push_back(kindOf(fields));
    chunk.updated.push_back(fields.updated);
    chunk.models.push_back(modelHash(fields.modelNumber));
    chunk.batches.push_back(batchHash(fields.batchNumber));
    const quint32 slot = m_slots++;
    chunk.live[slot % chunkSlots / 64] |= 1ULL << (slot % 64);
    if (record.row >= m_slotOfRow.size())
        m_slotOfRow.resize(std::size_t(record.row) + 1, noSlot);
    m_slotOfRow[record.row] = slot;
    ++m_living;
    return slot;
}

void SearchBlock::remove(quint32 row)
{
    const quint32 slot = slotOf(row);
    if (slot == noSlot)
        return;
    Chunk &chunk = *m_chunks[slot / chunkSlots];
    chunk.rows[slot % chunkSlots] = 0;
    chunk.live[slot % chunkSlots / 64] &= ~(1ULL << (slot % 64));
    m_slotOfRow[row] = noSlot;
    --m_living;
}

std::vector<quint32> SearchBlock::compact()
{
    std::vector<quint32> moved(m_slots, noSlot);
    auto old = std::exchange(m_chunks, {});
    const quint32 before = std::exchange(m_slots, 0);
    for (quint32 slot = 0; slot < before; ++slot) {
        auto &from = old[slot / chunkSlots];
        const quint32 at = slot % chunkSlots;
        if (from->rows[at] != 0) {
            Chunk &chunk = chunkToFill();
            appendText(chunk, {from->text.data() + from->starts[at], from->starts[at + 1] - from->starts[at]});
            chunk.names.push_back(from->names[at]);
            chunk.rows.push_back(from->rows[at]);
            chunk.ids.push_back(from->ids[at]);
            chunk.kinds.push_back(from->kinds[at]);
            chunk.updated.push_back(from->updated[at]);
            chunk.models.push_back(from->models[at]);
            chunk.batches.push_back(from->batches[at]);
            chunk.live[m_slots % chunkSlots / 64] |= 1ULL << (m_slots % 64);
            m_slotOfRow[from->rows[at]] = m_slots;
            moved[slot] = m_slots++;
        }
        if (at + 1 == from->size())
            from.reset();
    }
    return moved;
}

std::vector<quint32> SearchBlock::rowsWithId(const QString &id) const
{
    const quint32 hash = idHash(id.toUtf8());
    std::vector<quint32> rows;
    for (const auto &chunk : m_chunks) {
        for (auto at = std::find(chunk->ids.begin(), chunk->ids.end(), hash); at != chunk->ids.end();
             at = std::find(at + 1, chunk->ids.end(), hash)) {
            if (const quint32 row = chunk->rows[std::size_t(at - chunk->ids.begin())]; row != 0)
                rows.push_back(row);
        }
    }
    return rows;
}

std::string_view SearchBlock::text(quint32 slot) const
{
    const Chunk &in = chunk(slot);
    const quint32 at = slot % chunkSlots;
    return {in.text.data() + in.starts[at], in.starts[at + 1] - in.starts[at]};
}

std::string_view SearchBlock::numbers(quint32 slot) const
{
    const Chunk &in = chunk(slot);
    const quint32 at = slot % chunkSlots;
    return {in.text.data() + in.starts[at], in.names[at]};
}

std::string_view SearchBlock::name(quint32 slot) const
{
    const std::string_view behind = text(slot).substr(chunk(slot).names[slot % chunkSlots]);
    return behind.substr(0, behind.find(fieldEnd));
}

qint64 SearchBlock::bytes() const
{
    qint64 sum = bytesOf(m_slotOfRow);
    for (const auto &chunk : m_chunks) {
        sum += bytesOf(chunk->text) + bytesOf(chunk->starts) + bytesOf(chunk->names) + bytesOf(chunk->rows) +
               bytesOf(chunk->ids) + bytesOf(chunk->kinds) + bytesOf(chunk->updated) + bytesOf(chunk->models) +
               bytesOf(chunk->batches) + bytesOf(chunk->live);
    }
    return sum;
}

} // namespace chancery::mirror
