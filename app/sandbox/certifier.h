// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/catalogue.h"

namespace chancery::sandbox {

/// How certification behaves; tests change it over the control surface.
struct CertificationSettings
{
    qint64 milliseconds = 4000; ///< from publication to the anchor; a row's own share of chance varies it
    int errorsPerThousand = 20;
};

/// Plays the worker that certifies published rows (Keyban fact sheet §6.3, §6.4). Nothing runs: what a row's
/// certification is follows from the time, so a restart finds it where it should be.
class Certifier
{
public:
    CertificationSettings settings;

    /// Starts certification when the row is published and of a kind that is certified.
    void start(Passport &passport, quint32 number, qint64 now) const;
    /// Brings the row to what the time has made of it.
    void settle(Passport &passport, quint32 number, qint64 now) const;
    /// Starts it anew when what the certificate says differs from `before`.
    void restart(Passport &passport, quint32 number, const QByteArray &before, qint64 now) const;

    /// What the certificate says: the selected paths with their values, and a hash or address given instead.
    static QByteArray certificate(const Passport &passport);
    /// The content id shown, or empty.
    static QByteArray contentId(const Passport &passport, quint32 number);
};

} // namespace chancery::sandbox
