// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/dialoghead.h"
#include "ui/theme/style.h"

#include <QDialog>
#include <QStringList>

#include <functional>

class QLineEdit;
class QPushButton;

namespace chancery {

/// Asks before something is done to the service: what will happen, sentence by sentence, where, and for the worst of it
/// a word to be typed. Cancel is what Return does. Open it with open(); accepted() is the yes.
class ServiceQuestion : public QDialog
{
    Q_OBJECT

public:
    struct Content
    {
        QString title;
        QString subject;
        QStringList consequences;
        QString action; ///< the button's words
        ButtonKind kind = ButtonKind::Danger;
        QString typed{}; ///< has to be typed first; empty: nothing
    };

    ServiceQuestion(const Content &content, const DialogPlace &place, QWidget *parent);

private:
    QWidget *typingRow(const QString &word);

    const QString m_word;
    QLineEdit *m_typed = nullptr;
    QPushButton *m_yes;
};

/// Opens the question, and does `act` after a yes, as long as `parent` is there.
void askFirst(QWidget *parent, const DialogPlace &place, const ServiceQuestion::Content &content,
              const std::function<void()> &act);

} // namespace chancery
