// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QWidget;

namespace chancery {

/// Actions that are off for a while, each with the reason as its tooltip, whatever their owner says of them meanwhile;
/// afterwards they are as their owner wanted them last.
class ActionGate : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void guard(const QList<QWidget *> &actions);
    void close(const QString &why);
    void open();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Action
    {
        QPointer<QWidget> widget;
        bool isWanted = true; ///< by its owner, while the gate is closed
        QString tip{};        ///< the same
    };
    void shut(Action &action);

    QList<Action> m_actions;
    QString m_why;
    bool m_isClosed = false;
};

} // namespace chancery
