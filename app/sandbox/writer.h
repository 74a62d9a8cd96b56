// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/catalogue.h"
#include "app/sandbox/certifier.h"

namespace chancery::sandbox {

enum class Change : quint8 {
    Created,
    Updated,
    Unchanged,
};

/// Changes passports by the rules of the service (Keyban fact sheet §6, §8). Gets what has been found valid.
class Writer
{
public:
    Writer(Catalogue &catalogue, const Certifier &certifier)
        : m_catalogue(catalogue)
        , m_certifier(certifier)
    {}

    struct Written
    {
        quint32 number = 0;
        Change change = Change::Unchanged;
    };

    /// Creates the row, or updates the one with the same five-part key: members that the row leaves out stay as they
    /// were, and a row that says nothing new changes nothing.
    Written upsert(quint16 application, const QByteArray &row, const Draft &draft, qint64 now);
    quint32 create(quint16 application, const QByteArray &row, const Draft &draft, qint64 now);
    /// `data` is replaced as a whole.
    Change patch(quint32 number, const Fields &sent, qint64 now);
    /// Publishes those of `numbers` that are drafts; says how many.
    quint32 publish(const QList<quint32> &numbers, qint64 now);

private:
    enum class Publication {
        AsIs,
        Now,
    };
    void replace(quint32 number, const QByteArray &content, Publication publication, qint64 now);

    Catalogue &m_catalogue;
    const Certifier &m_certifier;
};

} // namespace chancery::sandbox
