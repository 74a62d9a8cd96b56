// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/ledger/importrun.h"
#include "core/runs/importorder.h"

#include <deque>

namespace chancery {

/// Rows that are to be sent together, and what the ledger knows of them already.
struct PlannedChunk
{
    int number = 0;
    catalogue::DraftChunk draft;
    bool isKnown = false;        ///< it was intended before
    bool mayHaveArrived = false; ///< then, or another time
    QString job{};               ///< the last that the service accepted for it
};

/// Whether a run that is carried on has to look at the chunk again.
bool isSettledForGood(const ChunkRecord &chunk);

/// The rows of a run in the order of the file, read in the background: first those of a chunk that was cut down, then
/// what the run before left open, and what it never came to. One call at a time.
class ChunkSource
{
public:
    ChunkSource();
    ~ChunkSource();

    /// `past` is what the ledger holds of a run that is carried on. Errors: as catalogue::ChunkReader::open().
    Pending<Nothing> open(const ImportOrder &order, QList<ChunkRecord> past);
    /// The next rows; none at the end. Errors: as catalogue::ChunkReader::next(); FileChanged when the rows of a past
    /// chunk are not where they were.
    Pending<std::optional<PlannedChunk>> next(const catalogue::ChunkLimit &limit);
    /// Gives back rows that the last chunk had to leave behind: they come next, under a new number.
    void putBack(catalogue::DraftChunk rest);

private:
    class Reading;
    std::shared_ptr<Reading> m_reading;
};

} // namespace chancery
