// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"
#include "ui/widgets/card.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

/// A secret that the service tells only once: hidden until asked for, to be copied, and kept in the keychain on
/// request. What was copied leaves the clipboard after half a minute, if it is still there.
class SecretBox : public Card
{
    Q_OBJECT

public:
    explicit SecretBox(QWidget *parent = nullptr);
    ~SecretBox() override;

    /// `sentence` says what it is the secret of.
    void showSecret(Secret secret, const QString &sentence);
    /// Forgets it.
    void clear();
    const Secret &secret() const { return m_secret; }
    bool holds() const { return !m_secret.isEmpty(); }
    /// It is where the person wanted it; an empty text for not yet.
    void noteKept(const QString &words);

Q_SIGNALS:
    void keepWanted();
    void dismissed();

private:
    void layOut();
    void setRevealed(bool revealed);
    void copy();
    void clearClipboard();

    Secret m_secret;
    QLabel *m_sentence;
    QLineEdit *m_field;
    QPushButton *m_show;
    QPushButton *m_copy;
    QPushButton *m_keep;
    QPushButton *m_done;
    QLabel *m_note;
    QTimer m_forget;
    bool m_isRevealed = false;
    bool m_hasCopied = false;
};

} // namespace chancery
