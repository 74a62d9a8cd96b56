// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorrecord.h"

#include <QHash>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::mirror {

/// The four members of which a catalogue has few different combinations, folded.
struct Kind
{
    QByteArray level;
    QByteArray status;
    QByteArray certification;
    QByteArray network;
    bool operator==(const Kind &) const = default;
};

/// Every row's searchable text, packed, with what else searching and sorting need. A row has a slot here, given in the
/// order of arrival and never changed: newer content gets a new slot and the old one dies, until compact().
///
/// A row's text is its numbers (model, batch, item), its name, its description and the values of its data, each folded
/// and ended by fieldEnd.
class SearchBlock
{
public:
    static constexpr quint32 chunkSlots = 16384;
    static constexpr quint32 wordsPerChunk = chunkSlots / 64; ///< with a bit a slot
    static constexpr quint32 noSlot = 0xffffffff;

    /// So many slots with one run of text: what a thread searches at a time.
    struct Chunk
    {
        std::vector<char> text;      ///< with room behind it for findIn()
        std::vector<quint32> starts; ///< of each slot's text, and the end of the last
        std::vector<quint32> names;  ///< where the name begins behind the start
        std::vector<quint32> rows;   ///< 0: the slot is dead
        std::vector<quint32> ids;    ///< hash of the id
        std::vector<quint32> kinds;
        std::vector<qint64> updated;
        std::vector<quint64> models;  ///< hash of the exact model number, 0 for none
        std::vector<quint32> batches; ///< hash of the exact batch number, 0 for none
        std::vector<quint64> live;    ///< a bit a slot
        quint32 size() const { return quint32(rows.size()); }
    };

    /// Takes the row in, in place of what it was before.
    quint32 put(const MirrorRecord &record);
    void remove(quint32 row);
    /// Drops the dead and numbers the living anew, in the same order; tells each old slot's new one, or noSlot.
    std::vector<quint32> compact();

    /// The rows that may have this id: nearly always none or one. Looks at all of them.
    std::vector<quint32> rowsWithId(const QString &id) const;

    quint32 slots() const { return m_slots; }
    quint32 living() const { return m_living; }
    quint32 slotOf(quint32 row) const { return row < m_slotOfRow.size() ? m_slotOfRow[row] : noSlot; }
    const std::vector<std::unique_ptr<Chunk>> &chunks() const { return m_chunks; }
    const std::vector<Kind> &kinds() const { return m_kinds; }

    quint32 row(quint32 slot) const { return chunk(slot).rows[slot % chunkSlots]; }
    quint32 kind(quint32 slot) const { return chunk(slot).kinds[slot % chunkSlots]; }
    qint64 updated(quint32 slot) const { return chunk(slot).updated[slot % chunkSlots]; }
    quint64 model(quint32 slot) const { return chunk(slot).models[slot % chunkSlots]; }
    quint32 batch(quint32 slot) const { return chunk(slot).batches[slot % chunkSlots]; }
    std::string_view text(quint32 slot) const;
    std::string_view numbers(quint32 slot) const; ///< the three fields
    std::string_view name(quint32 slot) const;

    /// What it takes of memory, in bytes.
    qint64 bytes() const;

    static quint64 modelHash(const QString &number);
    static quint32 batchHash(const QString &number);

private:
    const Chunk &chunk(quint32 slot) const { return *m_chunks[slot / chunkSlots]; }
    Chunk &chunkToFill();
    static quint64 modelHash(std::string_view utf8);
    static quint32 batchHash(std::string_view utf8);
    quint32 kindOf(const MirrorFields &fields);
    quint32 findKind(const MirrorFields &fields);
    void kill(quint32 slot);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    std::vector<quint32> m_slotOfRow;
    std::vector<Kind> m_kinds;
    QHash<QByteArray, quint32> m_kindNumbers;
    struct
    {
        std::string level, status, certification, network;
        quint32 number = noSlot;
    } m_lastKind; ///< rows of one kind mostly come together
    QByteArray m_scratch;
    quint32 m_slots = 0;
    quint32 m_living = 0;
};

} // namespace chancery::mirror
