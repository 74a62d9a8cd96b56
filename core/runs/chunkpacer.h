// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/importorder.h"

namespace chancery {

/// Decides how large the next chunk is: as many rows as the service seems to work off in ChunkPace::aim, at most twice
/// as many as before; half as many after a 413, a 429 or a time-out, and no growth for a few chunks after that.
class ChunkPacer
{
public:
    explicit ChunkPacer(const ChunkPace &pace);

    catalogue::ChunkLimit next() const { return {m_rows, m_bytes}; }
    /// The service took that long for so many rows, from their upload or from the end of the rows before.
    void worked(qint64 rows, std::chrono::milliseconds took);
    /// A 413: `rows` in `bytes` are too many for good.
    void tooLarge(qint64 rows, qint64 bytes);
    /// A 429 or a time-out.
    void tooMuch();

private:
    const ChunkPace m_pace;
    qint64 m_rows;
    qint64 m_bytes;
    qint64 m_ceiling;  ///< of rows, after what the service refused
    int m_careful = 0; ///< chunks until it may grow again
};

} // namespace chancery
