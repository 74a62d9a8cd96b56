// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFile>

namespace chancery::test {

/// A random text whose plain form is in memory only where a test puts it: it is kept masked.
class Needle
{
public:
    Needle();

    QByteArray plain() const;
    /// How often the text stands in this process's writable private memory, freed memory included. Linux only.
    int occurrences() const;

private:
    int countIn(quintptr from, quintptr to) const;

    static constexpr int size = 40;
    static constexpr char mask = 0x55;
    char m_masked[size];
};

} // namespace chancery::test
