// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/gate/gatedplan.h"
#include "core/ledger/ledger.h"
#include "tests/support/awaited.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

GatedPlan mintPlan()
{
    GatedPlan plan;
    plan.action = GatedAction::Mint;
    plan.size = 25'000;
    plan.service = u"https://api.test"_s;
    plan.amount = u"25000"_s;
    plan.recipient = u"account-1"_s;
    plan.resource = u"points"_s;
    plan.content = json::Value::object();
    plan.content.set(u"reason"_s, u"spring"_s);
    return plan;
}

Profile profileWithPhone()
{
    Profile profile = makeProfile(u"Shop"_s);
    profile.bkey = makeBkeyService();
    profile.bkey->base = QUrl(u"https://api.bkey.id/"_s);
    profile.bkey->approvers = {{u"Ada"_s, u"did:bkey:test-ada"_s, u"ada"_s}};
    profile.gate = GatePolicy({{GatedAction::Mint, 10'000, GateNeed::Phone}});
    return profile;
}

} // namespace

/// What an approval is given to.
class TestGatedPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeOfAnythingIsAnotherPlan_data();
    void aChangeOfAnythingIsAnotherPlan();
    void textsDoNotRunIntoEachOther();
    void theCodeIsTheBeginningOfTheHash();
    void thePolicyIsAskedWithItsSize();
    void thePhoneIsAskedForExactlyThisPlan();
    void theLedgerSpendsItForThisPlanOnce();
    void onATestConnectionOneMayApproveOneself();
};

void TestGatedPlan::aChangeOfAnythingIsAnotherPlan_data()
{
    using Change = std::function<void(GatedPlan &)>;
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("action", [](GatedPlan &plan) { plan.action = GatedAction::Import; });
    row("size", [](GatedPlan &plan) { plan.size = 25'001; });
    row("service", [](GatedPlan &plan) { plan.service = u"https://api.test:8443"_s; });
    row("amount", [](GatedPlan &plan) { plan.amount = u"25000.0"_s; });
    row("recipient", [](GatedPlan &plan) { plan.recipient = u"account-2"_s; });
    row("resource", [](GatedPlan &plan) { plan.resource.clear(); });
    row("content", [](GatedPlan &plan) { plan.content.set(u"reason"_s, u"Spring"_s); });
    row("more content", [](GatedPlan &plan) { plan.content.set(u"batch"_s, QString()); });
}

void TestGatedPlan::aChangeOfAnythingIsAnotherPlan()
{
    QFETCH(const std::function<void(GatedPlan &)>, change);
    GatedPlan changed = mintPlan();

    change(changed);

    QVERIFY(changed.hash() != mintPlan().hash());
    QCOMPARE(mintPlan().hash(), mintPlan().hash());
}

void TestGatedPlan::textsDoNotRunIntoEachOther()
{
    GatedPlan one;
    one.recipient = u"a\",\"b"_s;
    GatedPlan other;
    other.recipient = u"a"_s;
    other.resource = u"b"_s;

    QVERIFY(one.hash() != other.hash());
}

void TestGatedPlan::theCodeIsTheBeginningOfTheHash()
{
    static const QRegularExpression digits(u"^[0-9a-f]{8}$"_s);
    const GatedPlan plan = mintPlan();

    QCOMPARE(plan.hash().size(), 32);
    QVERIFY(digits.match(plan.shortCode()).hasMatch());
    QVERIFY(QString::fromLatin1(plan.hash().toHex()).startsWith(plan.shortCode()));
}

void TestGatedPlan::thePolicyIsAskedWithItsSize()
{
    GatedPlan plan = mintPlan();

    QCOMPARE(needOf(profileWithPhone(), plan), GateNeed::Phone);
    plan.size = 9'999;
    QCOMPARE(needOf(profileWithPhone(), plan), GateNeed::None);
}

void TestGatedPlan::thePhoneIsAskedForExactlyThisPlan()
{
    const Profile profile = profileWithPhone();
    const GatedPlan plan = mintPlan();

    const ApprovalIntent intent = phoneIntent(profile, plan, profile.bkey->approvers[0], u"Mint 25,000 points"_s,
                                              {u"ben"_s, u"p-1"_s, u"Shop"_s});

    QVERIFY(!QUuid::fromString(intent.id).isNull());
    QCOMPARE(intent.way, ApprovalWay::Phone);
    QCOMPARE(intent.action, u"mint"_s);
    QCOMPARE(intent.plan, plan.hash());
    QCOMPARE(intent.amount, u"25000"_s);
    QCOMPARE(intent.recipient, u"account-1"_s);
    QCOMPARE(intent.issuer, u"https://api.bkey.id"_s); // as the tokens of the service name it
    QCOMPARE(intent.scope, u"approve:payment"_s);
    QCOMPARE(intent.approver, u"did:bkey:test-ada"_s);
    QCOMPARE(intent.approverUser, u"ada"_s);
    QCOMPARE(intent.selfApproval, SelfApproval::Refused);
}

void TestGatedPlan::theLedgerSpendsItForThisPlanOnce()
{
    QTemporaryDir folder;
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(ledger.open()));
    const Author author{u"ben"_s, u"p-1"_s, u"Shop"_s};
    const GatedPlan plan = mintPlan();
    GatedPlan changed = plan;
    changed.recipient = u"account-2"_s;
    const Profile profile = profileWithPhone();
    const ApprovalIntent intent =
        phoneIntent(profile, plan, profile.bkey->approvers[0], u"Mint 25,000 points"_s, author);

    QCOMPARE(valueOf(ledger.askApproval(intent)), ApprovalBar::None);
    QVERIFY(awaited(ledger.awaitApproval(intent.id, u"r-1"_s, QDateTime::currentDateTimeUtc().addSecs(300))));
    QCOMPARE(valueOf(ledger.spendApproval(useOf(intent.id, plan, author, u"m-1"_s))), ApprovalBar::NotGranted);
    const ApprovalGrant grant{intent.approver, u"test-token-1"_s, QDateTime::currentDateTimeUtc().addSecs(300)};
    QCOMPARE(valueOf(ledger.grantApproval(intent.id, grant)), ApprovalBar::None);

    QCOMPARE(valueOf(ledger.spendApproval(useOf(intent.id, changed, author, u"m-1"_s))), ApprovalBar::PlanChanged);
    QCOMPARE(valueOf(ledger.spendApproval(useOf(intent.id, plan, author, u"m-1"_s))), ApprovalBar::None);
    QCOMPARE(valueOf(ledger.spendApproval(useOf(intent.id, plan, author, u"m-2"_s))), ApprovalBar::AlreadySpent);
}

void TestGatedPlan::onATestConnectionOneMayApproveOneself()
{
    Profile profile = profileWithPhone();
    profile.isTest = true;

    const auto intent = phoneIntent(profile, mintPlan(), profile.bkey->approvers[0], u"Mint"_s, {});

    QCOMPARE(intent.selfApproval, SelfApproval::Allowed);
    QCOMPARE(deskIntent(mintPlan(), u"Mint"_s, {}).selfApproval, SelfApproval::Refused);
}

QTEST_GUILESS_MAIN(TestGatedPlan)
#include "tst_gatedplan.moc"
