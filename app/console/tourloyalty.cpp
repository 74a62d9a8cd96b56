// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "app/console/application.h"

#include "core/json/document.h"
#include "ui/mainwindow.h"
#include "ui/panels/sections.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QLineEdit>
#include <QNetworkReply>
#include <QSpinBox>

// The tour through loyalty: its sections in their order; tiers, orders and claims.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString tiersPath = u"/v1/loyalty/reward-tiers"_s;

} // namespace

void Tour::planLoyalty()
{
    planPoints();
    planAwards();
    planTiers();
    planOrders();
    planClaims();
}

void Tour::showLoyalty(const QString &key)
{
    go(u"loyalty"_s);
    act(key,
        [this, key] { qobject_cast<SectionsPanel *>(m_application.window().panel(u"loyalty"_s))->showSection(key); });
}

void Tour::mint(int points)
{
    act(u"the sandbox's accounts"_s, [this] {
        m_account.clear();
        QUrl address = m_service;
        address.setPath(u"/_sandbox/loyalty"_s);
        QNetworkReply *reply = m_network.get(QNetworkRequest(address));
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            if (const auto told = json::parse(reply->readAll()))
                m_account = (*told)[u"accounts"].items().front()[u"id"].toText();
            reply->deleteLater();
        });
    });
    const auto send = [this, points] {
        m_answered = false;
        QUrl address = m_service;
        address.setPath(address.path() + u"/v1/loyalty/account/%1/mint"_s.arg(m_account));
        QNetworkRequest request(address);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("X-Api-Key", "test-keyban-api-key");
        QNetworkReply *reply = m_network.post(request, "{\"amount\":" + QByteArray::number(points) + '}');
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            m_answered = reply->error() == QNetworkReply::NoError;
            reply->deleteLater();
        });
    };
    act(u"points"_s, send, [this] { return !m_account.isEmpty(); });
    waitFor(u"points"_s, [this] { return m_answered; });
}

/// The tier that is written, sent and listed.
void Tour::writeTier(const QString &name, int visits, const QString &ratio)
{
    click(u"tierNew"_s);
    type(u"tierName"_s, name);
    act(u"the visits"_s, [this, visits] { find<QSpinBox>(u"tierVisits"_s)->setValue(visits); });
    type(u"tierRatio"_s, ratio);
}

void Tour::planTiers()
{
    const auto editorClosed = [this] { return !find<QDialog>(u"tierEditor"_s); };
    showLoyalty(u"tiers"_s);
    shoot(u"tiers-none"_s, sees(u"tiersEmpty"_s));
    writeTier(u"Silver"_s, 10, u"1.5"_s);
    shoot(u"tiers-new"_s, canClick(u"tierSend"_s));
    click(u"tierSend"_s);
    waitFor(u"the first tier"_s, editorClosed);
    writeTier(u"Gold"_s, 25, u"2"_s);
    type(u"tierImageUrl"_s, u"https://images.example/tiers/gold-background-wide.png"_s);
    click(u"tierSend"_s);
    waitFor(u"the second tier"_s, editorClosed);
    writeTier(u"Welcome"_s, 0, u"1"_s);
    click(u"tierSend"_s);
    shoot(u"tiers"_s, [this, editorClosed] { return editorClosed() && reads(u"tiersSummary"_s, u"3 tiers"_s)(); });
    writeTier(u"Friends"_s, 25, u"1.2"_s);
    shoot(u"tiers-clash"_s, reads(u"tierMissing"_s, u"“Gold” has"_s));
    act(u"another number"_s, [this] { find<QSpinBox>(u"tierVisits"_s)->setValue(30); });
    faults(u"{\"method\":\"POST\",\"path\":\"%1\",\"effect\":\"status\",\"status\":409}"_s.arg(tiersPath));
    click(u"tierSend"_s);
    shoot(u"tiers-conflict"_s, sees(u"tierEditorBanner"_s));
    leave();
    faults({});
    click(u"tierDelete"_s);
    shoot(u"tiers-delete"_s, sees(u"serviceQuestion"_s));
    leave();
    faults(u"{\"method\":\"GET\",\"path\":\"%1\",\"effect\":\"status\",\"status\":403}"_s.arg(tiersPath));
    act(u"refresh"_s, [this] { m_application.window().panel(u"loyalty"_s)->refresh(); });
    shoot(u"tiers-forbidden"_s, sees(u"retryTiers"_s));
    faults({});
    tell(u"loyalty"_s, [] { return u"{\"offersTiers\":false}"_s; });
    click(u"retryTiers"_s);
    shoot(u"tiers-unlisted"_s, reads(u"banner.headline"_s, u"This service takes"_s));
    tell(u"loyalty"_s, [] { return u"{\"offersTiers\":true}"_s; });
}

