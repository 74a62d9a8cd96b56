// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keystonebody.h"

namespace chancery::sandbox {

/// The environments of the platform (KeyStone fact sheet §3). They are never deleted, so their places are their
/// numbers.
class KeystoneEnvironments
{
public:
    /// Two of them: the one that the sandbox's own client works in, and a quiet one.
    explicit KeystoneEnvironments(qint64 now);

    std::optional<quint32> activeOf(const QString &clientId) const;
    std::optional<quint32> find(const QString &id) const;
    const json::Value &at(quint32 place) const { return m_records[place]; }
    quint32 count() const { return quint32(m_records.size()); }

    struct Changed
    {
        KeystoneRefusal refusal;
        quint32 place = 0;
    };
    Changed create(KeystoneBody body, qint64 now);
    KeystoneRefusal update(quint32 place, KeystoneBody body, qint64 now);
    void deactivate(quint32 place, qint64 now);

private:
    bool hasOther(QStringView key, const QString &text) const;
    quint32 append(const json::Value &members, qint64 now);

    std::vector<json::Value> m_records;
};

} // namespace chancery::sandbox
