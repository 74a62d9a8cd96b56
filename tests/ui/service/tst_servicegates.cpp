// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/panels/approvals/secondperson.h"
#include "tests/ui/service/servicebench.h"
#include "ui/panels/environments/environmentspanel.h"
#include "ui/panels/webhooks/webhookspanel.h"

#include <QTemporaryDir>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

/// The settlement service with a ledger and a second person beside it.
struct GatedBench : ServiceBench
{
    explicit GatedBench(GatedAction action)
        : ledger(folder.filePath(u"ledger.sqlite"_s))
    {
        [this] { QVERIFY(awaited(ledger.open())); }();
        second = std::make_unique<SecondPerson>(
            ledger, action, Author{u"first"_s, profile.id.toString(QUuid::WithoutBraces), profile.name});
    }

    DialogPlace place() const { return {.live = false, .profileName = profile.name, .network = {}}; }

    QTemporaryDir folder;
    Ledger ledger;
    std::unique_ptr<SecondPerson> second;
};

void answers()
{
    QTest::addColumn<bool>("isYes");
    QTest::newRow("approved") << true;
    QTest::newRow("denied") << false;
}

} // namespace

/// What a policy puts behind another person's yes in the settlement service: nothing is sent without it.
class TestServiceGates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }
    void anEnvironmentIsDeactivatedAfterAYes_data() { answers(); }
    void anEnvironmentIsDeactivatedAfterAYes();
    void aWebhooksSecretIsRotatedAfterAYes_data() { answers(); }
    void aWebhooksSecretIsRotatedAfterAYes();
};

void TestServiceGates::anEnvironmentIsDeactivatedAfterAYes()
{
    QFETCH(const bool, isYes);
    GatedBench bench(GatedAction::DeactivateEnvironment);
    EnvironmentsPanel panel({.client = bench.client(),
                             .clientId = bench.sandbox.keystoneClientId(),
                             .place = bench.place(),
                             .keeper = bench.second->gatekeeper()});
    panel.resize(1100, 800);
    panel.show();
    QTRY_COMPARE(rowsOf(panel, "environmentsTable")->rowCount(), 2);
    choose(panel, "environmentsTable", 1);

    CLICK(panel, "environmentTurn");
    CLICK(*panel.findChild<QDialog *>(u"serviceQuestion"_s), "questionConfirm");
    bench.second->answer(panel, isYes);

    QTRY_COMPARE(bench.second->state(), isYes ? ApprovalState::Spent : ApprovalState::Denied);
    QTRY_COMPARE(textOf(panel, "environmentState"), isYes ? u"Deactivated"_s : u"Active"_s);
    const auto environments = valueOf(bench.client().listEnvironments()).rows;
    const auto left = std::count_if(environments.begin(), environments.end(),
                                    [](const keystone::Environment &environment) { return environment.isActive; });
    QCOMPARE(left, isYes ? 1 : 2);
    if (isYes)
        QVERIFY(!bench.second->records().first().spentFor.isEmpty());
}

void TestServiceGates::aWebhooksSecretIsRotatedAfterAYes()
{
    QFETCH(const bool, isYes);
    GatedBench bench(GatedAction::RotateWebhookSecret);
    const auto made = valueOf(
        bench.client().createWebhook({.url = u"http://127.0.0.1:9/hook"_s, .secret = test::made("test-whsec-first")}));
    WebhooksPanel panel({.client = bench.client(),
                         .secrets = bench.keyring,
                         .profile = bench.profile.id,
                         .place = bench.place(),
                         .keeper = bench.second->gatekeeper()});
    panel.resize(1100, 800);
    panel.show();
    QTRY_VERIFY(rowsOf(panel, "webhooksTable")->rowCount() > 0);
    choose(panel, "webhooksTable", 0);

    CLICK(panel, "webhookRotate");
    CLICK(*panel.findChild<QDialog *>(u"serviceQuestion"_s), "questionConfirm");
    bench.second->answer(panel, isYes);

    QTRY_COMPARE(bench.second->state(), isYes ? ApprovalState::Spent : ApprovalState::Denied);
    if (isYes) {
        QTRY_VERIFY(shown(panel, "secretBox"));
        QCOMPARE(bench.second->records().first().spentFor, made.endpoint.id);
    } else {
        QCOMPARE(valueOf(bench.client().listWebhooks()).rows, QList{made.endpoint});
        QVERIFY(!shown(panel, "secretBox"));
    }
}

QTEST_MAIN(TestServiceGates)
#include "tst_servicegates.moc"
