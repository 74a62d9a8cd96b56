// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QLabel;

namespace chancery {

/// A line below a field: what is wrong with it or what it means. Hidden while there is nothing to say.
class FieldNote : public QWidget
{
    Q_OBJECT

public:
    explicit FieldNote(QWidget *parent = nullptr);

    /// A neutral remark has no icon.
    void say(Tone tone, const QString &words);
    QString words() const;
    Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QLabel *m_icon;
    QLabel *m_words;
    Tone m_tone = Tone::Neutral;
};

} // namespace chancery
