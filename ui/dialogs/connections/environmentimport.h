// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/environment.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace chancery {

class Banner;
class Card;

/// Makes a connection from the guides' environment names: from the program's own environment, from pasted text, or from
/// a .env file. What is pasted is read at once and wiped, so that the key in it does not stand on the screen.
class EnvironmentImport : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentImport(QWidget *parent = nullptr);

    /// What the program's own environment named.
    void offer(EnvironmentProfile offered);
    /// Empties the page for another go.
    void reset();
    /// Reads a file as if it had been chosen here.
    void readFile(const QString &path);

Q_SIGNALS:
    /// The profile may be moved from.
    void imported(chancery::EnvironmentProfile &found);
    void cancelled();

private:
    class PasteField;

    void buildOffer();
    void layOut();
    void chooseFile();
    void read(QByteArray &&text, const QString &source);
    void useOffer();

    std::optional<EnvironmentProfile> m_offered;
    Banner *m_banner;
    Card *m_offer;
    QLabel *m_offerWords;
    PasteField *m_text;
    QPushButton *m_useOffer;
    QPushButton *m_choose;
    QPushButton *m_import;
    QPushButton *m_cancel;
};

} // namespace chancery
