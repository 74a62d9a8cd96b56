// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace chancery::catalogue {

/// A set of record numbers at one bit a record.
class RecordSet
{
public:
    void insert(qint64 record);
    void remove(qint64 record);
    bool contains(qint64 record) const
    {
        const auto word = std::size_t(record) / 64;
        return word < m_words.size() && (m_words[word] >> (record % 64) & 1);
    }
    qint64 count() const { return m_count; }
    bool operator==(const RecordSet &other) const;

    /// A compact form to keep; empty for the empty set.
    QByteArray toBytes() const;
    /// Nothing when `bytes` are not what toBytes() makes.
    static std::optional<RecordSet> fromBytes(const QByteArray &bytes);

private:
    std::vector<quint64> m_words; ///< there may be empty ones behind the last record
    qint64 m_count = 0;
};

} // namespace chancery::catalogue
