// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/client.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace chancery {

class Banner;
class BusyBar;

/// An environment written by hand, new or known. Slug and client are for good, so only a new one has them to be typed.
class EnvironmentEditor : public QDialog
{
    Q_OBJECT

public:
    /// `known` is the environment to be changed; null for a new one.
    EnvironmentEditor(keystone::Client &client, const DialogPlace &place, const keystone::Environment *known,
                      QWidget *parent = nullptr);
    ~EnvironmentEditor() override;

Q_SIGNALS:
    void saved(const chancery::keystone::Environment &environment);
    /// It may be there all the same; its slug tells.
    void unclear(const QString &slug, const chancery::Error &error);

private:
    void layOut(const DialogPlace &place);
    void fill();
    QString missing() const;
    void refresh();
    void send();
    void take(const Result<keystone::Environment> &saved);
    keystone::EnvironmentPatch patch() const;

    keystone::Client &m_client;
    const std::optional<keystone::Environment> m_known;
    bool m_isSending = false;
    Banner *m_banner;
    BusyBar *m_busy;
    QLineEdit *m_name;
    QLineEdit *m_slug;
    QLineEdit *m_clientId;
    QLineEdit *m_webhookUrl;
    QLineEdit *m_webhookSecret;
    QSpinBox *m_timeout;
    QLabel *m_timeoutWords;
    QSpinBox *m_rate;
    QLabel *m_missing;
    QPushButton *m_send;
};

} // namespace chancery
