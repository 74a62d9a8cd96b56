// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/panel.h"
#include "ui/panels/points/pointsdesk.h"

#include <QTimer>

#include <memory>

namespace chancery {

class AccountCard;
class Banner;
class BusyBar;
class MintForm;
class MintList;

/// Points for one account at a time: the form, the second look, how it ended, and the ledger of all mints beside it.
class PointsSection : public Panel
{
    Q_OBJECT

public:
    explicit PointsSection(const PointsDesk &desk, QWidget *parent = nullptr);
    ~PointsSection() override;

    QString title() const override { return tr("Points"); }
    QString iconName() const override { return QStringLiteral("loyalty"); }
    void refresh() override;
    bool hasUnsavedWork() const override;
    QString unsavedWork() const override;

Q_SIGNALS:
    /// The orders of a wallet, or of an account.
    void ordersWanted(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void askMint();
    void takeOutlook(const MintRequest &request, const Result<MintOutlook> &outlook);
    void openSecondLook(MintRequest request, const MintOutlook &outlook);
    void passGate(const MintRequest &request, bool isOverLimit);
    void mint(const MintRequest &request);
    void minted(const MintReport &report);
    void look(const MintRecord &record);
    void looked(const MintReport &report);
    void askWord(const MintRecord &record);
    void close(const MintRecord &record, MintEnd word);
    void openLimits();
    void readLimits();
    void showReport(const MintReport &report);
    void fail(const Error &error);
    MintIntent intentOf(const MintRequest &request) const;
    /// A run of its own for what is to be done; `then` hears of its end, when the run is gone.
    MintRun &begin(void (PointsSection::*then)(const MintReport &));
    void setWorking(bool isWorking);

    PointsDesk m_desk;
    Banner *m_banner;
    BusyBar *m_busy;
    AccountCard *m_account;
    MintForm *m_form;
    MintList *m_list;
    QTimer m_follow; ///< the ledger while something is under way
    std::unique_ptr<MintRun> m_run;
    std::unique_ptr<QObject> m_asking;
    bool m_hasLoaded = false;
};

} // namespace chancery
