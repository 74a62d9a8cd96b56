// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunkpacer.h"

#include <algorithm>

namespace chancery {

namespace {

constexpr int carefulChunks = 4;
constexpr qint64 fewestBytes = 16 * 1024;

} // namespace

ChunkPacer::ChunkPacer(const ChunkPace &pace)
    : m_pace(pace)
    , m_rows(pace.first.maxRows)
    , m_bytes(pace.first.maxBytes)
    , m_ceiling(std::max(pace.mostRows, pace.first.maxRows))
{}

void ChunkPacer::worked(qint64 rows, std::chrono::milliseconds took)
{
    if (m_careful > 0) {
        --m_careful;
        return;
    }
    const double perMs = double(rows) / double(std::max<qint64>(1, took.count()));
    const double wanted = std::min(perMs * double(m_pace.aim.count()), double(m_pace.mostRows));
    const qint64 fitting = std::clamp(qint64(wanted), m_rows / 2, m_rows * 2);
    m_rows = std::clamp(fitting, std::min(m_pace.fewestRows, m_ceiling), m_ceiling);
}

void ChunkPacer::tooLarge(qint64 rows, qint64 bytes)
{
    // Either bound may be the one that the service has; half of both is within it.
    m_ceiling = std::max<qint64>(1, std::min(m_ceiling, rows / 2));
    m_bytes = std::max(fewestBytes, std::min(m_bytes, bytes / 2));
    m_rows = std::min(m_rows, m_ceiling);
    m_careful = carefulChunks;
}

void ChunkPacer::tooMuch()
{
    m_rows = std::min(m_rows, std::max(std::min(m_pace.fewestRows, m_rows), m_rows / 2));
    m_careful = carefulChunks;
}

} // namespace chancery