void Tour::planOrders()
{
    const auto listed = [this](int count) {
        return [this, count] {
            const QAbstractItemView *table = rows(u"ordersTable"_s);
            return table && table->model()->rowCount() == count;
        };
    };
    showLoyalty(u"orders"_s);
    shoot(u"orders-nobody"_s, sees(u"ordersEmpty"_s));
    tell(u"loyalty"_s, [] { return u"{\"orderMs\":0,\"settleMs\":4000}"_s; });
    mint(600);
    mint(12'500);
    tell(u"clock"_s, [] { return u"{\"advanceSeconds\":90}"_s; });
    tell(u"loyalty"_s, [] { return u"{\"settleMs\":600000}"_s; });
    mint(250);
    act(u"whose"_s, [this] { find<QLineEdit>(u"ordersOf"_s)->setText(m_account); });
    click(u"ordersShow"_s);
    shoot(u"orders"_s, listed(3));
    pickRow(u"ordersTable"_s, 1);
    shoot(u"orders-settled"_s, canClick(u"orderCopyHash"_s));
    tell(u"loyalty"_s, [] { return u"{\"orderMs\":1000,\"settleMs\":4000}"_s; });
    type(u"ordersOf"_s, u"another-account"_s);
    click(u"ordersShow"_s);
    shoot(u"orders-unknown-account"_s, canClick(u"ordersAsWallet"_s));
    click(u"ordersAsWallet"_s);
    shoot(u"orders-none"_s, reads(u"ordersSummary"_s, u"0 orders"_s));
    type(u"ordersOf"_s, u"someone@example.org"_s);
    click(u"ordersShow"_s);
    shoot(u"orders-no-id"_s, sees(u"banner.headline"_s));
}

/// In the sandbox; then it is typed, to be followed.
void Tour::startClaim(const QString &claim)
{
    act(u"a claim"_s, [this, claim] {
        m_claim.clear();
        QUrl address = m_service;
        address.setPath(u"/_sandbox/loyalty"_s);
        QNetworkRequest request(address);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply = m_network.post(request, u"{\"claim\":%1}"_s.arg(claim).toUtf8());
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            if (const auto told = json::parse(reply->readAll()))
                m_claim = (*told)[u"jobId"].toText();
            reply->deleteLater();
        });
    });
    act(
        u"its job"_s, [this] { find<QLineEdit>(u"claimJob"_s)->setText(m_claim); },
        [this] { return !m_claim.isEmpty() && enabled(u"claimJob"_s); });
}

void Tour::planClaims()
{
    showLoyalty(u"claims"_s);
    shoot(u"claims-none"_s, sees(u"claimsEmpty"_s));
    startClaim(u"{\"ms\":600000}"_s);
    click(u"claimFollow"_s);
    shoot(u"claims-followed"_s, sees(u"timelineStep"_s));
    click(u"claimStop"_s);
    shoot(u"claims-stopped"_s, sees(u"claimRemark"_s));
    startClaim(u"{\"ms\":1000}"_s);
    click(u"claimFollow"_s);
    shoot(u"claims-completed"_s, canClick(u"claimCopyHash"_s));
    startClaim(u"{\"ms\":1000,\"fails\":true}"_s);
    click(u"claimFollow"_s);
    shoot(u"claims-failed"_s, reads(u"claimState"_s, u"Failed"_s));
    type(u"claimJob"_s, u"another-job"_s);
    click(u"claimFollow"_s);
    shoot(u"claims-unknown"_s, canClick(u"claimAgain"_s));
}

} // namespace chancery
