// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyaltyclient.h"
#include "ui/dialogs/dialoghead.h"

#include <QDialog>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace chancery {

class Banner;
class BusyBar;

/// A reward tier written by hand, new or known. A threshold that another tier has already is not sent.
class TierEditor : public QDialog
{
    Q_OBJECT

public:
    struct Facts
    {
        keyban::LoyaltyClient &client;
        DialogPlace place;
        std::optional<keyban::RewardTier> known; ///< which is changed; nothing for a new one
        QList<keyban::RewardTier> tiers;         ///< that are known to be there
    };

    explicit TierEditor(const Facts &facts, QWidget *parent = nullptr);

Q_SIGNALS:
    void saved(const chancery::keyban::RewardTier &tier);
    /// The answer was lost: it may be there all the same, and its threshold tells.
    void unclear(qint64 requiredVisits, const chancery::Error &error);
    /// The answer to a change was lost.
    void changeUnclear(const chancery::keyban::RewardTierDraft &change, const chancery::Error &error);

protected:
    bool event(QEvent *event) override;

private:
    void layOut();
    void fill();
    keyban::RewardTierDraft draft() const;
    bool isChanged(const keyban::RewardTierDraft &draft) const;
    QString missing() const;
    void refresh();
    void send();
    void take(const Result<keyban::RewardTier> &saved);

    Facts m_facts;
    bool m_isSending = false;
    Banner *m_banner;
    BusyBar *m_busy;
    QLineEdit *m_name;
    QSpinBox *m_visits;
    QLineEdit *m_ratio;
    QLineEdit *m_image;
    QLabel *m_rule;
    QLabel *m_missing;
    QPushButton *m_send;
};

} // namespace chancery
