// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpclient.h"
#include "ui/widgets/card.h"

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace chancery {

class Banner;
class StatePill;

/// Asks a service behind the proxy for something and shows the answer as it came: to see whether the way works. It
/// reads only.
class TryCard : public Card
{
    Q_OBJECT

public:
    struct Service
    {
        QString name;
        HttpClient *client; ///< outlives the card
        QString path;       ///< to begin with, such as v1/dpp/passports
    };
    explicit TryCard(const QList<Service> &services, QWidget *parent = nullptr);

private:
    void layOut();
    void chooseService();
    void send();
    void take(const Result<HttpAnswer> &answer);

    const QList<Service> m_services;
    QComboBox *m_service;
    QLineEdit *m_path;
    QPushButton *m_send;
    StatePill *m_state;
    Banner *m_banner;
    QPlainTextEdit *m_body;
    std::unique_ptr<QObject> m_asking;
};

} // namespace chancery
