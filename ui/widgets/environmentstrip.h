// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace chancery {

class ElidedLabel;
class StatePill;

/// Where the person works and how dangerous that is; plain words, ready to be shown.
struct EnvironmentFacts
{
    enum Danger { Test, Live };

    Danger danger = Test;
    QString profile;
    QString host;
    QString network;
    QString guard; ///< the guard level: "Normal", "Confirm every write", "Read-only"
    Tone guardTone = Tone::Good;
    QString keychain; ///< the state of the secret store: "Keychain unlocked"
    Tone keychainTone = Tone::Neutral;

    bool operator==(const EnvironmentFacts &) const = default;
};

/// The word TEST or LIVE as every confirmation and window title must say it too.
QString dangerWord(EnvironmentFacts::Danger danger);

/// The strip on top of the window: hatch, word, profile, host, network, guard and keychain. TEST and LIVE differ in
/// word, hatch density and colour. Its accessible name is `Environment`, its description one whole account.
class EnvironmentStrip : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentStrip(QWidget *parent = nullptr);

    void setFacts(const EnvironmentFacts &facts);
    const EnvironmentFacts &facts() const { return m_facts; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void paintHatch(QPainter &painter, const QRect &area) const;
    Token tone() const { return m_facts.danger == EnvironmentFacts::Live ? Token::Live : Token::Test; }

    EnvironmentFacts m_facts;
    QHBoxLayout *m_row;
    QLabel *m_word;
    ElidedLabel *m_profile;
    ElidedLabel *m_place;
    StatePill *m_guard;
    QLabel *m_keyIcon;
    ElidedLabel *m_keychain;
};

} // namespace chancery
