// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "memoryscan.h"

#include <QRandomGenerator>

namespace chancery::test {

Needle::Needle()
{
    for (char &c : m_masked)
        c = char('a' + QRandomGenerator::global()->bounded(26)) ^ mask;
}

QByteArray Needle::plain() const
{
    QByteArray text(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        text[i] = char(m_masked[i] ^ mask);
    return text;
}

int Needle::occurrences() const
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return -1;
    constexpr quintptr huge = quintptr(512) << 20; // the sanitizer's shadow
    int found = 0;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        if (!line.contains(" rw-p "))
            continue;
        const qsizetype dash = line.indexOf('-');
        const auto from = quintptr(line.left(dash).toULongLong(nullptr, 16));
        const auto to = quintptr(line.mid(dash + 1, line.indexOf(' ') - dash - 1).toULongLong(nullptr, 16));
        if (to - from < huge)
            found += countIn(from, to);
    }
    return found;
}

/// The first bytes are left out: the allocator writes its own notes over the start of freed memory.
__attribute__((no_sanitize("address", "undefined"))) int Needle::countIn(quintptr from, quintptr to) const
{
    constexpr int skipped = 16;
    constexpr int length = size - skipped;
    const auto *bytes = reinterpret_cast<const volatile char *>(from);
    int found = 0;
    for (quintptr at = 0; at + length <= to - from; ++at) {
        int same = 0;
        while (same < length && bytes[at + quintptr(same)] == char(m_masked[skipped + same] ^ mask))
            ++same;
        found += same == length ? 1 : 0;
    }
    return found;
}

} // namespace chancery::test
