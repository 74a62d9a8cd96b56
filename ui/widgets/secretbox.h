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

/// A secret that a service tells only once: hidden until asked for, to be copied, and kept in the keychain on request,
/// where it may be. What was copied leaves the clipboard after half a minute, which is counted down, if it is still
/// there.
class SecretBox : public Card
{
    Q_OBJECT

public:
    enum class Keeping {
        Offered,
        Never,
    };
    explicit SecretBox(const QString &title, Keeping keeping = Keeping::Offered, QWidget *parent = nullptr);
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
    void countDown();

    Secret m_secret;
    QLabel *m_sentence;
    QLineEdit *m_field;
    QPushButton *m_show;
    QPushButton *m_copy;
    QPushButton *m_keep;
    QPushButton *m_done;
    QLabel *m_note;
    const Keeping m_keeping;
    QTimer m_tick; ///< while something of it is in the clipboard
    int m_secondsLeft = 0;
    bool m_isRevealed = false;
    bool m_hasCopied = false;
};

} // namespace chancery
