// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyaltyclient.h"
#include "ui/dialogs/dialoghead.h"
#include "ui/panels/panel.h"

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace chancery {

class Banner;
class BusyBar;
class EmptyState;
class TierCard;

/// The reward tiers of the application as cards, the lowest threshold first: made, changed and deleted as far as the
/// service offers it. Where it does not list them, those that were made here are shown.
class TiersPanel : public Panel
{
    Q_OBJECT

public:
    struct Parts
    {
        keyban::LoyaltyClient &client;
        DialogPlace place;
    };

    explicit TiersPanel(const Parts &parts, QWidget *parent = nullptr);
    ~TiersPanel() override;

    QString title() const override { return tr("Tiers"); }
    QString iconName() const override { return QStringLiteral("tag"); }
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void load();
    void take(QList<keyban::RewardTier> tiers);
    void fail(const Error &error);
    void showTiers();
    TierCard *cardOf(const QString &id);
    void removeGone();
    void create();
    void edit(const QString &id);
    void openEditor(const keyban::RewardTier *known);
    void noteSaved(const keyban::RewardTier &tier);
    void tellOfStray(qint64 requiredVisits, const Error &error);
    void tellOfLostChange(const QString &id, const keyban::RewardTierDraft &change, const Error &error);
    void askToDelete(const QString &id);
    void remove(const QString &id);
    bool mayWrite() const { return m_parts.client.guardLevel() != GuardLevel::ReadOnly; }

    Parts m_parts;
    Banner *m_banner;
    BusyBar *m_busy;
    QLabel *m_summary;
    QPushButton *m_new;
    QStackedWidget *m_stack;
    QWidget *m_skeleton;
    EmptyState *m_empty;
    QWidget *m_pane;
    QVBoxLayout *m_column;
    QList<TierCard *> m_cards; ///< as they stand
    QList<keyban::RewardTier> m_tiers;
    bool m_isListed = true; ///< by the service
    bool m_hasLoaded = false;
    std::function<void()> m_afterLoad;
    std::unique_ptr<QObject> m_work; ///< the listing under way
};

} // namespace chancery
