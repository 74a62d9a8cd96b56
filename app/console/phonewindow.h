// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <functional>

class QLabel;
class QNetworkReply;
class QPushButton;
class QStackedWidget;

namespace chancery {

class CountdownRing;
class FieldList;

/// The phone of whoever is asked, as the sandbox plays it: what it shows, and the two answers. For trying things out;
/// it speaks to the sandbox's control surface, which no real service has.
class PhoneWindow : public QWidget
{
    Q_OBJECT

public:
    explicit PhoneWindow(QUrl control);
    ~PhoneWindow() override;

    /// Where the sandbox is now.
    void setControl(const QUrl &control);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    QWidget *buildQuestion();
    QWidget *buildQuiet();
    void look();
    void take(const json::Value &told);
    void showQuestion(const json::Value &question);
    void answer(const QString &word);
    void tell(const QString &words);

    QUrl m_control;
    QNetworkAccessManager m_network;
    QTimer m_look;
    QStackedWidget *m_stack;
    QLabel *m_quiet;
    QLabel *m_message;
    QLabel *m_more;
    FieldList *m_fields;
    CountdownRing *m_ring;
    QPushButton *m_approve;
    QPushButton *m_deny;
    QString m_id; ///< of the question on show
};

} // namespace chancery
