// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyaltyclient.h"
#include "ui/panels/listsection.h"

#include <QTimer>

class QLineEdit;

namespace chancery {

class OrderDetail;

/// The movements of one wallet, the latest first, and how long each took to settle. An account's wallet is looked up.
/// While something is not settled the list is read again by itself, as long as it is seen.
class OrdersPanel : public ListSection
{
    Q_OBJECT

public:
    explicit OrdersPanel(keyban::LoyaltyClient &client, QWidget *parent = nullptr);

    /// Asks for the orders of a wallet or an account, as if typed.
    void showOrdersOf(const QString &id);

protected:
    void load() override;
    void showCurrent(const QString &id) override;
    void showEvent(QShowEvent *event) override;

private:
    enum class Asked { Nobody, Account, Wallet };

    QWidget *makeField();
    void ask();
    void askFor(Asked asked, const QString &id);
    void lookUp();
    void loadOrders(const QString &wallet);
    void take(const QString &wallet, const QList<keyban::LoyaltyOrder> &orders);
    void failLookUp(const Error &error);
    void tellNoWallet();
    void watch(bool isNews);

    keyban::LoyaltyClient &m_client;
    QLineEdit *m_field;
    OrderDetail *m_detail;
    Asked m_asked = Asked::Nobody;
    QString m_id;     ///< what was asked for
    QString m_wallet; ///< of it, once it is known
    QList<keyban::LoyaltyOrder> m_orders;
    QTimer m_watch;
};

} // namespace chancery
