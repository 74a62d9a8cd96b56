// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorquery.h"
#include "core/mirror/searchblock.h"
#include "core/mirror/sortedorder.h"

#include <QThreadPool>

#include <optional>
#include <stop_token>

namespace chancery::mirror {

/// A part of the rows that a query lets through, in its order.
struct Hits
{
    qint64 total = 0; ///< exact
    std::vector<quint32> rows;
};

/// A line of the tree of models, batches and items.
struct Branch
{
    quint32 row = 0;   ///< one of its rows, for its numbers
    quint32 head = 0;  ///< its own passport; 0: there is none of this number
    quint32 below = 0; ///< rows beneath it that the query lets through
};

struct Branches
{
    qint64 total = 0;
    std::vector<Branch> lines;
};

/// Finds rows in memory: the text is searched from one end to the other by all processors, the orders are kept. Used by
/// one thread at a time.
class SearchIndex
{
public:
    SearchIndex();

    void put(const std::vector<MirrorRecord> &records);
    void remove(const std::vector<quint32> &rows);
    void clear();

    struct Window
    {
        qint64 first = 0;
        qint64 count = 200;
    };
    /// Nothing when it was stopped. `extra` is a row that is found whatever its text (its id was the text).
    std::optional<Hits> find(const MirrorQuery &query, Window window, quint32 extra = 0, std::stop_token stop = {});
    /// Where a row stands among the hits; -1 when it is none of them.
    qint64 placeOf(const MirrorQuery &query, quint32 row);
    /// The lines below the root, below MirrorQuery::model or below model and batch, in the order of their numbers.
    /// Whatever has no number to stand under stands at the root.
    Branches branches(const MirrorQuery &query, Window window);

    qint64 count() const { return m_block.living(); }
    bool holds(quint32 row) const { return m_block.slotOf(row) != SearchBlock::noSlot; }
    std::vector<quint32> rowsWithId(const QString &id) const { return m_block.rowsWithId(id); }
    const std::vector<Kind> &kinds() const { return m_block.kinds(); }
    /// Memory, in bytes.
    qint64 bytes() const;

private:
    struct Question;
    struct Match
    {
        MirrorQuery query; ///< without its order
        quint32 extra = 0;
        quint64 version = 0;
        std::vector<quint64> bits;
        qint64 total = 0;
        std::vector<qint64> kindTotals; ///< of each kind; empty until somebody asks
        bool has(quint32 slot) const { return (bits[slot / 64] >> (slot % 64) & 1) != 0; }
    };
    struct Ordered
    {
        MirrorColumn column{};
        Qt::SortOrder direction{};
        bool valid = false;
        std::vector<quint32> rows;
    };
    struct Buckets
    {
        std::vector<quint32> ofKind;
        std::vector<qint64> totals;
    };
    struct Lines
    {
        MirrorQuery query;
        quint64 version = 0;
        std::vector<Branch> lines;
    };

    bool match(const MirrorQuery &query, quint32 extra, const std::stop_token &stop);
    void matchChunk(const Question &question, std::size_t chunk);
    void scanChunk(const Question &question, std::size_t chunk, quint64 *bits) const;
    void orderAll(const MirrorQuery &query);
    template <class Visit>
    void walk(const MirrorQuery &query, Visit visit) const;
    const SortedOrder &keptOrder(MirrorColumn column) const;
    Buckets bucketsOf(const MirrorQuery &query);
    void countKinds();
    std::vector<quint32> firstRows(const MirrorQuery &query, qint64 count);
    std::vector<quint32> firstOfFew(const MirrorQuery &query, std::size_t wanted);
    std::vector<quint32> firstInBuckets(const MirrorQuery &query, std::size_t wanted);
    const std::vector<Branch> &linesOf(const MirrorQuery &query);
    bool lessByNumber(quint32 a, quint32 b) const;
    void sortIn();
    void sortForQuestion();
    void compactIfWorth();

    SearchBlock m_block;
    SortedOrder m_byNumber;
    SortedOrder m_byName;
    SortedOrder m_byUpdate;
    std::vector<quint32> m_unsorted; ///< slots that are in none of the orders yet
    bool m_isAsked = false;          ///< for an order, since so many were last sorted
    quint64 m_version = 1;
    Match m_match;
    Ordered m_ordered;
    Lines m_lines;
    QThreadPool m_helpers;
};

/// The words of a search text, folded: blanks part them, quotes keep blanks.
QList<QByteArray> searchWords(const QString &text);

} // namespace chancery::mirror
