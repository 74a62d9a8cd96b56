// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/tour.h"

#include "core/json/document.h"

#include <QAbstractItemView>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkReply>

// The tour through batches of awards: from the file to the report.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

const QString slowly = u"{\"method\":\"POST\",\"path\":\"*/mint\",\"effect\":\"delay\",\"ms\":250}"_s;

const QByteArray header = "account,amount,reason\n";

QByteArray rowOf(const QString &account, int points, const QByteArray &reason)
{
    return account.toUtf8() + ',' + QByteArray::number(points) + ',' + reason + '\n';
}

} // namespace

void Tour::readAccounts()
{
    act(u"the sandbox's accounts"_s, [this] {
        m_accounts.clear();
        QUrl address = m_service;
        address.setPath(u"/_sandbox/loyalty"_s);
        QNetworkReply *reply = m_network.get(QNetworkRequest(address));
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            if (const auto told = json::parse(reply->readAll()))
                for (const json::Value &account : (*told)[u"accounts"].items())
                    m_accounts << account[u"id"].toText();
            reply->deleteLater();
        });
    });
    waitFor(u"the accounts"_s, [this] { return m_accounts.size() > 3; });
}

void Tour::chooseAwards(const QString &file, const std::function<QByteArray()> &rows)
{
    act(
        file,
        [this, file, rows] {
            QFile out(m_files.filePath(file));
            const QByteArray content = rows();
            if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
                return end(1, u"the file of awards could not be written"_s);
            out.close();
            auto *path = find<QLineEdit>(u"awardsPath"_s);
            path->setText(out.fileName());
            Q_EMIT path->editingFinished();
        },
        sees(u"awardsPath"_s));
}

void Tour::mintAwards(const QString &total)
{
    waitFor(u"the total"_s, sees(u"batchTotal"_s));
    type(u"batchTotal"_s, total);
    click(u"newBatchMint"_s);
}

/// The list without a batch, and what a check says.
void Tour::planAwardCheck()
{
    showLoyalty(u"awards"_s);
    shoot(u"awards-none"_s, sees(u"awardsEmpty"_s));
    click(u"newBatch"_s);
    shoot(u"awards-new"_s, sees(u"awardsPath"_s));
    chooseAwards(u"columns.csv"_s, [] { return QByteArray("who,how much,why\n1,2,3\n"); });
    shoot(u"awards-check-none"_s, [this] {
        const QAbstractItemView *findings = rows(u"newBatchFindings"_s);
        return findings && findings->model()->rowCount() == 3;
    });
    chooseAwards(u"spring-raffle.csv"_s, [this]() -> QByteArray {
        return header + rowOf(m_accounts[2], 1200, "First prize") + rowOf(m_accounts[3], 800, "Second prize") +
               rowOf(u"jane@example.org"_s, 400, "Third prize") + rowOf(m_accounts[2], 40, "") +
               rowOf(m_accounts[3], 800, "Second prize") + m_accounts[2].toUtf8() + ",12.5,Fourth prize\n";
    });
    waitFor(u"the findings"_s, canClick(u"leaveOut"_s));
    shoot(u"awards-check"_s, sees(u"newBatchFindings"_s));
    click(u"leaveOut"_s);
    type(u"batchTotal"_s, u"2,80"_s);
    shoot(u"awards-check-left-out"_s, reads(u"newBatchMissing"_s, u"Type the total"_s));
    chooseAwards(u"spring-raffle.csv"_s, [this] {
        QByteArray all = header;
        for (int place = 0; place < 24; ++place)
            all +=
                rowOf(m_accounts[2 + place % 2], 10 * (place + 1), "Spring raffle line " + QByteArray::number(place));
        return all;
    });
    click(u"checkAwardsAgain"_s);
    waitFor(u"the sums"_s, reads(u"newBatchSummary"_s, u"24 rows"_s));
    type(u"batchTotal"_s, u"3,000"_s);
    shoot(u"awards-confirm"_s, canClick(u"newBatchMint"_s));
}

void Tour::planAwardRun()
{
    faults(slowly);
    click(u"newBatchMint"_s);
    waitFor(u"the run"_s, canClick(u"stopBatch"_s));
    shoot(u"awards-running"_s, canClick(u"pauseBatch"_s));
    click(u"pauseBatch"_s);
    shoot(u"awards-paused"_s, reads(u"batchWords"_s, u"Paused"_s));
    click(u"stopBatch"_s);
    shoot(u"awards-stopped"_s, canClick(u"resumeBatch"_s));
    tell(u"loyalty"_s, [] { return u"{\"orders\":\"late\"}"_s; });
    faults(u"{\"method\":\"POST\",\"path\":\"*/mint\",\"nth\":2,\"effect\":\"resetAfter\"},"
           "{\"method\":\"POST\",\"path\":\"*/mint\",\"nth\":4,\"effect\":\"status\",\"status\":422}"_s);
    click(u"resumeBatch"_s);
    shoot(u"awards-report"_s, canClick(u"exportBatch"_s));
    faults({});
    tell(u"clock"_s, [] { return u"{\"advanceSeconds\":90}"_s; });
    tell(u"loyalty"_s, [] { return u"{\"orders\":\"normal\"}"_s; });
    click(u"mintFailedAgain"_s);
    shoot(u"awards-failed-again"_s, canClick(u"questionConfirm"_s));
    click(u"questionConfirm"_s);
    shoot(u"awards-done"_s, reads(u"batchWords"_s, u"All 24"_s));
}

void Tour::planAwards()
{
    readAccounts();
    planAwardCheck();
    planAwardRun();
    click(u"newBatch"_s);
    chooseAwards(u"april.csv"_s, [this] {
        QByteArray all = header;
        for (int place = 0; place < 24; ++place)
            all += rowOf(m_accounts[2 + place % 2], 10 * (place + 1), "Raffle of April");
        return all;
    });
    mintAwards(u"3000"_s);
    shoot(u"awards-same"_s, canClick(u"questionConfirm"_s));
    leave();
    type(u"awardsFilter"_s, u"winter"_s);
    shoot(u"awards-no-match"_s, sees(u"awardsEmpty"_s));
    type(u"awardsFilter"_s, {});
}

} // namespace chancery
