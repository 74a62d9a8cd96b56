// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace chancery {

/// What the desktop says about itself beyond its palette: on Linux the portal's settings, asked without waiting.
/// Elsewhere, and where no portal answers, nothing is known.
class SystemLook : public QObject
{
    Q_OBJECT

public:
    explicit SystemLook(QObject *parent = nullptr);

    std::optional<bool> prefersDark() const { return m_dark; }
    bool prefersHighContrast() const { return m_highContrast; }
    bool wantsNoMotion() const { return m_noMotion; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void learn(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &group, const QString &key);

    std::optional<bool> m_dark;
    bool m_highContrast = false;
    bool m_noMotion = false;
};

} // namespace chancery
