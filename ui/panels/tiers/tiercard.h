// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyalty.h"
#include "ui/widgets/card.h"

class QPushButton;

namespace chancery {

/// A reward tier with its rules, and what can be done with it: by button, or by F2 and Delete while the keyboard is in
/// the card.
class TierCard : public Card
{
    Q_OBJECT

public:
    enum class Writable { No, Yes };

    TierCard(QString id, Writable writable, QWidget *parent = nullptr);

    QString id() const { return m_id; }
    /// What the keyboard visits in it, in this order.
    QWidgetList stops() const;
    void showTier(const keyban::RewardTier &tier);

Q_SIGNALS:
    void editWanted(const QString &id);
    void deleteWanted(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    const QString m_id;
    ElidedLabel *m_rule;
    ElidedLabel *m_image;
    QPushButton *m_edit;
    QPushButton *m_delete;
};

} // namespace chancery
