// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/ledger/mint.h"
#include "ui/widgets/card.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class PointsProblem;

/// How many points, and why: with what is wrong said under the field, and the limits in sight.
class MintForm : public Card
{
    Q_OBJECT

public:
    explicit MintForm(QWidget *parent = nullptr);

    /// The points, or why the text is no amount.
    Result<qint64> points() const;
    QString reason() const;
    /// Something was typed that is not minted yet.
    bool hasInput() const;
    void clear();
    void setLimits(const MintLimits &limits);
    enum class State {
        Ready,
        Minting,
        ReadOnly, ///< the connection may not write
    };
    void setState(State state);
    /// Says what is wrong and gives the first such field the keyboard; whether nothing is.
    bool judge();

Q_SIGNALS:
    void mintWanted();
    void limitsWanted();

private:
    void layOut();
    void judgePoints();
    void judgeReason();

    QLineEdit *m_points;
    PointsProblem *m_pointsProblem;
    QLineEdit *m_reason;
    PointsProblem *m_reasonProblem;
    QLabel *m_limits;
    QPushButton *m_change;
    QPushButton *m_mint;
};

} // namespace chancery
