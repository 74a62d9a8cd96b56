// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mergedcells.h"

#include <QRegularExpression>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTail = 8 * 1024 * 1024;
constexpr std::size_t mostAtOnce = 4096; ///< what a spreadsheet writes does not overlap

/// What follows the rows of the sheet.
Result<QByteArray> tailOf(ArchivePart &part)
{
    static constexpr QByteArrayView mark("sheetData>");
    QByteArray tail;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    bool isBehindRows = false;
    while (!part.error()) {
        part.allow(piece.size());
        const qint64 got = part.read(piece.data(), piece.size());
        if (got <= 0)
            break;
        tail.append(piece.constData(), got);
        const qsizetype end = isBehindRows ? -1 : tail.lastIndexOf(mark);
        isBehindRows = isBehindRows || (end > 0 && tail[end - 1] != '<');
        if (!isBehindRows)
            tail = tail.right(mark.size() + 64);
        else if (tail.size() > longestTail)
            tail.truncate(longestTail);
    }
    if (part.error())
        return *part.error();
    return tail;
}

} // namespace

std::optional<std::pair<int, qint64>> cellPlace(QStringView name)
{
    constexpr int mostLetters = 4;
    int column = 0;
    qsizetype letters = 0;
    for (; letters < name.size() && letters <= mostLetters && name[letters] >= u'A' && name[letters] <= u'Z'; ++letters)
        column = column * 26 + (name[letters].unicode() - u'A' + 1);
    bool isNumber = false;
    const qint64 row = name.sliced(letters).toLongLong(&isNumber);
    if (letters == 0 || letters > mostLetters || !isNumber || row < 1)
        return std::nullopt;
    return std::pair(column - 1, row);
}

Result<MergedCells> MergedCells::of(Archive &archive, const QString &part)
{
    auto opened = archive.part(part);
    if (!opened)
        return opened.error();
    const auto tail = tailOf(**opened);
    if (!tail)
        return tail.error();
    static const QRegularExpression range(uR"~(<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+):([A-Z]+\d+)")~"_s);
    MergedCells merged;
    for (auto matches = range.globalMatch(QString::fromLatin1(*tail)); matches.hasNext();) {
        const auto match = matches.next();
        const auto first = cellPlace(match.capturedView(1));
        const auto last = cellPlace(match.capturedView(2));
        if (first && last)
            merged.m_ranges.push_back({first->second, last->second, first->first, last->first});
    }
    std::sort(merged.m_ranges.begin(), merged.m_ranges.end(),
              [](const Range &a, const Range &b) { return a.firstRow > b.firstRow; });
    return merged;
}

const std::vector<MergedCells::Range> &MergedCells::inRow(qint64 row)
{
    std::erase_if(m_current, [row](const Range &range) { return range.lastRow < row; });
    for (; !m_ranges.empty() && m_ranges.back().firstRow <= row; m_ranges.pop_back()) {
        if (m_ranges.back().lastRow >= row && m_current.size() < mostAtOnce)
            m_current.push_back(m_ranges.back());
    }
    return m_current;
}

} // namespace chancery::catalogue
